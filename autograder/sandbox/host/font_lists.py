"""The lists of fonts that Matplotlib has made for this user, so that the fork server need not make them anew.

That takes a seventh of its start, and seconds where many fonts are installed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from autograder.sandbox.host.bubblewrap import is_within


def font_lists(readable: Sequence[str]) -> dict[str, bytes]:
    """Return Matplotlib's lists by the names of their files; one list for each version of its font manager.

    Fonts outside the `readable` folders are left out: the sandbox cannot read them, and need not know their paths.
    """
    lists: dict[str, bytes] = {}
    with suppress(OSError, RuntimeError):  # without a home folder there is no list
        for path in _cache_folder().glob("fontlist-v*.json"):
            with suppress(OSError, ValueError, LookupError, TypeError):
                lists[path.name] = _readable_part(path.read_bytes(), readable)
    return lists


def _cache_folder() -> Path:
    """Return the folder in which Matplotlib keeps its lists on Linux. To import it and ask would take too long."""
    if folder := os.environ.get("MPLCONFIGDIR"):
        return Path(folder)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "matplotlib")


def _readable_part(data: bytes, readable: Sequence[str]) -> bytes:
    content = json.loads(data)
    for fonts in ("ttflist", "afmlist"):
        content[fonts] = [font for font in content[fonts] if _is_readable(font["fname"], readable)]
    return json.dumps(content).encode()


def _is_readable(name: str, readable: Sequence[str]) -> bool:
    """Return whether a font is Matplotlib's own, whose name is relative, or in one of the folders."""
    return not os.path.isabs(name) or any(is_within(name, folder) for folder in readable)
