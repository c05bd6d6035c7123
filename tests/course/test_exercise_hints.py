"""The hints in levels: each exercise of the course has three, and none gives its solution away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.exercise_hints import LONGEST_HINT, read_hints, require_hints
from autograder.course.notebook import Notebook, parse_notebook
from autograder.course.points import read_unit_points
from autograder.errors import CourseError
from tests.course.lesson_cells import COURSE, UNITS
from tests.course.test_lesson_words import EXCEPTIONS, REFUSED

units = pytest.mark.parametrize("unit_id", UNITS)


def notebook(course: Course, unit_id: str) -> Notebook:
    path = course.unit(unit_id).source
    return parse_notebook(path.read_text(encoding="utf-8"), str(path))


@units
def test_each_exercise_has_three_levels_that_give_nothing_away(unit_id: str) -> None:
    unit = COURSE.unit(unit_id)
    exercises = read_unit_points(unit).exercises
    where = unit.hints.relative_to(unit.root)

    assert set(read_hints(unit)) == set(exercises), f"write hints for each exercise in {where}"
    require_hints(unit, notebook(COURSE, unit_id), exercises)


@units
def test_hints_use_the_words_of_the_course(unit_id: str) -> None:
    texts = [text for hints in read_hints(COURSE.unit(unit_id)).values() for text in hints]

    patterns = {word: pattern for word, pattern in REFUSED.items() if (unit_id, word) not in EXCEPTIONS}

    assert [word for word, pattern in patterns.items() for text in texts if re.search(pattern, text)] == []


@pytest.fixture
def own_course(course: Course, tmp_path: Path) -> Course:
    copy_course(course, tmp_path / "course")
    return Course.load(tmp_path / "course")


def problem(course: Course, text: str) -> CourseError:
    """Return what is said about the hints of `line-and-loss`."""
    unit = course.unit("line-and-loss")
    unit.hints.parent.mkdir(exist_ok=True)
    unit.hints.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        require_hints(unit, notebook(course, unit.id), read_unit_points(unit).exercises)
    return caught.value


DAMAGE = {
    "another exercise": ('HINTS = {"msee": ("a", "b", "c")}', "there is no exercise 'msee'"),
    "two levels": ('HINTS = {"mse": ("a", "b")}', "'mse' has 2 hints"),
    "a text for three": ('HINTS = {"mse": "abc"}', "'mse' has 0 hints"),
    "a number": ('HINTS = {"mse": ("a", "b", 3)}', "'mse' has 2 hints"),
    "an empty one": ('HINTS = {"mse": ("a", " ", "c")}', "hint 2 of 'mse' has 1 characters"),
    "a long one": (f'HINTS = {{"mse": ("a", "{"b" * (LONGEST_HINT + 1)}", "c")}}', f"has {LONGEST_HINT + 1} char"),
    "code": ("HINTS = dict(mse=('a', 'b', 'c'))", "HINTS is no plain dictionary"),
    "no hints": ("", "it has no HINTS"),
    "no Python": ("HINTS = {", "it is not Python"),
}


@pytest.mark.parametrize(("text", "message"), DAMAGE.values(), ids=DAMAGE)
def test_hints_that_cannot_be_shown_are_refused_where_they_are_written(
    own_course: Course, text: str, message: str
) -> None:
    error = problem(own_course, text)

    assert message in str(error)
    assert "student/lab/hints/line_and_loss.py" in str(error)


def test_a_line_of_the_solution_is_refused_however_it_is_spaced(own_course: Course) -> None:
    cells = notebook(own_course, "line-and-loss")["cells"]
    solution = next("".join(cell["source"]) for cell in cells if cell["id"] == "mse")
    line = next(line.strip() for line in solution.split("\n") if "return" in line)
    for text in (line, line.replace(" ", ""), f"Write `{line}` below."):
        error = problem(own_course, f"HINTS = {{'mse': ('a', 'b', {text!r})}}")

        assert "hint 3 of 'mse' has a line of the solution" in str(error)


def test_a_unit_may_do_without_hints(own_course: Course) -> None:
    unit = own_course.unit("line-and-loss")
    unit.hints.unlink(missing_ok=True)

    assert read_hints(unit) == {}
    require_hints(unit, notebook(own_course, unit.id), read_unit_points(unit).exercises)
