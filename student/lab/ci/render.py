"""What people read: a table for the terminal, a page for the workflow's summary, notes beside the lines of the file.

A workflow's runner takes orders from lines of the output (`::error::`), so no word of a student's reaches it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lab.ci.report import Check, Exercise, Outcome, Trouble

MARKS = {"passed": "✓", "failed": "✗", "not started": "–", "not reached": "?"}
MARKUP = re.compile(r"""[\\*_\[\]!#|~@:<>&"]""")
LARGEST_PAGE = 900_000
"""A page may have a mebibyte; one that is larger is not shown at all."""


def plain(text: str) -> str:
    """Text on one line that steers neither a terminal nor a runner."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line.replace("::", ": :").replace("##[", "## [")


def table(outcome: Outcome) -> str:
    """One line per exercise, the words of what failed under it, and what waits for the grader."""
    widest = max(len(exercise.name) for exercise in outcome.exercises)
    lines = [plain(outcome.notebook)]
    for exercise in outcome.exercises:
        lines.append(
            f"  {MARKS[exercise.ending]} {exercise.name:<{widest}}  {exercise.earned} of {exercise.visible}"
            f"{'' if exercise.ending == 'passed' else f'  {exercise.ending}'}"
        )
        lines += [f"      {plain(line)}" for check in _failed(exercise) for line in _said(check)]
    lines += [f"  ! cell {plain(t.cell)}: {plain(t.message)}" for t in outcome.troubles]
    return "\n".join([*lines, *(f"  {line}" for line in _closing(outcome))]) + "\n"


def summary(outcomes: Sequence[Outcome]) -> str:
    """The page of a workflow's run, in GitHub's Markdown."""
    page = "\n".join(line for outcome in outcomes for line in _page(outcome))
    return page if len(page.encode()) < LARGEST_PAGE else "The results are too long for this page: see the log.\n"


def notes(outcome: Outcome) -> Iterator[str]:
    """Orders to the runner: one note per exercise or cell that needs a look, at its line of the file."""
    for exercise in outcome.exercises:
        told = [line for check in _failed(exercise) for line in _said(check)]
        if exercise.ending in ("failed", "not reached"):
            title = f"{exercise.name}: {exercise.earned} of {exercise.visible} visible points"
            words = "\n".join(told) or "The notebook did not get this far."
            yield _order("error", outcome.notebook, exercise.line, title, words)
    for trouble in outcome.troubles:
        yield _order("error", outcome.notebook, trouble.line, f"cell {trouble.cell}", trouble.message)
    idle = [exercise.name for exercise in outcome.exercises if exercise.ending == "not started"]
    words = "\n".join([*([f"not started yet: {', '.join(idle)}"] if idle else []), *_closing(outcome)])
    yield _order("notice", outcome.notebook, 1, f"{outcome.unit}: visible checks", words)


def _page(outcome: Outcome) -> Iterator[str]:
    yield f"## {_marked(outcome.unit)}: {outcome.earned} of {outcome.visible} visible points"
    yield ""
    yield "| | exercise | visible points | what to look at |"
    yield "|---|---|---|---|"
    for exercise in outcome.exercises:
        said = "<br><br>".join("<br>".join(map(_marked, _said(check))) for check in _failed(exercise))
        words = said or ("" if exercise.ending == "passed" else exercise.ending)
        points = f"{exercise.earned} of {exercise.visible}"
        yield f"| {MARKS[exercise.ending]} | <code>{_marked(exercise.name)}</code> | {points} | {words} |"
    yield ""
    yield from (_cell(trouble) for trouble in outcome.troubles)
    yield from (f"{_marked(line)}  " for line in _closing(outcome))
    yield ""


def _cell(trouble: Trouble) -> str:
    return f"- Cell <code>{_marked(trouble.cell)}</code>: {_marked(trouble.message)}"


def _closing(outcome: Outcome) -> Iterator[str]:
    """What is still to come. Passing here is never the whole mark."""
    if outcome.questions:
        done = f" ({', '.join(outcome.locked)})" if outcome.locked else ""
        yield f"Predictions locked in: {len(outcome.locked)} of {len(outcome.questions)}{done}."
    yield (
        f"Visible points: {outcome.earned} of {outcome.visible}. The grader checks more, on other data: "
        f"{outcome.total - outcome.visible} of {outcome.total} points wait for it."
    )


def _failed(exercise: Exercise) -> list[Check]:
    return [check for check in exercise.checks if check.ending == "failed"]


def _said(check: Check) -> Iterator[str]:
    """What should hold; what was found; the hint."""
    yield check.title
    if check.message:
        yield f"{check.message[0].upper()}{check.message[1:]}".rstrip(".") + "."
    if check.hint:
        yield f"Hint: {check.hint}"


def _order(kind: str, file: str, line: int, title: str, words: str) -> str:
    """An order in the words of https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    places = f"file={_property(file)},line={line},title={_property(plain(title))}"
    return f"::{kind} {places}::{_data(chr(10).join(plain(row) for row in words.split(chr(10))))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _marked(text: str) -> str:
    """Text that is no Markdown and no HTML, but for `code`."""
    parts = plain(text).split("`")
    safe = [MARKUP.sub(lambda found: f"&#{ord(found.group())};", part) for part in parts]
    if len(parts) % 2 == 0:
        return "&#96;".join(safe)
    return "".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(safe))
