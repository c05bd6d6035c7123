"""The page docs/mistakes.md, which lists every known mistake by unit and exercise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.checking.relation_tables import ALL_RELATIONS
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent

PAGE = Path("docs") / "mistakes.md"
HEAD = """# Known mistakes

The mistakes that the grader recognises, by unit. If a wrong answer fits exactly one of these mistakes, tables and
feedback show its title, and the student reads its hint. Reports contain the id. The row is that of the course's
catalogue of mistakes (M) or of its errata (E), if there is one. A mistake with several hints has several
implementations. How to write one: [check-writers.md](check-writers.md#mistakes-and-right-ways).

A mistake that is in no unit's list is looked for by [relation](#relations), at the end of this page.

This page is generated: `make docs` writes it again.
"""
RELATIONS_HEAD = """## Relations

Where no known mistake fits, the answers themselves are compared: what turns every right answer into the student's? The
student's function is asked the questions of all its checks, and again with one argument changed at a time. A relation
is reported only if it fits every question, on inputs of at least two sizes, and no other relation fits. In reports its
kind is "relation". It may hold for the whole answer, for a part of it, for the step of an update, or for the
first wrong step of a history. In `times-x`, `without-x` and `ignores-x`, x is the name of an argument.

| id | title | hint |
|---|---|---|
"""


def main() -> None:
    """Write the page of the course in the current folder. UsageError where a module that a unit needs is missing."""
    course = Course.load(Path.cwd())
    contents = [unit_content.load(course, unit.id) for unit in course.units]
    (course.root / PAGE).write_text(page_text(contents), encoding="utf-8")


def page_text(contents: Iterable[UnitContent]) -> str:
    """Return the page, with a section for each unit."""
    return "\n".join([HEAD, *map(section_text, contents), RELATIONS_HEAD + "\n".join(_relation_rows()) + "\n"])


def section_text(content: UnitContent) -> str:
    """Return the section of one unit, with a table for each exercise."""
    lines = [f"## {content.unit.title} (`{content.unit.id}`)", ""]
    for exercise in content.exercises:
        lines += [f"### `{exercise}`", "", "| id | title | hint | row |", "|---|---|---|---|"]
        lines += [*_table_rows(content, exercise), ""]
    return "\n".join(lines)


def _table_rows(content: UnitContent, exercise: str) -> Iterator[str]:
    """Yield one row for each id, with the hints of all its implementations."""
    implementations: dict[str, list[Mistake]] = {}
    for mistake in content.catalogue.mistakes_of(exercise):
        implementations.setdefault(mistake.id, []).append(mistake)
    for name, mistakes in implementations.items():
        hints = "<br>".join(dict.fromkeys(mistake.hint for mistake in mistakes))
        cells = (f"`{name}`", mistakes[0].title, hints, mistakes[0].catalogue_row)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _relation_rows() -> Iterator[str]:
    """Yield one row for each relation; several relations may share an id."""
    for relation in {relation.id: relation for relation in ALL_RELATIONS}.values():
        yield f"| `{relation.id}` | {relation.title} | {relation.hint} |"


if __name__ == "__main__":
    main()
