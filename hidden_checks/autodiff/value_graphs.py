"""Builds random expressions from a student's values, and compares the numbers in them."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, CheckFailed, Student, require
from lab.checking.comparison import close

from hidden_checks.autodiff.random_expressions import Expression

# A value is the end of some twenty operations: rounding in any order stays far below this.
FEW_OPERATIONS = 1e4
NO_VALUE = "not run, because `Value` does not yet add and multiply, and `backward` works on what they leave"


def build_graph(student: Student, expression: Expression) -> list[Answer]:
    """Return every value of the expression, leaves first."""
    return expression.evaluate([student.Value(leaf) for leaf in expression.leaves])


def require_graph(student: Student, expression: Expression) -> list[Answer]:
    """Build the graph for a check of `backward`; skip the check where the class itself has a mistake."""
    values: list[Answer] = []
    try:
        values = build_graph(student, expression)
        works = not differ(values[-1].data.read().number("`data`"), expression.results[-1])
    except CheckFailed:
        works = False
    require(works, NO_VALUE)
    return values


def differ(number: float, other: float) -> bool:
    """Return whether two numbers differ by more than rounding."""
    return not bool(close(np.array(number), np.array(other), FEW_OPERATIONS))
