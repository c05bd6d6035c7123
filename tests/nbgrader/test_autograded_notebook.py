"""The autograded notebook: scores for nbgrader, cards for people, outputs only where the course asks for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring import sample_submissions
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.grading.worker import Worker
from autograder.nbgrader import autograded_notebook
from autograder.nbgrader.pipeline import Desk
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission

Grade = Callable[..., Report]


WRONG = {"gap_report": "def gap_report(*numbers):\n    return {}"}


def test_an_autograded_notebook_gives_nbgrader_the_score_and_people_the_card(grade: Grade, solved: Notebook) -> None:
    laid = autograded_notebook.notebook(grade(WRONG), solved["cells"])
    cell = next(cell for cell in laid["cells"] if cell["id"] == "gap_report-check")

    assert cell["outputs"][0]["data"]["text/plain"] == "0"
    assert "gap_report: 0 of 4 points" in cell["outputs"][0]["data"]["text/html"]


def outputs_by_cell(course: Course, solved: Notebook, folder: Path) -> tuple[Report, dict[str, list[Any]]]:
    """The report and the autograded notebook's outputs, each cell known by its first line."""
    handed_in = folder / "training-loop.ipynb"
    handed_in.write_bytes(sample_submissions.notebook_bytes(solved))
    desk = Desk(Worker(course, "training-loop"))
    try:
        answer = desk.grade(FoundSubmission("ada", handed_in), None)
    finally:
        desk.close()
    cells = autograded_notebook.notebook(answer.report, answer.cells)["cells"]
    return answer.report, {cell["source"].split("\n")[0]: cell.get("outputs", []) for cell in cells}


@pytest.mark.slow
def test_outputs_are_shown_where_the_course_wants_them_and_change_no_score(
    course: Course, solved: Notebook, tmp_path: Path
) -> None:
    wanted = course.policies.model_copy(update={"show_outputs": True})
    plain, without = outputs_by_cell(course, solved, tmp_path)
    full, shown = outputs_by_cell(course.model_copy(update={"policies": wanted}), solved, tmp_path)
    film, points = "lab.show.watch_line(line.x, line.y, run)", "lab.show.scatter(line.x, line.y)"

    assert without[film] == without[points] == []
    assert [sorted(output["data"]) for output in shown[film]] == [["image/png", "text/plain"]], "the last frame alone"
    assert ["image/png", "text/plain"] in [sorted(output.get("data", {})) for output in shown[points]]
    assert full.model_copy(update={"seconds": plain.seconds}) == plain
