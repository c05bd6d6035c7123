"""Wrong and right ways to write `cross_entropy_grad`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.logistic_regression.mistakes import hints
from hidden_checks.logistic_regression.mistakes.notebook import design, passed
from solutions.logistic_regression import cross_entropy, sigmoid

SLOPE = "test_is_the_slope_of_the_loss"
FAR = "test_sure_and_wrong_rows_pull_with_all_their_weight"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
WHOLE = "A.T @ (sigmoid(A @ theta) - y) / len(y)"
RESIDUAL = "sigmoid(A @ theta) - y"

GRADIENT = mistakes("cross_entropy_grad")

GRADIENT.add(
    "opposite-sign",
    hint="In which direction does your loss rise? Compare with central differences.",
    fails=SLOPE,
    grad_turned=replace(RESIDUAL, "y - sigmoid(A @ theta)"),
)
GRADIENT.add("gradient-of-the-sum", hint=hints.SUM, fails=SLOPE, grad_of_the_sum=replace(" / len(y)", ""))
GRADIENT.add("factor-of-a-square", hint=hints.SQUARE, fails=SLOPE, grad_with_a_two=replace("A.T @", "2 * A.T @"))
GRADIENT.add("half-of-the-gradient", hint=hints.SQUARE, fails=SLOPE, grad_halved=replace("/ len(y)", "/ (2 * len(y))"))
GRADIENT.add(
    "divided-by-columns", hint=hints.COLUMNS, fails=SLOPE, grad_over_columns=replace("/ len(y)", "/ len(theta)")
)
GRADIENT.add(
    "scores-instead-of-probabilities",
    hint=hints.SCORES,
    fails=SLOPE,
    grad_of_scores=replace("sigmoid(A @ theta)", "A @ theta"),
)
GRADIENT.add(
    "sigmoid-twice",
    hint=hints.TWICE,
    fails=SLOPE,
    grad_through_two_sigmoids=replace("sigmoid(A @ theta)", "sigmoid(sigmoid(A @ theta))"),
)
GRADIENT.add(
    "classes-instead-of-probabilities",
    hint="Does a row that is right, but only just, still pull?",
    fails=SLOPE,
    grad_of_classes=replace("sigmoid(A @ theta)", "(A @ theta >= 0)"),
)
GRADIENT.add(
    "one-label-forgotten",
    hint=hints.LABELS,
    fails=SLOPE,
    grad_for_signs=replace(RESIDUAL, "-y * sigmoid(-y * (A @ theta))"),
)
GRADIENT.add("digits-lost", hint=hints.ROUNDED, fails=SLOPE, grad_rounded=replace(WHOLE, f"np.round({WHOLE}, 4)"))
GRADIENT.add(
    "nothing-returned", hint=hints.NO_RETURN, fails=SLOPE, grad_only_printed=replace("return A.T", "print(1) or A.T")
)
GRADIENT.add(
    "label-forgotten",
    hint="What pulls a row with the label 1, and what a row with the label 0?",
    fails=SLOPE,
    grad_without_labels=replace(" - y)", ")"),
)
GRADIENT.add(
    "product-of-means",
    hint="First multiply in each row, then take the mean.",
    fails=SLOPE,
    grad_of_means=replace(WHOLE, f"A.mean(axis=0) * np.mean({RESIDUAL})"),
)


@mistake("slope-of-the-sigmoid-left", "cross_entropy_grad", hint=hints.SLOPE, fails=SLOPE)
def grad_with_the_slope_of_the_sigmoid(A, y, theta):
    p = sigmoid(A @ theta)
    return A.T @ ((p - y) * p * (1 - p)) / len(y)


@mistake(
    "slope-of-the-sigmoid-left",
    "cross_entropy_grad",
    hint="Which loss has this gradient: the cross-entropy, or the squared error?",
    fails=SLOPE,
)
def grad_of_the_squared_error(A, y, theta):
    p = sigmoid(A @ theta)
    return 2 * A.T @ ((p - y) * p * (1 - p)) / len(y)


@mistake(
    "slope-of-the-logarithm-alone",
    "cross_entropy_grad",
    hint="You have the derivative with respect to p. How does p change with the score?",
    fails=SLOPE,
)
def grad_with_respect_to_the_probability(A, y, theta):
    p = sigmoid(A @ theta)
    return A.T @ ((p - y) / (p * (1 - p))) / len(y)


@mistake("one-label-forgotten", "cross_entropy_grad", hint="What pulls a row with the label 0?", fails=SLOPE)
def grad_of_the_ones_alone(A, y, theta):
    return A.T @ (y * (sigmoid(A @ theta) - 1)) / len(y)


@mistake("probabilities-cut-off", "cross_entropy_grad", hint=hints.CUT, fails=FAR)
def grad_of_probabilities_cut_off(A, y, theta):
    p = np.clip(sigmoid(A @ theta), 1e-7, 1 - 1e-7)
    return A.T @ (p - y) / len(y)


@mistake(
    "cut-rows-do-not-pull",
    "cross_entropy_grad",
    hint="Does a row that is sure and wrong still pull in your code?",
    fails=FAR,
)
def grad_without_rows_that_are_sure(A, y, theta):
    p = sigmoid(A @ theta)
    inside = (p > 1e-12) & (p < 1 - 1e-12)
    return A.T @ ((p - y) * inside) / len(y)


@mistake(
    "intercept-never-moves",
    "cross_entropy_grad",
    hint="Which entry of your answer belongs to the column of ones?",
    fails=SLOPE,
)
def grad_without_the_intercept(A, y, theta):
    gradient = A.T @ (sigmoid(A @ theta) - y) / len(y)
    gradient[0] = 0
    return gradient


@mistake("intercept-last", "cross_entropy_grad", hint="Which column of A is the column of ones?", fails=SLOPE)
def grad_with_the_intercept_last(A, y, theta):
    r = sigmoid(A @ theta) - y
    return np.append(A[:, 1:].T @ r, np.sum(r)) / len(y)


@mistake(
    "differences-instead-of-the-formula",
    "cross_entropy_grad",
    hint="Differences lose half of the digits. Differentiate on paper.",
    fails=SLOPE,
)
def grad_by_differences(A, y, theta):
    h, gradient = 1e-5, np.zeros(len(theta))
    for j in range(len(theta)):
        step = np.zeros(len(theta))
        step[j] = h
        gradient[j] = (cross_entropy(A, y, theta + step) - cross_entropy(A, y, theta - step)) / (2 * h)
    return gradient


@mistake("array-of-whole-numbers", "cross_entropy_grad", hint=hints.WHOLE, fails=ANY)
def grad_into_whole_numbers(A, y, theta):
    gradient = np.zeros_like(theta)
    gradient[:] = A.T @ (sigmoid(A @ theta) - y) / len(y)
    return gradient


@mistake(
    "arguments-changed",
    "cross_entropy_grad",
    hint="Print `y` after the call: does it still hold both labels?",
    fails=ANY,
)
def grad_that_writes_into_the_labels(A, y, theta):
    if not y.flags.writeable:
        y = y.copy()
    p = sigmoid(A @ theta)
    y[:] = y.astype(float)
    r = p - y
    y[y == 0] = 1
    return A.T @ r / len(r)


@mistake("notebook-variable-used", "cross_entropy_grad", hint=hints.GLOBAL, fails=SLOPE)
def grad_on_the_notebooks_labels(A, y, theta):
    return A.T @ (sigmoid(A @ theta) - passed[: len(A)]) / len(A)


@mistake("notebook-variable-used", "cross_entropy_grad", hint=hints.GLOBAL, fails=SLOPE)
def grad_over_the_notebooks_rows(A, y, theta):
    return A.T @ (sigmoid(A @ theta) - y) / len(design)


@right("cross_entropy_grad")
def grad_by_a_loop(A, y, theta):
    gradient = np.zeros(A.shape[1])
    for row, label in zip(A, y):
        gradient = gradient + (sigmoid(row @ theta) - label) * row
    return gradient / len(y)


@right("cross_entropy_grad")
def grad_column_by_column(A, y, theta):
    r = y - sigmoid(A @ theta)
    return np.array([-np.mean(r * column) for column in A.T])


@right("cross_entropy_grad")
def grad_by_a_sigmoid_of_its_own(A, y, theta):
    return np.einsum("ij,i->j", A, 0.5 + 0.5 * np.tanh((A @ theta) / 2) - y) / A.shape[0]
