"""Whether the files beside a notebook fit into the sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from autograder.limits import MIB, Limits
from autograder.sandbox.protocol.framing import ENVELOPE_BYTES

MAX_ENTRIES = 15_000
"""Files and folders, for which the scratch folder has room."""

BLOCK_BYTES = 4096


def find_file_problem(files: Mapping[str, bytes], limits: Limits) -> str:
    """Return why files cannot be laid beside the notebook in the sandbox; empty where they can."""
    folders = {folder for name in files for folder in PurePosixPath(name).parents}
    if len(files) + len(folders) > MAX_ENTRIES:
        return f"there are {len(files):,} files beside the notebook, more than the sandbox has room for"
    if largest := max((name for name in files if len(files[name]) > limits.file_mb * MIB), default=""):
        return f"the file {largest[:200]!r} is larger than {limits.file_mb} MiB"
    size = sum(BLOCK_BYTES * (1 + len(data) // BLOCK_BYTES) for data in files.values())
    room = min(limits.scratch_mb * MIB, limits.frame_bytes) - ENVELOPE_BYTES - MIB
    if size > room:
        return f"the files beside the notebook are larger than {room // MIB} MiB together"
    return ""
