"""Faces render the one report: a table for a terminal, cards for feedback, points inside a stock kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from autograder.authoring import sample_submissions
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.grading import batch
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.worker import Answer, Worker
from autograder.nbgrader import autograded_notebook, in_kernel
from autograder.nbgrader.pipeline import Desk
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission
from autograder.views import feedback_cards, results_table, sanitize

Grade = Callable[..., Report]

WRONG = {"gap_report": "def gap_report(*numbers):\n    return {}"}
UPHILL = {
    "train_step": "def train_step(x, y, w, b, lr):\n    r = w * x + b - y\n"
    "    return w + lr * 2 * np.mean(r * x), b + lr * 2 * np.mean(r), np.mean(r**2)"
}


def printed(*reports: Report) -> str:
    stream = StringIO()
    Console(file=stream, width=200).print(results_table.table(reports), results_table.mistakes_table(reports))
    return stream.getvalue()


def test_the_table_has_a_line_per_student_with_the_named_mistake(grade: Grade) -> None:
    text = printed(grade(UPHILL), grade().model_copy(update={"student": "ada"}))

    assert "train_step: A step uphill" in text
    assert "32/40" in text
    assert text.index("ada") < text.index("somebody")


def test_a_recognised_mistake_is_explained_once_below(grade: Grade) -> None:
    text = printed(grade(UPHILL), grade(UPHILL).model_copy(update={"student": "ada"}))

    assert "A step uphill  2×  " in text


def test_points_lost_to_no_known_mistake_say_what_was_found(grade: Grade) -> None:
    assert "gap_report: should return a dictionary with the keys" in printed(grade(WRONG))


def test_a_name_cannot_steer_the_terminal(grade: Grade) -> None:
    evil = grade().model_copy(update={"student": "\x1b[31m[bold]red\u202e\ud800\n"})
    text = printed(evil)

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold]red" in text


def test_a_report_without_exercises_is_a_line_too(course: Course, content: UnitContent) -> None:
    missing = batch.unreadable(course, content.unit, "eve", batch.NO_NOTEBOOK)

    assert "no notebook was handed in" in printed(missing)


def test_a_card_says_what_was_found_and_never_what_was_expected(grade: Grade) -> None:
    text = " ".join(feedback_cards.result_card(grade(WRONG), "gap_report").text().split())

    assert "gap_report: 0 of 4 points" in text
    assert "✗ 0 of 1" in text
    assert "should return a dictionary with the keys 'opt_w', 'opt_b', 'stat_w', 'stat_b'" in text


def test_a_hint_for_a_recognised_mistake_stands_once_at_the_top(grade: Grade) -> None:
    text = feedback_cards.result_card(grade(UPHILL), "train_step").text()

    assert text.count("Think about this:") == 1


def test_a_prediction_that_came_differently_costs_nothing_and_says_so(grade: Grade, content: UnitContent) -> None:
    made = sample_submissions.predictions_file(content).replace(b'"no"', b'"yes"')
    text = feedback_cards.result_card(grade(predictions=made), "b-close-to-truth").text()

    assert "b-close-to-truth: 2 of 2 points" in text
    assert "it came differently, which costs nothing" in text


def test_what_was_not_graded_says_who_will_look(course: Course, content: UnitContent) -> None:
    report = batch.unreadable(course, content.unit, "eve", "the grading process ended")

    assert "Your instructor will look at it" in feedback_cards.result_card(report, "train_step").text()


def test_an_autograded_notebook_gives_nbgrader_the_score_and_people_the_card(grade: Grade, solved: Notebook) -> None:
    laid = autograded_notebook.notebook(grade(WRONG), solved["cells"])
    cell = next(cell for cell in laid["cells"] if cell["id"] == "gap_report-check")

    assert cell["outputs"][0]["data"]["text/plain"] == "0"
    assert "gap_report: 0 of 4 points" in cell["outputs"][0]["data"]["text/html"]


def test_outputs_keep_text_and_pictures_only() -> None:
    data = {"text/html": "<script>", "text/plain": "x", "image/png": "i", "application/javascript": "alert()"}
    (output,) = sanitize.safe_outputs([{"output_type": "display_data", "data": data, "metadata": {"isolated": False}}])

    assert output["data"] == {"text/plain": "x", "image/png": "i"}
    assert output["metadata"] == {}


@pytest.mark.parametrize(("cells", "points"), [({}, 4), (WRONG, 0)], ids=["right", "wrong"])
def test_points_in_a_stock_kernel_are_the_engines(
    content: UnitContent, solved: Notebook, monkeypatch: pytest.MonkeyPatch, cells: dict[str, str], points: int
) -> None:
    monkeypatch.chdir(content.course.root)
    notebook = sample_submissions.with_cells(solved, cells)
    source = next(cell["source"] for cell in notebook["cells"] if cell["id"] == "gap_report")
    namespace: dict[str, object] = {"np": np}
    exec(source, namespace)

    assert in_kernel.points("training-loop", "gap_report", namespace) == points


def test_a_prediction_counts_in_a_stock_kernel(
    content: UnitContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = content.course.root
    monkeypatch.setattr(
        in_kernel.Store, "__init__", lambda store: setattr(store, "path", tmp_path / "predictions.json")
    )
    (tmp_path / "predictions.json").write_bytes(sample_submissions.predictions_file(content))
    monkeypatch.chdir(place)

    assert in_kernel.points("training-loop", "first-within-a-tenth", {}) == 2


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


@dataclass
class Scribe(Worker):
    """Answers at once, and notes who was asked for."""

    asked: list[str] = field(default_factory=list)

    def grade(self, student: str, notebook: bytes, files: Mapping[str, bytes], **_: object) -> Answer:
        self.asked.append(student)
        if student == "lost":
            raise WorkerDied("the grading process ended")
        return Answer(batch.unreadable(self.course, self.course.unit(self.unit_id), student, "none").json_text(), ())


def test_nbgrader_s_next_submission_is_graded_while_it_writes_the_last(course: Course, tmp_path: Path) -> None:
    worker = Scribe(course, "training-loop")
    desk = Desk(worker)
    ada, lost, zoe = (FoundSubmission(name, tmp_path / name) for name in ("ada", "lost", "zoë"))
    for found in (ada, lost, zoe):
        (tmp_path / found.student).write_text("{}")
    first = desk.grade(ada, lost)
    with pytest.raises(WorkerDied):
        desk.grade(lost, zoe)
    last = desk.grade(zoe, None)
    desk.close()

    assert (first.report.student, last.report.student) == ("ada", "zoë")
    assert worker.asked == ["ada", "lost", "zoë"]
