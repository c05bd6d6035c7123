"""Pairs of submissions that share what is unusual: code, and slips such as the same rare mistake or comment.

What the release or the reference contains counts nothing. What else several students share counts the less, the more
of them there are, and from a share of the class on nothing. A shared passage of code counts by its length; a shared
slip counts more than a line of code, because two people seldom slip alike.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from autograder.similarity.submitted_code import CourseCode, SubmittedCode

USUAL_SHARE, FEWEST_USUAL, MOST_USUAL = 0.2, 5, 20
"""What more students share than this share of the class is usual; at least so many, and at most so many."""
TOKENS_PER_FINGERPRINT = 2.5
"""Winnowing keeps two of `WINDOW + 1` runs; this many tokens lie between two that it keeps."""
TOKENS_PER_UNIT = 10
"""About a line of code: the unit in which evidence is counted."""
WEIGHTS: Mapping[str, float] = {"mistake": 4, "comment": 4, "text": 3, "number": 2, "name": 0.5}
"""Units of a slip that only two students share."""
MOST_FROM_NAMES = 3
"""Units that names together can give: many people call a residual `residual`."""
LEAST_EVIDENCE = 6
"""Units from which a pair is listed."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake, comment, text, number or name that both have, and how many of the class have it."""

    kind: str
    text: str
    students: int


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two submissions that share something unusual; `evidence` orders the list and is shown nowhere."""

    first: SubmittedCode
    second: SubmittedCode
    fingerprints: frozenset[int]
    slips: tuple[Slip, ...]
    evidence: float


@dataclass(frozen=True)
class Rarity:
    """How much something counts that so many students of a class share: 1 for two students, 0 for what is usual."""

    class_size: int

    @property
    def most(self) -> int:
        """The number of students from which something is usual."""
        return int(max(FEWEST_USUAL, min(MOST_USUAL, USUAL_SHARE * self.class_size)))

    def weight(self, students: int) -> float:
        """Return the weight of what so many students share."""
        if students < 2:
            return 0.0
        return max(0.0, math.log((self.most + 1) / students) / math.log((self.most + 1) / 2))


def similar_pairs(
    submissions: Sequence[SubmittedCode],
    course_code: CourseCode,
    mistakes: Mapping[str, Iterable[str]] | None = None,
) -> list[SimilarPair]:
    """Return the pairs to look at, those with most evidence first. `mistakes` are ids by student, from reports."""
    rarity = Rarity(len(submissions))
    fingerprints = _shared({code.student: code.fingerprints(course_code.hashes) for code in submissions}, rarity)
    words = _shared({code.student: code.words - course_code.words for code in submissions}, rarity)
    slips = _shared({student: {("mistake", name) for name in ids} for student, ids in (mistakes or {}).items()}, rarity)
    by_student = {code.student: code for code in submissions}
    pairs = []
    for names in {*fingerprints, *words, *slips}:
        if not set(names) <= by_student.keys():
            continue
        code = fingerprints.get(names, {})
        shared = {**slips.get(names, {}), **words.get(names, {})}
        evidence = _evidence(code, shared, rarity)
        if evidence >= LEAST_EVIDENCE:
            first, second = (by_student[name] for name in names)
            pairs.append(SimilarPair(first, second, frozenset(code), tuple(_slips(shared)), evidence))
    return sorted(pairs, key=lambda pair: (-pair.evidence, pair.first.student, pair.second.student))


def linked_students(pairs: Sequence[SimilarPair]) -> list[list[str]]:
    """Return the groups of more than two students that the pairs link, the largest first."""
    groups: dict[str, set[str]] = {}
    for pair in pairs:
        names = {pair.first.student, pair.second.student}
        group = names.union(*(groups.get(name, set()) for name in names))
        groups |= dict.fromkeys(group, group)
    sizes = {min(group): sorted(group) for group in groups.values() if len(group) > 2}
    return sorted(sizes.values(), key=lambda group: (-len(group), group))


def _shared(items: Mapping[str, Iterable[Item]], rarity: Rarity) -> dict[tuple[str, str], dict[Item, int]]:
    """Return by pair of students what both have, with the number of students; what is usual is left out."""
    owners: dict[Item, list[str]] = defaultdict(list)
    for student in sorted(items):
        for item in set(items[student]):
            owners[item].append(student)
    pairs: dict[tuple[str, str], dict[Item, int]] = defaultdict(dict)
    for item, students in owners.items():
        if rarity.weight(len(students)) > 0:
            for pair in combinations(students, 2):
                pairs[pair][item] = len(students)
    return pairs


def _evidence(code: Mapping[int, int], slips: Mapping[tuple[str, str], int], rarity: Rarity) -> float:
    """Return the evidence in units of about a line of code."""
    passages = sum(map(rarity.weight, code.values())) * TOKENS_PER_FINGERPRINT / TOKENS_PER_UNIT
    names = other = 0.0
    for (kind, _), students in slips.items():
        units = WEIGHTS[kind] * rarity.weight(students)
        names, other = (names + units, other) if kind == "name" else (names, other + units)
    return passages + other + min(names, MOST_FROM_NAMES)


def _slips(shared: Mapping[tuple[str, str], int]) -> Iterator[Slip]:
    """Yield the slips, the weightiest kind and the rarest first."""
    for (kind, text), students in sorted(shared.items(), key=lambda item: (-WEIGHTS[item[0][0]], item[1], item[0][1])):
        yield Slip(kind, text, students)
