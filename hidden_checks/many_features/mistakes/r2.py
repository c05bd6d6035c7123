"""Wrong and right ways to write `r2`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.many_features.mistakes import hints

AGREES = "test_agrees_for_data_of_any_size"
KNOWS = "test_knows_the_mean_and_a_shifted_copy"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
MEAN = "Predict the mean everywhere: what should R² be?"
CORRELATION = "Predict everything 100 too high: is that still perfect?"

plane = data.plane()


@mistake("another-formula-for-r2", "r2", hint=MEAN, fails=AGREES)
def r2_with_arguments_swapped(y_true, y_pred):
    return 1 - np.sum((y_true - y_pred) ** 2) / np.sum((y_pred - np.mean(y_pred)) ** 2)


@mistake("another-formula-for-r2", "r2", hint=MEAN, fails=AGREES)
def r2_without_one_minus(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2) / np.sum((y_true - np.mean(y_true)) ** 2)


@mistake("another-formula-for-r2", "r2", hint=MEAN, fails=AGREES)
def r2_with_ddof_1(y_true, y_pred):
    return 1 - np.mean((y_true - y_pred) ** 2) / np.var(y_true, ddof=1)


@mistake("correlation-instead-of-r2", "r2", hint=CORRELATION, fails=KNOWS)
def r2_as_a_squared_correlation(y_true, y_pred):
    above = np.sum((y_true - y_true.mean()) * (y_pred - y_pred.mean())) ** 2
    below = np.sum((y_true - y_true.mean()) ** 2) * np.sum((y_pred - y_pred.mean()) ** 2)
    return above / below if below > 0 else 0.0


@mistake("correlation-instead-of-r2", "r2", hint=CORRELATION, fails=AGREES)
def r2_as_a_correlation(y_true, y_pred):
    above = np.sum((y_true - y_true.mean()) * (y_pred - y_pred.mean()))
    below = np.sum((y_true - y_true.mean()) ** 2) * np.sum((y_pred - y_pred.mean()) ** 2)
    return above / np.sqrt(below) if below > 0 else 0.0


@mistake("score-blind-to-a-shift", "r2", hint=CORRELATION, fails=KNOWS)
def r2_as_a_share_of_variances(y_true, y_pred):
    return np.var(y_pred) / np.var(y_true)


@mistake("score-blind-to-a-shift", "r2", hint=CORRELATION, fails=KNOWS)
def r2_of_centred_residuals(y_true, y_pred):
    return 1 - np.var(y_true - y_pred) / np.var(y_true)


@mistake(
    "spread-around-zero", "r2", hint="What is the yardstick: the spread around zero, or around the mean?", fails=AGREES
)
def r2_against_zero(y_true, y_pred):
    return 1 - np.sum((y_true - y_pred) ** 2) / np.sum(y_true**2)


@mistake("mean-divided-by-sum", "r2", hint="Are both parts of your fraction sums, or both means?", fails=AGREES)
def r2_of_a_mean_over_a_sum(y_true, y_pred):
    return 1 - np.mean((y_true - y_pred) ** 2) / np.sum((y_true - np.mean(y_true)) ** 2)


@mistake(
    "absolute-values-instead-of-squares",
    "r2",
    hint="Squares or absolute values: which do both parts of the formula hold?",
    fails=AGREES,
)
def r2_of_absolute_values(y_true, y_pred):
    return 1 - np.sum(np.abs(y_true - y_pred)) / np.sum(np.abs(y_true - np.mean(y_true)))


@mistake("divided-by-a-standard-deviation", "r2", hint="Where in the formula does a root stand?", fails=AGREES)
def r2_over_the_std(y_true, y_pred):
    return 1 - np.mean((y_true - y_pred) ** 2) / np.std(y_true)


@mistake("digits-lost", "r2", hint=hints.ROUNDED, fails=AGREES)
def r2_rounded(y_true, y_pred):
    return round(1 - np.sum((y_true - y_pred) ** 2) / np.sum((y_true - np.mean(y_true)) ** 2), 4)


@mistake(
    "arguments-changed",
    "r2",
    hint="Call it twice with the same `y_true` and `y_pred`: do both calls give the same score?",
    fails=ANY,
)
def r2_that_writes_into_y(y_true, y_pred):
    spread = np.sum((y_true - np.mean(y_true)) ** 2)
    y_pred -= y_true
    return 1 - np.sum(y_pred**2) / spread


@mistake("notebook-variable-used", "r2", hint=hints.GLOBAL, fails=AGREES)
def r2_of_the_notebooks_targets(y_true, y_pred):
    return 1 - np.mean((y_true - y_pred) ** 2) / np.var(plane.y)


@mistake("nothing-returned", "r2", hint=hints.NO_RETURN, fails=AGREES)
def r2_only_printed(y_true, y_pred):
    print(1 - np.mean((y_true - y_pred) ** 2) / np.var(y_true))


@right("r2")
def r2_by_variances(y_true, y_pred):
    return 1 - np.mean((y_true - y_pred) ** 2) / np.var(y_true)


@right("r2")
def r2_as_one_fraction(y_true, y_pred):
    spread = np.sum(np.square(y_true - np.mean(y_true)))
    return float((spread - np.sum(np.square(y_pred - y_true))) / spread)


@right("r2")
def r2_with_a_loop(y_true, y_pred):
    mean = sum(float(v) for v in y_true) / len(y_true)
    above = below = 0.0
    for truth, guess in zip(y_true, y_pred):
        above += (float(truth) - float(guess)) ** 2
        below += (float(truth) - mean) ** 2
    return 1 - above / below


@right("r2")
def r2_with_ddof_on_both_sides(y_true, y_pred):
    n = len(y_true)
    return 1 - np.sum((y_pred - y_true) ** 2) / (n - 1) / np.var(y_true, ddof=1)


DIFFERENCES = "How many digits does the square of a million have? Which squares in your formula are that large?"


@mistake("difference-of-large-numbers", "r2", hint=DIFFERENCES, fails=ANY)
def r2_with_a_spread_by_moments(y_true, y_pred):
    return 1 - np.mean((y_true - y_pred) ** 2) / (np.mean(y_true**2) - np.mean(y_true) ** 2)


@mistake("difference-of-large-numbers", "r2", hint=DIFFERENCES, fails=ANY)
def r2_by_moments(y_true, y_pred):
    above = np.mean(y_true**2) - 2 * np.mean(y_true * y_pred) + np.mean(y_pred**2)
    return 1 - above / (np.mean(y_true**2) - np.mean(y_true) ** 2)


@right("r2")
def r2_with_a_guard(y_true, y_pred):
    ss_res = ((y_true - y_pred) ** 2).sum()
    ss_tot = ((y_true - y_true.mean()) ** 2).sum()
    return 1 - ss_res / (ss_tot + 1e-8)


@right("r2")
def r2_with_a_guard_of_the_variance(y_true, y_pred):
    return 1.0 - np.mean(np.square(y_true - y_pred)) / np.maximum(np.var(y_true), 1e-10)


@right("r2")
def r2_with_guards_in_both_parts(y_true, y_pred):
    return np.array(1 - (np.var(y_true - y_pred) + np.mean(y_true - y_pred) ** 2) / (np.var(y_true) + 1e-9))
