"""A notebook is run to its end, whatever happens in one of its cells."""

from __future__ import annotations

from autograder.limits import Limits
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.sandbox.host.sandbox import Sandbox
from tests.notebook_tests.builders import Grade, check, grade_notebook, notebook, solution
from tests.preparations import WITHOUT_MATPLOTLIB


def test_an_endless_loop_in_a_students_function_ends_its_test_and_the_next_one_is_run(grade: Grade) -> None:
    student = "def f():\n    while True: pass\ndef g(): return 1"
    graded = grade(student, "try:\n    f()\nexcept:\n    pass", "assert g() == 1")

    assert graded.points == {"test": 0, "test-2": 1}
    assert graded.outputs()[0]["ename"] == "Stopped"
    assert graded.outputs()[0]["evalue"] == "the student's code did not finish within 1 seconds"


def test_an_endless_cell_does_not_affect_the_other_cells(grade: Grade) -> None:
    graded = grade([("answer", "def f(): return 1"), ("", "while True: pass")], "assert f() == 1")

    assert graded.points == {"test": 1}


def test_a_test_that_computes_too_long_with_a_students_value_is_ended(grade: Grade) -> None:
    graded = grade("n = 10 ** 12", "total = 0\nwhile total < n:\n    total += 1", "assert n > 0")

    assert graded.points == {"test": 0, "test-2": 1}
    assert graded.outputs()[0]["ename"] == "TimeLimitExceeded"


def test_a_test_that_sleeps_too_long_is_ended() -> None:
    cells = (solution(""), check("import time\ntime.sleep(60)"))
    with Sandbox(Limits(cell_seconds=2, call_seconds=1, notebook_seconds=3), WITHOUT_MATPLOTLIB) as sandbox:
        graded = grade_notebook(SourceNotebook("ps", "python", cells), sandbox, notebook([("answer", "x = 1")]))

    assert graded.outputs()[0]["ename"] == "TimeLimitExceeded"


def test_a_student_process_that_ends_itself_costs_its_own_test_only(grade: Grade) -> None:
    graded = grade("import os\ndef f(): os._exit(0)\ndef g(): return 1", "f()", "assert g() == 1")

    assert graded.points == {"test": 0, "test-2": 1}


def test_every_test_of_a_notebook_in_another_language_needs_manual_grading(grade: Grade) -> None:
    graded = grade("squares <- function(n) n", "stopifnot(TRUE)", language="R")

    assert graded.result.manual_grading == {"test": "the notebook is written in R"}


def test_a_file_that_the_students_cells_wrote_can_be_read_by_a_test(grade: Grade) -> None:
    student, test = "with open('out.csv', 'w') as f: _ = f.write('1,2')", "assert open('out.csv').read() == '1,2'"

    assert grade("", test).points == {"test": 0}
    assert grade(student, test).points == {"test": 1}
