"""Reading answers that may be anything, and telling a backward pass from a formula."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Answer, CheckFailed, Member, Student, expect
from lab.checking.comparison import close

from autograder.checks.pytorch.cases import Case, Floats, unknown_target


def history(answer: Answer, n_steps: int) -> dict[str, Floats]:
    """The answer as a history of a run, or a failed check."""
    found: Any = answer.value
    named = isinstance(found, dict) and found.keys() == {"w", "b", "loss"}
    expect(named, "a dictionary with 'w', 'b', 'loss' should come back")
    return {key: _row(value, n_steps + 1, f"{key!r}") for key, value in found.items()}


def losses(answer: Answer, epochs: int) -> Floats:
    """The answer of `train` as epochs + 1 numbers, or a failed check."""
    return _row(answer.value, epochs + 1, "what `train` hands back")


def layer(answer: Answer, n_steps: int) -> tuple[float, float, Floats]:
    """The answer of `fit_nn_linear` as w, b and its losses, or a failed check."""
    found = answer.value
    expect(
        isinstance(found, (tuple, list)) and len(found) == 3,
        "three things should come back: w, b, losses",
        hint="return ..., ..., ...",
    )
    w, b, row = found
    for name, value, shape in (("w", w, (1, 1)), ("b", b, (1,))):
        fits = isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.shape == shape
        expect(fits, f"`{name}` should be the layer's own {name}, an array of the shape {shape}", hint=OWN_SHAPE)
    return float(w[0, 0]), float(b[0]), _row(row, n_steps + 1, "`losses`")


def should_go_backward(student: Student, function: Member, case: Case, *rest: Any) -> None:
    """Fail the check unless a call on the case differentiates by autograd.

    With its detective mode on, PyTorch raises a RuntimeError where a gradient turns to nan on the way back. A formula,
    a difference quotient or an engine of one's own lets the same nan pass without a word.
    """
    function(case.x, case.y, *rest).should_return()
    torch = student.torch.read()
    torch.set_anomaly_enabled(True).should_return()
    try:
        function.should_raise(RuntimeError, case.x, unknown_target(case), *rest)
    except CheckFailed:
        raise CheckFailed("these derivatives did not come from PyTorch's backward pass", BACKWARD) from None
    finally:
        torch.set_anomaly_enabled(False)


def follows(found: Floats, wanted: Floats, condition: float, name: str, hint: str) -> None:
    """Fail the check where a history leaves its exact path."""
    fits = close(found, wanted, condition).reshape(len(wanted), -1).all(axis=1)
    expect(fits.all(), f"`{name}` leaves the exact path at entry {int(np.argmin(fits))}", hint=hint)


OWN_SHAPE = "Hand back `layer.weight` and `layer.bias` as they are, detached: .detach().numpy()."
BACKWARD = "Build the loss from tensors with requires_grad=True, call backward() on it, and read .grad."


def _row(found: Any, size: int, name: str) -> Floats:
    """As many real numbers in a row, or a failed check."""
    if isinstance(found, (list, tuple)) and all(_is_number(part) for part in found):
        found = np.array([float(part) for part in found])
    fits = isinstance(found, np.ndarray) and found.dtype.kind in "iuf" and found.shape == (size,)
    expect(fits, f"{name} should be an array of {size} numbers", hint="Entry 0 is the start, the last one the end.")
    return np.asarray(found, dtype=np.float64)


def _is_number(found: Any) -> bool:
    # An int of hundreds of digits would crash the arithmetic of a check.
    whole = isinstance(found, int) and not isinstance(found, bool) and abs(found) < 2**63
    return whole or isinstance(found, float) or _is_scalar(found)


def _is_scalar(found: Any) -> bool:
    return isinstance(found, np.ndarray) and found.shape == () and found.dtype.kind in "iuf"
