"""The card about a late submission, on the page of feedback and in the table of results."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from autograder.course.late_policy import LatePolicy
from autograder.report import Report
from autograder.views.feedback_page import feedback_page
from autograder.views.hand_in_card import duration_text, hand_in_card
from autograder.views.results_table import notes
from tests.class_reports import student_report

DUE = datetime.fromisoformat("2027-03-01T23:59:00+01:00")
POLICY = LatePolicy(percent_per_day=10, grace_minutes=15, most_percent=50)


def text(lateness: timedelta, *, waiting: int = 0, policy: LatePolicy = POLICY) -> str:
    card = hand_in_card(policy.hand_in(DUE, DUE + lateness), 32, 40, waiting)
    return " ".join(card.text().split()) if card else ""


def late_report(lateness: timedelta | None) -> Report:
    time = None if lateness is None else DUE + lateness
    return student_report("ada").with_hand_in(POLICY.hand_in(DUE, time))


def test_it_says_how_late_by_which_rule_and_what_the_score_would_be() -> None:
    card = text(timedelta(days=1, hours=3))

    assert "Handed in 1 day 3 hours late: 20 % off" in card
    assert "32 of 40 points become 25.6." in card
    assert "Each day that has begun after the due date costs 10 %, but never more than 50 %." in card
    assert "On time, it would have been 32" in card
    assert "due Monday 1 March 2027, 23:59 (UTC+01:00)" in card
    assert "handed in Wednesday 3 March 2027, 02:59 (UTC+01:00)" in card


def test_without_a_bound_it_speaks_of_none() -> None:
    assert "never" not in text(timedelta(hours=3), policy=LatePolicy(percent_per_day=10))


def test_within_the_grace_period_it_says_that_nothing_is_lost() -> None:
    card = text(timedelta(seconds=1))

    assert "Handed in on time" in card
    assert "1 second after the due date. A delay of up to 15 minutes costs nothing." in card


def test_there_is_none_for_a_submission_in_time_or_without_a_policy() -> None:
    assert text(timedelta(0)) == ""
    assert text(timedelta(hours=-1)) == ""
    assert hand_in_card(None, 32, 40) is None


def test_a_time_that_is_not_known_is_told_and_costs_nothing() -> None:
    card = hand_in_card(POLICY.hand_in(DUE, None), 32, 40)

    assert card is not None
    assert "nothing is taken off" in card.text()


def test_points_that_wait_lose_the_same_share() -> None:
    assert "The points that a person still gives lose the same share." in text(timedelta(hours=3), waiting=10)


def test_an_extension_is_named() -> None:
    card = hand_in_card(POLICY.hand_in(DUE, DUE + timedelta(days=1), has_extension=True), 32, 40)

    assert card is not None
    assert "due, with your extension" in card.text()


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (timedelta(days=2, hours=1, minutes=5), "2 days 1 hour"),
        (timedelta(days=1, seconds=1), "1 day 1 second"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(minutes=5, seconds=40), "5 minutes 40 seconds"),
        (timedelta(milliseconds=3), "less than a second"),
    ],
)
def test_a_duration_has_at_most_two_parts(duration: timedelta, words: str) -> None:
    assert duration_text(duration) == words


def test_the_page_shows_the_final_score_first_and_the_points_of_the_work() -> None:
    page = feedback_page(late_report(timedelta(days=1, hours=3)), "The training loop")

    assert "<strong>3.2 of 8</strong> points (4 without the late penalty)" in page
    assert "Handed in 1 day 3 hours late: 20 % off" in page
    assert "train_step: 4 of 4 points" in page


def test_the_page_of_a_submission_in_time_speaks_of_no_penalty() -> None:
    page = feedback_page(late_report(timedelta(0)), "The training loop")

    assert page == feedback_page(student_report("ada"), "The training loop")
    assert "penalty" not in page


def test_the_table_notes_a_penalty_and_a_time_that_is_not_known() -> None:
    assert notes(late_report(timedelta(days=1, hours=3))) == "1 day 3 hours late: 20 % of 4 points off"
    assert notes(late_report(None)) == "hand-in time not known: no penalty"
