"""Points of a unit: read from the `@points` of its checks, and written into its notebook.

The checks are the only place that says what an exercise is worth.
"""

from __future__ import annotations

import ast
import copy
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lab.predicting.question_types import POINTS_PER_PREDICTION

from autograder.course import navigation
from autograder.course.check_classes import parse_module, read_checks
from autograder.course.configuration import Unit
from autograder.course.notebook import (
    Cell,
    Notebook,
    Role,
    cell_name,
    cell_role,
    cell_source,
    checked_name,
    parse_notebook,
    release_notebook,
)
from autograder.errors import CourseError, NotebookError

PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
QUESTION_TYPES = ("Choice", "Number")
GRADED = (Role.CHECK, Role.MANUAL_ANSWER)
"""Roles of the cells that are worth points."""


@dataclass(frozen=True, slots=True)
class UnitPoints:
    """Points of the exercises, predictions and manual answers of a unit, each in the notebook's order."""

    exercises: Mapping[str, int]
    predictions: Mapping[str, int]
    manual_answers: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All points of the unit."""
        return sum(sum(part.values()) for part in (self.exercises, self.predictions, self.manual_answers))

    def of(self, name: str) -> int:
        """Return the points of an exercise, prediction or manual answer; 0 where there is none of this name."""
        return next((part[name] for part in (self.exercises, self.predictions, self.manual_answers) if name in part), 0)


def read_points(unit: Unit, notebook: Notebook) -> UnitPoints:
    """Return what the check cells and the manual answers of a unit's notebook are worth.

    CourseError where a check cell has neither checks nor a question, or where one of these has no check cell.
    """
    exercises, questions = _points_of_exercises(unit), _question_ids(unit)
    names = [checked_name(cell) for cell in notebook["cells"] if cell_role(cell) is Role.CHECK]
    where = str(unit.source.relative_to(unit.root))
    for name in names:
        if name not in questions and exercises.get(name, 0) < 1:
            message = f"the checks of '{name}' are worth no points"
            fix = f"write @exercise(\"{name}\") over their class and @points over each, or ask a question '{name}'"
            raise CourseError(message, where=f"{where}, cell '{name}-check'", fix=fix)
    for name in (*exercises, *questions):
        if name not in names:
            raise CourseError(f"'{name}' has no check cell", where=where, fix=f"add a check cell '{name}-check'")
    return UnitPoints(
        {name: exercises[name] for name in names if name not in questions},
        {name: POINTS_PER_PREDICTION for name in names if name in questions},
        manual_points(notebook, where),
    )


def fill_in(notebook: Notebook, points: UnitPoints, where: str) -> Notebook:
    """Return a copy of the notebook with its points in the metadata of the check cells and in the text cells.

    A text cell may say `{{points}}` for the next exercise, prediction or manual answer, `{{exercise_points}}`,
    `{{prediction_points}}` and `{{manual_points}}` for all of them. NotebookError where it says something that looks
    like one of these.
    """
    filled = copy.deepcopy(notebook)
    for place, cell in enumerate(filled["cells"]):
        if cell_role(cell) is Role.CHECK:
            cell["metadata"]["nbgrader"]["points"] = points.of(checked_name(cell))
        elif cell_role(cell) is Role.TEXT:
            cell["source"] = _fill_in_text(cell, _words(points, filled["cells"][place:]), where)
    return filled


def release_with_points(unit: Unit, source: Notebook) -> Notebook:
    """Return the notebook that students get, with its points and its links to other units."""
    where = str(unit.source.relative_to(unit.root))
    filled = fill_in(source, read_points(unit, source), where)
    return release_notebook(navigation.add_links(filled, unit), where)


def read_release(unit: Unit) -> Notebook:
    """Return the notebook that students get, from the unit's source."""
    return release_with_points(unit, parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source)))


def read_unit_points(unit: Unit) -> UnitPoints:
    """Return what the check cells in a unit's source notebook are worth."""
    return read_points(unit, parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source)))


def _words(points: UnitPoints, cells: Sequence[Cell]) -> dict[str, int]:
    """Return what each placeholder stands for in the first of these cells."""
    following = next((checked_name(cell) for cell in cells if cell_role(cell) in GRADED), "")
    return {
        "points": points.of(following),
        "exercise_points": sum(points.exercises.values()),
        "prediction_points": sum(points.predictions.values()),
        "manual_points": sum(points.manual_answers.values()),
    }


def _fill_in_text(cell: Cell, words: Mapping[str, int], where: str) -> str:
    def number(match: re.Match[str]) -> str:
        name = match[1]
        if name in words:
            return str(words[name])
        if similar := difflib.get_close_matches(name, words, 1, 0.75):
            place = f"{where}, cell '{cell_name(cell)}'"
            fix = f"write '{{{{{similar[0]}}}}}'"
            raise NotebookError(f"unknown placeholder '{match[0]}'", where=place, fix=fix)
        return match[0]

    return PLACEHOLDER.sub(number, cell_source(cell))


def manual_points(notebook: Notebook, where: str) -> dict[str, int]:
    """Return the points that stand in the metadata of each manual answer: no check says what a text is worth."""
    points_by_name = {}
    for cell in notebook["cells"]:
        if cell_role(cell) is Role.MANUAL_ANSWER:
            points = cell["metadata"]["nbgrader"].get("points")
            if not isinstance(points, int | float) or points < 1 or points != int(points):
                message = f"the manual answer '{cell_name(cell)}' needs a whole number of points, 1 or more"
                fix = "set its points in nbgrader's Create Assignment sidebar"
                raise CourseError(message, where=f"{where}, cell '{cell_name(cell)}'", fix=fix)
            points_by_name[cell_name(cell)] = int(points)
    return points_by_name


def _points_of_exercises(unit: Unit) -> dict[str, int]:
    """Return the sum of `@points` for every exercise, over visible and hidden checks."""
    sums: dict[str, int] = {}
    for check in read_checks(unit):
        sums[check.exercise] = sums.get(check.exercise, 0) + check.points
    return sums


def _question_ids(unit: Unit) -> frozenset[str]:
    """Return the ids of the questions that a unit declares."""
    where = unit.questions.relative_to(unit.root).as_posix()
    return _question_ids_of_module(unit.questions.read_text(encoding="utf-8"), where)


@lru_cache(maxsize=64)  # as for checks
def _question_ids_of_module(text: str, where: str) -> frozenset[str]:
    return frozenset(
        str(node.args[0].value)
        for node in ast.walk(parse_module(text, where))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in QUESTION_TYPES
        and node.args
        and isinstance(node.args[0], ast.Constant)
    )
