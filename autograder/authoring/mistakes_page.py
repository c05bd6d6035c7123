"""The page docs/mistakes.md, which lists every known mistake by unit and exercise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent

PAGE = Path("docs") / "mistakes.md"
HEAD = """# Known mistakes

The mistakes that the grader recognises, by unit. If a wrong answer fits exactly one of these mistakes, tables and
feedback show its title, and the student reads its hint. Reports contain the id. The row is that of the course's
catalogue of mistakes (M) or of its errata (E), if there is one. A mistake with several hints has several variants. How
to write one: [check-writers.md](check-writers.md#mistakes-and-right-ways).

This page is generated: `make docs` writes it again.
"""


def main() -> None:
    """Write the page of the course in the current folder. UsageError where a module that a unit needs is missing."""
    course = Course.load(Path.cwd())
    contents = [unit_content.load(course, unit.id) for unit in course.units]
    (course.root / PAGE).write_text(page_text(contents), encoding="utf-8")


def page_text(contents: Iterable[UnitContent]) -> str:
    """Return the page, with a section for each unit."""
    return "\n".join([HEAD, *map(section_text, contents)])


def section_text(content: UnitContent) -> str:
    """Return the section of one unit, with a table for each exercise."""
    lines = [f"## {content.unit.title} (`{content.unit.id}`)", ""]
    for exercise in content.exercises:
        lines += [f"### `{exercise}`", "", "| id | title | hint | row |", "|---|---|---|---|"]
        lines += [*_table_rows(content, exercise), ""]
    return "\n".join(lines)


def _table_rows(content: UnitContent, exercise: str) -> Iterator[str]:
    """Yield one row for each id, with the hints of all its variants."""
    variants: dict[str, list[Mistake]] = {}
    for mistake in content.catalogue.mistakes_of(exercise):
        variants.setdefault(mistake.id, []).append(mistake)
    for name, mistakes in variants.items():
        hints = "<br>".join(dict.fromkeys(mistake.hint for mistake in mistakes))
        cells = (f"`{name}`", mistakes[0].title, hints, mistakes[0].catalogue_row)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    main()
