"""Types of questions: a choice between keys, or a number. Each parses a student's answer or says what it allows."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

POINTS_PER_PREDICTION = 2
"""One point for a valid prediction, one for the explanation that fits."""


THOUSANDS_OR_DECIMAL = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


class InvalidAnswer(ValueError):
    """An answer that the question does not allow; the message says which ones it does."""


@dataclass(frozen=True)
class Choice:
    """A question with a few possible answers, each under a short key."""

    id: str
    text: str
    choices: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the explanations into their drawn order."""
        object.__setattr__(self, "explanations", _in_drawn_order(self.id, self.explanations))

    def parse(self, answer: object) -> str:
        """Turn an answer into one of the keys. Raises InvalidAnswer."""
        return parse_key(answer, self.choices)

    def agrees(self, answer: str | float, outcome: Any) -> bool:
        """Return whether the outcome is the answer."""
        return bool(answer == outcome)

    def format(self, answer: object) -> str:
        """Return the answer in words."""
        return self.choices.get(str(answer), str(answer))


@dataclass(frozen=True)
class Number:
    """A question whose answer is a number, right within `absolute` or `relative` of the outcome."""

    id: str
    text: str
    absolute: float = 0.0
    relative: float = 0.0
    unit: str = ""
    explanations: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the explanations into their drawn order."""
        object.__setattr__(self, "explanations", _in_drawn_order(self.id, self.explanations))

    def parse(self, answer: object) -> float:
        """Turn an answer into a finite float; a decimal comma is accepted where it is clear. Raises InvalidAnswer."""
        if isinstance(answer, bool) or answer is None:
            raise InvalidAnswer("this question asks for a number, such as 3.5")
        text = str(answer).strip()
        if THOUSANDS_OR_DECIMAL.fullmatch(text):
            thousands, decimal = text.replace(",", ""), text.replace(",", ".")
            raise InvalidAnswer(f"{text} can be read as two numbers; write {thousands} or {decimal}")
        if text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")
        try:
            number = float(text)
        except ValueError:
            raise InvalidAnswer(f"{_shortened(answer)} is not a number; write it like 3.5") from None
        if not math.isfinite(number):
            raise InvalidAnswer("this question asks for an ordinary number, not inf or nan")
        return number

    def agrees(self, answer: str | float, outcome: Any) -> bool:
        """Return whether the answer is within the tolerance of the outcome."""
        return math.isclose(float(answer), float(outcome), rel_tol=self.relative, abs_tol=self.absolute)

    def format(self, answer: object) -> str:
        """Return the answer with its unit, in ten digits, which is more than any tolerance needs."""
        number = f"{answer:.10g}" if isinstance(answer, (int, float)) else str(answer)
        return f"{number} {self.unit}".strip()


Question = Choice | Number


def drawn_order(question: str, keys: Iterable[str]) -> list[str]:
    """Return the keys of explanations in an order drawn from a hash, so that their place tells nothing about them."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{question}:{key}".encode()).digest())


def _in_drawn_order(question: str, explanations: Mapping[str, str]) -> dict[str, str]:
    return {key: explanations[key] for key in drawn_order(question, explanations)}


def parse_key(answer: object, choices: Mapping[str, str]) -> str:
    """Turn an answer into one of the keys of `choices`. Raises InvalidAnswer."""
    key = answer.strip() if isinstance(answer, str) else answer
    if isinstance(key, str) and key in choices:
        return key
    keys = ", ".join(f'"{name}"' for name in choices)
    raise InvalidAnswer(f"{_shortened(answer)} is not one of the answers; choose from {keys}")


def _shortened(answer: object) -> str:
    text = repr(answer)
    return text if len(text) <= 40 else text[:39] + "…"
