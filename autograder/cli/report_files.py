"""Reports that an earlier command wrote."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from pydantic import TypeAdapter, ValidationError

from autograder.errors import UsageError
from autograder.report import Report


def read_reports(path: Path) -> Iterator[Report]:
    """Yield the reports in a folder of `grade --out` or a file of `grade --json`; UsageError for any other file."""
    if not path.exists():
        raise UsageError(f"there is no file or folder '{path}'", fix="give the folder of `autograder grade --out`")
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise UsageError("there is no report", where=str(path), fix="run `autograder grade UNIT PATH --out FOLDER`")
    for file in files:
        try:
            text = file.read_bytes()
            yield from TypeAdapter(list[Report]).validate_json(text) if text[:1] == b"[" else [Report.from_json(text)]
        except (OSError, ValidationError):
            raise UsageError("this is not a report of `autograder grade`", where=str(file)) from None


def page_address(page: Path, out: Path) -> str:
    """Return the address of a page, relative to the page `out`; empty where there is no such file."""
    if not page.is_file():
        return ""
    parts = Path(os.path.relpath(page.absolute(), out.absolute().parent)).parts
    return "/".join(quote(os.fsencode(part)) for part in parts)
