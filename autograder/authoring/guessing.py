"""What a guesser earns who chooses explanations by their place or their length, without reading them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lab.predicting.question_types import Question

STANDARD_DEVIATIONS = 2
"""So far above chance may a rule be. Among few questions chance alone brings some rule above its mean."""


class Guess(NamedTuple):
    """How many explanations a rule finds, of how many, and how many it may find."""

    rule: str
    correct: int
    total: int
    allowed: int


def best_guess(questions: Iterable[Question], fitting: Mapping[str, str]) -> Guess:
    """Return the rule that finds most of the fitting explanations: a place in the list, or a place by length.

    `fitting` holds the key of the fitting explanation by the id of its question.
    """
    selection = [question for question in questions if fitting.get(question.id) in question.explanations]
    counts: dict[str, int] = {}
    for question in selection:
        for rule, key in _rules(question.explanations).items():
            counts[rule] = counts.get(rule, 0) + (key == fitting[question.id])
    rule = max(counts, key=lambda name: counts[name], default="place 1")
    return Guess(rule, counts.get(rule, 0), len(selection), _allowed(selection))


def _rules(explanations: Mapping[str, str]) -> dict[str, str]:
    """Return the key that each rule chooses."""
    by_length = sorted(explanations, key=lambda key: len(explanations[key]), reverse=True)
    places = {f"place {place}": key for place, key in enumerate(explanations, start=1)}
    return places | {f"place {place} by length": key for place, key in enumerate(by_length, start=1)}


def _allowed(questions: Iterable[Question]) -> int:
    """Return how many fitting explanations a rule may find: what chance finds, and some standard deviations more."""
    chances = [1 / len(question.explanations) for question in questions]
    deviation = math.sqrt(sum(chance * (1 - chance) for chance in chances))
    return math.floor(sum(chances) + STANDARD_DEVIATIONS * deviation)
