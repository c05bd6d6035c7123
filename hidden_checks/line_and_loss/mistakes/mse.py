"""Wrong and right ways to write `mse`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.line_and_loss.mistakes import hints

MEAN = "test_averages_the_squares_of_the_residuals"
REFUSES = "test_refuses_a_column_against_a_row"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
SHAPES = "Give it the shapes (5, 1) and (5,). What comes back, and what was asked for?"

line = data.line()


@mistake("n-by-n-residuals", "mse", hint=hints.BROADCAST, fails=MEAN)
def mse_of_every_pair(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    return np.mean((y_pred[:, None] - y_true) ** 2)


@mistake("hard-coded-for-100-rows", "mse", hint=hints.HARD_CODED, fails=MEAN)
def mse_of_a_hundred(y_true, y_pred):
    return np.sum((y_pred - y_true) ** 2) / 100


@mistake("loop-misses-a-row", "mse", hint=hints.SKIPS, fails=MEAN)
def mse_without_the_first_point(y_true, y_pred):
    total = 0.0
    for i in range(1, len(y_true)):
        total += (y_pred[i] - y_true[i]) ** 2
    return float(np.sum(total) / len(y_true))


@mistake(
    "overwritten-in-the-loop", "mse", hint="What does your variable hold after the last turn of the loop?", fails=MEAN
)
def mse_of_the_last_point(y_true, y_pred):
    for i in range(len(y_true)):
        total = (y_pred[i] - y_true[i]) ** 2
    return float(np.sum(total) / len(y_true))


@mistake("sum-instead-of-mean", "mse", hint=hints.SUM, fails=MEAN)
def mse_as_a_sum(y_true, y_pred):
    return np.sum((y_pred - y_true) ** 2)


@mistake("half-of-the-loss", "mse", hint=hints.HALF, fails=MEAN)
def mse_halved(y_true, y_pred):
    return np.mean((y_pred - y_true) ** 2) / 2


@mistake("another-error-measure", "mse", hint=hints.UNIT, fails=MEAN)
def mse_with_a_root(y_true, y_pred):
    return np.sqrt(np.mean((y_pred - y_true) ** 2))


@mistake("another-error-measure", "mse", hint=hints.UNIT, fails=MEAN)
def mse_of_sizes(y_true, y_pred):
    return np.mean(np.abs(y_pred - y_true))


@mistake("errors-cancel", "mse", hint=hints.SIGN, fails=MEAN)
def mse_squared_after_the_mean(y_true, y_pred):
    return np.mean(y_pred - y_true) ** 2


@mistake("errors-cancel", "mse", hint=hints.SIGN, fails=MEAN)
def mse_never_squared(y_true, y_pred):
    return np.mean(y_pred - y_true)


@mistake("errors-cancel", "mse", hint=hints.SIGN, fails=MEAN)
def mse_never_squared_turned(y_true, y_pred):
    return np.mean(y_true - y_pred)


@mistake("squared-before-subtracting", "mse", hint="Subtract first, or square first?", fails=MEAN)
def mse_of_squares_subtracted(y_true, y_pred):
    return np.mean(y_pred**2 - y_true**2)


@mistake("squared-before-subtracting", "mse", hint="Subtract first, or square first?", fails=MEAN)
def mse_of_squares_subtracted_turned(y_true, y_pred):
    return np.mean(y_true**2 - y_pred**2)


@mistake("variance-instead-of-mean-square", "mse", hint=hints.VARIANCE, fails=MEAN)
def mse_with_one_point_less(y_true, y_pred):
    return np.sum((y_pred - y_true) ** 2) / (len(y_true) - 1)


@mistake("variance-instead-of-mean-square", "mse", hint=hints.VARIANCE, fails=MEAN)
def mse_as_a_variance(y_true, y_pred):
    return np.var(y_pred - y_true)


@mistake("brackets-missing-in-the-divisor", "mse", hint=hints.PRECEDENCE, fails=MEAN)
def mse_divided_and_multiplied(y_true, y_pred):
    return np.sum((y_pred - y_true) ** 2) / 2 * len(y_true)


@mistake(
    "cubed-instead-of-squared",
    "mse",
    hint="Give it a point with the residual -2, then one with +2: should the loss differ?",
    fails=MEAN,
)
def mse_with_a_third_power(y_true, y_pred):
    return np.mean((y_pred - y_true) ** 3)


@mistake("caret-instead-of-power", "mse", hint="What does ^ do in Python? Try 5 ^ 2.", fails=MEAN)
def mse_with_a_caret(y_true, y_pred):
    return np.mean((y_pred - y_true) ^ 2)


@mistake("mean-forgotten", "mse", hint="How many numbers should come back, and how many does yours return?", fails=MEAN)
def mse_without_a_mean(y_true, y_pred):
    return (y_pred - y_true) ** 2


@mistake("added-instead-of-subtracted", "mse", hint="A perfect prediction has the loss 0. Has yours?", fails=MEAN)
def mse_of_sums(y_true, y_pred):
    return np.mean((y_pred + y_true) ** 2)


@mistake("digits-lost", "mse", hint=hints.ROUNDED, fails=MEAN)
def mse_rounded(y_true, y_pred):
    return round(float(np.mean((y_pred - y_true) ** 2)), 4)


@mistake("digits-lost", "mse", hint=hints.ROUNDED, fails=MEAN, agreement=1e-5)
def mse_in_float32(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    e = np.asarray(y_pred, dtype=np.float32) - np.asarray(y_true, dtype=np.float32)
    return float(np.mean(e**2))


@mistake(
    "arguments-changed",
    "mse",
    hint="Print `y_true` and `y_pred` before and after the call: are both still the same?",
    fails=ANY,
)
def mse_written_into_the_predictions(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    y_pred -= y_true
    return np.mean(y_pred**2)


@mistake("notebook-variable-used", "mse", hint=hints.GLOBAL, fails=MEAN)
def mse_of_the_notebooks_targets(y_true, y_pred):
    return np.mean((np.resize(y_pred, line.y.shape) - line.y) ** 2)


@mistake("nothing-returned", "mse", hint=hints.NO_RETURN, fails=MEAN)
def mse_only_printed(y_true, y_pred):
    print(np.mean((y_pred - y_true) ** 2))


@mistake("other-shapes-accepted", "mse", hint=SHAPES, fails=REFUSES)
def mse_of_any_shapes(y_true, y_pred):
    return np.mean((y_pred - y_true) ** 2)


@mistake("other-shapes-accepted", "mse", hint=SHAPES, fails=REFUSES)
def mse_that_compares_lengths(y_true, y_pred):
    if len(y_true) != len(y_pred):
        raise ValueError("lengths differ")
    return np.mean((y_true - y_pred) ** 2)


@mistake(
    "reshaped-instead-of-refused",
    "mse",
    hint="What does the docstring say should happen when the two shapes differ?",
    fails=REFUSES,
)
def mse_that_straightens_everything(y_true, y_pred):
    return np.mean((np.ravel(y_true) - np.ravel(y_pred)) ** 2)


@mistake(
    "another-kind-of-error",
    "mse",
    hint="Which kind of error does the docstring ask for, and which does yours raise?",
    fails=REFUSES,
)
def mse_that_asserts(y_true, y_pred):
    assert y_true.shape == y_pred.shape, "shapes differ"
    return np.mean((y_true - y_pred) ** 2)


@mistake(
    "another-kind-of-error",
    "mse",
    hint="Which kind of error does the docstring ask for, and which does yours raise?",
    fails=REFUSES,
)
def mse_that_returns_its_error(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        return ValueError("shapes differ")
    return np.mean((y_true - y_pred) ** 2)


@mistake(
    "another-kind-of-error",
    "mse",
    hint="Which kind of error does the docstring ask for, and which does yours raise?",
    fails=REFUSES,
)
def mse_that_answers_with_words(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        print("shapes differ")
        return None
    return np.mean((y_true - y_pred) ** 2)


@right("mse")
def mse_with_a_loop(y_true, y_pred):
    if np.shape(y_true) != np.shape(y_pred):
        raise ValueError("the shapes differ")
    total = 0.0
    for target, prediction in zip(y_true, y_pred):
        total += (float(target) - float(prediction)) ** 2
    return total / len(y_true)


@right("mse")
def mse_by_dot(y_true, y_pred):
    if y_true.ndim != 1 or y_true.shape != y_pred.shape:
        raise ValueError
    e = y_true - y_pred
    return e @ e / e.size


@right("mse")
def mse_by_einsum(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError(f"{y_true.shape} and {y_pred.shape}")
    e = y_pred - y_true
    return np.einsum("i,i->", e, e) / len(e)


@right("mse")
def mse_by_norm(y_true, y_pred):
    if not y_true.shape == y_pred.shape:
        raise ValueError("shapes")
    return np.linalg.norm(y_true - y_pred) ** 2 / len(y_true)


@right("mse")
def mse_as_variance_plus_bias(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes")
    e = y_true - y_pred
    return np.var(e) + np.mean(e) ** 2


DIFFERENCES = "How many digits does the square of a million have? Which squares in your formula are that large?"


@mistake("difference-of-large-numbers", "mse", hint=DIFFERENCES, fails=ANY)
def mse_by_moments(y_true, y_pred):
    if np.shape(y_true) != np.shape(y_pred):
        raise ValueError("shapes")
    return np.mean(y_true**2) - 2 * np.mean(y_true * y_pred) + np.mean(y_pred**2)


@mistake("difference-of-large-numbers", "mse", hint=DIFFERENCES, fails=ANY)
def mse_by_expanded_squares(y_true, y_pred):
    if np.shape(y_true) != np.shape(y_pred):
        raise ValueError("shapes")
    return np.mean(y_true**2 - 2 * y_true * y_pred + y_pred**2)


@right("mse")
def mse_as_an_array_without_axes(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError("y_true and y_pred differ in shape")
    squares = np.square(y_true - y_pred)
    return np.array(squares.sum() / squares.size)


@right("mse")
def mse_by_variance_and_mean_of_the_residuals(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError("y_true and y_pred differ in shape")
    r = y_pred - y_true
    return r.var() + r.mean() ** 2
