"""Wrong and right ways to write `normal_equation`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.many_features.mistakes import hints

BEST = "test_agrees_with_least_squares"
STAR = "How many numbers should come back? What is the difference between `*` and `@`?"

plane = data.plane()


@mistake("one-side-divided-by-n", "normal_equation", hint="Are both sides of your equation divided alike?", fails=BEST)
def best_with_one_side_averaged(A, y):
    return np.linalg.solve(A.T @ A / len(y), A.T @ y)


@mistake("wrong-number-of-parameters", "normal_equation", hint=STAR, fails=BEST)
def best_with_a_star(A, y):
    return np.linalg.solve(A.T @ A, A.T * y)


@mistake(
    "wrong-number-of-parameters",
    "normal_equation",
    hint="A has its column of ones already. How many numbers should come back?",
    fails=BEST,
)
def best_without_the_ones(A, y):
    X = A[:, 1:]
    return np.linalg.solve(X.T @ X, X.T @ y)


@mistake(
    "second-column-of-ones",
    "normal_equation",
    hint="A has its column of ones already: what do two of them do?",
    fails=BEST,
)
def best_with_a_second_column_of_ones(A, y):
    A = np.column_stack([np.ones(len(y)), A])
    return np.linalg.pinv(A.T @ A) @ A.T @ y


@mistake(
    "multiplied-instead-of-solved",
    "normal_equation",
    hint="Put your answer into the equation: are both sides equal?",
    fails=BEST,
)
def best_by_multiplying(A, y):
    return A.T @ A @ (A.T @ y)


@mistake("right-side-forgotten", "normal_equation", hint="Which of the two sides holds the unknown?", fails=BEST)
def best_with_the_right_side_forgotten(A, y):
    return np.linalg.inv(A.T @ A) @ y[: A.shape[1]]


@mistake("intercept-last", "normal_equation", hint=hints.ONES_LAST, fails=BEST)
def best_with_the_intercept_last(A, y):
    theta = np.linalg.solve(A.T @ A, A.T @ y)
    return np.roll(theta, -1)


@mistake("digits-lost", "normal_equation", hint=hints.ROUNDED, fails=BEST)
def best_rounded(A, y):
    return np.round(np.linalg.solve(A.T @ A, A.T @ y), 4)


@mistake("digits-lost", "normal_equation", hint=hints.ROUNDED, fails=BEST, agreement=1e-5)
def best_in_float32(A, y):
    A, y = A.astype(np.float32), y.astype(np.float32)
    return np.linalg.solve(A.T @ A, A.T @ y)


@mistake(
    "arguments-changed",
    "normal_equation",
    hint="Print the mean of `y` before and after the call: does it stay the same?",
    fails=BEST,
)
def best_after_centring_y_in_place(A, y):
    mean = y.mean()
    y -= mean
    theta = np.linalg.solve(A.T @ A, A.T @ y)
    theta[0] += mean
    return theta


@mistake("notebook-variable-used", "normal_equation", hint=hints.GLOBAL, fails=BEST)
def best_for_the_notebooks_data(A, y):
    A = np.column_stack([np.ones(len(plane.X)), plane.X])
    return np.linalg.solve(A.T @ A, A.T @ plane.y)


@mistake("nothing-returned", "normal_equation", hint=hints.NO_RETURN, fails=BEST)
def best_only_printed(A, y):
    print(np.linalg.solve(A.T @ A, A.T @ y))


@right("normal_equation")
def best_by_the_inverse(A, y):
    return np.linalg.inv(A.T @ A) @ A.T @ y


@right("normal_equation")
def best_by_the_pseudoinverse_of_the_rows(A, y):
    return A.T @ np.linalg.pinv(A @ A.T) @ y


@right("normal_equation")
def best_with_both_sides_averaged(A, y):
    n = len(y)
    return np.linalg.solve(2 / n * A.T @ A, 2 / n * A.T @ y)


@right("normal_equation")
def best_by_cholesky(A, y):
    L = np.linalg.cholesky(A.T @ A)
    return np.linalg.solve(L.T, np.linalg.solve(L, A.T @ y))


@right("normal_equation")
def best_by_least_squares(A, y):
    theta, *_ = np.linalg.lstsq(A, y, rcond=None)
    return theta


@right("normal_equation")
def best_with_a_guarded_diagonal(A, y):
    return np.linalg.solve(A.T @ A + 1e-10 * np.eye(A.shape[1]), A.T @ y)
