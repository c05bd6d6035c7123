"""Comments that graders wrote in the formgrader, by exercise and mistake, to make standard comments of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from nbgrader.api import Gradebook, MissingEntry

from autograder.course.configuration import Course, Unit
from autograder.course.standard_comments import OTHERWISE, StandardComments
from autograder.errors import UsageError
from autograder.files import write_atomically
from autograder.nbgrader.application import course_application
from autograder.nbgrader.manual_grades import read_notes


@dataclass(frozen=True, slots=True)
class WrittenComment:
    """A text that graders wrote about a mistake in an exercise, and for how many students."""

    exercise: str
    mistake: str
    text: str
    students: int


def read_written_comments(course: Course, unit: Unit, standard: StandardComments) -> list[WrittenComment]:
    """Return the comments that are not in the file of standard comments, the most frequent of each mistake first.

    A comment on several mistakes at once belongs to none of them and is left out.
    """
    directory = course_application(course).coursedir
    counts: Counter[tuple[str, str, str]] = Counter()
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        try:
            submissions = gradebook.find_notebook(unit.id, unit.id).submissions
        except MissingEntry:
            fix = f"run `nbgrader generate_assignment {unit.id}`"
            raise UsageError(f"the gradebook has no unit '{unit.id}' yet", fix=fix) from None
        for submission in submissions:
            path = directory.format_path(directory.autograded_directory, submission.student.id, unit.id)
            mistakes = read_notes(Path(path) / f"{unit.id}.ipynb").get("mistakes", {})
            counts.update(_comments(submission, mistakes))
    new = {key: count for key, count in counts.items() if standard.texts.get(key[0], {}).get(key[1]) != key[2]}
    return [WrittenComment(*key, count) for key, count in sorted(new.items(), key=lambda item: (item[0][:2], -item[1]))]


def as_yaml(comments: list[WrittenComment]) -> str:
    """Return the comments in the form of the file; a second text on the same mistake as a remark."""
    lines: list[str] = []
    for comment, previous in zip(comments, [None, *comments], strict=False):
        if previous is None or comment.exercise != previous.exercise:
            lines.append(f"{comment.exercise}:")
        people = "1 student" if comment.students == 1 else f"{comment.students} students"
        if previous and (comment.exercise, comment.mistake) == (previous.exercise, previous.mistake):
            lines += [f"  # or, for {people}:", *(f"  #   {line}" for line in comment.text.splitlines())]
        else:
            lines += [f"  # for {people}", *_entry(comment)]
    return "".join(f"{line}\n" for line in lines)


def add_to_file(path: Path, standard: StandardComments, comments: list[WrittenComment]) -> None:
    """Add to a file the first comment on each mistake that has none; UsageError where that would lose its remarks."""
    if path.is_file() and "#" in path.read_text(encoding="utf-8"):
        fix = "copy the lines that you want into it"
        raise UsageError("the file has remarks, which would be lost", where=str(path), fix=fix)
    texts = {name: dict(entries) for name, entries in standard.texts.items()}
    for comment in comments:
        texts.setdefault(comment.exercise, {}).setdefault(comment.mistake, comment.text)
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, yaml.safe_dump(texts, allow_unicode=True, sort_keys=False, width=100).encode())


def _comments(submission: Any, mistakes: Mapping[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield exercise, mistake and text of a submission's comments by hand."""
    for comment in submission.comments:
        text = (comment.manual_comment or "").strip()
        keys = mistakes.get(comment.name, [])
        if text and len(keys) <= 1:
            yield comment.name, keys[0] if keys else OTHERWISE, text


def _entry(comment: WrittenComment) -> list[str]:
    dump = yaml.safe_dump({comment.mistake: comment.text}, allow_unicode=True, width=100)
    return [f"  {line}" for line in dump.splitlines()]
