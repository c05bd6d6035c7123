"""Wrong and right ways to write `lstsq_fit`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.many_features.mistakes import hints

HOLDS = "test_holds_where_the_normal_equation_breaks"
NORMAL = "What happens to your way on data with the same column twice?"
SQUARED = (
    "How large is the condition number of A.T @ A, compared with that of A? Which matrix does your way begin with?"
)
FIRST = "np.linalg.lstsq hands back four things: which of them was asked for?"

plane = data.plane()


@mistake("normal-equation-solved", "lstsq_fit", hint=NORMAL, fails=HOLDS)
def least_squares_by_the_inverse(A, y):
    return np.linalg.inv(A.T @ A) @ A.T @ y


@mistake("normal-equation-solved", "lstsq_fit", hint=NORMAL, fails=HOLDS)
def least_squares_by_solving(A, y):
    return np.linalg.solve(A.T @ A, A.T @ y)


@mistake("squared-matrix-inverted", "lstsq_fit", hint=SQUARED, fails=HOLDS)
def least_squares_by_the_pseudoinverse_of_the_square(A, y):
    return np.linalg.pinv(A.T @ A) @ A.T @ y


@mistake("squared-matrix-inverted", "lstsq_fit", hint=SQUARED, fails=HOLDS)
def least_squares_by_the_pseudoinverse_of_the_rows(A, y):
    return A.T @ np.linalg.pinv(A @ A.T) @ y


@mistake("wrong-part-of-lstsq", "lstsq_fit", hint=FIRST, fails=HOLDS)
def least_squares_with_everything(A, y):
    theta, residuals, rank, singular = np.linalg.lstsq(A, y, rcond=None)
    return theta, residuals, int(rank), singular


@mistake("wrong-part-of-lstsq", "lstsq_fit", hint=FIRST, fails=HOLDS)
def least_squares_of_the_residuals(A, y):
    return np.linalg.lstsq(A, y, rcond=None)[1]


@mistake(
    "singular-values-discarded", "lstsq_fit", hint="Which singular values does your rcond throw away?", fails=HOLDS
)
def least_squares_with_a_coarse_rcond(A, y):
    return np.linalg.lstsq(A, y, rcond=1e-3)[0]


@mistake("intercept-last", "lstsq_fit", hint=hints.ONES_LAST, fails=HOLDS)
def least_squares_with_the_intercept_last(A, y):
    return np.roll(np.linalg.lstsq(A, y, rcond=None)[0], -1)


@mistake("digits-lost", "lstsq_fit", hint=hints.ROUNDED, fails=HOLDS)
def least_squares_rounded(A, y):
    return np.round(np.linalg.lstsq(A, y, rcond=None)[0], 4)


@mistake("notebook-variable-used", "lstsq_fit", hint=hints.GLOBAL, fails=HOLDS)
def least_squares_of_the_notebooks_data(A, y):
    A = np.column_stack([np.ones(len(plane.X)), plane.X])
    return np.linalg.lstsq(A, plane.y, rcond=None)[0]


@mistake("nothing-returned", "lstsq_fit", hint=hints.NO_RETURN, fails=HOLDS)
def least_squares_only_printed(A, y):
    print(np.linalg.lstsq(A, y, rcond=None)[0])


@right("lstsq_fit")
def least_squares_by_the_pseudoinverse(A, y):
    return np.linalg.pinv(A) @ y


@right("lstsq_fit")
def least_squares_by_singular_values(A, y):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    keep = s > max(A.shape) * np.finfo(float).eps * s[0]
    return Vt[keep].T @ ((U.T[keep] @ y) / s[keep])


@right("lstsq_fit")
def least_squares_on_a_column_of_targets(A, y):
    theta, *_ = np.linalg.lstsq(np.asarray(A, dtype=float), y.reshape(-1, 1), rcond=None)
    return theta.ravel()
