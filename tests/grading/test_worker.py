"""What a worker starts its processes with."""

from __future__ import annotations

from autograder.course.unit_content import UnitContent
from autograder.grading.worker import first_imports, preparation
from autograder.sandbox.host.sandbox import Sandbox


def test_only_the_imports_of_the_first_cell_are_run_before_students_processes_are_forked(content: UnitContent) -> None:
    assert first_imports(content.unit) == ("import lab\nimport numpy as np",)


def test_no_student_process_imports_what_notebooks_call(content: UnitContent) -> None:
    cell = (
        "import sys\nnames = set(sys.modules)\nimport lab\n"
        "for name in lab.__all__: getattr(lab, name)\n"
        f"lab.start({content.unit.id!r})\n"
        "print(sorted(set(sys.modules) - names))"
    )
    plan = preparation(content.course, content.unit)
    with Sandbox(content.unit.limits, plan) as sandbox, sandbox.open() as process:
        outputs = process.run_cell(cell).outputs

    assert outputs[-1]["text"] == "[]\n"
