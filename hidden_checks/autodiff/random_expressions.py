"""Random expressions as plain data, evaluated with anything that has Python's operators.

The same expression is evaluated with floats, with complex numbers (which give its exact derivatives) and with a
student's values.
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
"""An int is the index of an earlier value, a float a plain number."""


@dataclass(frozen=True)
class Expression:
    """Leaves, then steps `(sign, left, right)`, each of which adds a value; the last value is the result."""

    leaves: tuple[float, ...]
    steps: tuple[tuple[str, Operand, Operand], ...]

    def evaluate(self, leaves: Sequence[Any]) -> list[Any]:
        """Return every value of the expression, leaves first."""
        values = list(leaves)
        for sign, left, right in self.steps:
            first, second = (values[side] if isinstance(side, int) else side for side in (left, right))
            values.append(-first if sign == "neg" else BINARY[sign](first, second))
        return values

    @cached_property
    def results(self) -> list[float]:
        """Every value of it as a float."""
        return self.evaluate(self.leaves)

    @cached_property
    def slopes(self) -> list[float]:
        """Derivative of the result by each leaf, by the complex step (exact but for rounding)."""
        return [self._slope(index) for index in range(len(self.leaves))]

    def _slope(self, index: int) -> float:
        leaves = [complex(leaf, TINY * (i == index)) for i, leaf in enumerate(self.leaves)]
        return float(self.evaluate(leaves)[-1].imag / TINY)


def as_function_of(expression: Expression, index: int) -> Expression:
    """Return the same result as a function of the values up to `index`, which become its leaves."""
    leaves = tuple(expression.results[: index + 1])
    return Expression(leaves, expression.steps[index + 1 - len(expression.leaves) :])


def expressions_of_all_operators(seed: int, count: int) -> Iterator[Expression]:
    """Yield expressions with plain numbers on either side of an operator, and values that are used more than once."""
    rng = np.random.default_rng(seed)
    forms = ["v+v", "n+v", "v+n", "v-v", "n-v", "v-n", "v*v", "n*v", "v*n", "v/v", "n/v", "v/n", "v**n", "neg"]
    remaining = count
    while remaining:
        order = [str(form) for form in rng.permutation(forms)]
        expression = _expression(rng, tuple(rng.uniform(0.6, 2.4, 3) * rng.choice([-1, 1], 3)), order)
        if _is_moderate(expression):
            remaining -= 1
            yield expression


def _expression(rng: np.random.Generator, leaves: tuple[float, ...], forms: Sequence[str]) -> Expression:
    """Return an expression that takes these forms in turn."""
    steps: list[tuple[str, Operand, Operand]] = [("*", 0, 0)]
    for form in forms:
        left, right = rng.integers(max(0, len(steps) - 2), len(leaves) + len(steps), 2)
        number = float(rng.choice([-1, 1]) * rng.uniform(0.5, 3.0))
        steps.append(_step(form, int(left), int(right), number))
    steps.append(("+", len(leaves) + len(steps) - 1, len(leaves) + len(steps) - 2))
    return Expression(tuple(map(float, leaves)), tuple(steps))


def _is_moderate(expression: Expression) -> bool:
    """Return whether all its numbers have a moderate size."""
    try:
        moderate = all(0.05 < abs(value) < 50.0 for value in expression.results)
    except ArithmeticError:
        return False
    return moderate and all(1e-2 < abs(slope) < 1e3 for slope in expression.slopes)


def _step(form: str, left: int, right: int, number: float) -> tuple[str, Operand, Operand]:
    if form == "neg":
        return "neg", left, left
    if form == "v**n":
        return "**", left, float(round(number)) or 2.0
    return form[1:-1], number if form[0] == "n" else left, number if form[-1] == "n" else right


def expression_with_reuse(seed: int, leaves: int, steps: int) -> Expression:
    """Return sums and products in which most values are used again, near and far, and all reach the result."""
    rng = np.random.default_rng(seed)
    numbers = tuple(float(n) for n in rng.uniform(0.4, 1.4, leaves) * rng.choice([-1, 1], leaves))
    operations: list[tuple[str, Operand, Operand]] = []
    for step in range(steps):
        last = leaves + step - 1
        earlier = int(rng.integers(0, last)) if step else 0
        operations.append(("*" if step % 2 else "+", last, earlier))
    return Expression(numbers, tuple(operations))
