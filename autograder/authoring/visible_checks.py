"""How many of a unit's known mistakes its visible checks notice, so that students see them before they hand in."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.course.mistakes import Mistake
from autograder.report import Report

SEEN_SHARE = 0.95


def is_seen(mistake: Mistake, report: Report) -> bool:
    """Return whether a visible check of the mistake's exercise fails in the report of a submission that makes it."""
    checks = next(exercise.checks for exercise in report.exercises if exercise.id == mistake.exercise)
    return any(check.visible and check.outcome != "passed" for check in checks)


def promise_about(reports: Mapping[Mistake, Report]) -> tuple[str, str]:
    """Return the promise that nearly all mistakes are seen, and the problem where it is not kept."""
    unseen = [mistake for mistake, report in reports.items() if not is_seen(mistake, report)]
    promise = f"the visible checks notice at least {SEEN_SHARE:.0%} of {len(reports)} known mistakes"
    if len(reports) - len(unseen) >= SEEN_SHARE * len(reports):
        return promise, ""
    names = ", ".join(sorted(f"{mistake.id} in {mistake.exercise} ({mistake.name})" for mistake in unseen))
    return promise, f"{len(unseen)} pass all visible checks: {names}"
