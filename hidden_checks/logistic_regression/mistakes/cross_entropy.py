"""Wrong and right ways to write `cross_entropy`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.logistic_regression.mistakes import hints
from hidden_checks.logistic_regression.mistakes.notebook import design, passed
from solutions.logistic_regression import sigmoid

ANY = "test_agrees_on_other_data_of_any_kind"
FAR = "test_is_right_at_scores_of_thousands"
ROW = "m + np.log(np.exp(-m) + np.exp(z - m)) - y * z"

LOSS = mistakes("cross_entropy")

LOSS.add("sum-instead-of-mean", hint=hints.SUM, fails=ANY, loss_summed=replace("np.mean", "np.sum"))
LOSS.add(
    "opposite-sign",
    hint=hints.SIGN,
    fails=ANY,
    loss_negative=replace(f"np.mean({ROW})", f"-np.mean({ROW})"),
    loss_with_scores_turned=replace("- y * z", "+ y * z"),
)
LOSS.add(
    "half-of-the-loss",
    hint="Does a factor of one half stand anywhere in the formula?",
    fails=ANY,
    loss_halved=replace("np.mean(", "0.5 * np.mean("),
)
LOSS.add(
    "label-forgotten",
    hint="In which term of the formula does the label stand?",
    fails=ANY,
    loss_without_labels=replace(" - y * z", ""),
    loss_minus_the_label=replace("- y * z", "- y"),
    loss_minus_the_score=replace("- y * z", "- z"),
)
LOSS.add(
    "labels-of-minus-one-and-one",
    hint=hints.LABELS,
    fails=ANY,
    loss_for_signs=replace(
        f"m = np.maximum(z, 0.0)\nreturn float(np.mean({ROW}))", "return float(np.mean(np.logaddexp(0, -y * z)))"
    ),
)
LOSS.add(
    "log-sum-exp-unfinished",
    hint="You took m out of the sum. Where did it go?",
    fails=ANY,
    loss_without_m=replace("m + np.log", "np.log"),
    loss_with_one_as_the_first_term=replace("np.exp(-m)", "1"),
)
LOSS.add(
    "exponential-overflows",
    hint=hints.OVERFLOW,
    fails=FAR,
    loss_by_the_textbook=replace(
        f"m = np.maximum(z, 0.0)\nreturn float(np.mean({ROW}))", "return float(np.mean(np.log(1 + np.exp(z)) - y * z))"
    ),
)
LOSS.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=ANY,
    loss_rounded=replace(f"float(np.mean({ROW}))", f"round(float(np.mean({ROW})), 4)"),
)
LOSS.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=ANY,
    loss_only_printed=replace(f"return float(np.mean({ROW}))", f"print(np.mean({ROW}))"),
)
LOSS.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=ANY,
    loss_of_the_notebooks_labels=replace("- y * z", "- passed[: len(z)] * z"),
)


@mistake("logarithm-of-zero", "cross_entropy", hint="What is log(1 - p) when p is 1 up to the last digit?", fails=FAR)
def loss_from_probabilities(A, y, theta):
    p = sigmoid(A @ theta)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake("logarithm-of-zero", "cross_entropy", hint="What is log(1 - p) when p is 1 up to the last digit?", fails=FAR)
def loss_from_the_probability_of_what_happened(A, y, theta):
    p = sigmoid(A @ theta)
    return float(np.mean(-np.log(np.where(y == 1, p, 1 - p))))


@mistake("probabilities-cut-off", "cross_entropy", hint=hints.CUT, fails=FAR)
def loss_from_probabilities_cut_off(A, y, theta):
    p = np.clip(sigmoid(A @ theta), 1e-15, 1 - 1e-15)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@mistake("probabilities-cut-off", "cross_entropy", hint=hints.CUT, fails=FAR)
def loss_from_probabilities_with_a_guard(A, y, theta):
    p = sigmoid(A @ theta)
    return float(-np.mean(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9)))


@mistake(
    "scores-cut-off", "cross_entropy", hint="How large may a score be in your code? And in the description?", fails=FAR
)
def loss_of_scores_up_to_fifty(A, y, theta):
    z = np.clip(A @ theta, -50, 50)
    return float(np.mean(np.logaddexp(0, z) - y * z))


@mistake("one-label-forgotten", "cross_entropy", hint=hints.ONE_CLASS, fails=ANY)
def loss_of_the_ones_alone(A, y, theta):
    z = A @ theta
    return float(np.mean(y * np.logaddexp(0, -z)))


@mistake("one-label-forgotten", "cross_entropy", hint="What does a row with the label 1 cost in your code?", fails=ANY)
def loss_of_the_zeros_alone(A, y, theta):
    z = A @ theta
    return float(np.mean((1 - y) * np.logaddexp(0, z)))


@mistake(
    "another-logarithm",
    "cross_entropy",
    hint="With which base is the logarithm taken? Compute the loss at theta = 0.",
    fails=ANY,
)
def loss_in_bits(A, y, theta):
    z = A @ theta
    return float(np.mean(np.logaddexp(0, z) - y * z) / np.log(2))


@mistake(
    "another-logarithm",
    "cross_entropy",
    hint="With which base is the logarithm taken? Compute the loss at theta = 0.",
    fails=ANY,
)
def loss_by_tens(A, y, theta):
    z = A @ theta
    return float(np.mean(np.logaddexp(0, z) - y * z) / np.log(10))


@mistake("another-error-measure", "cross_entropy", hint="Is there a square in the cross-entropy?", fails=ANY)
def loss_of_squares(A, y, theta):
    return float(np.mean((sigmoid(A @ theta) - y) ** 2))


@mistake(
    "another-error-measure",
    "cross_entropy",
    hint="What does a row cost that is sure and wrong? Can it be more than 1?",
    fails=ANY,
)
def loss_of_distances(A, y, theta):
    return float(np.mean(np.abs(sigmoid(A @ theta) - y)))


@mistake("sigmoid-twice", "cross_entropy", hint=hints.TWICE, fails=ANY)
def loss_of_probabilities_as_scores(A, y, theta):
    p = sigmoid(A @ theta)
    return float(np.mean(np.logaddexp(0, p) - y * p))


@mistake("divided-by-columns", "cross_entropy", hint=hints.COLUMNS, fails=ANY)
def loss_over_columns(A, y, theta):
    z = A @ theta
    return float(np.sum(np.logaddexp(0, z) - y * z) / A.shape[1])


@mistake(
    "arguments-changed",
    "cross_entropy",
    hint="Print `y` before and after the call: are its labels the same?",
    fails=ANY,
)
def loss_that_changes_labels_into_signs(A, y, theta):
    z = A @ theta
    if not y.flags.writeable:
        y = y.copy()
    y[y == 0] = -1
    return float(np.mean(np.logaddexp(0, -y * z)))


@mistake("notebook-variable-used", "cross_entropy", hint=hints.GLOBAL, fails=ANY)
def loss_of_the_notebooks_rows(A, y, theta):
    z = design[:, : len(theta)] @ theta[: design.shape[1]]
    return float(np.mean(np.logaddexp(0, z) - passed * z))


@right("cross_entropy")
def loss_by_logaddexp(A, y, theta):
    z = A @ theta
    return np.mean(np.logaddexp(0, z) - y * z)


@right("cross_entropy")
def loss_by_signs(A, y, theta):
    return np.logaddexp(0, -(2 * y - 1) * (A @ theta)).mean()


@right("cross_entropy")
def loss_by_a_loop(A, y, theta):
    total = 0.0
    for row, label in zip(A, y):
        z = sum(float(a) * float(t) for a, t in zip(row, theta))
        total += max(z, 0.0) + np.log1p(np.exp(-abs(z))) - label * z
    return total / len(y)
