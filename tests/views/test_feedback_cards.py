"""Feedback cards: what was found and the hint, never what was expected."""

from __future__ import annotations

from collections.abc import Callable

from lab.predicting.prediction_text import Prediction

from autograder.authoring import sample_submissions
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.grading import batch
from autograder.grading.prediction_scoring import score_prediction
from autograder.report import Report
from autograder.views import feedback_cards

Grade = Callable[..., Report]


WRONG = {"gap_report": "def gap_report(*numbers):\n    return {}"}


UPHILL = {
    "train_step": "def train_step(x, y, w, b, lr):\n    r = w * x + b - y\n"
    "    return w + lr * 2 * np.mean(r * x), b + lr * 2 * np.mean(r), np.mean(r**2)"
}


def test_a_card_says_what_was_found_and_never_what_was_expected(grade: Grade) -> None:
    text = " ".join(feedback_cards.result_card(grade(WRONG), "gap_report").text().split())

    assert "gap_report: 0 of 4 points" in text
    assert "✗ 0 of 1" in text
    assert "should return a dictionary with the keys 'opt_w', 'opt_b', 'stat_w', 'stat_b'" in text


def test_a_hint_for_a_recognised_mistake_stands_once_at_the_top(grade: Grade) -> None:
    text = feedback_cards.result_card(grade(UPHILL), "train_step").text()

    assert text.count("Think about this:") == 1


def test_a_prediction_that_came_differently_costs_nothing_and_says_so(grade: Grade, content: UnitContent) -> None:
    predictions = sample_submissions.predictions_file(content).replace(b'"no"', b'"yes"')
    text = feedback_cards.result_card(grade(predictions=predictions), "b-close-to-truth").text()

    assert "b-close-to-truth: 2 of 2 points" in text
    assert "it came differently, which costs nothing" in text


def card_text(content: UnitContent, answer: str, explanation: str | None) -> str:
    question = content.questions["b-close-to-truth"]
    result = score_prediction(content, question, Prediction(answer, "", explanation))
    return " ".join(feedback_cards.prediction_card(result).text().split())


def test_feedback_tells_which_explanation_holds_and_why_the_others_do_not(content: UnitContent) -> None:
    text = card_text(content, "no", "random")
    why_not, question = content.why_not["b-close-to-truth"], content.questions["b-close-to-truth"]

    assert "Another explanation holds this time." in text
    assert f"✗ your choice {question.explanations['random']} Why not: {why_not['random']} ✓ this one holds" in text
    assert all(sentence in text for sentence in why_not.values())


def test_feedback_says_that_the_choice_holds(content: UnitContent) -> None:
    assert "✓ yours, it holds Each step removes" in card_text(content, "yes", "share")


def test_feedback_tells_nothing_where_no_explanation_was_chosen(content: UnitContent) -> None:
    text = card_text(content, "no", None)

    assert "your explanation none was chosen" in text
    assert "holds" not in text


def test_what_was_not_graded_says_who_will_look(course: Course, content: UnitContent) -> None:
    report = batch.ungraded_report(course, content.unit, "eve", "the grading process ended")

    assert "Your instructor will look at it" in feedback_cards.result_card(report, "train_step").text()


def test_a_hint_in_levels_stands_below_the_checks_with_the_way_to_more(grade: Grade) -> None:
    exercise = grade(WRONG).exercises[-1].model_copy(update={"hint": "Print the keys of your dictionary."})
    text = " ".join(feedback_cards.exercise_card(exercise).text().split())

    assert "Where to look: Print the keys of your dictionary." in text
    assert f'`lab.hint("{exercise.id}")` in your notebook shows more hints.' in text
