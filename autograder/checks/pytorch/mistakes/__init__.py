"""The known mistakes of `pytorch`, and ways to be right that look unusual; one module per exercise.

A variant is written as a student would write it, with `np`, `torch` and the notebook's own names: the notebook defines
`line` (the line data). M-ids are the course's catalogue; E-ids are slips found in published lessons; ids that begin
with U9 belong to this unit alone.
"""

# ruff: noqa: F403 - every variant enters the catalogue under its own name

from autograder.checks.pytorch.mistakes.autograd_gradients import *
from autograder.checks.pytorch.mistakes.fit_autograd import *
from autograder.checks.pytorch.mistakes.fit_autograd_history import *
from autograder.checks.pytorch.mistakes.fit_nn_linear import *
from autograder.checks.pytorch.mistakes.linear_regression import *
from autograder.checks.pytorch.mistakes.linear_regression_promises import *

EQUIVALENT_MUTANTS = {"if t < n_steps:  →  if t != n_steps:": "t never exceeds n_steps here"}
