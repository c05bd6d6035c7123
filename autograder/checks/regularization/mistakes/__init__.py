"""The known mistakes of `regularization`, and ways to be right that look unusual; one module per exercise.

A variant is written as a student would write it, with `np` and the notebook's own names: the notebook defines
`design` and `target`. M-ids are the course's catalogue; ids that begin with U7 belong to this unit alone.
"""

# ruff: noqa: F403 - every variant enters the catalogue under its own name

from autograder.checks.regularization.mistakes.ista import *
from autograder.checks.regularization.mistakes.ista_losses import *
from autograder.checks.regularization.mistakes.l1_subgradient import *
from autograder.checks.regularization.mistakes.lambda_max import *
from autograder.checks.regularization.mistakes.lasso_path import *
from autograder.checks.regularization.mistakes.ridge_closed_form import *
from autograder.checks.regularization.mistakes.ridge_grad import *
from autograder.checks.regularization.mistakes.ridge_loss import *
from autograder.checks.regularization.mistakes.sklearn_alpha import *
from autograder.checks.regularization.mistakes.soft_threshold import *
