"""The passages that two submissions have in common, and the texts cut into the parts that a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.similarity.fingerprints import GRAM
from autograder.similarity.pairs import SimilarPair
from autograder.similarity.submitted_code import CodeCell, CourseCode, SubmittedCode

SHOWN_SLIPS = ("comment", "text", "number", "name")


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a student's text: plain, in a passage with this number, or a shared slip."""

    text: str
    passage: int = 0
    is_slip: bool = False


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell cut into parts."""

    name: str
    parts: tuple[TextPart, ...]

    @property
    def is_marked(self) -> bool:
        """Whether something in it is shared."""
        return any(part.passage or part.is_slip for part in self.parts)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both texts of a pair, the number of shared passages and of their tokens, and each text's share of them."""

    first: tuple[ShownCell, ...]
    second: tuple[ShownCell, ...]
    passages: int
    tokens: int
    shares: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of tokens in a cell of each: where it starts, and how many there are."""

    cells: tuple[int, int]
    starts: tuple[int, int]
    length: int


def compare(pair: SimilarPair, course_code: CourseCode) -> Comparison:
    """Return both texts with their shared passages, numbered in the order of the first one."""
    runs = [run for run in _runs(pair.first, pair.second, course_code) if _has_evidence(run, pair)]
    slips = {(slip.kind, slip.text) for slip in pair.slips if slip.kind in SHOWN_SLIPS}
    texts, shares = [], []
    for side, code in enumerate((pair.first, pair.second)):
        texts.append(tuple(_shown_cells(code, runs, side, slips)))
        own = sum(_own_tokens(cell, course_code) for cell in code.cells)
        shares.append(min(1.0, sum(run.length for run in runs) / own) if own else 0.0)
    return Comparison(texts[0], texts[1], len(runs), sum(run.length for run in runs), (shares[0], shares[1]))


def _runs(first: SubmittedCode, second: SubmittedCode, course_code: CourseCode) -> Iterator[_Run]:
    """Yield maximal runs of equal tokens, without those that are known; no token is in two runs of the first text."""
    places: dict[int, list[tuple[int, int]]] = {}
    for number, cell in enumerate(second.cells):
        for place, value in enumerate(cell.hashes):
            if value not in course_code.hashes:
                places.setdefault(value, []).append((number, place))
    used_places: set[tuple[int, int]] = set()
    for number, cell in enumerate(first.cells):
        place = 0
        while place < len(cell.hashes):
            candidates = [other for other in places.get(cell.hashes[place], ()) if other not in used_places]
            lengths = [_length(cell, place, second.cells[i], start, course_code) for i, start in candidates[:20]]
            if not lengths:
                place += 1
                continue
            length = max(lengths)
            other, start = candidates[lengths.index(length)]
            used_places |= {(other, start + step) for step in range(length)}
            yield _Run((number, other), (place, start), length + GRAM - 1)
            place += length + GRAM - 1


def _length(cell: CodeCell, place: int, other: CodeCell, start: int, course_code: CourseCode) -> int:
    """Return how many runs of GRAM tokens from here on are equal and not known."""
    length = 0
    for value, other_value in zip(cell.hashes[place:], other.hashes[start:], strict=False):
        if value != other_value or value in course_code.hashes:
            break
        length += 1
    return length


def _has_evidence(run: _Run, pair: SimilarPair) -> bool:
    """Whether a run holds something that few share."""
    hashes = pair.first.cells[run.cells[0]].hashes
    return not pair.fingerprints.isdisjoint(hashes[run.starts[0] : run.starts[0] + run.length - GRAM + 1])


def _own_tokens(cell: CodeCell, course_code: CourseCode) -> int:
    """Return the number of tokens that are part of a run that is not known."""
    own: set[int] = set()
    for place, value in enumerate(cell.hashes):
        if value not in course_code.hashes:
            own.update(range(place, place + GRAM))
    return len(own)


def _shown_cells(
    code: SubmittedCode, runs: Sequence[_Run], side: int, slips: set[tuple[str, str]]
) -> Iterator[ShownCell]:
    for number, cell in enumerate(code.cells):
        tokens = cell.tokens
        marks = []
        for label, run in enumerate(runs, 1):
            if run.cells[side] == number:
                start = run.starts[side]
                marks.append((tokens.starts[start], tokens.ends[start + run.length - 1], label))
        marks += [(word.start, word.end, 0) for word in tokens.words if (word.kind, word.text) in slips]
        yield ShownCell(cell.name, tuple(_parts(tokens.source, marks)))


def _parts(source: str, marks: Iterable[tuple[int, int, int]]) -> Iterator[TextPart]:
    """Yield the text in parts, each once; where marks overlap, passages come before slips."""
    passages = sorted(mark for mark in marks if mark[2])
    free = [mark for mark in marks if not mark[2]]
    inside = [slip for slip in free if not any(slip[0] < end and start < slip[1] for start, end, _ in passages)]
    place = 0
    for start, end, label in sorted([*passages, *inside]):
        if end <= place:
            continue
        if start > place:
            yield TextPart(source[place:start])
        yield TextPart(source[max(start, place) : end], label, is_slip=not label)
        place = end
    if place < len(source):
        yield TextPart(source[place:])
