"""Points of a unit: what its checks say, its notebook shows and nothing else repeats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Notebook
from autograder.course.points import UnitPoints, fill_in, read_points, read_unit_points
from autograder.errors import AutograderError, CourseError, NotebookError

VISIBLE = """
@exercise("step")
class TestStep:
    @points(1)
    def test_shape(self, student): ...

@exercise("fit")
class TestFit:
    @points(2)
    def test_shape(self, student): ...
"""
HIDDEN = VISIBLE.replace("@points(1)", "@points(4)")
QUESTIONS = 'QUESTIONS = (Choice("which-way", "Uphill?"), Number(\n    "how-far",\n    "How far?",\n))'


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    """A unit of two exercises and two questions, as files."""
    unit = Unit.model_validate({"id": "walk", "title": "Walk", "minutes": 5}, context={"root": tmp_path})
    texts = {unit.visible_checks: VISIBLE, unit.checks / "test_walk.py": HIDDEN, unit.questions: QUESTIONS}
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return unit


def notebook(*names: str, text: str = "") -> Notebook:
    """A text cell, then check cells for these names."""
    cells: list[dict[str, Any]] = [{"cell_type": "markdown", "id": "text", "metadata": {}, "source": text}]
    for name in names:
        metadata = {"nbgrader": {"grade_id": f"{name}-check", "grade": True, "points": 0}}
        cells.append({"cell_type": "code", "id": f"{name}-check", "metadata": metadata, "source": "lab.check()"})
    return {"cells": cells}


def manual_answer(points: object) -> dict[str, Any]:
    marks = {"grade_id": "own-text", "grade": True, "solution": True, "points": points}
    return {"cell_type": "markdown", "id": "own-text", "metadata": {"nbgrader": marks}, "source": "A sample."}


ALL = ("which-way", "fit", "step", "how-far")


class TestReading:
    def test_adds_up_visible_and_hidden_checks_in_the_order_of_the_check_cells(self, unit: Unit) -> None:
        points = read_points(unit, notebook(*ALL))

        assert list(points.exercises.items()) == [("fit", 4), ("step", 5)]
        assert list(points.predictions.items()) == [("which-way", 2), ("how-far", 2)]
        assert points.total == 13

    def test_finds_checks_in_every_module_of_hidden_checks(self, unit: Unit) -> None:
        (unit.checks / "test_more.py").write_text(HIDDEN, encoding="utf-8")

        assert read_points(unit, notebook(*ALL)).exercises == {"fit": 6, "step": 9}

    @pytest.mark.parametrize(
        ("names", "message"),
        [
            ((*ALL, "stride"), "the checks of 'stride' are worth no points"),
            (("which-way", "how-far", "fit"), "'step' has no check cell"),
            (("which-way", "step", "fit"), "'how-far' has no check cell"),
        ],
    )
    def test_names_a_check_cell_without_checks_and_checks_without_a_cell(
        self, unit: Unit, names: tuple[str, ...], message: str
    ) -> None:
        with pytest.raises(CourseError, match=message):
            read_points(unit, notebook(*names))

    def test_a_manual_answer_has_its_points_in_its_metadata(self, unit: Unit) -> None:
        source = notebook(*ALL)
        source["cells"].append(manual_answer(10))

        assert read_points(unit, source).manual_answers == {"own-text": 10}
        assert read_points(unit, source).total == 23

    @pytest.mark.parametrize("points", [0, -1, 2.5, None, "5"])
    def test_a_manual_answer_without_whole_points_is_an_error(self, unit: Unit, points: object) -> None:
        source = notebook(*ALL)
        source["cells"].append(manual_answer(points))

        with pytest.raises(CourseError, match="'own-text' needs a whole number of points"):
            read_points(unit, source)

    @pytest.mark.parametrize(
        ("new", "message"),
        [("@points(TWO)", "cannot read @points of 'test_shape'"), ("@points(", "this module is not Python")],
    )
    def test_names_the_line_that_it_cannot_read(self, unit: Unit, new: str, message: str) -> None:
        unit.visible_checks.write_text(VISIBLE.replace("@points(2)", new), encoding="utf-8")

        with pytest.raises(CourseError, match=message) as caught:
            read_points(unit, notebook(*ALL))
        assert caught.value.where.startswith("student/lab/checks/walk.py, line ")


class TestFillingIn:
    points = UnitPoints({"fit": 4, "step": 5}, {"which-way": 2})

    def test_writes_the_points_into_check_cells_and_leaves_the_source_alone(self) -> None:
        source = notebook("fit", "which-way")
        filled = fill_in(source, self.points, "walk")

        assert [cell["metadata"]["nbgrader"]["points"] for cell in filled["cells"][1:]] == [4, 2]
        assert [cell["metadata"]["nbgrader"]["points"] for cell in source["cells"][1:]] == [0, 0]

    def test_replaces_the_placeholders_of_text_cells(self) -> None:
        text = "{{points}} points of {{exercise_points}} and {{prediction_points}}; $x_{{i}}$"
        filled = fill_in(notebook("step", "fit", text=text), self.points, "walk")

        assert filled["cells"][0]["source"] == "5 points of 9 and 2; $x_{{i}}$"

    def test_a_text_may_name_the_points_of_the_manual_answer_below(self) -> None:
        source = notebook(text="{{points}} of {{manual_points}}")
        source["cells"].append(manual_answer(7))
        points = UnitPoints({}, {}, {"own-text": 7, "own-graph": 3})

        assert fill_in(source, points, "walk")["cells"][0]["source"] == "7 of 10"

    def test_refuses_a_placeholder_that_is_nearly_right(self) -> None:
        with pytest.raises(NotebookError, match=r"unknown placeholder '\{\{point\}\}'") as caught:
            fill_in(notebook("step", text="({{point}} points)"), self.points, "walk")
        assert caught.value.fix == "write '{{points}}'"


def test_every_unit_of_the_course_is_worth_forty_points() -> None:
    assert {unit.id: read_unit_points(unit).total for unit in Course.load().units} == dict.fromkeys(
        (unit.id for unit in Course.load().units), 40
    )


def test_an_error_in_points_is_one_that_a_person_can_fix() -> None:
    assert issubclass(CourseError, AutograderError)
