"""The known mistakes of `stochastic-descent`, and ways to be right that look unusual; one module per exercise.

A variant is written as a student would write it, with `np` and the notebook's own names: the notebook defines
`design` and `target`. M-ids are the course's catalogue; ids that begin with U6 belong to this unit alone.
"""

# ruff: noqa: F403 - every variant enters the catalogue under its own name

from autograder.checks.stochastic_descent.mistakes.fit_momentum import *
from autograder.checks.stochastic_descent.mistakes.fit_sgd import *
from autograder.checks.stochastic_descent.mistakes.heavy_ball_params import *
from autograder.checks.stochastic_descent.mistakes.minibatches import *
from autograder.checks.stochastic_descent.mistakes.sgd_epoch import *
