"""Files of installed packages that name folders outside: students' processes get them empty."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

PACKAGE_FOLDERS = ("site-packages", "dist-packages")


def files_to_hide(is_mounted: Callable[[str], bool]) -> list[str]:
    """Return the files that say where a package was installed from: the course, where it is installed as editable.

    These are a `.pth` file with a folder that is not mounted, the finder of an editable package with the `.pth` file
    that imports it, and a `direct_url.json` with the address of a folder.
    """
    folders = [Path(path) for path in dict.fromkeys(sys.path) if os.path.basename(path) in PACKAGE_FOLDERS]
    return sorted(str(path) for folder in folders if is_mounted(str(folder)) for path in _records(folder, is_mounted))


def _records(folder: Path, is_mounted: Callable[[str], bool]) -> Iterator[Path]:
    yield from folder.glob("__editable__*")
    for path in folder.glob("*.pth"):
        lines = _text(path).splitlines()
        if not path.name.startswith("__editable__") and any(os.path.isabs(x) and not is_mounted(x) for x in lines):
            yield path
    for path in folder.glob("*.dist-info/direct_url.json"):
        if "file:" in _text(path):
            yield path


def _text(path: Path) -> str:
    with suppress(OSError):
        return path.read_text(encoding="utf-8", errors="replace")
    return ""
