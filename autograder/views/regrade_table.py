"""A second grading as tables for a terminal, without control characters of a student."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.views.regrade_changes import ResultChange, StudentChange
from autograder.views.regrade_summary import RegradeSummary, marks_text, signed_points
from autograder.views.sanitize import terminal_text

LISTED_RESULTS = 4


def changes_table(summary: RegradeSummary) -> Table:
    """Return a table of the students for whom something changes, the largest losses first."""
    rows = summary.rows
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    if not rows:
        return table
    letters = summary.letters()
    has_gradebook = any(change.gradebook for change in rows)
    table.add_column("student", overflow="fold", min_width=8)
    for name in ("before", "after", "change", *(["gradebook"] if has_gradebook else [])):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("by which check", overflow="fold", min_width=20)
    table.add_column("why", justify="right")
    table.add_column("new result", overflow="fold", min_width=12)
    for change in rows:
        table.add_row(
            _cell(change.student),
            *marks_text(change),
            signed_points(change.difference),
            *([_gradebook_text(change)] if has_gradebook else []),
            _results_text(change, letters),
            ", ".join(map(str, summary.numbers(change))),
            summary.decision(change),
        )
    return table


def checks_table(summary: RegradeSummary) -> Table:
    """Return a table of the checks with another result for somebody, with the letters that the other table uses."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    rows = list(summary.checks())
    if not rows:
        return table
    table.add_column("check")
    table.add_column("with another result", overflow="fold", min_width=30)
    for name in ("lose", "gain", "same points", "in all"):
        table.add_column(name, justify="right")
    for letter, row in zip(summary.letters().values(), rows, strict=True):
        numbers = str(row.losses), str(row.gains), str(row.rest), signed_points(row.points)
        table.add_row(letter, _cell(f"{row.part}: {row.title}"), *numbers)
    return table


def causes_table(summary: RegradeSummary) -> Table:
    """Return a table of what is not the same in both gradings, with the numbers that the other table uses."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    if not summary.causes:
        return table
    table.add_column("why", justify="right")
    table.add_column("what is not as it was at the first grading", overflow="fold")
    table.add_column("students", justify="right")
    for row in summary.causes:
        table.add_row(str(row.number), _cell(str(row.cause)), str(row.students))
    return table


def summary_line(summary: RegradeSummary) -> str:
    """Return how many marks change in one line."""
    parts = [
        (summary.count("lower"), "lower"),
        (summary.count("higher"), "higher"),
        (summary.count("other results"), "with the same points and other results"),
        (summary.count("new"), "new"),
        (summary.count("unready"), "not publishable any more"),
        (summary.count("absent"), "without a submission now"),
        (summary.count("unchanged"), f"unchanged, {summary.number_reproduced} of them to the byte"),
    ]
    number = len(summary.changes)
    return f"{number} student{'s' * (number != 1)}: " + ", ".join(
        f"{number} {text}" for number, text in parts if number
    )


def kept_line(summary: RegradeSummary) -> str:
    """Return who keeps the earlier mark, in one line; nothing where nobody does."""
    names = ", ".join(sorted(terminal_text(change.student) for change in summary.kept))
    if not names:
        return ""
    is_lower = summary.count("lower") and not summary.allow_lower
    reason = " (a lower mark is taken over only with --allow-lower)" if is_lower else ""
    return f"the earlier mark stays for {len(summary.kept)}{reason}: {names}"


def absent_line(summary: RegradeSummary) -> str:
    """Return who has a report and no submission now, in one line; nothing where nobody does."""
    names = ", ".join(map(terminal_text, summary.absent))
    return f"no submission now, so the report stays as it is: {names}" if names else ""


def _results_text(change: StudentChange, letters: Mapping[tuple[str, str], str]) -> str:
    """Return the results that are others, those with points first."""
    results = sorted(change.results, key=lambda result: not result.difference)
    texts = [f"{letters[result.part, result.title]} {_result_text(result)}" for result in results[:LISTED_RESULTS]]
    more = len(results) - len(texts)
    return "\n".join([*texts, *([f"and {more} more"] if more > 0 else [])])


def _result_text(result: ResultChange) -> str:
    before, after = (text.partition(",")[0] for text in (result.before, result.after))
    outcome = f"{before} → {after}" if before != after else "other words"
    return _cell(f"{outcome} ({signed_points(result.difference)})" if result.difference else outcome)


def _gradebook_text(change: StudentChange) -> str:
    mark = change.gradebook
    return f"{mark.before:g} → {mark.after:g}" if mark else ""


def _cell(text: str) -> str:
    """Return text that controls neither a terminal nor rich's markup."""
    return escape(terminal_text(text))
