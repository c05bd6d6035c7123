"""The known mistakes of `learning-rate`, and ways to be right that look unusual; one module per exercise or two.

A variant is written as a student would write it, with `np` and the notebook's own names: the notebook defines
`plane` (the plane data). M-ids are the course's catalogue; ids that begin with U5 belong to this unit alone.
"""

# ruff: noqa: F403 - every variant enters the catalogue under its own name

from autograder.checks.learning_rate.mistakes.classify_run import *
from autograder.checks.learning_rate.mistakes.hessian import *
from autograder.checks.learning_rate.mistakes.limits import *
from autograder.checks.learning_rate.mistakes.measured_rate import *
from autograder.checks.learning_rate.mistakes.rate_experiment import *
from autograder.checks.learning_rate.mistakes.standardizer import *
from autograder.checks.learning_rate.mistakes.standardizer_state import *
from autograder.checks.learning_rate.mistakes.steps_needed import *
from autograder.checks.learning_rate.mistakes.unscale_params import *
