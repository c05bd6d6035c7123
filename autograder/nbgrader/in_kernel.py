"""Points inside the student's own kernel: what a check cell says when nbgrader runs it by its own Execute.

It stands in hidden regions, so that a course also grades under plain nbgrader: the same checks, the same points, but
the student's code and the answers share a process. The engine never runs it.
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
from autograder.grading.prediction_scoring import score_prediction


def points(unit_id: str, name: str, namespace: Mapping[str, Any]) -> int:
    """The points the names in `namespace` earn for one exercise or prediction."""
    content = _material(unit_id)
    if name in content.questions:
        return score_prediction(content, content.questions[name], PredictionFile().read().entries.get(name)).score

    def work(checker: pytest_session.Checker) -> int:
        student = Student(LocalCaller(namespace), checker.returns)
        return sum(check.points for check in checker.checks_of(name) if checker.run(check, student).outcome == "passed")

    return pytest_session.run_session(content.unit.visible_checks, content.unit.hidden_checks, work)


@cache
def _material(unit_id: str) -> unit_content.UnitContent:
    return unit_content.load(Course.load(), unit_id)
