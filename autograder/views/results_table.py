"""Reports for a terminal: one line per student, and never a control character of a student's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.report import Report
from autograder.views import sanitize

LONGEST = 60


def _cell(text: str) -> str:
    """Clean text that is no markup for rich either."""
    return escape(sanitize.terminal_text(text))


def table(reports: Sequence[Report]) -> Table:
    """Score per exercise, predictions together, the total, and what there is to know."""
    first = next((report for report in reports if report.exercises), None)
    names = [exercise.id for exercise in first.exercises] if first else []
    title = f"{reports[0].unit}: {len(reports)} submission{'s' * (len(reports) != 1)}" if reports else None
    shown = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    shown.add_column("student", overflow="fold", min_width=8)
    for name in [*names, "predictions"]:
        shown.add_column(name.replace("_", "\n"), justify="right", no_wrap=True)
    shown.add_column("total", justify="right", style="bold", no_wrap=True)
    shown.add_column("notes", overflow="fold", min_width=20)
    for report in sorted(reports, key=lambda report: report.student):
        shown.add_row(
            _cell(report.student),
            *_scores(report, names),
            f"{report.score}/{report.max_score}",
            notes(report),
        )
    return shown


def legend(reports: Sequence[Report]) -> Table:
    """What each recognised mistake asks its students to think about, most frequent first."""
    hints = {check.mistake: check.hint for r in reports for e in r.exercises for check in e.checks if check.mistake}
    count = Counter(name for report in reports for name in report.mistakes())
    shown = Table(title="mistakes and their hints" if hints else None, title_justify="left", box=None, pad_edge=False)
    for name, times in sorted(count.items(), key=lambda pair: (-pair[1], pair[0])):
        shown.add_row(name, f"{times}×", hints[name])
    return shown


def notes(report: Report) -> str:
    """Recognised mistakes, problems, repairs, cells that failed; shortest first."""
    said = [
        f"{check.mistake} in {exercise.id}"
        for exercise in report.exercises
        for check in exercise.checks
        if check.mistake
    ]
    said += [f"{name}: {_cell(stop)}" for name, stop in _unnamed(report)]
    said = list(dict.fromkeys(said))
    said += [f"[red]{_cell(problem)}[/red]" for problem in report.problems]
    if report.exercises and not any(exercise.attempted for exercise in report.exercises) and not report.problems:
        said.append("not attempted")
    said += [_cell(text) for text in report.submission.cell_errors[:1]]
    said += [_cell(text) for text in report.submission.repairs[:2]]
    return "; ".join(said)


def _unnamed(report: Report) -> Iterator[tuple[str, str]]:
    """Exercises that lost points to no known mistake: the first thing that was found, shortened."""
    for exercise in report.exercises:
        found = [check for check in exercise.checks if check.outcome == "failed"]
        if exercise.attempted and found and not any(check.mistake for check in found):
            message = found[0].message.removeprefix(f"`{exercise.id}` ")
            yield exercise.id, message if len(message) <= LONGEST else f"{message[:LONGEST]}…"


def _scores(report: Report, names: Sequence[str]) -> list[str]:
    by_name = {exercise.id: exercise for exercise in report.exercises}
    cells = []
    for name in names:
        exercise = by_name.get(name)
        cells.append(
            "" if exercise is None else f"{exercise.score}/{exercise.max_score}" if exercise.attempted else "–"
        )
    earned = sum(prediction.score for prediction in report.predictions)
    most = sum(prediction.max_score for prediction in report.predictions)
    return [*cells, f"{earned}/{most}" if most else ""]
