"""Names in downloads of learning platforms and classroom services, which say whose files they are.

Canvas         doejane_LATE_123_4567_training-loop-1.ipynb
Moodle         Jane Doe_123_assignsubmission_file/training-loop.ipynb, or all in one name
Blackboard     Homework 1_jdoe_attempt_2027-03-01-12-30-45_training-loop.ipynb
Brightspace    123-456 - Jane Doe - Mar 1, 2027 930 PM/training-loop.ipynb, or all in one name
GitHub         loops-submissions/loops-jdoe/training-loop.ipynb
Classroom 50   ml-loops_submissions_2027_03_01_T_23_59_00/ml-loops-jdoe/training-loop.ipynb

Sources: `content_zipper.rb` of Canvas, `downloader.php` of Moodle; for the others, programs that read their downloads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

CANVAS = re.compile(
    r"(?:(?P<student>\w[\w-]*?)(?:_LATE)?_(?P<id>\d+)|(?:LATE_)?(?P<anonymous>anon_\w+?))_\d+_(?P<file>.*\.\w{1,8})",
    re.DOTALL,
)
MOODLE = re.compile(r"(?P<student>.+)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.DOTALL)
BLACKBOARD = re.compile(r"(?P<head>.+?_.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)?", re.DOTALL)
BRIGHTSPACE = re.compile(
    r"(?P<id>\d+-\d+) ?- ?(?P<student>.+?) ?- ?(?P<time>[^-]*\b\d{4}\b[^-]*?(?:[AP]M)?)(?: - (?P<file>.+))?", re.DOTALL
)
BRIGHTSPACE_TIMES = ("%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p", "%d %B, %Y %I%M %p", "%d %b, %Y %I%M %p")
CLONES = re.compile(r"(?P<prefix>.+?)(-submissions|_submissions_\d{4}(_\d\d){2}_T(_\d\d){3})")
"""The names of folders made by `gh classroom clone` and Classroom 50's `gh teacher download`."""


@dataclass(frozen=True, slots=True)
class DownloadName:
    """What the name of a file or folder in a download says.

    `person` is different for different people of one name; `file` is the name that the student gave, empty for a
    folder; `time` sorts the attempts of one person, and `parse_time` reads it.
    """

    student: str
    person: str
    file: str
    time: str = ""


def parse_names(names: Sequence[str]) -> dict[str, DownloadName]:
    """Return what the names in one folder say; names of no known form are left out."""
    parsers = (_moodle, _brightspace, _canvas)
    results = {name: next((result for parser in parsers if (result := parser(name))), None) for name in names}
    parsed = {name: result for name, result in results.items() if result is not None}
    return _blackboard([name for name in names if name not in parsed]) | parsed


def clone_students(folder: str, clones: Sequence[str]) -> dict[str, str] | None:
    """Return the student of each clone in a folder, `<prefix>-<user>`; None where the folder is not a download.

    Where users would have the same name, the clones' names are kept.
    """
    match = CLONES.fullmatch(folder)
    prefix = f"{match['prefix']}-".lower() if match else ""
    if not prefix or not any(_has_prefix(clone, prefix) for clone in clones):
        return None
    names = [clone[len(prefix) :] if _has_prefix(clone, prefix) else clone for clone in clones]
    if len({name.lower() for name in names}) < len(names):
        names = list(clones)
    return dict(zip(clones, names, strict=True))


def parse_time(text: str) -> datetime | None:
    """Return the `time` of a name, on the clock of the platform; None where it has none."""
    for form in ("%Y-%m-%d-%H-%M-%S", "%Y-%m-%dT%H:%M:%S"):
        with suppress(ValueError):
            return datetime.strptime(text, form)
    return None


def students_by_person(names: Mapping[str, DownloadName]) -> dict[str, str]:
    """Return a name for each person: the student's, with the platform's id where two people have the same."""
    people = {parsed.person: parsed.student for parsed in names.values()}
    students = list(people.values())
    return {
        person: student if students.count(student) == 1 else f"{student}-{person.removeprefix(student).strip('-_ ')}"
        for person, student in people.items()
    }


def _has_prefix(name: str, prefix: str) -> bool:
    return name.lower().startswith(prefix) and len(name) > len(prefix)


def _canvas(name: str) -> DownloadName | None:
    match = CANVAS.fullmatch(name)
    if match is None:
        return None
    if match["anonymous"]:
        return DownloadName(match["anonymous"], match["anonymous"], match["file"])
    return DownloadName(match["student"], f"{match['student']}_{match['id']}", match["file"])


def _moodle(name: str) -> DownloadName | None:
    match = MOODLE.fullmatch(name)
    if match is None:
        return None
    return DownloadName(match["student"], f"{match['student']}_{match['id']}", match["file"] or "")


def _brightspace(name: str) -> DownloadName | None:
    match = BRIGHTSPACE.fullmatch(name)
    if match is None:
        return None
    person = f"{match['student']}-{match['id']}"
    return DownloadName(match["student"], person, match["file"] or "", _sortable(match["time"]))


def _sortable(time: str) -> str:
    """Return Brightspace's time, as `Mar 1, 2027 930 PM`, so that it can be sorted; empty where it is unknown."""
    text = re.sub(r"\b(\d{3}) ?([AP]M)", r"0\1 \2", time.strip())
    for form in BRIGHTSPACE_TIMES:
        try:
            return datetime.strptime(text, form).isoformat()
        except ValueError:
            continue
    return ""


def _common_words(heads: Sequence[str]) -> str:
    """Return the words, each with its underscore, with which all of these begin."""
    columns = zip(*(head.split("_") for head in heads), strict=False)
    return "".join(f"{column[0]}_" for column in takewhile(lambda column: len(set(column)) == 1, columns))


def _blackboard(names: Sequence[str]) -> dict[str, DownloadName]:
    """Parse names of Blackboard: the assignment's name may have underscores, and so may a user's."""
    matches = {name: match for name in names if (match := BLACKBOARD.fullmatch(name))}
    heads = {match["head"] for match in matches.values()}
    assignments = {head.rpartition("_")[0] + "_" for head in heads}
    assignment = assignments.pop() if len(assignments) == 1 else _common_words(sorted(heads))
    return {
        name: DownloadName(student, student, match["file"] or "", match["time"])
        for name, match in matches.items()
        if (student := match["head"].removeprefix(assignment))
    }
