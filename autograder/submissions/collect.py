"""What is handed in, taken out of clones and downloads: the declared files, and nothing else of a student's folder.

The copy has nbgrader's layout, `<student>/<unit>/`, so that every road grades it. No link is followed, no file larger
than it may be, and a name that students chose cannot lead out of the folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.files import file_name, write
from autograder.submissions.discovery import LARGEST_NOTEBOOK, Submission

REASON = "nothing-taken.txt"
"""What lies in a student's folder in place of files: an empty folder would get lost on its way through archives."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken of one student; `problem` says why nothing was."""

    student: str
    files: tuple[str, ...] = ()
    problem: str = ""


def take(found: Sequence[Submission], unit_id: str, folder: Path) -> Iterator[Taken]:
    """Copy each student's files below `folder`, in place of those of an earlier run.

    A student of whom nothing is taken gets a folder with the reason: the grading then says that nothing was handed in.
    """
    names = [file_name(one.student) for one in found]
    twice = next((one.student for one, name in zip(found, names, strict=True) if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(f"two submissions are by '{twice}'", fix="collect one class at a time")
    for one, name in zip(found, names, strict=True):
        place = folder / name / unit_id
        _clear(place)
        files, problem = _declared(one, unit_id)
        for path, data in files.items():
            place.mkdir(exist_ok=True)
            write(place / path, data)
        if problem:
            write(place.parent / REASON, f"{unit_id}: {problem}\n".encode())
        yield Taken(one.student, tuple(files), problem)


def _declared(one: Submission, unit_id: str) -> tuple[dict[str, bytes], str]:
    """The files to take, or why there are none."""
    try:
        notebook, companions = one.read()
    except OSError as error:
        return {}, f"the notebook cannot be read: {error.strerror}"
    if one.notebook is None:
        return {}, "no notebook was handed in"
    if len(notebook) >= LARGEST_NOTEBOOK:
        return {}, f"the notebook is larger than {LARGEST_NOTEBOOK >> 20} MB"
    return {f"{unit_id}.ipynb": notebook} | companions, ""


def _clear(place: Path) -> None:
    """Make room for a student's files; only what an earlier run put there is removed."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        (place.parent / REASON).unlink(missing_ok=True)
        if place.exists():
            shutil.rmtree(place)
    except OSError as error:
        raise UsageError(f"cannot write submissions: {error.strerror}", where=str(place.parent)) from None
