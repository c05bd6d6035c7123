"""Wrong and right ways to write `lambda_max`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.regularization.mistakes import hints
from hidden_checks.regularization.mistakes.notebook import design, target

ZERO = "test_all_weights_are_zero_there_and_not_just_below"
BEST_BIAS = (
    "With all weights at 0, what does the model predict? Its intercept has no penalty: which value is best for it?"
)


@mistake("targets-not-centred", "lambda_max", hint=BEST_BIAS, fails=ZERO)
def price_without_the_bias(A, y):
    return np.max(np.abs(2 / len(y) * A[:, 1:].T @ y))


@mistake("targets-not-centred", "lambda_max", hint=BEST_BIAS, fails=ZERO)
def price_with_the_bias_column(A, y):
    return np.max(np.abs(2 / len(y) * A.T @ y))


@mistake("half-of-the-gradient", "lambda_max", hint=hints.HALF, fails=ZERO)
def price_with_half_the_slope(A, y):
    return np.max(np.abs(A[:, 1:].T @ (y - y.mean()))) / len(y)


@mistake("gradient-of-the-sum", "lambda_max", hint=hints.SUM, fails=ZERO)
def price_of_a_sum(A, y):
    return np.max(np.abs(2 * A[:, 1:].T @ (y - y.mean())))


@mistake("gradient-of-the-sum", "lambda_max", hint=hints.SUM, fails=ZERO)
def price_of_a_sum_without_the_two(A, y):
    return np.max(np.abs(A[:, 1:].T @ (y - y.mean())))


@mistake(
    "slopes-without-absolute-value",
    "lambda_max",
    hint="A feature may be useful with a negative weight. Does yours count?",
    fails=ZERO,
)
def price_without_a_size(A, y):
    return np.max(2 / len(y) * A[:, 1:].T @ (y - y.mean()))


@mistake(
    "slopes-without-absolute-value",
    "lambda_max",
    hint="A feature may be useful with a positive weight. Does yours count?",
    fails=ZERO,
)
def price_of_falling_features(A, y):
    return np.max(-2 / len(y) * A[:, 1:].T @ (y - y.mean()))


@mistake(
    "curvature-instead-of-penalty",
    "lambda_max",
    hint="There are two lambdas: the curvature of the loss, and the strength of the penalty. Which one is this?",
    fails=ZERO,
)
def price_as_the_curvature(A, y):
    return np.linalg.eigvalsh(2 / len(y) * A.T @ A)[-1]


@mistake(
    "not-the-largest-slope",
    "lambda_max",
    hint="At that lam some weight is not zero yet. Which weight is the last one to become zero?",
    fails=ZERO,
)
def price_of_the_first_to_go(A, y):
    return np.min(np.abs(2 / len(y) * A[:, 1:].T @ (y - y.mean())))


@mistake(
    "not-the-largest-slope",
    "lambda_max",
    hint="At lam every weight should be zero. Is it enough to look at the average feature?",
    fails=ZERO,
)
def price_of_the_average(A, y):
    return np.mean(np.abs(2 / len(y) * A[:, 1:].T @ (y - y.mean())))


@mistake(
    "index-instead-of-value",
    "lambda_max",
    hint="What was asked: which weight is the last one to become zero, or at which lam that happens?",
    fails=ZERO,
)
def price_as_a_place(A, y):
    return np.argmax(np.abs(2 / len(y) * A[:, 1:].T @ (y - y.mean())))


@mistake(
    "one-value-per-feature",
    "lambda_max",
    hint="How many numbers come back from your function, and how many should?",
    fails=ZERO,
)
def price_of_each(A, y):
    return np.abs(2 / len(y) * A[:, 1:].T @ (y - y.mean()))


@mistake("digits-lost", "lambda_max", hint=hints.ROUNDED, fails=ZERO)
def price_rounded(A, y):
    return round(float(np.max(np.abs(2 / len(y) * A[:, 1:].T @ (y - y.mean())))), 4)


@mistake(
    "arguments-changed",
    "lambda_max",
    hint="Print the mean of `y` before and after the call: does it stay the same?",
    fails=ZERO,
)
def price_after_centring_in_place(A, y):
    y -= y.mean()
    return np.max(np.abs(2 / len(y) * A[:, 1:].T @ y))


@mistake("notebook-variable-used", "lambda_max", hint=hints.GLOBAL, fails=ZERO)
def price_on_the_notebooks_data(A, y):
    return np.max(np.abs(2 / len(target) * design[:, 1:].T @ (target - target.mean())))


@mistake("nothing-returned", "lambda_max", hint=hints.NO_RETURN, fails=ZERO)
def price_only_printed(A, y):
    print(np.max(np.abs(2 / len(y) * A[:, 1:].T @ (y - y.mean()))))


@right("lambda_max")
def price_by_a_loop(A, y):
    highest = 0.0
    for j in range(1, A.shape[1]):
        highest = max(highest, abs(2 * np.mean(A[:, j] * (y - np.mean(y)))))
    return highest


@right("lambda_max")
def price_by_covariances(A, y):
    X = A[:, 1:] - A[:, 1:].mean(axis=0)
    return 2 * np.linalg.norm(X.T @ y / len(y), ord=np.inf)


@right("lambda_max")
def price_with_the_free_bias(A, y):
    theta = np.zeros(A.shape[1])
    theta[0] = np.average(y)
    return np.abs(2 / y.size * (A @ theta - y) @ A).max()
