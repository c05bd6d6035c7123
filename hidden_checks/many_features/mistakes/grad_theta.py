"""Wrong and right ways to write `grad_theta`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.many_features.mistakes import hints

STEP = "test_agrees_with_a_complex_step"
ANY = "test_takes_any_numbers_and_leaves_them_alone"

plane = data.plane()


@mistake("n-by-n-residuals", "grad_theta", hint=hints.BROADCAST, fails=STEP)
def gradient_of_every_pair(A, y, theta):
    r = (A @ theta)[:, None] - y
    return 2 / len(y) * np.mean(A.T @ r, axis=1)


@mistake("opposite-sign", "grad_theta", hint=hints.SIGN, fails=STEP)
def gradient_with_the_wrong_sign(A, y, theta):
    return 2 / len(y) * A.T @ (y - A @ theta)


@mistake("half-of-the-gradient", "grad_theta", hint=hints.HALF, fails=STEP)
def gradient_halved(A, y, theta):
    return A.T @ (A @ theta - y) / len(y)


@mistake("gradient-of-the-sum", "grad_theta", hint=hints.SUM, fails=STEP)
def gradient_summed(A, y, theta):
    return 2 * A.T @ (A @ theta - y)


@mistake(
    "sum-without-factors",
    "grad_theta",
    hint="Copy every row twice: does your answer change? And what does the square leave in front?",
    fails=STEP,
)
def gradient_summed_and_halved(A, y, theta):
    return A.T @ (A @ theta - y)


@mistake("divided-by-columns", "grad_theta", hint=hints.FEATURES, fails=STEP)
def gradient_divided_by_columns(A, y, theta):
    return 2 / A.shape[1] * A.T @ (A @ theta - y)


@mistake("divided-by-columns", "grad_theta", hint=hints.FEATURES, fails=STEP)
def gradient_divided_by_the_length_of_theta(A, y, theta):
    return 2 / len(theta) * (A.T @ (A @ theta - y))


@mistake("divided-by-all-entries", "grad_theta", hint=hints.SIZE, fails=STEP)
def gradient_divided_by_size(A, y, theta):
    return 2 / A.size * A.T @ (A @ theta - y)


@mistake(
    "divided-by-all-entries", "grad_theta", hint="How many numbers does the mean of a whole matrix leave?", fails=STEP
)
def gradient_as_one_mean(A, y, theta):
    return np.mean(2 * (A @ theta - y)[:, None] * A)


@mistake("hard-coded-for-100-rows", "grad_theta", hint=hints.HUNDRED, fails=STEP)
def gradient_of_a_hundred(A, y, theta):
    return 2 / 100 * A.T @ (A @ theta - y)


@mistake("product-of-means", "grad_theta", hint=hints.PRODUCT, fails=STEP)
def gradient_as_a_product_of_means(A, y, theta):
    return 2 * np.mean(A @ theta - y) * A.mean(axis=0)


@mistake("gradient-without-sign", "grad_theta", hint=hints.ABSOLUTE, fails=STEP)
def gradient_as_sizes(A, y, theta):
    return np.abs(2 / len(y) * A.T @ (A @ theta - y))


@mistake("square-left-in-the-derivative", "grad_theta", hint=hints.SQUARED, fails=STEP)
def gradient_with_the_square_left(A, y, theta):
    return 2 / len(y) * A.T @ (A @ theta - y) ** 2


@mistake("gradient-of-the-absolute-error", "grad_theta", hint=hints.OTHER_LOSS, fails=STEP)
def gradient_of_the_absolute_loss(A, y, theta):
    return A.T @ np.sign(A @ theta - y) / len(y)


@mistake("intercept-last", "grad_theta", hint=hints.ONES_LAST, fails=STEP)
def gradient_with_the_intercept_last(A, y, theta):
    gradient = 2 / len(y) * A.T @ (A @ theta - y)
    return np.append(gradient[1:], gradient[0])


@mistake(
    "derivative-by-the-intercept-missing",
    "grad_theta",
    hint="The intercept is a parameter, too: where is its derivative?",
    fails=STEP,
)
def gradient_of_the_weights_alone(A, y, theta):
    return 2 / len(y) * A[:, 1:].T @ (A @ theta - y)


@mistake("targets-forgotten", "grad_theta", hint="Where in your formula do the targets come in?", fails=STEP)
def gradient_without_targets(A, y, theta):
    return 2 / len(y) * A.T @ (A @ theta)


@mistake(
    "transpose-forgotten",
    "grad_theta",
    hint="Write the shapes below your product: which two must be equal?",
    fails=STEP,
)
def gradient_without_turning(A, y, theta):
    return 2 / len(y) * A @ (A @ theta - y)


@mistake("differences-instead-of-the-formula", "grad_theta", hint=hints.MEASURED, fails=STEP, agreement=1e-6)
def gradient_by_differences(A, y, theta):
    gradient = np.zeros(len(theta))
    for j in range(len(theta)):
        step = np.zeros(len(theta))
        step[j] = 1e-5
        gradient[j] = (np.mean((A @ (theta + step) - y) ** 2) - np.mean((A @ (theta - step) - y) ** 2)) / 2e-5
    return gradient


@mistake("digits-lost", "grad_theta", hint=hints.ROUNDED, fails=STEP)
def gradient_rounded(A, y, theta):
    return np.round(2 / len(y) * A.T @ (A @ theta - y), 4)


@mistake("digits-lost", "grad_theta", hint=hints.ROUNDED, fails=STEP, agreement=1e-5)
def gradient_in_float32(A, y, theta):
    A, y, theta = (np.asarray(a, dtype=np.float32) for a in (A, y, theta))
    return 2 / len(y) * A.T @ (A @ theta - y)


@mistake(
    "arguments-changed",
    "grad_theta",
    hint="Call it twice with the same `A`, `y` and `theta`: do both calls give the same gradient?",
    fails=ANY,
)
def gradient_after_writing_into_y(A, y, theta):
    y -= A @ theta
    return -2 / len(y) * A.T @ y


@mistake("notebook-variable-used", "grad_theta", hint=hints.GLOBAL, fails=STEP)
def gradient_on_the_notebooks_data(A, y, theta):
    A = np.column_stack([np.ones(len(plane.X)), plane.X])
    return 2 / len(A) * A.T @ (A @ theta - plane.y)


@mistake("nothing-returned", "grad_theta", hint=hints.NO_RETURN, fails=STEP)
def gradient_only_printed(A, y, theta):
    print(2 / len(y) * A.T @ (A @ theta - y))


@right("grad_theta")
def gradient_the_other_way_round(A, y, theta):
    return 2 * (A @ theta - y) @ A / A.shape[0]


@right("grad_theta")
def gradient_by_einsum(A, y, theta):
    r = np.einsum("ij,j->i", A, theta) - y
    return 2 / len(r) * np.einsum("ij,i->j", A, r)


@right("grad_theta")
def gradient_with_a_loop(A, y, theta):
    gradient = np.zeros(A.shape[1])
    for row, target in zip(A, y):
        gradient += 2 * (row @ theta - target) * row
    return gradient / len(A)


@right("grad_theta")
def gradient_with_the_other_residual(A, y, theta):
    error = y - A.dot(theta)
    return -2.0 / y.shape[0] * np.dot(A.T, error)


@right("grad_theta")
def gradient_as_a_mean_over_rows(A, y, theta):
    return 2 * np.mean((A @ theta - y).reshape(-1, 1) * A, axis=0)
