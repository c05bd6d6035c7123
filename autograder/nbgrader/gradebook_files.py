"""The files of gradebooks that nbgrader has opened before: their tables are examined once, not for each submission."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy.engine import make_url


@dataclass
class GradebookFile:
    """A gradebook's file with all tables: what tells it from another one, and the courses that it has."""

    identity: tuple[int, int] | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    courses: set[str] = field(default_factory=set)


_opened_files: dict[str, GradebookFile] = {}


def opened_file(url: str, course_id: str) -> GradebookFile:
    """Return what is known about the file of a gradebook; nbgrader itself opens it first, and creates its tables."""
    identity = _file_identity(url)
    if identity is None or identity != _opened_files.get(url, GradebookFile()).identity:
        with Gradebook(url, course_id) as gradebook:
            attributes = dict(gradebook.__dict__)
        _opened_files[url] = GradebookFile(_file_identity(url), attributes, {course_id})
    return _opened_files[url]


def _file_identity(url: str) -> tuple[int, int] | None:
    """Return what tells a SQLite file from another one; None where there is none, or nothing is in it."""
    parts = make_url(url)
    if not parts.drivername.startswith("sqlite") or not parts.database:
        return None
    try:
        status = Path(parts.database).stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status.st_size else None
