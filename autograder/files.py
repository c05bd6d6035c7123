"""Files on the instructor's side: safe names for students' files, atomic writing, and folders that are replaced."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import urllib.parse
from collections.abc import Iterable
from pathlib import Path

MAX_NAME_BYTES = 150


def safe_file_name(student: str) -> str:
    """Return a file name for a student's name: readable, safe, and different for different students."""
    name = "".join(
        c if c.isalnum() or c in " -_.@+" else urllib.parse.quote(c, safe="", errors="replace") for c in student
    )
    name = "%2E" + name[1:] if name.startswith(".") else name
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name or "%00"
    return (
        name.encode()[:100].decode(errors="ignore")
        + "~"
        + hashlib.sha256(student.encode("utf-8", "replace")).hexdigest()[:16]
    )


def write_atomically(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file completely or not at all: to a temporary file in the same folder, which is then renamed.

    `data` is the whole content, or an iterable of its parts.
    """
    descriptor, temporary_name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    temporary = Path(temporary_name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def holds_something_else(folder: Path, mark: str) -> bool:
    """Return whether a folder is in use and has no file `mark`, by which a command knows what it has made."""
    is_used = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    return is_used and not (folder / mark).is_file()


def replace_folder(source: Path, folder: Path) -> None:
    """Move a finished folder to its place, where an earlier one may be."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    shutil.move(source, folder)
