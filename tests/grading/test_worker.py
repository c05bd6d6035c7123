"""What a worker starts its processes with."""

from __future__ import annotations

from autograder.course.unit_content import UnitContent
from autograder.grading.worker import first_imports


def test_only_the_imports_of_the_first_cell_are_run_before_students_processes_are_forked(content: UnitContent) -> None:
    assert first_imports(content.unit) == ("import lab\nimport numpy as np",)
