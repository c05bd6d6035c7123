"""What a person has to know after a class was graded: which reports to look at and why, and what waits for points."""

from __future__ import annotations

from collections.abc import Iterable

import click

from autograder.report import Report
from autograder.views.sanitize import terminal_text

LISTED_NAMES = 10


class ClassProblems:
    """The problems of all reports that are added, without the reports."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self.are_publishable = True
        self._problems: list[tuple[str, str]] = []
        self._without_time: list[str] = []
        self._waiting_points: list[int] = []
        for report in reports:
            self.add(report)

    def add(self, report: Report) -> None:
        """Note what is to be said about a report."""
        self.are_publishable = self.are_publishable and report.publishable
        self._problems += [(report.student, problem) for problem in report.problems]
        if report.hand_in is not None and report.hand_in.time is None:
            self._without_time.append(report.student)
        if report.waiting_points:
            self._waiting_points.append(report.waiting_points)

    def print(self) -> None:
        """Print everything to standard error, by student."""
        for student, problem in sorted(self._problems, key=lambda pair: pair[0]):
            click.echo(f"not publishable: {terminal_text(student)}: {terminal_text(problem)}", err=True)
        if self._without_time:
            students = sorted(self._without_time)
            names = ", ".join(map(terminal_text, students[:LISTED_NAMES]))
            more = f" and {len(students) - LISTED_NAMES} more" * (len(students) > LISTED_NAMES)
            click.echo(f"hand-in time not known, nothing was taken off: {names}{more}", err=True)
        if self._waiting_points:
            text = f"{sum(self._waiting_points)} points for the texts of {len(self._waiting_points)} submissions"
            click.echo(f"waits for a person: {text}", err=True)
