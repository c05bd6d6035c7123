"""`results.json`: the documented shape, hidden results at their time, and nothing that only the instructor may read."""

from __future__ import annotations

import json

import pytest

from autograder.export.gradescope.results import VISIBILITIES, Visibility, results, results_without_grading
from autograder.report import CheckResult, ManualAnswer
from tests.class_reports import check, prediction, student_report
from tests.classroom_results import report
from tests.gradescope_results import require_documented_shape

MISTAKEN = student_report(
    "ada",
    check("first", "passed"),
    check("second", "failed", "half-of-the-gradient", message="x is not right"),
    predictions=(prediction("loss", 22.25, "flat"), prediction("sign", None)),
)


@pytest.mark.parametrize("hidden", VISIBILITIES)
def test_results_have_the_documented_shape(hidden: Visibility) -> None:
    for content in (results(MISTAKEN, hidden, 2.5), results(report(), hidden, 0), results_without_grading("Nothing.")):
        require_documented_shape(json.loads(json.dumps(content)))


def test_hidden_checks_and_predictions_are_shown_when_the_instructor_chose() -> None:
    rows = {row["name"]: row for row in results(MISTAKEN, "after_due_date", 0)["tests"]}

    assert {name: row["visibility"] for name, row in rows.items()} == {
        "train_step: It holds: first.": "visible",
        "train_step: It holds: second.": "after_due_date",
        "prediction loss": "after_due_date",
        "prediction sign": "after_due_date",
    }


def test_each_check_has_its_points_mistake_and_hint() -> None:
    content = results(MISTAKEN, "hidden", 0)
    rows = content["tests"]

    assert content["score"] == MISTAKEN.score == sum(row["score"] for row in rows)
    assert [(row["score"], row["max_score"], row.get("status")) for row in rows] == [
        (2, 2, "passed"),
        (0, 2, "failed"),
        (2, 2, None),
        (0, 2, None),
    ]
    assert [row.get("number") for row in rows[:2]] == ["1.1", "1.2"]
    assert rows[1]["output"] == ("X is not right.\nHalf of the gradient. Think about this: What stands in front?")
    assert rows[2]["output"] == "Your prediction: 22.25. Your explanation fits."
    assert rows[3]["output"] == "No prediction was locked in."


def test_the_instructor_s_message_is_not_shown_where_there_is_a_public_one() -> None:
    secret = CheckResult(
        name="t", title="It holds.", visible=False, outcome="failed", points=0, max_points=4,
        message="f(3.25) gave 7", public_message="a number is not right", hint="Draw it.",
    )  # fmt: skip
    (row,) = results(student_report("ada", secret), "visible", 0)["tests"]

    assert row["output"] == "A number is not right.\nHint: Draw it."


def test_what_was_not_attempted_says_so_and_nothing_else() -> None:
    untouched = student_report("ada", check("first", "failed", message="secret"), attempted=False)

    assert results(untouched, "visible", 0)["tests"][0]["output"] == "This exercise is as it was handed out."


def test_a_text_for_a_person_is_a_row_without_a_score() -> None:
    answers = (ManualAnswer(id="own-text", is_written=True, max_score=10),)
    content = results(report().model_copy(update={"manual_answers": answers}), "hidden", 0)
    row = content["tests"][-1]

    assert (row["name"], row["max_score"], "score" in row) == ("own-text", 10, False)
    assert "Your instructor reads this text" in row["output"]
    require_documented_shape(content)


def test_what_turns_or_hides_text_is_replaced() -> None:
    hostile = student_report("ada", check("first", "failed", message="\u202egnp.exe\x1b[31m"))

    assert "\u202e" not in json.dumps(results(hostile, "visible", 0), ensure_ascii=False)
