"""The page about similar submissions: a list, and both texts of each pair side by side. It gives no verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from autograder.similarity.pairs import SimilarPair, Slip, linked_students
from autograder.similarity.passages import Comparison, ShownCell, compare
from autograder.similarity.submitted_code import CourseCode
from autograder.submissions.git_history import GitHistory
from autograder.views.html_page import render_page

SLIP_WORDS: Mapping[str, str] = {
    "mistake": "the mistake",
    "comment": "the comment",
    "text": "the text",
    "number": "the number",
    "name": "the name",
}
MOST_SLIPS = 30
LONGEST_SLIP = 200
TIME = "%Y-%m-%d %H:%M UTC"


@dataclass(frozen=True)
class ShownPair:
    """A pair as the page shows it."""

    names: tuple[str, str]
    comparison: Comparison
    slips: tuple[str, ...]
    attempts: tuple[str, str]

    @property
    def summary(self) -> str:
        """What they share, in a few words."""
        parts = []
        if self.comparison.passages:
            number, tokens = self.comparison.passages, self.comparison.tokens
            parts.append(f"{number} passage{'s' * (number != 1)} of code with {tokens} words and signs")
        if self.slips:
            parts.append(f"{len(self.slips)} rare detail{'s' * (len(self.slips) != 1)}")
        return ", ".join(parts)

    @property
    def sides(self) -> tuple[tuple[str, str, float, tuple[ShownCell, ...]], ...]:
        """For each of the two: name, attempts, the share of the own code that is shared, and the cells."""
        texts = (self.comparison.first, self.comparison.second)
        return tuple(zip(self.names, self.attempts, self.comparison.shares, texts, strict=True))


def similarity_page(
    title: str,
    pairs: Sequence[SimilarPair],
    course_code: CourseCode,
    *,
    class_size: int,
    total: int,
    histories: Mapping[str, GitHistory] | None = None,
) -> str:
    """Return the page as HTML. `title` is that of the unit; `total` counts all pairs, also those that are not shown."""
    shown_pairs = [
        ShownPair(
            (pair.first.student, pair.second.student),
            compare(pair, course_code),
            tuple(_slip_texts(pair.slips)),
            (_attempts(histories, pair.first.student), _attempts(histories, pair.second.student)),
        )
        for pair in pairs
    ]
    groups = linked_students(pairs)
    return render_page(
        "similarity.html", title=title, pairs=shown_pairs, groups=groups, class_size=class_size, total=total
    )


def _slip_texts(slips: Sequence[Slip]) -> Iterator[str]:
    """Yield what both have, as sentences without their end."""
    for slip in slips[:MOST_SLIPS]:
        text = slip.text if len(slip.text) <= LONGEST_SLIP else f"{slip.text[:LONGEST_SLIP]}…"
        number = "nobody else" if slip.students == 2 else f"{slip.students - 2} more"
        yield f"{SLIP_WORDS[slip.kind]} “{text}”: {number} in the class"
    if len(slips) > MOST_SLIPS:
        yield f"and {len(slips) - MOST_SLIPS} more"


def _attempts(histories: Mapping[str, GitHistory] | None, student: str) -> str:
    history = (histories or {}).get(student)
    if history is None:
        return ""
    commits = f"{history.number} commit{'s' * (history.number != 1)}"
    times = _time(history.last) if history.number == 1 else f"{_time(history.first)} to {_time(history.last)}"
    return f"{commits}, {times}" + " (older ones are not in this clone)" * (not history.is_complete)


def _time(time: datetime) -> str:
    return time.strftime(TIME)
