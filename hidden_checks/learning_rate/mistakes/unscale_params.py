"""Wrong and right ways to write `unscale_params`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.learning_rate.mistakes import hints

SAME = "test_both_models_predict_the_same"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
MEAN = "Predict for a case with all features at their means, in both units: do the two agree?"
UNITS = "Write the units of each number down: which spread belongs on top, and is every y scaled back?"


@mistake(
    "left-in-standard-units",
    "unscale_params",
    hint="In which units are these numbers? What was done to them?",
    fails=SAME,
)
def params_left_in_standard_units(w_s, b_s, x_mean, x_std, y_mean, y_std):
    return w_s, b_s


@mistake("intercept-converted-wrongly", "unscale_params", hint=MEAN, fails=SAME)
def params_without_the_means_of_x(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * y_std / x_std
    return w, y_mean + y_std * b_s


@mistake("intercept-converted-wrongly", "unscale_params", hint=MEAN, fails=SAME)
def params_with_the_scaled_weight_in_b(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * y_std / x_std
    return w, float(y_mean + y_std * b_s - np.sum(w_s * x_mean))


@mistake("intercept-converted-wrongly", "unscale_params", hint=MEAN, fails=SAME)
def params_with_the_intercept_not_scaled(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * y_std / x_std
    return w, float(y_mean + b_s - np.sum(w * x_mean))


@mistake("intercept-converted-wrongly", "unscale_params", hint=MEAN, fails=SAME)
def params_with_the_intercept_forgotten(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * y_std / x_std
    return w, float(y_mean - np.sum(w * x_mean))


@mistake("intercept-converted-wrongly", "unscale_params", hint=MEAN, fails=SAME)
def params_with_the_means_added(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * y_std / x_std
    return w, float(y_mean + y_std * b_s + np.sum(w * x_mean))


@mistake("slopes-converted-wrongly", "unscale_params", hint=UNITS, fails=SAME)
def params_with_the_spreads_upside_down(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * x_std / y_std
    return w, float(y_mean + y_std * b_s - np.sum(w * x_mean))


@mistake("slopes-converted-wrongly", "unscale_params", hint=UNITS, fails=SAME)
def params_multiplied_by_both_spreads(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * y_std * x_std
    return w, float(y_mean + y_std * b_s - np.sum(w * x_mean))


@mistake("slopes-converted-wrongly", "unscale_params", hint=UNITS, fails=SAME)
def params_without_the_scale_of_y(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s / x_std
    return w, float(b_s - np.sum(w * x_mean))


@mistake("mean-of-y-forgotten", "unscale_params", hint="Where in your intercept is the mean of y?", fails=SAME)
def params_without_the_mean_of_y(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * y_std / x_std
    return w, float(y_std * b_s - np.sum(w * x_mean))


@mistake(
    "one-intercept-per-feature",
    "unscale_params",
    hint="One intercept for all features together: how many numbers is yours?",
    fails=SAME,
)
def params_with_one_intercept_each(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * y_std / x_std
    return w, y_mean + y_std * b_s - w * x_mean


@mistake(
    "returned-in-the-wrong-order",
    "unscale_params",
    hint="Compare the order of what you hand back with what was asked for.",
    fails=SAME,
)
def params_with_the_intercept_first(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * y_std / x_std
    return float(y_mean + y_std * b_s - np.sum(w * x_mean)), w


@mistake(
    "array-of-whole-numbers",
    "unscale_params",
    hint="An array that is made from whole numbers can hold only whole numbers. What type does yours have?",
    fails=ANY,
)
def params_into_the_type_of_the_weights(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = np.zeros_like(w_s)
    for j in range(len(w_s)):
        w[j] = w_s[j] * y_std / x_std[j]
    return w, float(y_mean + y_std * b_s - np.sum(w * x_mean))


@mistake("digits-lost", "unscale_params", hint=hints.ROUNDED, fails=SAME)
def params_rounded(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * y_std / x_std
    return np.round(w, 4), round(float(y_mean + y_std * b_s - np.sum(w * x_mean)), 4)


@mistake(
    "arguments-changed",
    "unscale_params",
    hint="Print `w_s`, `x_mean` and `x_std` before and after the call: which one is not the same?",
    fails=ANY,
)
def params_that_write_into_the_weights(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w_s *= y_std / x_std
    return w_s, float(y_mean + y_std * b_s - np.sum(w_s * x_mean))


@mistake("nothing-returned", "unscale_params", hint=hints.NO_RETURN, fails=SAME)
def params_only_printed(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = w_s * y_std / x_std
    print(w, y_mean + y_std * b_s - np.sum(w * x_mean))


@right("unscale_params")
def params_with_a_loop(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = []
    b = y_mean + y_std * b_s
    for weight, mean, spread in zip(w_s, x_mean, x_std):
        w.append(weight * y_std / spread)
        b -= w[-1] * mean
    return np.array(w, dtype=float), float(b)


@right("unscale_params")
def params_by_asking_the_model(w_s, b_s, x_mean, x_std, y_mean, y_std):
    def model(x):
        return y_mean + y_std * (np.sum(w_s * (x - x_mean) / x_std) + b_s)

    b = model(np.zeros(len(w_s)))
    w = np.array([y_std * w_s[j] / x_std[j] for j in range(len(w_s))])
    return [w, b]


@right("unscale_params")
def params_in_one_expression(w_s, b_s, x_mean, x_std, y_mean, y_std):
    return y_std * w_s / x_std, y_mean + y_std * (b_s - (w_s / x_std) @ x_mean)


@right("unscale_params")
def unscaled_with_a_guard(w_s, b_s, x_mean, x_std, y_mean, y_std):
    w = np.asarray(w_s) * y_std / (np.asarray(x_std) + 1e-8)
    return w, b_s * y_std + y_mean - w @ x_mean
