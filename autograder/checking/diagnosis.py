"""Diagnosis of mistakes: a student's answers are compared with those that the unit's known mistakes give.

A check asks deterministic questions, and the questions with their replies are a transcript. Where a student's
transcript equals that of one known mistake, and differs from the reference's, the student made that mistake. A mistake
is named only if it is the only one that fits.
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
    """One question of a check and its reply."""

    target: str
    reply: Reply


Transcript = tuple[Exchange, ...]
Transcripts = Mapping[str, Transcript]
"""Transcripts by the name of the check."""


@dataclass
class Recorder:
    """A caller that records every exchange."""

    caller: Caller
    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def transcript(self) -> Transcript:
        """The exchanges so far."""
        return tuple(self.exchanges)

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call the target and record the reply."""
        return self._record(target, self.caller.call(target, args, kwargs))

    def fetch(self, target: Target) -> Reply:
        """Read the target and record the reply."""
        return self._record(target, self.caller.fetch(target))

    def _record(self, target: Target, reply: Reply) -> Reply:
        self.exchanges.append(Exchange(target.name, reply))
        return reply


def name_mistakes(
    failed: Transcripts, reference: Transcripts, candidates: Iterable[tuple[Mistake, Transcripts]]
) -> dict[str, Mistake]:
    """Return the mistake behind each failed check, where exactly one candidate fits.

    First a mistake is sought that fits all failed checks of the exercise; if there is none, one for each check.
    """
    pairs = list(candidates)
    common = [m for m, implementation in pairs if all(_fits(m, name, failed, implementation) for name in failed)]
    common = [m for m in common if any(_differs_from_reference(m, name, failed, reference) for name in failed)]
    if _all_same_id(common):
        return dict.fromkeys(failed, common[0])
    mistakes = {}
    for name in failed:
        matches = [
            m
            for m, implementation in pairs
            if _fits(m, name, failed, implementation) and _differs_from_reference(m, name, failed, reference)
        ]
        if _all_same_id(matches):
            mistakes[name] = matches[0]
    return mistakes


def _all_same_id(mistakes: list[Mistake]) -> bool:
    return len({mistake.id for mistake in mistakes}) == 1


def _fits(mistake: Mistake, check: str, student: Transcripts, implementation: Transcripts) -> bool:
    return check in implementation and same_transcript(student[check], implementation[check], mistake.agreement)


def _differs_from_reference(mistake: Mistake, check: str, student: Transcripts, reference: Transcripts) -> bool:
    """Return whether the student's answers are wrong at all; right ones give no evidence of a mistake."""
    tolerance = min(mistake.agreement, AGREEMENT) * 1e-3
    return not same_transcript(student[check], reference.get(check, ()), tolerance)


def same_transcript(transcript: Transcript, other: Transcript, tolerance: float) -> bool:
    """Return whether two transcripts have the same questions and replies, numbers up to a relative `tolerance`."""
    return len(transcript) == len(other) and all(
        a.target == b.target and same_reply(a.reply, b.reply, tolerance) for a, b in zip(transcript, other, strict=True)
    )


def same_reply(reply: Reply, other: Reply, tolerance: float) -> bool:
    """Return whether two replies and the arguments after their calls are the same, whatever warnings and messages."""
    if reply.ending != other.ending or reply.error != other.error:
        return False
    if (reply.handle is None) != (other.handle is None):
        return False
    arguments = zip(reply.arguments, other.arguments, strict=False)
    changeable = [(a, b) for a, b in arguments if isinstance(a, MUTABLE) or isinstance(b, MUTABLE)]
    return all(_same_value(a, b, tolerance) for a, b in changeable) and _same_value(reply.value, other.value, tolerance)


def _same_value(value: Any, other: Any, tolerance: float) -> bool:
    if isinstance(value, (list, tuple)):
        return (
            isinstance(other, (list, tuple))
            and len(value) == len(other)
            and all(_same_value(a, b, tolerance) for a, b in zip(value, other, strict=True))
        )
    if isinstance(value, dict):
        return (
            isinstance(other, dict)
            and value.keys() == other.keys()
            and all(_same_value(value[key], other[key], tolerance) for key in value)
        )
    if isinstance(value, OpaqueValue):
        return isinstance(other, OpaqueValue)
    if isinstance(value, (bool, str, bytes)) or value is None:
        return type(value) is type(other) and bool(value == other)
    numeric = (int, float, complex, np.ndarray)
    if not isinstance(value, numeric) or not isinstance(other, numeric):
        return False
    return _same_numbers(np.asarray(value), np.asarray(other), tolerance)


def _same_numbers(array: np.ndarray[Any, Any], other: np.ndarray[Any, Any], tolerance: float) -> bool:
    if array.shape != other.shape or array.dtype.kind not in "biufc" or other.dtype.kind not in "biufc":
        return False
    finite = np.abs(other[np.isfinite(other)])
    scale = float(finite.max()) if finite.size else 0.0
    dtype = np.result_type(array, other, float)  # booleans cannot be subtracted, and unsigned integers wrap around
    return bool(agree_within(array.astype(dtype), other.astype(dtype), tolerance * scale).all())
