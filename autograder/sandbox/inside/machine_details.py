"""Hides what a student's process does not need to know of the machine: its name, its kernel, folders outside.

The filter of system calls keeps the real answers away (`uname`, `sysinfo`). Libraries that ask when they are imported
get these in their place.
"""

from __future__ import annotations

import os
import platform
import socket
import sys
from collections.abc import Sequence

HOST_NAME = "sandbox"
KERNEL_RELEASE = "5.0"
"""A version with two numbers, because libraries compare it; no feature of a newer kernel is needed here."""


def hide(readable: Sequence[str]) -> None:
    """Replace Python's functions that describe the machine, and leave folders that cannot be read out of `sys.path`."""
    real = os.uname()
    details = os.uname_result((real.sysname, HOST_NAME, KERNEL_RELEASE, "", real.machine))
    os.uname = lambda: details
    socket.gethostname = lambda: HOST_NAME
    for cache in ("_uname_cache", "_platform_cache"):
        if hasattr(platform, cache):
            setattr(platform, cache, None if cache == "_uname_cache" else {})
    sys.path[:] = [path for path in sys.path if _is_within(path, readable)]
    for path in [path for path in sys.path_importer_cache if not _is_within(path, readable)]:
        del sys.path_importer_cache[path]


def _is_within(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(folder.rstrip("/") + "/") for folder in folders)
