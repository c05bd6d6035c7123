"""What a class believed: answers before, explanations after."""

from __future__ import annotations

from autograder.report import PredictionResult
from autograder.views.class_statistics import GradedSubmission, Proportion
from autograder.views.prediction_statistics import LISTED_NUMBERS, PredictionStatistics, prediction_statistics
from tests.class_reports import QUESTIONS, RIGHT_EXPLANATIONS, prediction, small_class, student_report


def statistics(*submissions: GradedSubmission) -> dict[str, PredictionStatistics]:
    return {result.id: result for result in prediction_statistics(submissions, QUESTIONS, RIGHT_EXPLANATIONS)}


def answers(*predictions: PredictionResult) -> PredictionStatistics:
    submissions = [
        GradedSubmission(student_report(f"s{p}", predictions=(result,))) for p, result in enumerate(predictions)
    ]
    return statistics(*submissions)[predictions[0].id]


def test_every_answer_has_its_explanations() -> None:
    sign = statistics(*small_class())["sign"]
    letters = {column.key: (column.letter, column.fits, column.choices.count) for column in sign.explanations}

    assert [(row.answer, row.happened, row.proportion.count) for row in sign.rows] == [
        ("positive", False, 2),
        ("negative", True, 2),
    ]
    assert [sum(row.explanations) for row in sign.rows] == [2, 2]
    assert {key: (fits, count) for key, (_, fits, count) in letters.items()} == {
        "falls": (True, 4),
        "grows": (False, 0),
    }
    assert sorted(letter for letter, *_ in letters.values()) == ["A", "B"]


def test_before_and_after_are_told_apart() -> None:
    results = statistics(*small_class())

    assert results["sign"].right == Proportion(2, 4)
    assert results["sign"].explained == Proportion(4, 4)
    assert results["sign"].learned == Proportion(2, 2), "both who were surprised chose the explanation that fits"
    assert results["loss"].learned == Proportion(0, 2)
    assert [s.report.student for s in results["sign"].not_committed] == ["dorothy"]
    assert results["sign"].committed == Proportion(4, 5)


def test_numbers_are_grouped_and_rare_ones_counted_together() -> None:
    values = [22.25, *(float(number) for number in range(20)), 3.0]
    loss = answers(*(prediction("loss", value) for value in values))

    assert loss.outcome == "22.25"
    assert (loss.rows[0].answer, loss.rows[0].happened, loss.rows[0].proportion.count) == (
        "22.25 or close to it",
        True,
        1,
    )
    assert (loss.rows[1].answer, loss.rows[1].proportion.count) == ("3", 2)
    assert loss.rows[-1].answer == f"{20 - LISTED_NUMBERS} other answers"
    assert sum(row.proportion.count for row in loss.rows) == len(values)


def test_who_chose_no_explanation_is_in_the_last_column() -> None:
    sign = answers(prediction("sign", "plus"), prediction("sign", "plus", "grows"))

    assert sign.rows[0].explanations[-1] == 1
    assert sum(sign.rows[0].explanations) == 2


def test_a_report_of_an_older_kit_still_tells_who_was_right() -> None:
    old = prediction("sign", "minus", "falls").model_copy(update={"explanation": None, "outcome": None})
    sign = answers(old)

    assert [column.choices.count for column in sign.explanations if column.fits] == [1]
    assert sign.outcome == ""


def test_a_prediction_that_the_course_no_longer_has_is_shown_as_it_was_answered() -> None:
    submissions = [GradedSubmission(student_report("ada", predictions=(prediction("sign", "minus", "falls"),)))]
    (result,) = prediction_statistics(submissions, {}, {})

    assert [(row.answer, row.happened) for row in result.rows] == [("minus", True)]
    assert result.explanations == ()
