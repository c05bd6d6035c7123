"""The feedback of one student as a page of its own, for courses without nbgrader: the same cards as nbgrader shows."""

from __future__ import annotations

from lab.display.cards import Card, card
from markupsafe import Markup

from autograder.hand_in import points_text
from autograder.report import Report
from autograder.views.feedback_cards import data_cards, exercise_card, prediction_card, result_card
from autograder.views.hand_in_card import hand_in_card
from autograder.views.html_page import render_page

NOT_FINAL = card("Not final yet", "Your instructor will look at this submission before it counts.", tone="problem")


def feedback_page(report: Report, title: str) -> str:
    """Return the page as HTML; equal reports give the same text. `title` is that of the unit."""
    exercises = [exercise_card(exercise) for exercise in report.exercises]
    predictions = [prediction_card(prediction) for prediction in report.predictions]
    notices = []
    if not report.publishable:
        notices.append(NOT_FINAL if report.exercises else result_card(report, report.unit))
    late_card = hand_in_card(report.hand_in, report.score, report.max_score, report.waiting_points)
    if late_card is not None and report.exercises:
        notices.append(late_card)
    notices += data_cards(report)
    sections = [("Exercises", _html(exercises)), ("Predictions", _html(predictions))]
    return render_page(
        "feedback.html",
        report=report,
        title=title,
        final_score=points_text(report.final_score),
        notices=_html(notices),
        sections=sections,
    )


def _html(cards: list[Card]) -> list[Markup]:
    return [Markup(card.html()) for card in cards]  # noqa: S704 - cards escape every text
