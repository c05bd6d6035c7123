"""Points of a check cell that stock nbgrader executes, without this engine, in the student's own kernel.

The hidden region of each check cell calls `points`, so that a course can also be graded by plain nbgrader: with the
same checks and the same points, but with student code and answers in one process. The engine never runs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from lab.checking.api import Student
from lab.checking.local_caller import LocalCaller
from lab.predicting.prediction_file import PredictionFile

from autograder.checking import pytest_session
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.notebook import checked_names, parse_notebook
from autograder.errors import UsageError
from autograder.grading.prediction_scoring import score_prediction


def points(name: str, namespace: Mapping[str, Any]) -> int:
    """Return the points that the names in `namespace` earn for one exercise or prediction."""
    content = _content(_unit_id(name))
    saved = PredictionFile().read()
    if name in content.questions:
        return score_prediction(content, content.questions[name], saved.entries.get(name)).score
    gave_up = name in saved.help and saved.help[name].gave_up is not None
    counts_visible = not (gave_up and content.course.policies.giving_up_costs_points)

    def work(checker: pytest_session.Checker) -> int:
        student = Student(LocalCaller(namespace), checker.returns)
        checks = [check for check in checker.checks_of(name) if counts_visible or not check.visible]
        return sum(check.points for check in checks if checker.run(check, student).outcome == "passed")

    return pytest_session.run_session(content.unit.visible_checks, content.unit.hidden_checks, work)


@cache
def _unit_id(name: str) -> str:
    """Return the unit whose notebook has a check cell for this name; no two units share one."""
    for unit in Course.load().units:
        if name in checked_names(parse_notebook(unit.source.read_text(encoding="utf-8"), unit.id)):
            return unit.id
    raise UsageError(f"no unit has a check cell for '{name}'", fix="use the name in the id of the check cell")


@cache
def _content(unit_id: str) -> unit_content.UnitContent:
    return unit_content.load(Course.load(), unit_id)
