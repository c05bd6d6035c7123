"""Notes for the person who grades, in the autograded notebook: an overview at its top, and the line that failed.

They hold whole messages, into which student code can put hidden inputs, so feedback is made without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lab.display.cards import Card, Paragraph, Part, Preformatted, Rows, card, rows

from autograder.course.notebook import Cell
from autograder.nbgrader.feedback_preprocessor import FeedbackPreprocessor
from autograder.report import CodeLine, ExerciseResult, Report
from autograder.views.feedback_cards import notice_card
from autograder.views.sanitize import page_text

MARK = "for_the_grader"
"""The key, in the metadata of a cell or an output, of what no student sees."""

REPORT_FILE = "grading-report.html"
"""The page of the whole report, beside the autograded notebook."""

SHOWN_LINES = 2
LONGEST_LINE = 160
LISTED_TEXTS = 12


class RemoveGraderNotes(FeedbackPreprocessor):
    """Removes the notes for the grader before feedback is made."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Remove the overview, and the notes among the outputs of other cells."""
        nb.cells = [cell for cell in nb.cells if not is_note(cell)]
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [output for output in cell.outputs if not is_note(output)]
        return nb, resources


def is_note(part: Any) -> bool:
    """Return whether a cell or an output is for the grader alone."""
    return bool(part.get("metadata", {}).get("autograder", {}).get(MARK))


def overview_cell(report: Report) -> Cell:
    """Return the cell that says what is known about the submission, with a link to its report."""
    submission = report.submission
    texts = [("Needs a person", problem) for problem in report.problems]
    texts += [("While cells ran", error) for error in submission.cell_errors]
    more = [Paragraph(f"… and {len(texts) - LISTED_TEXTS} more: see the report.")] if len(texts) > LISTED_TEXTS else []
    lines = rows([*_mistake_lines(report), *texts[:LISTED_TEXTS]])
    parts: list[Part] = [lines] if lines.pairs else []
    title = f"For the grader: {report.score} of {report.max_score} points by the checks"
    html = card(title, *parts, *more, tone="problem" if report.problems else "saved").html()
    link = f'<p><a href="{REPORT_FILE}" target="_blank" rel="noopener">All results of this submission</a></p>'
    return {
        "cell_type": "markdown",
        "id": f"for-the-grader-{submission.sha256[:16]}",  # no cell of the student's can have it
        "metadata": {"autograder": {MARK: True}},
        "source": f"<div>{_one_line(html)}{link}</div>",
    }


def about_the_file(report: Report) -> list[Cell]:
    """Return a cell that says what happened to the submitted file, also in feedback; none if all is well."""
    notice = notice_card(report) if report.exercises else None
    if notice is None:
        return []
    name = f"about-the-file-{report.submission.sha256[:16]}"
    return [{"cell_type": "markdown", "id": name, "metadata": {}, "source": f"<div>{_one_line(notice.html())}</div>"}]


def failure_note(exercise: ExerciseResult, source: str) -> dict[str, Any] | None:
    """Return an output below a solution cell with the lines of it that raised; None where none did."""
    messages: dict[CodeLine, str] = {}
    for check in exercise.checks:
        if check.code_line is not None:
            messages.setdefault(check.code_line, check.message)
    if not messages:
        return None
    note = Card("For the grader: where the code stopped", tuple(_line_parts(messages, source)), "wrong")
    return {
        "output_type": "display_data",
        "data": {"text/plain": page_text(note.text()), "text/html": page_text(note.html())},
        "metadata": {"autograder": {MARK: True}},
    }


def _mistake_lines(report: Report) -> Iterator[tuple[str, str]]:
    for exercise in report.exercises:
        titles = [check.mistake_title or check.mistake for check in exercise.checks if check.mistake]
        if titles:
            yield exercise.id, "; ".join(dict.fromkeys(title for title in titles if title))


def _line_parts(messages: Mapping[CodeLine, str], source: str) -> Iterator[Part]:
    for line, message in messages.items():
        yield Rows(((f"line {line.number}", message),))
        yield Preformatted("\n".join(_excerpt(line, source.rstrip().split("\n"))))


def _excerpt(failure: CodeLine, lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines around the one that raised, with numbers; the line alone where it is in another cell."""
    place = failure.number - 1
    if not (0 <= place < len(lines) and lines[place].strip()[:LONGEST_LINE] == failure.text[:LONGEST_LINE]):
        yield f"→ {failure.text[:LONGEST_LINE]}   (in another cell)"
        return
    for number in range(max(0, place - SHOWN_LINES), min(len(lines), place + SHOWN_LINES + 1)):
        yield f"{'→' if number == place else ' '} {number + 1:3}  {lines[number][:LONGEST_LINE]}"


def _one_line(html: str) -> str:
    """Return HTML that every Markdown renderer passes on as it is."""
    return page_text(html).replace("\n", "&#10;")
