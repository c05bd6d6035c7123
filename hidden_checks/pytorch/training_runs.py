"""What the checks of `pytorch` require of a training run: a backward pass, and a path that is known exactly."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.answers import Part, ReadableAnswer
from lab.checking.api import CheckFailed, Member, Student, expect
from lab.checking.comparison import close

from autograder.checking.array_layouts import Floats
from hidden_checks.least_squares_cases import Line
from hidden_checks.pytorch.cases import targets_with_nan

BACKWARD = "Build the loss from tensors with requires_grad=True, call backward() on it, and read .grad."


def should_use_backward(student: Student, function: Member, case: Line, *rest: Any) -> None:
    """Pass when a call on the case differentiates by autograd.

    With its anomaly detection on, PyTorch raises a RuntimeError where a gradient turns to nan in the backward pass. A
    formula, a difference quotient or another engine lets the same nan pass.
    """
    function(case.x, case.y, *rest).should_return()
    torch = student.torch.read()
    torch.set_anomaly_enabled(True).should_return()
    try:
        function.should_raise(RuntimeError, case.x, targets_with_nan(case), *rest)
    except CheckFailed:
        raise CheckFailed("these derivatives did not come from PyTorch's backward pass", BACKWARD) from None
    finally:
        torch.set_anomaly_enabled(False)


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
