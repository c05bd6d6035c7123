"""The card about a late submission: how late it was, what that costs by which rule, and what it would be in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from lab.display.cards import Card, Paragraph, card, rows

from autograder.hand_in import HandIn, points_text, round_points

UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))


def hand_in_card(hand_in: HandIn | None, score: float, max_score: float, waiting_points: int = 0) -> Card | None:
    """Return the card; None where a submission was in time, or the course has no late policy.

    `score` is without the penalty; `waiting_points` are those that a person has not given yet.
    """
    if hand_in is None:
        return None
    if hand_in.time is None:
        text = "No file says when you handed this in. So nothing is taken off, and you need not do anything."
        return card("The time of your submission is not known", text, tone="waiting")
    if not hand_in.lateness:
        return None
    lateness = duration_text(hand_in.lateness)
    if not hand_in.percent:
        grace = duration_text(timedelta(minutes=hand_in.grace_minutes))
        text = f"You handed this in {lateness} after the due date. A delay of up to {grace} costs nothing."
        return card("Handed in on time", text, tone="good")
    final_score = points_text(round_points(hand_in.remaining_points(score)))
    parts = [
        Paragraph(
            f"{points_text(score)} of {points_text(max_score)} points become {final_score}. {rule_text(hand_in)}"
        ),
        Paragraph(
            f"On time, it would have been {points_text(score)}: that is what your work earned. "
            "The points of each exercise are shown as you earned them."
        ),
    ]
    if waiting_points:
        parts.append(Paragraph("The points that a person still gives lose the same share."))
    due = "due, with your extension" if hand_in.has_extension else "due"
    times = [(due, time_text(hand_in.due)), ("handed in", time_text(hand_in.time.astimezone(hand_in.due.tzinfo)))]
    title = f"Handed in {lateness} late: {points_text(hand_in.percent)} % off"
    return card(title, *parts, rows(times), tone="wrong")


def rule_text(hand_in: HandIn) -> str:
    """Return the rule of the course as a sentence."""
    most = f", but never more than {points_text(hand_in.most_percent)} %" if hand_in.most_percent < 100 else ""
    return f"Each day that has begun after the due date costs {points_text(hand_in.percent_per_day)} %{most}."


def duration_text(duration: timedelta) -> str:
    """Return a duration by its two largest parts, such as `1 day 3 hours`."""
    numbers = []
    for unit, width in UNITS:
        number, duration = divmod(duration, width)
        numbers.append((number, unit))
    numbers.append((int(duration.total_seconds()), "second"))
    parts = [f"{number} {unit}{'s' * (number != 1)}" for number, unit in numbers if number]
    return " ".join(parts[:2]) or "less than a second"


def time_text(time: datetime) -> str:
    """Return a time with its day and time zone, such as `Monday 1 March 2027, 23:59 (UTC+01:00)`."""
    seconds = f"{time:%S}"
    clock = f"{time:%H:%M}" + f":{seconds}" * (seconds != "00")
    zone = f"{time:%z}"
    return f"{time:%A} {time.day} {time:%B %Y}, {clock} (UTC{zone[:3]}:{zone[3:5]})"
