"""Reports as tables for a terminal: one line per student, without control characters of a student."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.hand_in import points_text
from autograder.report import Report
from autograder.views import sanitize
from autograder.views.data_notes import class_ids, data_note
from autograder.views.hand_in_card import duration_text

LONGEST_MESSAGE = 60


def _cell(text: str) -> str:
    """Return text that controls neither a terminal nor rich's markup."""
    return escape(sanitize.terminal_text(text))


def table(reports: Sequence[Report]) -> Table:
    """Return a table of the scores per exercise, for all predictions and in total, with notes."""
    first = next((report for report in reports if report.exercises), None)
    names = [exercise.id for exercise in first.exercises] if first else []
    title = f"{reports[0].unit}: {len(reports)} submission{'s' * (len(reports) != 1)}" if reports else None
    scores = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    scores.add_column("student", overflow="fold", min_width=8)
    for name in [*names, "predictions"]:
        scores.add_column(name.replace("_", "\n"), justify="right", no_wrap=True)
    scores.add_column("total", justify="right", style="bold", no_wrap=True)
    scores.add_column("notes", overflow="fold", min_width=20)
    ids = class_ids(reports)
    for report in sorted(reports, key=lambda report: report.student):
        scores.add_row(
            _cell(report.student),
            *_scores(report, names),
            f"{points_text(report.final_score)}/{report.max_score}"
            + f" (+{report.waiting_points}?)" * bool(report.waiting_points),
            notes(report, ids),
        )
    return scores


def mistakes_table(reports: Sequence[Report]) -> Table:
    """Return a table of the recognised mistakes, most frequent first, with their hints."""
    checks = {check.mistake: check for r in reports for e in r.exercises for check in e.checks if check.mistake}
    counts = Counter(identifier for report in reports for identifier in report.mistakes())
    title = "mistakes and their hints" if checks else None
    mistakes = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for identifier, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        check = checks[identifier]
        mistakes.add_row(escape(check.mistake_title or identifier), f"{count}×", escape(check.hint))
    return mistakes


def notes(report: Report, ids: Collection[str] = ()) -> str:
    """Return mistakes, other failures, problems, cell errors and repairs of a report in one line.

    `ids` are those of the class, for a note on the data of somebody else.
    """
    parts = [
        f"{exercise.id}: {escape(check.mistake_title or check.mistake)}"
        for exercise in report.exercises
        for check in exercise.checks
        if check.mistake
    ]
    parts += [f"{name}: {_cell(message)}" for name, message in _unrecognised_failures(report)]
    parts = list(dict.fromkeys(parts))
    parts += [f"[red]{_cell(problem)}[/red]" for problem in report.problems]
    if report.exercises and not any(exercise.attempted for exercise in report.exercises) and not report.problems:
        parts.append("not attempted")
    if report.hand_in is not None and report.hand_in.percent:
        lateness, percent = duration_text(report.hand_in.lateness), points_text(report.hand_in.percent)
        parts.append(f"{lateness} late: {percent} % of {report.score} points off")
    elif report.hand_in is not None and report.hand_in.time is None:
        parts.append("hand-in time not known: no penalty")
    if data := data_note(report, ids):
        parts.append(_cell(data))
    if report.waiting_points:
        parts.append(f"waits for a person: {report.waiting_points} points")
    parts += [_cell(text) for text in report.submission.cell_errors[:1]]
    parts += [_cell(text) for text in report.submission.repairs[:2]]
    return "; ".join(parts)


def _unrecognised_failures(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the exercises that failed without a known mistake, with the first message, shortened."""
    for exercise in report.exercises:
        failed = [check for check in exercise.checks if check.outcome == "failed"]
        if exercise.attempted and failed and not any(check.mistake for check in failed):
            message = failed[0].message.removeprefix(f"`{exercise.id}` ")
            yield exercise.id, message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]}…"


def _scores(report: Report, names: Sequence[str]) -> list[str]:
    exercises = {exercise.id: exercise for exercise in report.exercises}
    cells = []
    for name in names:
        exercise = exercises.get(name)
        cells.append(
            "" if exercise is None else f"{exercise.score}/{exercise.max_score}" if exercise.attempted else "–"
        )
    earned = sum(prediction.score for prediction in report.predictions)
    maximum = sum(prediction.max_score for prediction in report.predictions)
    return [*cells, f"{earned}/{maximum}" if maximum else ""]
