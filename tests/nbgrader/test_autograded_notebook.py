"""The autograded notebook: scores for nbgrader, cards for people, outputs only where the course asks for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring import sample_submissions
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.grading import batch
from autograder.grading.worker import Worker
from autograder.nbgrader import autograded_notebook
from autograder.nbgrader.prefetching_workers import PrefetchingWorkers
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission

Grade = Callable[..., Report]

WRONG = {"gap_report": "def gap_report(*numbers):\n    return {}"}


def test_a_check_cell_gives_nbgrader_the_score_and_people_the_card(grade: Grade, solved: Notebook) -> None:
    notebook = autograded_notebook.build_notebook(grade(WRONG), solved["cells"])
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "gap_report-check")

    assert cell["outputs"][0]["data"]["text/plain"] == "0"
    assert "gap_report: 0 of 4 points" in cell["outputs"][0]["data"]["text/html"]


def manual_cells(report: Report, solved: Notebook) -> list[str]:
    """The cells that the notebook lists for manual grading."""
    notebook = autograded_notebook.build_notebook(report, solved["cells"])
    names: list[str] = notebook["metadata"]["autograder"]["needs_manual_grade"]
    return names


def test_a_person_grades_only_the_exercises_with_a_broken_check(grade: Grade, solved: Notebook) -> None:
    report = grade(WRONG)
    exercise = next(e for e in report.exercises if e.id == "gap_report")
    checks = tuple(c.model_copy(update={"outcome": "broken", "message": "a check crashed"}) for c in exercise.checks)
    exercises = tuple(e.model_copy(update={"checks": checks}) if e is exercise else e for e in report.exercises)
    broken = report.model_copy(update={"exercises": exercises, "problems": ("a check crashed",)})
    unread = broken.model_copy(update={"problems": ("a check crashed", "'predictions.json' cannot be read")})

    assert manual_cells(report, solved) == []
    assert manual_cells(broken, solved) == ["gap_report-check"]
    assert len(manual_cells(unread, solved)) == len(report.exercises) + len(report.predictions)


def test_a_person_grades_every_cell_of_a_notebook_that_could_not_be_graded(
    course: Course, content: UnitContent, solved: Notebook
) -> None:
    report = batch.ungraded_report(course, content.unit, "eve", "the grading process ended")
    checks = [cell["id"] for cell in solved["cells"] if cell["id"].endswith("-check")]

    assert manual_cells(report, solved) == checks


PICTURE = ["image/png", "text/plain"]


def outputs_by_first_line(course: Course, solved: Notebook, folder: Path) -> tuple[Report, dict[str, list[Any]]]:
    """The report, and the outputs of the autograded notebook by the first line of each cell."""
    path = folder / "training-loop.ipynb"
    notebook = sample_submissions.with_cells(solved, {"my-film": 'my_film = "both"'})
    path.write_bytes(sample_submissions.notebook_bytes(notebook))
    worker = PrefetchingWorkers(lambda: Worker(course, "training-loop"), 1)
    try:
        reply = worker.grade(FoundSubmission.at("ada", path), [])
    finally:
        worker.close()
    cells = autograded_notebook.build_notebook(reply.report, reply.cells)["cells"]
    return reply.report, {cell["source"].split("\n")[0]: cell.get("outputs", []) for cell in cells}


@pytest.mark.slow
def test_outputs_are_shown_where_the_course_asks_for_them_and_change_no_score(
    course: Course, solved: Notebook, tmp_path: Path
) -> None:
    policies = course.policies.model_copy(update={"show_outputs": True})
    report, outputs = outputs_by_first_line(course, solved, tmp_path)
    report_with_outputs, all_outputs = outputs_by_first_line(
        course.model_copy(update={"policies": policies}), solved, tmp_path
    )
    animation, points = 'if my_film not in ("turn", "slide", "both"):', "lab.show.scatter(line.x, line.y)"

    assert outputs[animation] == outputs[points] == []
    assert [sorted(output["data"]) for output in all_outputs[animation] if "data" in output] == [PICTURE], (
        "an animation shows its last frame alone"
    )
    assert PICTURE in [sorted(output.get("data", {})) for output in all_outputs[points]]
    assert report_with_outputs.model_copy(update={"seconds": report.seconds}) == report


def test_the_notebook_says_what_its_results_were_made_from_without_what_code_has_printed(
    grade: Grade, solved: Notebook
) -> None:
    report = grade()
    errors = {"cell_errors": ("fit_line: NameError: hidden",)}
    report = report.model_copy(update={"submission": report.submission.model_copy(update=errors)})
    notebook = autograded_notebook.build_notebook(report, solved["cells"])
    origin = autograded_notebook.read_origin(notebook)

    assert origin is not None
    assert (origin.isolation, origin.submission.sha256) == (report.isolation, report.submission.sha256)
    assert "hidden" not in str(notebook["metadata"])


@pytest.mark.parametrize("metadata", [{}, {"autograder": 1}, {"autograder": {"origin": {"x": 1}}}, []], ids=repr)
def test_a_notebook_of_an_older_kit_says_nothing(metadata: Any) -> None:
    assert autograded_notebook.read_origin({"metadata": metadata}) is None
