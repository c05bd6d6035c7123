"""Finding submissions: a notebook, nbgrader's `submitted/` folder, or a folder of cloned repositories."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.errors import UsageError

IGNORED_FOLDERS = {".git", ".ipynb_checkpoints", ".venv", "venv", "lab", "node_modules", "__pycache__"}
MAX_DEPTH = 5
LARGEST_NOTEBOOK = 50 << 20
COMPANION_FILES = ("predictions.json",)
LARGEST_COMPANION = 1 << 20
DOWNLOAD = re.compile(r"(?P<prefix>.+?)(-submissions|_submissions_\d{4}(_\d\d){2}_T(_\d\d){3})")
"""The names of folders made by `gh classroom clone` and Classroom 50's `gh teacher download`."""


class Submission(Protocol):
    """One student's submission, on disk or in memory; `notebook` is None where there is none."""

    @property
    def student(self) -> str: ...

    @property
    def notebook(self) -> Path | None: ...

    def read(self) -> tuple[bytes, dict[str, bytes]]:
        """Return the notebook's bytes and the files that belong to it."""
        ...


@dataclass(frozen=True, slots=True)
class FoundSubmission:
    """A submission on disk; `notebook` is None where the student's folder has none."""

    student: str
    notebook: Path | None

    def read(self) -> tuple[bytes, dict[str, bytes]]:
        """Return the notebook's bytes and the files that belong to it; nothing is read through a link."""
        if self.notebook is None:
            return b"", {}
        paths = {name: self.notebook.parent / name for name in COMPANION_FILES}
        files = {name: _read_bytes(path, LARGEST_COMPANION) for name, path in paths.items() if _is_regular_file(path)}
        return _read_bytes(self.notebook, LARGEST_NOTEBOOK), files


def find_submissions(path: Path, unit_id: str) -> list[FoundSubmission]:
    """Return all submissions to a unit under `path`, by student; UsageError where there is none."""
    if not path.exists():
        raise UsageError(f"there is no file or folder '{path}'", fix="give a notebook or a folder of submissions")
    if path.is_file():
        if path.suffix != ".ipynb":
            raise UsageError(f"'{path.name}' is not a notebook", where=str(path), fix="give a file that ends in .ipynb")
        return [FoundSubmission(_student_name(path.parent, unit_id), path)]
    notebook = _expected_notebook(path, unit_id)
    if notebook is not None:
        return [FoundSubmission(_student_name(path, unit_id), notebook)]
    submissions = [
        FoundSubmission(student, _find_notebook(folder, unit_id)) for student, folder in student_folders(path)
    ]
    if not any(submission.notebook for submission in submissions):
        raise UsageError(
            f"no submission to '{unit_id}' was found",
            where=str(path),
            fix=f"expected '{unit_id}.ipynb' in it, in <student>/{unit_id}/, or in a clone per student",
        )
    return submissions


def student_folders(path: Path) -> list[tuple[str, Path]]:
    """Return the names of the students in a folder, and the folder of each.

    In a download of a classroom service the names are those of the service.
    """
    clones = _downloaded_clones(path)
    if clones is not None:
        return clones
    students = []
    for folder in _subfolders(path):
        students += _downloaded_clones(folder) or [(_as_text(folder.name), folder)]
    return students


def _downloaded_clones(path: Path) -> list[tuple[str, Path]] | None:
    """Return the clones of a download, named `<prefix>-<user>`, by user; None where the folder is not a download."""
    match = DOWNLOAD.fullmatch(path.resolve().name)
    prefix = f"{match['prefix']}-".lower() if match else ""
    clones = _subfolders(path)
    if not prefix or not any(_has_prefix(clone.name, prefix) for clone in clones):
        return None
    names = [clone.name[len(prefix) :] if _has_prefix(clone.name, prefix) else clone.name for clone in clones]
    if len({name.lower() for name in names}) < len(names):
        names = [clone.name for clone in clones]
    return [(_as_text(name), clone) for name, clone in zip(names, clones, strict=True)]


def _has_prefix(name: str, prefix: str) -> bool:
    return name.lower().startswith(prefix) and len(name) > len(prefix)


def _expected_notebook(folder: Path, unit_id: str) -> Path | None:
    """Return the notebook at its expected path; links are not followed, they may lead to a classmate's file."""
    inner = folder / unit_id
    candidates = [folder / f"{unit_id}.ipynb", *([] if inner.is_symlink() else [inner / f"{unit_id}.ipynb"])]
    return next((path for path in candidates if _is_regular_file(path)), None)


def _find_notebook(folder: Path, unit_id: str) -> Path | None:
    """Return the unit's notebook in a student's folder; where no file has its name, the only notebook in it."""
    notebook = _expected_notebook(folder, unit_id)
    if notebook is not None:
        return notebook
    notebooks = list(_notebooks(folder, MAX_DEPTH))
    matching = [path for path in notebooks if path.stem == unit_id]
    return matching[0] if matching else notebooks[0] if len(notebooks) == 1 else None


def _notebooks(folder: Path, depth: int) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.suffix == ".ipynb" and _is_regular_file(path):
            yield path
    if depth:
        for inner in _subfolders(folder):
            yield from _notebooks(inner, depth - 1)


def _subfolders(folder: Path) -> list[Path]:
    paths = sorted(folder.iterdir())
    return [path for path in paths if path.is_dir() and not path.is_symlink() and path.name not in IGNORED_FOLDERS]


def _is_regular_file(path: Path) -> bool:
    """Whether the path is a file and not a link: a link in a submission may point at somebody else's file."""
    return path.is_file() and not path.is_symlink()


def _student_name(folder: Path, unit_id: str) -> str:
    real = folder.resolve()
    return _as_text(real.parent.name if real.name == unit_id else real.name)


def _as_text(name: str) -> str:
    """Return a folder's name as text that every report can hold; bytes that are not UTF-8 become escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _read_bytes(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit)
