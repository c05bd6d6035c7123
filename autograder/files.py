"""Files on the instructor's side: a safe name for a student's file, and writing all or nothing."""

from __future__ import annotations

import hashlib
import os
import tempfile
import urllib.parse
from collections.abc import Iterable
from pathlib import Path

LONGEST_NAME = 150


def safe_file_name(student: str) -> str:
    """A file name for a student's name: readable, safe, and different for different students."""
    kept = "".join(
        c if c.isalnum() or c in " -_.@+" else urllib.parse.quote(c, safe="", errors="replace") for c in student
    )
    kept = "%2E" + kept[1:] if kept.startswith(".") else kept
    if len(kept.encode()) <= LONGEST_NAME:
        return kept or "%00"
    return (
        kept.encode()[:100].decode(errors="ignore")
        + "~"
        + hashlib.sha256(student.encode("utf-8", "replace")).hexdigest()[:16]
    )


def write_atomically(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write all or nothing: to a temporary file beside it, then rename. Parts are written as they come."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    draft = Path(temporary)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
        draft.chmod(0o644)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
