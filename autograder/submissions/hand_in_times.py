"""When a submission was handed in, as far as its files tell; it is no part of a report, which copies never change.

nbgrader writes `timestamp.txt` beside the notebook. Otherwise it is the time of the notebook's file, which unpacking a
download keeps and copying may not. A clone of a repository and an archive do not tell.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import PurePosixPath

from autograder.submissions.confined_reading import open_beneath, read_beneath
from autograder.submissions.discovery import FoundSubmission
from autograder.submissions.file_tree import StoredFile

TIMESTAMP_FILE = "timestamp.txt"
LONGEST_TIMESTAMP = 100
TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d{1,9})? ?(UTC|Z|[+-]\d\d:?\d\d)?", re.ASCII)


def hand_in_time(submission: FoundSubmission) -> datetime | None:
    """Return the time with its zone; None where it is not known."""
    file = submission.file
    if file is None or file.members:
        return None
    with suppress(OSError, ValueError):
        text = read_beneath(file.root, file.path.parent / TIMESTAMP_FILE, LONGEST_TIMESTAMP)
        return parse_timestamp(text.decode("utf-8", "replace"))
    if _is_in_clone(file):
        return None
    try:
        with open_beneath(file.root, file.path) as notebook:
            return datetime.fromtimestamp(os.fstat(notebook.fileno()).st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def parse_timestamp(text: str) -> datetime:
    """Parse nbgrader's `2027-02-01 10:00:00.123456 UTC`; without a zone it is UTC, as for nbgrader. ValueError."""
    match = TIMESTAMP.fullmatch(text.strip())
    if match is None:
        raise ValueError("not a timestamp of nbgrader")
    date, time, zone = match.groups()
    return datetime.fromisoformat(f"{date}T{time}{'+00:00' if zone in (None, 'UTC', 'Z') else zone}")


def _is_in_clone(file: StoredFile) -> bool:
    """Whether the file is in a working copy of git, whose files have the time of the clone."""
    folders = [PurePosixPath(), *file.path.parents]
    return any(os.path.lexists(file.root / folder / ".git") for folder in folders if ".." not in folder.parts)
