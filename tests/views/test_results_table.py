"""The table for a terminal: a line per student, and below it the recognised mistakes with their hints."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

from rich.console import Console

from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.grading import batch
from autograder.report import ManualAnswer, Report
from autograder.views import results_table

Grade = Callable[..., Report]


WRONG = {"gap_report": "def gap_report(*numbers):\n    return {}"}


UPHILL = {
    "train_step": "def train_step(x, y, w, b, lr):\n    r = w * x + b - y\n"
    "    return w + lr * 2 * np.mean(r * x), b + lr * 2 * np.mean(r), np.mean(r**2)"
}


def printed(*reports: Report) -> str:
    stream = StringIO()
    Console(file=stream, width=200).print(*results_table.tables(reports))
    return stream.getvalue()


def test_the_table_has_a_line_per_student_with_the_named_mistake(grade: Grade) -> None:
    text = printed(grade(UPHILL), grade().model_copy(update={"student": "ada"}))

    assert "train_step: A step uphill" in text
    assert "32/40" in text
    assert text.index("ada") < text.index("somebody")


def test_a_large_class_has_several_tables(grade: Grade) -> None:
    results, report = results_table.ResultsTable(), grade(UPHILL)
    for number in range(5):
        results.add(report.model_copy(update={"student": f"student-{4 - number}"}))
    tables = list(results.tables(2))

    assert [table.row_count for table in tables] == [2, 2, 1]
    assert [table.title for table in tables] == ["training-loop: 5 submissions", None, None]
    assert [next(iter(table.columns[0].cells)) for table in tables] == ["student-0", "student-2", "student-4"]


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
    missing = batch.ungraded_report(course, content.unit, "eve", batch.NO_NOTEBOOK)

    assert "no notebook was handed in" in printed(missing)


def test_a_text_that_waits_for_a_person_is_in_the_total_and_in_the_notes(grade: Grade) -> None:
    answers = tuple(ManualAnswer(id=name, is_written=name == "text", max_score=10) for name in ("text", "graph"))
    report = grade().model_copy(update={"manual_answers": answers, "max_score": 60})
    text = printed(report)

    assert f"{report.score}/60 (+10?)" in text
    assert "waits for a person: 10 points" in text
    assert Report.from_json(report.json_text()) == report
