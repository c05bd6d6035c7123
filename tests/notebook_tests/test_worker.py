"""The worker of an assignment: files beside the notebook, and a grading process that dies."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from autograder.grading.json_subprocess import WorkerDied
from autograder.limits import Limits
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.notebook_tests.worker import NotebookReply, NotebookWorker
from tests.notebook_tests.builders import check, notebook, solution

COURSE_FILES = {"helpers.py": b"def agree(a, b):\n    return a == b\n", "data.csv": b"1,2\n"}


@pytest.fixture(scope="module")
def worker() -> Iterator[NotebookWorker]:
    limits = Limits(cell_seconds=2, call_seconds=1, notebook_seconds=10)
    worker = NotebookWorker(limits, preload=("helpers", "nowhere"), course_files=COURSE_FILES)
    yield worker
    worker.close()


def grade(worker: NotebookWorker, student: str, test: str, student_files: dict[str, bytes]) -> NotebookReply:
    source_notebook = SourceNotebook("ps", "python", (solution(""), check(test)))
    return worker.grade(source_notebook, notebook([("answer", student)]), {**student_files, **COURSE_FILES})


def test_files_of_the_course_exist_for_the_student_and_the_test(worker: NotebookWorker) -> None:
    student = "import helpers\nok = helpers.agree(open('data.csv').read(), '1,2\\n')"
    reply = grade(worker, student, "import helpers\nassert helpers.agree(ok, True)", {})

    assert reply.cells[1]["outputs"] == []


def test_a_file_of_the_student_does_not_replace_a_module_of_the_test(worker: NotebookWorker) -> None:
    files = {"numpy/__init__.py": b"allclose = lambda *a: True"}
    reply = grade(worker, "x = 4", "import numpy as np\nassert np.allclose(x, 5)", files)

    assert reply.cells[1]["outputs"][0]["ename"] == "AssertionError"


def test_a_test_that_imports_a_file_of_the_student_needs_manual_grading(worker: NotebookWorker) -> None:
    reply = grade(worker, "x = 4", "import mine", {"mine.py": b"x = 1"})

    assert reply.manual_grading == {"test": "the test imports 'mine', which is a file of the student's"}


def test_a_grading_process_that_dies_is_started_again(worker: NotebookWorker) -> None:
    with pytest.raises(WorkerDied):
        grade(worker, "x = 1", "import os\nos._exit(3)", {})

    assert grade(worker, "x = 1", "assert x == 1", {}).cells[1]["outputs"] == []


def test_its_process_starts_without_nbgrader_and_what_that_imports() -> None:
    slow = {"nbgrader", "nbconvert", "nbformat", "jsonschema"}
    code = f"import sys, autograder.notebook_tests.worker_main; print({slow} & set(sys.modules))"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert process.stdout == "set()\n"
