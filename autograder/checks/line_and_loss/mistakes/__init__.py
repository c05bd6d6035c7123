"""The known mistakes of `line-and-loss`, and ways to be right that look unusual; one module per exercise.

A variant is written as a student would write it, with `np` and the notebook's own names: the notebook defines
`line` (the line data). M-ids are the course's catalogue; ids that begin with U1 belong to this unit alone.
"""

# ruff: noqa: F403 - every variant enters the catalogue under its own name

from autograder.checks.line_and_loss.mistakes.error_report import *
from autograder.checks.line_and_loss.mistakes.loss_grid import *
from autograder.checks.line_and_loss.mistakes.make_line import *
from autograder.checks.line_and_loss.mistakes.mse import *
from autograder.checks.line_and_loss.mistakes.predict_line import *

EQUIVALENT_MUTANTS = {
    "return x, w * x + b + rng.normal(0.0, noise, n)  →  return x, w * x + b - rng.normal(0.0, noise, n)": (
        "pushes are as likely up as down: whoever takes them away makes points as good"
    ),
}
