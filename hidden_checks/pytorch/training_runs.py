"""What the checks of `pytorch` require of a training run: a path that is known exactly."""

from __future__ import annotations

import numpy as np
from lab.checking.answers import Part, ReadableAnswer
from lab.checking.api import expect
from lab.checking.comparison import close

from autograder.checking.array_layouts import Floats


def should_follow(path: Floats, expected: Floats, condition: float, name: str, hint: str) -> None:
    """Pass when every entry of a history is on its exact path."""
    fits = close(path, expected, condition).reshape(len(expected), -1).all(axis=1)
    expect(fits.all(), f"`{name}` leaves the exact path at entry {int(np.argmin(fits))}", hint=hint)


def numbers_of_states(answer: ReadableAnswer, n_steps: int, name: str) -> Floats:
    """Return a number for the start and for each step, from an array or a list."""
    if isinstance(answer.value, (list, tuple)):
        entries = [Part(entry, f"each entry of {name}").number(finite=False) for entry in answer.value]
        answer = Part(np.array(entries, dtype=float), name)
    message = f"{name} should be an array of {n_steps + 1} numbers"
    return answer.array((n_steps + 1,), message=message, hint="Entry 0 is the start, the last one the end.")
