"""The known mistakes of `training-loop`, and ways to be right that look unusual; one module per exercise.

A variant is written as a student would write it, with `np` and the notebook's own names: the notebook defines
`line` (the line data). M-ids are the course's catalogue; ids that begin with U3 belong to this unit alone.
"""

# ruff: noqa: F403 - every variant enters the catalogue under its own name

from autograder.checks.training_loop.mistakes.closed_form_line import *
from autograder.checks.training_loop.mistakes.fit_line import *
from autograder.checks.training_loop.mistakes.fit_line_history import *
from autograder.checks.training_loop.mistakes.fit_until import *
from autograder.checks.training_loop.mistakes.gap_report import *
from autograder.checks.training_loop.mistakes.train_step import *
