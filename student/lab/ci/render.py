"""Reports for people: a table for the terminal, a page for a workflow's summary, annotations beside the lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lab.ci.github_actions import annotation_command
from lab.ci.report import CellError, CheckReport, ExerciseReport, NotebookReport
from lab.ci.sanitize import markdown_line, plain_line

MARKS = {"passed": "✓", "failed": "✗", "not started": "–", "not reached": "?"}
MAX_PAGE_BYTES = 900_000
"""GitHub does not show a summary of more than a mebibyte."""


def terminal_table(report: NotebookReport) -> str:
    """Return a line per exercise with the messages of its failed checks, and what is left for the grader."""
    width = max(len(exercise.name) for exercise in report.exercises)
    lines = [plain_line(report.notebook)]
    for exercise in report.exercises:
        lines.append(
            f"  {MARKS[exercise.outcome]} {exercise.name:<{width}}  "
            f"{_points_in_words(exercise)}"
            f"{'' if exercise.outcome == 'passed' else f'  {exercise.outcome}'}"
        )
        lines += [f"      {plain_line(line)}" for check in _failed_checks(exercise) for line in _check_lines(check)]
    lines += [f"  ! cell {plain_line(error.cell)}: {plain_line(error.message)}" for error in report.cell_errors]
    return "\n".join([*lines, *(f"  {line}" for line in _closing_lines(report))]) + "\n"


def summary_page(reports: Sequence[NotebookReport], problems: Sequence[str] = ()) -> str:
    """Return the page of a workflow's summary, in GitHub's Markdown; `problems` are notebooks that were not checked."""
    warnings = [f"**Look at this**: {markdown_line(problem)}\n" for problem in problems]
    totals = _total_lines(reports) if len(reports) > 1 else ()
    page = "\n".join([*warnings, *totals, *(line for report in reports for line in _page_lines(report))])
    return page if len(page.encode()) < MAX_PAGE_BYTES else "The results are too long for this page: see the log.\n"


def uncommitted_lines(names: Sequence[str]) -> list[str]:
    """Return what to say of files that git has not committed."""
    listed = ", ".join(f"'{name}'" for name in names)
    return [f"Not committed yet: {listed}. A push hands in only what is committed."] if names else []


def annotation_commands(report: NotebookReport) -> Iterator[str]:
    """Yield an annotation for each exercise or cell that failed, at its line of the file, and one for the rest."""
    for exercise in report.exercises:
        if exercise.outcome in ("failed", "not reached"):
            points = f"{_points_in_words(exercise)} visible points" if exercise.visible_points else exercise.outcome
            title = f"{exercise.name}: {points}"
            lines = [line for check in _failed_checks(exercise) for line in _check_lines(check)]
            message = "\n".join(lines) or "The notebook did not get this far."
            yield annotation_command("error", report.notebook, exercise.line, title, message)
    for error in report.cell_errors:
        yield annotation_command("error", report.notebook, error.line, f"cell {error.cell}", error.message)
    if report.prediction_problem:
        title = f"{report.unit}: predictions"
        yield annotation_command("error", report.notebook, 1, title, report.prediction_problem)
    elif report.prediction_warning:
        title = f"{report.unit}: predictions"
        yield annotation_command("warning", report.notebook, 1, title, report.prediction_warning)
    not_started = [exercise.name for exercise in report.exercises if exercise.outcome == "not started"]
    lines = [f"not started yet: {', '.join(not_started)}"] if not_started else []
    message = "\n".join([*lines, *_closing_lines(report)])
    yield annotation_command("notice", report.notebook, 1, f"{report.unit}: visible checks", message)


def _total_lines(reports: Sequence[NotebookReport]) -> Iterator[str]:
    """Yield a table with a row per notebook, and their sum."""
    yield "| unit | visible points | exercises that pass | predictions locked in | explained |"
    yield "|---|---|---|---|---|"
    rows = [_counts(report) for report in reports]
    for report, row in zip(reports, rows, strict=True):
        yield _total_row(markdown_line(report.unit), row)
    yield _total_row(
        "**all**", [(sum(a for a, _ in pairs), sum(b for _, b in pairs)) for pairs in zip(*rows, strict=True)]
    )
    yield ""


def _counts(report: NotebookReport) -> list[tuple[int, int]]:
    """Return how much there is of each, and of how much."""
    passed = sum(exercise.outcome == "passed" for exercise in report.exercises)
    return [
        (report.earned_points, report.visible_points),
        (passed, len(report.exercises)),
        (len(report.locked_in), len(report.questions)),
        (report.explained, len(report.questions)),
    ]


def _total_row(title: str, counts: Sequence[tuple[int, int]]) -> str:
    return f"| {title} | {' | '.join(f'{part} of {whole}' for part, whole in counts)} |"


def _points_in_words(exercise: ExerciseReport) -> str:
    if not exercise.visible_points:
        return "no points here"
    return f"{exercise.earned_points} of {exercise.visible_points}"


def _page_lines(report: NotebookReport) -> Iterator[str]:
    yield f"## {markdown_line(report.unit)}: {report.earned_points} of {report.visible_points} visible points"
    yield ""
    yield "| | exercise | visible points | what to look at |"
    yield "|---|---|---|---|"
    for exercise in report.exercises:
        messages = ("<br>".join(map(markdown_line, _check_lines(check))) for check in _failed_checks(exercise))
        text = "<br><br>".join(messages) or ("" if exercise.outcome == "passed" else exercise.outcome)
        points = _points_in_words(exercise)
        yield f"| {MARKS[exercise.outcome]} | <code>{markdown_line(exercise.name)}</code> | {points} | {text} |"
    yield ""
    yield from (_cell_error_line(error) for error in report.cell_errors)
    yield ""
    yield from (f"{markdown_line(line)}  " for line in _closing_lines(report))
    yield ""


def _cell_error_line(error: CellError) -> str:
    return f"- Cell <code>{markdown_line(error.cell)}</code>: {markdown_line(error.message)}"


def _closing_lines(report: NotebookReport) -> Iterator[str]:
    """Yield what is left. Full visible points are never the whole mark."""
    if report.prediction_problem or report.prediction_warning:
        yield report.prediction_problem or report.prediction_warning
    if report.questions:
        names = f" ({', '.join(report.locked_in)})" if report.locked_in else ""
        yield (
            f"Predictions locked in: {len(report.locked_in)} of {len(report.questions)}{names}; "
            f"explained: {report.explained}."
        )
    yield (
        f"Visible points: {report.earned_points} of {report.visible_points}. The grader checks more, on other data: "
        f"{report.max_points - report.visible_points} of {report.max_points} points wait for it."
    )


def _failed_checks(exercise: ExerciseReport) -> list[CheckReport]:
    return [check for check in exercise.checks if check.outcome == "failed"]


def _check_lines(check: CheckReport) -> Iterator[str]:
    yield check.title
    if check.message:
        yield f"{check.message[0].upper()}{check.message[1:]}".rstrip(".") + "."
    if check.hint:
        yield f"Hint: {check.hint}"
