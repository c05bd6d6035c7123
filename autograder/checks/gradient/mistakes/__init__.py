"""The known mistakes of `gradient`, and ways to be right that look unusual; one module per exercise.

A variant is written as a student would write it, with `np` and the notebook's own names: the notebook defines
`line` (the line data). M-ids are the course's catalogue; ids that begin with U2 belong to this unit alone.
"""

# ruff: noqa: F403 - every variant enters the catalogue under its own name

from autograder.checks.gradient.mistakes.complex_step_gradient import *
from autograder.checks.gradient.mistakes.fd_error_curve import *
from autograder.checks.gradient.mistakes.grad_line import *
from autograder.checks.gradient.mistakes.numerical_gradient import *
from autograder.checks.gradient.mistakes.relative_error import *

SHAPES = "the exercise does not say what happens to inputs of the wrong shape"
EQUIVALENT_MUTANTS = {
    "if inputs.ndim != 1 or inputs.shape != targets.shape:": SHAPES,
    'if inputs.ndim != 1 or inputs.shape != targets.shape: raise ValueError(f"x and y need the same shape (n,), not'
    ' {inputs.shape} and {targets.shape}")': SHAPES,
    'raise ValueError(f"x and y need the same shape (n,), not {inputs.shape} and {targets.shape}")': SHAPES,
}
