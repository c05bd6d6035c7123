"""Random expressions as plain data, grown from anything that knows Python's operators.

The same expression is grown from floats, from complex numbers (which tell its exact derivatives) and from a student's
values.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}
TINY = 1e-20
Operand = int | float
"""An int is the place of an earlier value, a float a plain number."""


@dataclass(frozen=True)
class Expression:
    """Leaves, then steps `(sign, left, right)`, each making one more value; the last one is the result."""

    leaves: tuple[float, ...]
    steps: tuple[tuple[str, Operand, Operand], ...]

    def grown(self, leaves: Sequence[Any]) -> list[Any]:
        """Every value of the expression, leaves first."""
        values = list(leaves)
        for sign, left, right in self.steps:
            first, second = (values[side] if isinstance(side, int) else side for side in (left, right))
            values.append(-first if sign == "neg" else BINARY[sign](first, second))
        return values

    @cached_property
    def results(self) -> list[float]:
        """Every value of it as a float."""
        return self.grown(self.leaves)

    @cached_property
    def slopes(self) -> list[float]:
        """Derivative of the result by each leaf, by the complex step (exact but for rounding)."""
        return [self._slope(place) for place in range(len(self.leaves))]

    def _slope(self, place: int) -> float:
        moved = [complex(leaf, TINY * (other == place)) for other, leaf in enumerate(self.leaves)]
        return float(self.grown(moved)[-1].imag / TINY)


def from_here(expression: Expression, place: int) -> Expression:
    """The same result as a function of the values at `place` and before: what came earlier becomes leaves."""
    known = tuple(expression.results[: place + 1])
    return Expression(known, expression.steps[place + 1 - len(expression.leaves) :])


def mixed(seed: int, count: int) -> Iterator[Expression]:
    """Expressions of all operators, with plain numbers on either side, and values that are used more than once."""
    rng = np.random.default_rng(seed)
    forms = ["v+v", "n+v", "v+n", "v-v", "n-v", "v-n", "v*v", "n*v", "v*n", "v/v", "n/v", "v/n", "v**n", "neg"]
    made = 0
    while made < count:
        order = [str(form) for form in rng.permutation(forms)]
        found = _tame(rng, tuple(rng.uniform(0.6, 2.4, 3) * rng.choice([-1, 1], 3)), order)
        if found is not None:
            made += 1
            yield found


def _tame(rng: np.random.Generator, leaves: tuple[float, ...], forms: Sequence[str]) -> Expression | None:
    """An expression that takes these forms in turn, with all numbers of a moderate size; None where it ran away."""
    steps: list[tuple[str, Operand, Operand]] = [("*", 0, 0)]
    for form in forms:
        places = rng.integers(max(0, len(steps) - 2), len(leaves) + len(steps), 2)
        number = float(rng.choice([-1, 1]) * rng.uniform(0.5, 3.0))
        steps.append(_step(form, int(places[0]), int(places[1]), number))
    steps.append(("+", len(leaves) + len(steps) - 1, len(leaves) + len(steps) - 2))
    found = Expression(tuple(map(float, leaves)), tuple(steps))
    try:
        tame = all(0.05 < abs(value) < 50.0 for value in found.results)
    except ArithmeticError:
        return None
    return found if tame and all(1e-2 < abs(slope) < 1e3 for slope in found.slopes) else None


def _step(form: str, left: int, right: int, number: float) -> tuple[str, Operand, Operand]:
    if form == "neg":
        return "neg", left, left
    if form == "v**n":
        return "**", left, float(round(number)) or 2.0
    return form[1:-1], number if form[0] == "n" else left, number if form[-1] == "n" else right


def tangled(seed: int, leaves: int, steps: int) -> Expression:
    """Sums and products alone, in which most values are used again, near and far, and the result knows them all."""
    rng = np.random.default_rng(seed)
    numbers = tuple(float(n) for n in rng.uniform(0.4, 1.4, leaves) * rng.choice([-1, 1], leaves))
    made: list[tuple[str, Operand, Operand]] = []
    for step in range(steps):
        last = leaves + step - 1
        other = int(rng.integers(0, last)) if step else 0
        made.append(("*" if step % 2 else "+", last, other))
    return Expression(numbers, tuple(made))
