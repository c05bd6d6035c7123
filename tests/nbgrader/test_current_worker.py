"""The formgrader grades in the server's process: a corrected check counts at once, and no process is left behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.nbgrader.current_worker import CurrentWorker
from tests import commands
from tests.classroom_results import put
from tests.commands import run_nbgrader

UNIT = "training-loop"
CHECKS = "hidden_checks/training_loop/test_training_loop.py"
FORMGRADER = """
import json, sys
from pathlib import Path
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

config = PyFileConfigLoader("nbgrader_config.py", ".").load_config()
api = NbGraderAPI(CourseDirectory(config=config), config=config)
json.dumps(config)

def score(assignment):
    result = api.autograde(assignment, "ada")
    assert result["success"], result.get("error")
    with Gradebook("sqlite:///gradebook.db") as gradebook:
        return gradebook.find_submission(assignment, "ada").score

assignment, changes = sys.argv[1], json.loads(sys.argv[2])
scores = [score(assignment)]
for name, old, new in changes:
    path = Path(name)
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    scores.append(score(assignment))
print(json.dumps(scores))
"""
"""Grades a submission as the formgrader does, and again after each change of a file; prints the scores."""


def grade_in_one_process(folder: Path, assignment: str, changes: list[tuple[str, str, str]]) -> list[float]:
    run_nbgrader(folder, "generate_assignment", assignment, "--create", "--force")
    put(folder / "formgrader.py", FORMGRADER.encode())
    process = commands.run_command(folder, "formgrader", assignment, json.dumps(changes))
    assert process.returncode == 0, process.stderr
    scores: list[float] = json.loads(process.stdout.splitlines()[-1])
    return scores


@pytest.mark.slow
def test_a_corrected_check_of_a_unit_counts_at_once(
    course: Course, content: UnitContent, solved: Notebook, tmp_path: Path
) -> None:
    folder = tmp_path / "course"
    copy_course(course, folder)
    submission = folder / "submitted" / "ada" / UNIT
    put(submission / f"{UNIT}.ipynb", sample_submissions.notebook_bytes(solved))
    put(submission / "predictions.json", sample_submissions.predictions_file(content))
    changes = [(CHECKS, 'expect(fits, "`loss_before`', 'expect(False, "`loss_before`')]

    assert grade_in_one_process(folder, UNIT, changes) == [40, 39]


@pytest.mark.slow
def test_corrected_files_of_an_ordinary_course_count_at_once(tmp_path: Path) -> None:
    marks = {"grade": False, "solution": True, "locked": False, "task": False, "schema_version": 3, "grade_id": "f"}
    test = {**marks, "grade": True, "solution": False, "locked": True, "points": 2, "grade_id": "test"}
    cells = [
        new_code_cell("def f(x):\n    return x", metadata={"nbgrader": marks}),
        new_code_cell("import helper\nassert f(2) == helper.ANSWER", metadata={"nbgrader": test}),
    ]
    notebook = json.dumps(new_notebook(cells=cells)).encode()
    configuration = "from autograder.notebook_tests.pipeline import configure\n\nc = get_config()\nconfigure(c)\n"
    put(tmp_path / "nbgrader_config.py", configuration.encode())
    put(tmp_path / "source" / "ps" / "ps.ipynb", notebook)
    put(tmp_path / "source" / "ps" / "helper.py", b"ANSWER = 3\n")
    put(tmp_path / "submitted" / "ada" / "ps" / "ps.ipynb", notebook)

    assert grade_in_one_process(tmp_path, "ps", [("source/ps/helper.py", "3", "2")]) == [0, 2]


class NotedWorker:
    """Notes that it was closed."""

    closed = False

    def close(self) -> None:
        self.closed = True


def test_a_worker_is_kept_while_its_key_stays_and_ended_when_it_changes() -> None:
    current: CurrentWorker[NotedWorker] = CurrentWorker()
    first = current.get({"a": b"1"}, NotedWorker)
    same = current.get({"a": b"1"}, NotedWorker)
    second = current.get({"a": b"2"}, NotedWorker)

    assert same is first
    assert first.closed
    assert second is not first
    assert not second.closed

    current.close()

    assert second.closed
