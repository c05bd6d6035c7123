"""What a grading process may read: its own unit, what that borrows from another, and nothing else of other units."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grading.readable_files import readable_files
from tests.real_course import COURSE

ROOT = Path(__file__).parents[2]


def paths_of(unit: str) -> set[str]:
    course_files = (Path(path) for path in readable_files(COURSE, COURSE.unit(unit)))
    return {path.relative_to(ROOT).as_posix() for path in course_files if path.is_relative_to(ROOT)}


def test_cases_that_a_unit_borrows_from_another_can_be_read() -> None:
    paths = paths_of("autodiff")

    assert {"hidden_checks/autodiff", "hidden_checks/training_loop/cases.py"} <= paths
    assert "hidden_checks/training_loop/__init__.py" in paths


@pytest.mark.parametrize("unit", [unit.id for unit in COURSE.units])
def test_nothing_else_of_other_units_can(unit: str) -> None:
    other_units = [other for other in COURSE.units if other.id != unit]
    folders = {other.checks.relative_to(ROOT).as_posix() for other in other_units}
    notebooks = {other.source.parent.relative_to(ROOT).as_posix() for other in other_units}
    checks = {path for path in paths_of(unit) if any(path.startswith(f"{folder}/test_") for folder in folders)}

    assert not paths_of(unit) & (folders | notebooks | {"source", "solutions", "hidden_checks"})
    assert not checks
