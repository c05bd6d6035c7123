"""The leak scan of a finished site: every text file in it, and every file in its wheels."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.course.configuration import Course
from autograder.release import leak_scan

TEXT_FILES = {".csv", ".html", ".ipynb", ".json", ".md", ".py", ".toml", ".txt", ".yml"}
FROM_ELSEWHERE = ("build/", "extensions/", "static/pyodide/")
"""The parts of a site that were published before this course was built: programs of the page, and Python."""


def scan_site(course: Course, folder: Path) -> None:
    """Raise LeakError for the first secret line in a built site.

    The notebook of a unit is searched for the secrets of the unit, every other file for those of the whole course,
    because a later unit may show what an earlier one asked for.
    """
    secrets = {f"files/{unit.id}.ipynb": leak_scan.find_secrets(course, unit) for unit in course.units}
    leak_scan.scan_units(dict(text_files(folder)), secrets)


def text_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and text of the files of a site, and of those in its wheels; of JSON, its strings as lines."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name.startswith(FROM_ELSEWHERE):
            continue
        if path.suffix == ".whl":
            yield from _members(name, path.read_bytes())
        elif path.suffix in TEXT_FILES:
            yield name, _readable(name, path.read_bytes())


def _members(wheel: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield f"{wheel}/{name}", _readable(name, archive.read(name))


def _readable(name: str, data: bytes) -> bytes:
    return "\n".join(_strings(json.loads(data))).encode() if name.endswith(".json") else data


def _strings(value: Any) -> Iterator[str]:
    """Yield every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
