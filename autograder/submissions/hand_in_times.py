"""When a submission was handed in, as far as its files tell.

In a clone of a repository, the last commit that changed the notebook or the predictions tells. In a download of
Brightspace or Blackboard, the names tell. Elsewhere nbgrader writes `timestamp.txt` beside the notebook. A penalty may
depend on these times, but not on the time of the file itself, which copying may change: that is for statistics.

A student can put a `timestamp.txt` into a repository or an upload, and a repository into an upload. So inside of what a
platform has named, neither is read, and where there are both, the later time is taken.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import PurePosixPath

from autograder.submissions import download_names
from autograder.submissions.confined_reading import open_beneath, read_beneath
from autograder.submissions.discovery import FoundSubmission
from autograder.submissions.file_tree import StoredFile
from autograder.submissions.git_history import GitHistory, read_history

TIMESTAMP_FILE = "timestamp.txt"
LONGEST_TIMESTAMP = 100
TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d{1,9})? ?(UTC|Z|[+-]\d\d:?\d\d)?", re.ASCII)
COMMIT, DOWNLOAD = "the last commit", "the name of the download"


@dataclass(frozen=True, slots=True)
class HandInTime:
    """A time with its zone, and what told it."""

    time: datetime
    source: str


def hand_in_time(submission: FoundSubmission) -> datetime | None:
    """Return the time with its zone, if need be that of the file; None where it is not known."""
    reliable = reliable_time(submission)
    file = submission.file
    if reliable is not None or file is None or file.members or _clone(file) is not None:
        return reliable.time if reliable else None
    try:
        with open_beneath(file.root, file.path) as notebook:
            return datetime.fromtimestamp(os.fstat(notebook.fileno()).st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def reliable_time(submission: FoundSubmission, zone: tzinfo | None = None) -> HandInTime | None:
    """Return the time that a penalty may depend on; None where it is not known.

    Names of downloads have no time zone: theirs is `zone`, by default that of this machine.
    """
    file = submission.file
    if file is None:
        return None
    local_time = _download_time(file)
    if local_time is not None:
        time = download_names.parse_time(local_time)
        return HandInTime(time.replace(tzinfo=zone) if zone else time.astimezone(), DOWNLOAD) if time else None
    times = []
    history = submission_history(submission)
    if history is not None:
        times.append(HandInTime(history.last, COMMIT))
    if not file.members:
        with suppress(OSError, ValueError):
            text = read_beneath(file.root, file.path.parent / TIMESTAMP_FILE, LONGEST_TIMESTAMP)
            times.append(HandInTime(parse_timestamp(text.decode("utf-8", "replace")), TIMESTAMP_FILE))
    return max(times, key=lambda item: item.time, default=None)


def submission_history(submission: FoundSubmission) -> GitHistory | None:
    """Return the commits that changed the notebook or the predictions; None where it is not in a clone."""
    file = submission.file
    clone = _clone(file) if file else None
    if file is None or clone is None:
        return None
    files = [file, *(companion for _, companion in submission.companions)]
    paths = [item.path.relative_to(clone) for item in files if not item.members and item.path.is_relative_to(clone)]
    return read_history(file.root, clone, paths)


def parse_timestamp(text: str) -> datetime:
    """Parse nbgrader's `2027-02-01 10:00:00.123456 UTC`; without a zone it is UTC, as for nbgrader. ValueError."""
    match = TIMESTAMP.fullmatch(text.strip())
    if match is None:
        raise ValueError("not a timestamp of nbgrader")
    date, time, zone = match.groups()
    return datetime.fromisoformat(f"{date}T{time}{'+00:00' if zone in (None, 'UTC', 'Z') else zone}")


def _clone(file: StoredFile) -> PurePosixPath | None:
    """Return the innermost folder of a working copy of git, whose files have the time of the clone."""
    folders = [folder for folder in file.path.parents if ".." not in folder.parts]
    return next((folder for folder in folders if os.path.lexists(file.root / folder / ".git")), None)


def _download_time(file: StoredFile) -> str | None:
    """Return the time in the outermost name that a platform gave, empty if it has none; None without such a name.

    Names further in, and those in a clone, are the student's own.
    """
    clone = _clone(file)
    members = (part for member in file.members for part in member.replace("\\", "/").split("/"))
    for part in clone.parts if clone is not None else (*file.path.parts, *members):
        parsed = download_names.parse_names([part]).get(part)
        if parsed is not None:
            return parsed.time
    return None
