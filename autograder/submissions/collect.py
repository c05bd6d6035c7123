"""Copying submissions from clones and downloads to nbgrader's layout, `<student>/<unit>/`.

Only the notebook and the files that belong to it are copied. No link is followed, no file above its size limit is
read, and no student's name can lead out of the target folder. Where the time of the hand-in is known, it is written to
`timestamp.txt`, where nbgrader reads it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path

from autograder.errors import UsageError
from autograder.files import safe_file_name, write_atomically
from autograder.submissions.discovery import LARGEST_NOTEBOOK, FoundSubmission, Submission
from autograder.submissions.hand_in_times import TIMESTAMP_FILE, reliable_time
from autograder.submissions.notebook_choice import NO_NOTEBOOK

REASON_FILE = "nothing-taken.txt"
"""The file in a student's folder that says why nothing was copied; archives leave empty folders out."""


@dataclass(frozen=True, slots=True)
class CollectedSubmission:
    """The files copied for one student; `problem` says why there are none, `repairs` which were chosen."""

    student: str
    files: tuple[str, ...] = ()
    problem: str = ""
    repairs: tuple[str, ...] = ()


def collect_submissions(
    submissions: Sequence[Submission], unit_id: str, folder: Path, zone: tzinfo | None = None
) -> Iterator[CollectedSubmission]:
    """Copy each student's files below `folder` and replace those of an earlier run.

    `zone` is that of times in the names of downloads. A student without files gets a folder with the reason, so that
    grading reports that nothing was submitted.
    """
    names = [safe_file_name(submission.student) for submission in submissions]
    for submission, name in zip(submissions, names, strict=True):
        if names.count(name) > 1:
            raise UsageError(f"two submissions are by '{submission.student}'", fix="collect one class at a time")
    for submission, name in zip(submissions, names, strict=True):
        target = folder / name / unit_id
        files, problem = _files_to_copy(submission, unit_id)
        _clear(target)
        for path, data in files.items():
            target.mkdir(exist_ok=True)
            write_atomically(target / path, data)
        if files:
            _write_timestamp(submission, target, zone)
        if problem:
            write_atomically(target.parent / REASON_FILE, f"{unit_id}: {problem}\n".encode())
        yield CollectedSubmission(submission.student, tuple(files), problem, submission.repairs)


def _files_to_copy(submission: Submission, unit_id: str) -> tuple[dict[str, bytes], str]:
    """Return the files of a submission, or the reason why there are none."""
    try:
        notebook, companions = submission.read()
    except OSError as error:
        return {}, f"the notebook cannot be read: {error.strerror}"
    if submission.notebook is None:
        return {}, submission.problem or NO_NOTEBOOK
    if len(notebook) >= LARGEST_NOTEBOOK:
        return {}, f"the notebook is larger than {LARGEST_NOTEBOOK >> 20} MB"
    return {f"{unit_id}.ipynb": notebook} | {safe_file_name(name): data for name, data in companions.items()}, ""


def _write_timestamp(submission: Submission, target: Path, zone: tzinfo | None) -> None:
    """Write the time of the hand-in as nbgrader does; nothing where it is not known."""
    hand_in = reliable_time(submission, zone) if isinstance(submission, FoundSubmission) else None
    if hand_in is not None:
        time = hand_in.time.astimezone(UTC)
        write_atomically(target / TIMESTAMP_FILE, f"{time:%Y-%m-%d %H:%M:%S.%f} UTC".encode())


def _clear(target: Path) -> None:
    """Remove the files of an earlier run from a student's folder, and nothing else."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        (target.parent / REASON_FILE).unlink(missing_ok=True)
        if target.exists():
            shutil.rmtree(target)
    except OSError as error:
        raise UsageError(f"cannot write submissions: {error.strerror}", where=str(target.parent)) from None
