"""Reports as tables for a terminal: one line per student, without control characters of a student."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.hand_in import points_text
from autograder.report import CheckResult, Report
from autograder.views import sanitize
from autograder.views.data_notes import class_ids, data_note
from autograder.views.hand_in_card import duration_text

LONGEST_MESSAGE = 60
MOST_ROWS = 1_000


def _cell(text: str) -> str:
    """Return text that controls neither a terminal nor rich's markup."""
    return escape(sanitize.terminal_text(text))


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line says after the student's name: the scores by exercise, and the rest as text."""

    scores: tuple[tuple[str, str], ...]
    predictions: str
    total: str
    notes: str


class ResultsTable:
    """Scores and recognised mistakes of a class. It keeps a line for each report that is added, and no report.

    `ids` are those of the class, for a note on the data of somebody else.
    """

    def __init__(self, ids: Collection[str] = ()) -> None:
        self._ids = ids
        self._title = ""
        self._rows: list[tuple[str, _Line]] = []
        self._lines: dict[_Line, _Line] = {}  # students with the same line share it
        self._names: tuple[str, ...] = ()
        self._checks: dict[str, CheckResult] = {}
        self._counts: Counter[str] = Counter()

    def add(self, report: Report) -> None:
        """Add the line of a report, and count its mistakes."""
        self._title = report.unit
        self._names = self._names or tuple(exercise.id for exercise in report.exercises)
        waiting = f" (+{report.waiting_points}?)" * bool(report.waiting_points)
        total = f"{points_text(report.final_score)}/{report.max_score}{waiting}"
        line = _Line(_scores(report), _prediction_score(report), total, notes(report, self._ids))
        self._rows.append((report.student, self._lines.setdefault(line, line)))
        self._counts.update(report.mistakes())
        for exercise in report.exercises:
            self._checks |= {check.mistake: check for check in exercise.checks if check.mistake}

    def tables(self, most_rows: int = MOST_ROWS) -> Iterator[Table]:
        """Yield tables with a line per student, sorted, each with some rows: a table is measured as a whole."""
        rows = sorted(self._rows, key=lambda row: row[0])
        for start in range(0, max(1, len(rows)), most_rows):
            scores = self._empty_table(len(rows) if not start else 0)
            for student, line in rows[start : start + most_rows]:
                points = dict(line.scores)
                cells = [points.get(name, "") for name in self._names]
                scores.add_row(_cell(student), *cells, line.predictions, line.total, line.notes)
            yield scores

    def _empty_table(self, count: int) -> Table:
        title = f"{self._title}: {count} submission{'s' * (count != 1)}" if count else None
        scores = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
        scores.add_column("student", overflow="fold", min_width=8)
        for name in [*self._names, "predictions"]:
            scores.add_column(name.replace("_", "\n"), justify="right", no_wrap=True)
        scores.add_column("total", justify="right", style="bold", no_wrap=True)
        scores.add_column("notes", overflow="fold", min_width=20)
        return scores

    def mistakes_table(self) -> Table:
        """Return a table of the recognised mistakes, most frequent first, with their hints."""
        title = "mistakes and their hints" if self._checks else None
        mistakes = Table(title=title, title_justify="left", box=None, pad_edge=False)
        for identifier, count in sorted(self._counts.items(), key=lambda pair: (-pair[1], pair[0])):
            check = self._checks[identifier]
            mistakes.add_row(escape(check.mistake_title or identifier), f"{count}×", escape(check.hint))
        return mistakes


def tables(reports: Sequence[Report]) -> Iterator[Table]:
    """Yield tables of the scores per exercise, for all predictions and in total, with notes; then of the mistakes."""
    results = ResultsTable(class_ids(report.student for report in reports))
    for report in reports:
        results.add(report)
    yield from results.tables()
    yield results.mistakes_table()


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


def _scores(report: Report) -> tuple[tuple[str, str], ...]:
    return tuple(
        (exercise.id, f"{exercise.score}/{exercise.max_score}" if exercise.attempted else "–")
        for exercise in report.exercises
    )


def _prediction_score(report: Report) -> str:
    earned = sum(prediction.score for prediction in report.predictions)
    maximum = sum(prediction.max_score for prediction in report.predictions)
    return f"{earned}/{maximum}" if maximum else ""
