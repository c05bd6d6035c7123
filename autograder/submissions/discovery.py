"""Finding submissions: a notebook, nbgrader's `submitted/` folder, or a folder of cloned repositories."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.errors import UsageError

SKIPPED = {".git", ".ipynb_checkpoints", ".venv", "venv", "lab", "node_modules", "__pycache__"}
DEEPEST = 5
LARGEST_NOTEBOOK = 50 << 20
COMPANIONS = ("predictions.json",)
LARGEST_COMPANION = 1 << 20
DOWNLOAD = re.compile(r"(?P<prefix>.+?)(-submissions|_submissions_\d{4}(_\d\d){2}_T(_\d\d){3})")
"""What `gh classroom clone` and Classroom 50's `gh teacher download` make; the clones in it are `<prefix>-<user>`."""


class Submission(Protocol):
    """A submission, wherever it comes from; `notebook` is None where there is none."""

    @property
    def student(self) -> str: ...

    @property
    def notebook(self) -> Path | None: ...

    def read(self) -> tuple[bytes, dict[str, bytes]]:
        """The notebook's bytes and the files that go with it."""
        ...


@dataclass(frozen=True, slots=True)
class FoundSubmission:
    """A student's submission on disk; `notebook` is None where the student's folder holds none."""

    student: str
    notebook: Path | None

    def read(self) -> tuple[bytes, dict[str, bytes]]:
        """The notebook's bytes and the files that go with it. Nothing is read through a link."""
        if self.notebook is None:
            return b"", {}
        beside = {name: self.notebook.parent / name for name in COMPANIONS}
        files = {name: _bytes(path, LARGEST_COMPANION) for name, path in beside.items() if _plain(path)}
        return _bytes(self.notebook, LARGEST_NOTEBOOK), files


def find_submissions(path: Path, unit_id: str) -> list[FoundSubmission]:
    """All submissions to a unit under `path`, by student; UsageError where there is none."""
    if not path.exists():
        raise UsageError(f"there is no file or folder '{path}'", fix="give a notebook or a folder of submissions")
    if path.is_file():
        if path.suffix != ".ipynb":
            raise UsageError(f"'{path.name}' is not a notebook", where=str(path), fix="give a file that ends in .ipynb")
        return [FoundSubmission(_folder_name(path.parent, unit_id), path)]
    own = _own(path, unit_id)
    if own is not None:
        return [FoundSubmission(_folder_name(path, unit_id), own)]
    found = [FoundSubmission(student, _inside(folder, unit_id)) for student, folder in students(path)]
    if not any(one.notebook for one in found):
        raise UsageError(
            f"no submission to '{unit_id}' was found",
            where=str(path),
            fix=f"expected '{unit_id}.ipynb' in it, in <student>/{unit_id}/, or in a clone per student",
        )
    return found


def students(path: Path) -> list[tuple[str, Path]]:
    """The students of a folder and theirs in it; where a classroom service made it, by their names there."""
    if (downloaded := _downloaded(path)) is not None:
        return downloaded
    found = []
    for folder in _folders(path):
        found += _downloaded(folder) or [(_readable(folder.name), folder)]
    return found


def _downloaded(path: Path) -> list[tuple[str, Path]] | None:
    """The clones of a download without the prefix that all of them carry; None where this is no download."""
    said = DOWNLOAD.fullmatch(path.resolve().name)
    prefix = f"{said['prefix']}-".lower() if said else ""
    clones = _folders(path)
    if not prefix or not any(_carries(clone.name, prefix) for clone in clones):
        return None
    names = [clone.name[len(prefix) :] if _carries(clone.name, prefix) else clone.name for clone in clones]
    if len({name.lower() for name in names}) < len(names):
        names = [clone.name for clone in clones]
    return [(_readable(name), clone) for name, clone in zip(names, clones, strict=True)]


def _carries(name: str, prefix: str) -> bool:
    return name.lower().startswith(prefix) and len(name) > len(prefix)


def _own(folder: Path, unit_id: str) -> Path | None:
    """A notebook in its place; a link in a clone may lead to a classmate's, so none is followed."""
    inner = folder / unit_id
    candidates = [folder / f"{unit_id}.ipynb", *([] if inner.is_symlink() else [inner / f"{unit_id}.ipynb"])]
    return next((path for path in candidates if _plain(path)), None)


def _inside(folder: Path, unit_id: str) -> Path | None:
    """The unit's notebook in a student's folder; where no file has its name, the only notebook there is."""
    if found := _own(folder, unit_id):
        return found
    notebooks = list(_notebooks(folder, DEEPEST))
    named = [path for path in notebooks if path.stem == unit_id]
    return named[0] if named else notebooks[0] if len(notebooks) == 1 else None


def _notebooks(folder: Path, depth: int) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.suffix == ".ipynb" and _plain(path):
            yield path
    if depth:
        for inner in _folders(folder):
            yield from _notebooks(inner, depth - 1)


def _folders(folder: Path) -> list[Path]:
    inner = sorted(folder.iterdir())
    return [path for path in inner if path.is_dir() and not path.is_symlink() and path.name not in SKIPPED]


def _plain(path: Path) -> bool:
    """A regular file, not a link: a link in a submission may point at somebody else's file."""
    return path.is_file() and not path.is_symlink()


def _folder_name(folder: Path, unit_id: str) -> str:
    real = folder.resolve()
    return _readable(real.parent.name if real.name == unit_id else real.name)


def _readable(name: str) -> str:
    """A folder's name as text that every report can hold; bytes that are no UTF-8 show as their numbers."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _bytes(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)
