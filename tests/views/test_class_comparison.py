"""Two classes side by side."""

from __future__ import annotations

from autograder.views.class_comparison import ClassData, ComparisonRow, compare
from autograder.views.class_statistics import GradedSubmission, Proportion, class_statistics
from autograder.views.mistake_statistics import mistake_statistics
from autograder.views.prediction_statistics import prediction_statistics
from tests.class_reports import QUESTIONS, RIGHT_EXPLANATIONS, small_class, student_report


def data(*submissions: GradedSubmission) -> ClassData:
    predictions = prediction_statistics(submissions, QUESTIONS, RIGHT_EXPLANATIONS)
    return ClassData("label", class_statistics(submissions), mistake_statistics(submissions), predictions)


def test_what_both_have_is_subtracted() -> None:
    tables = {table.heading: table.rows for table in compare(data(*small_class()), data(*small_class()[:2]))}

    assert tables["Exercises"] == (ComparisonRow("train_step", Proportion(1, 4), Proportion(1, 2)),)
    assert tables["Exercises"][0].difference == -25
    assert [row.label for row in tables["Predictions that came true"]] == ["sign", "loss"]
    assert len(tables["Scores"]) == 11


def test_what_only_one_has_stands_alone() -> None:
    other = data(GradedSubmission(student_report("ada")))
    tables = {table.heading: table.rows for table in compare(other, data(*small_class()))}

    assert [(row.label, row.first, row.difference) for row in tables["Mistakes"]] == [
        ("Half of the gradient", None, None)
    ]
