"""Naming mistakes: a wrong answer is compared with the answers the unit's known mistakes give to the same questions.

A check asks deterministic questions. Asked them, a known mistake gives a transcript; a student whose transcript is the
same, and differs from the reference's, made that mistake. Only a unique match is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from lab.checking.calls import Caller, OpaqueValue, Reply, Target
from lab.checking.comparison import agree_within

from autograder.course.mistakes import AGREEMENT, Mistake

MUTABLE = (list, dict, np.ndarray)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its reply."""

    target: str
    reply: Reply


@dataclass
class Recorder:
    """A caller that keeps the transcript of everything asked through it."""

    caller: Caller
    transcript: list[Exchange] = field(default_factory=list)

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Ask and keep."""
        return self._keep(target, self.caller.call(target, args, kwargs))

    def fetch(self, target: Target) -> Reply:
        """Read and keep."""
        return self._keep(target, self.caller.fetch(target))

    def _keep(self, target: Target, reply: Reply) -> Reply:
        self.transcript.append(Exchange(target.name, reply))
        return reply


Transcripts = Mapping[str, tuple[Exchange, ...]]


def name_mistakes(
    failed: Transcripts, reference: Transcripts, known: Iterable[tuple[Mistake, Transcripts]]
) -> dict[str, Mistake]:
    """The mistake behind each failed check. All checks of the exercise speak together first, then each for itself."""
    candidates = list(known)
    fitting = [m for m, said in candidates if all(_explains(m, name, failed, said) for name in failed)]
    fitting = [m for m in fitting if any(_tells(m, name, failed, reference) for name in failed)]
    if _one(fitting):
        return dict.fromkeys(failed, fitting[0])
    named = {}
    for name in failed:
        alone = [m for m, said in candidates if _explains(m, name, failed, said) and _tells(m, name, failed, reference)]
        if _one(alone):
            named[name] = alone[0]
    return named


def _one(mistakes: list[Mistake]) -> bool:
    return len({m.id for m in mistakes}) == 1


def _explains(mistake: Mistake, check: str, student: Transcripts, variant: Transcripts) -> bool:
    return check in variant and same(student[check], variant[check], mistake.agreement)


def _tells(mistake: Mistake, check: str, student: Transcripts, reference: Transcripts) -> bool:
    """Whether the student's answers differ from the reference's at all (else they say nothing about a mistake)."""
    return not same(student[check], reference.get(check, ()), min(mistake.agreement, AGREEMENT) * 1e-3)


def same(one: tuple[Exchange, ...], other: tuple[Exchange, ...], agreement: float) -> bool:
    """Whether two transcripts tell the same story, numbers to a relative `agreement`."""
    return len(one) == len(other) and all(
        a.target == b.target and _same_reply(a.reply, b.reply, agreement) for a, b in zip(one, other, strict=True)
    )


def _same_reply(one: Reply, other: Reply, agreement: float) -> bool:
    if one.ending != other.ending or one.error != other.error or (one.handle is None) != (other.handle is None):
        return False
    passed = zip(one.arguments, other.arguments, strict=False)
    left = all(_same_value(a, b, agreement) for a, b in passed if isinstance(a, MUTABLE) or isinstance(b, MUTABLE))
    return left and _same_value(one.value, other.value, agreement)


def _same_value(one: Any, other: Any, agreement: float) -> bool:
    if isinstance(one, (list, tuple)):
        return (
            isinstance(other, (list, tuple))
            and len(one) == len(other)
            and all(_same_value(a, b, agreement) for a, b in zip(one, other, strict=True))
        )
    if isinstance(one, dict):
        return (
            isinstance(other, dict)
            and one.keys() == other.keys()
            and all(_same_value(one[k], other[k], agreement) for k in one)
        )
    if isinstance(one, OpaqueValue):
        return isinstance(other, OpaqueValue)
    if isinstance(one, (bool, str, bytes)) or one is None:
        return type(one) is type(other) and bool(one == other)
    if not isinstance(one, (int, float, complex, np.ndarray)) or not isinstance(
        other, (int, float, complex, np.ndarray)
    ):
        return False
    return _same_numbers(np.asarray(one), np.asarray(other), agreement)


def _same_numbers(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any], agreement: float) -> bool:
    if one.shape != other.shape or one.dtype.kind not in "biufc" or other.dtype.kind not in "biufc":
        return False
    finite = np.abs(other[np.isfinite(other)])
    scale = float(finite.max()) if finite.size else 0.0
    kind = np.result_type(one, other, float)  # booleans know no minus, and unsigned numbers the wrong one
    return bool(agree_within(one.astype(kind), other.astype(kind), agreement * scale).all())
