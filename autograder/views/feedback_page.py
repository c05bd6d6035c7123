"""Pages about one submission: feedback for the student, with the cards that nbgrader shows, and the grader's report."""

from __future__ import annotations

from collections.abc import Mapping

from lab.display.cards import Card, card, rows
from lab.solving.solution_parts import solution_parts
from markupsafe import Markup

from autograder.hand_in import points_text
from autograder.report import CheckResult, Report
from autograder.views.feedback_cards import data_cards, exercise_card, notice_card, prediction_card, result_card
from autograder.views.hand_in_card import hand_in_card
from autograder.views.html_page import render_page

NO_SOLUTIONS: Mapping[str, str] = {}


def feedback_page(report: Report, title: str, solutions: Mapping[str, str] = NO_SOLUTIONS) -> str:
    """Return the page as HTML; equal reports give the same text. `title` is that of the unit.

    `solutions` are the worked solutions that the student may see, by exercise.
    """
    return _page(report, title, "Feedback for", [], solutions)


def report_page(report: Report, title: str) -> str:
    """Return the page for the person who grades: as feedback, with whole messages, failed lines and all problems."""
    submission = report.submission
    texts = [("Needs a person", text) for text in report.problems]
    texts += [("While cells ran", text) for text in submission.cell_errors]
    notes = [card("The submission", rows(texts), tone="problem" if report.problems else "saved")] if texts else []
    exercises = tuple(
        exercise.model_copy(update={"checks": tuple(map(_with_whole_message, exercise.checks))})
        for exercise in report.exercises
    )
    return _page(report.model_copy(update={"exercises": exercises}), title, "For the grader: the report of", notes)


def _with_whole_message(check: CheckResult) -> CheckResult:
    line = check.code_line
    place = f" (line {line.number}: `{line.text}`)" if line and line.text not in check.message else ""
    return check.model_copy(update={"message": check.message + place, "public_message": ""})


def _page(
    report: Report, title: str, introduction: str, notes: list[Card], solutions: Mapping[str, str] = NO_SOLUTIONS
) -> str:
    exercises = [exercise_card(exercise) for exercise in report.exercises]
    predictions = [prediction_card(prediction) for prediction in report.predictions]
    notice = notice_card(report) if report.exercises else result_card(report, report.unit)
    notices = [notice] if notice else []
    late_card = hand_in_card(report.hand_in, report.score, report.max_score, report.waiting_points)
    if late_card is not None and report.exercises:
        notices.append(late_card)
    notices += data_cards(report)
    worked = [solution_card(name, text) for name, text in solutions.items()]
    sections = [
        ("Submission", notes),
        ("Exercises", exercises),
        ("Predictions", predictions),
        ("Worked solutions", worked),
    ]
    return render_page(
        "feedback.html",
        report=report,
        title=title,
        introduction=introduction,
        final_score=points_text(report.final_score),
        notices=_html(notices),
        sections=[(heading, _html(cards)) for heading, cards in sections],
    )


def solution_card(name: str, text: str) -> Card:
    """Return the card with the worked solution of an exercise."""
    return card(f"{name}: a worked solution", *solution_parts(text), tone="saved")


def _html(cards: list[Card]) -> list[Markup]:
    return [Markup(card.html()) for card in cards]  # noqa: S704 - cards escape every text
