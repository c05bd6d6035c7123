"""Wrong and right ways to write `hessian`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.learning_rate.mistakes import hints

AGREES = "test_agrees_for_data_of_any_size"
SHAPE = "There is one second derivative for each pair of parameters: how many rows and columns should come back?"

plane = data.plane()


@mistake("half-of-the-derivatives", "hessian", hint=hints.HALF, fails=AGREES)
def hessian_of_half_the_loss(A):
    return A.T @ A / len(A)


@mistake("derivatives-of-the-sum", "hessian", hint=hints.SUM, fails=AGREES)
def hessian_of_the_sum(A):
    return 2 * A.T @ A


@mistake(
    "sum-without-factors",
    "hessian",
    hint="Copy every row twice: does your answer change? And what does the square leave in front?",
    fails=AGREES,
)
def hessian_without_factors(A):
    return A.T @ A


@mistake("divided-by-columns", "hessian", hint=hints.FEATURES, fails=AGREES)
def hessian_divided_by_columns(A):
    return 2 / A.shape[1] * A.T @ A


@mistake("divided-by-all-entries", "hessian", hint="What does `.size` count in a matrix?", fails=AGREES)
def hessian_divided_by_size(A):
    return 2 / A.size * A.T @ A


@mistake("hard-coded-for-100-rows", "hessian", hint="Would it work with seven rows?", fails=AGREES)
def hessian_of_a_hundred(A):
    return 2 / 100 * A.T @ A


@mistake("curvature-between-rows", "hessian", hint=SHAPE, fails=AGREES)
def hessian_between_rows(A):
    return 2 / len(A) * A @ A.T


@mistake("squared-entry-by-entry", "hessian", hint="Is A.T @ A the same as squaring entry by entry?", fails=AGREES)
def hessian_of_squares(A):
    return 2 * np.mean(A**2, axis=0)


@mistake(
    "only-the-diagonal", "hessian", hint="Do two different parameters not influence each other's slope?", fails=AGREES
)
def hessian_of_the_diagonal_alone(A):
    return np.diag(2 * np.mean(A**2, axis=0))


@mistake(
    "covariance-instead-of-hessian",
    "hessian",
    title="Covariance instead of Hessian",
    hint="The formula of the Hessian takes no means away. Does yours?",
    fails=AGREES,
)
def hessian_as_a_covariance(A):
    return 2 * np.cov(A.T, ddof=0)


@mistake(
    "intercept-missing-in-the-hessian",
    "hessian",
    title="Intercept missing in the Hessian",
    hint=hints.NO_ONES,
    fails=AGREES,
)
def hessian_of_the_features_alone(A):
    X = A[:, 1:]
    return 2 / len(X) * X.T @ X


@mistake("digits-lost", "hessian", hint=hints.ROUNDED, fails=AGREES)
def hessian_rounded(A):
    return np.round(2 / len(A) * A.T @ A, 4)


@mistake("digits-lost", "hessian", hint=hints.ROUNDED, fails=AGREES, agreement=1e-5)
def hessian_in_float32(A):
    A = A.astype(np.float32)
    return 2 / len(A) * A.T @ A


@mistake(
    "arguments-changed",
    "hessian",
    hint="Call it twice with the same `A`: do both calls give the same matrix?",
    fails=AGREES,
)
def hessian_that_scales_its_argument(A):
    A *= np.sqrt(2 / len(A))
    return A.T @ A


@mistake("notebook-variable-used", "hessian", hint=hints.GLOBAL, fails=AGREES)
def hessian_of_the_notebooks_data(A):
    A = np.column_stack([np.ones(len(plane.X)), plane.X])
    return 2 / len(A) * A.T @ A


@mistake("nothing-returned", "hessian", hint=hints.NO_RETURN, fails=AGREES)
def hessian_only_printed(A):
    print(2 / len(A) * A.T @ A)


@right("hessian")
def hessian_with_loops(A):
    n, p = A.shape
    H = np.zeros((p, p))
    for i in range(p):
        for j in range(p):
            H[i, j] = 2 / n * sum(A[k, i] * A[k, j] for k in range(n))
    return H


@right("hessian")
def hessian_by_einsum(A):
    return 2 * np.einsum("ki,kj->ij", A, A) / A.shape[0]


@right("hessian")
def hessian_as_a_mean_of_outer_products(A):
    return np.mean([2.0 * np.outer(row, row) for row in A], axis=0)
