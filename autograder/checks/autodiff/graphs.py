"""Growing expressions with a student's values, and reading what came of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Answer, CheckFailed, Student, expect, require
from lab.checking.comparison import close

from autograder.checks.autodiff.expressions import Expression

# A value is the end of some twenty operations: rounding in any order stays far below this.
FEW_OPERATIONS = 1e4
NO_VALUE = "not run, because `Value` does not yet add and multiply, and `backward` works on what they leave"


def grown(student: Student, expression: Expression) -> list[Answer]:
    """The expression as the student's values, leaves first."""
    return expression.grown([student.Value(leaf) for leaf in expression.leaves])


def graph(student: Student, expression: Expression) -> list[Answer]:
    """The same for a check of `backward`: where the class itself is at fault, the check is skipped and says so."""
    values: list[Answer] = []
    try:
        values = grown(student, expression)
        found = number(values[-1].data, "data")
        sound = bool(close(np.array(found), np.array(expression.results[-1]), FEW_OPERATIONS))
    except CheckFailed:
        sound = False
    require(sound, NO_VALUE)
    return values


def number(member: Any, name: str) -> float:
    """An attribute or answer as one real number, or a failed check."""
    found = member.value
    single = isinstance(found, float) or (isinstance(found, int) and abs(found) < 2**63)
    expect(single, f"`{name}` should be a single number")
    return float(found)


def differs(found: float, wanted: float) -> bool:
    """Whether two numbers disagree by more than rounding."""
    return not bool(close(np.array(found), np.array(wanted), FEW_OPERATIONS))
