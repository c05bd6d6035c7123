"""The known mistakes of `autodiff`, and ways to be right that look unusual; one module per exercise.

A variant is written as a student would write it, with `np` and the notebook's own names: the notebook defines `Value`
and `line` (the line data). M-ids and E-ids are the course's catalogue; ids that begin with U8 belong to this unit.
"""

# ruff: noqa: F403 - every variant enters the catalogue under its own name

from autograder.checks.autodiff.mistakes.backward import *
from autograder.checks.autodiff.mistakes.find_bug import *
from autograder.checks.autodiff.mistakes.fit_line_autodiff import *
from autograder.checks.autodiff.mistakes.linear_regression import *
from autograder.checks.autodiff.mistakes.value import *

EQUIVALENT_MUTANTS: dict[str, str] = {}
