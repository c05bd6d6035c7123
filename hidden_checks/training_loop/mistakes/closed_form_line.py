"""Wrong and right ways to write `closed_form_line`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.training_loop.mistakes import hints

BEST = "test_agrees_with_least_squares"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
DDOF = "By which number does each of the NumPy functions in your fraction divide: by n, or by n - 1?"

line = data.line()


@mistake("one-side-divided-by-n", "closed_form_line", hint="Are both sides of your equation divided alike?", fails=BEST)
def line_with_one_side_averaged(x, y):
    A = np.column_stack([np.ones(len(x)), x])
    b, w = np.linalg.solve(A.T @ A / len(x), A.T @ y)
    return w, b


@mistake(
    "line-through-the-origin",
    "closed_form_line",
    hint="How many numbers should come back? Where does the intercept enter?",
    fails=BEST,
)
def line_through_the_origin(x, y):
    return np.sum(x * y) / np.sum(x * x), 0.0


@mistake("unequal-degrees-of-freedom", "closed_form_line", hint=DDOF, fails=BEST)
def line_with_cov_over_var(x, y):
    w = np.cov(x, y)[0, 1] / np.var(x)
    return w, np.mean(y) - w * np.mean(x)


@mistake("unequal-degrees-of-freedom", "closed_form_line", hint=DDOF, fails=BEST)
def line_with_mean_over_var_of_ddof_1(x, y):
    w = np.mean((x - x.mean()) * (y - y.mean())) / np.var(x, ddof=1)
    return w, np.mean(y) - w * np.mean(x)


@mistake("returned-in-the-wrong-order", "closed_form_line", hint=hints.CROSSED, fails=BEST)
def line_with_b_first(x, y):
    A = np.column_stack([np.ones(len(x)), x])
    return tuple(np.linalg.lstsq(A, y, rcond=None)[0])


CENTRE = "At x = mean of x, does your line meet the mean of y?"


@mistake("mean-of-y-as-intercept", "closed_form_line", hint=CENTRE, fails=BEST)
def line_with_the_mean_as_intercept(x, y):
    centred = x - np.mean(x)
    return np.sum(centred * (y - np.mean(y))) / np.sum(centred**2), np.mean(y)


@mistake(
    "slope-of-uncentred-data",
    "closed_form_line",
    hint="What does the formula take away from x and y first?",
    fails=BEST,
)
def line_with_an_uncentred_slope(x, y):
    w = np.mean(x * y) / np.mean(x**2)
    return w, np.mean(y) - w * np.mean(x)


@mistake(
    "divided-by-the-spread-of-y",
    "closed_form_line",
    hint="Whose spread belongs below: that of x or that of y?",
    fails=BEST,
)
def line_divided_by_the_spread_of_y(x, y):
    w = np.cov(x, y)[0, 1] / np.var(y, ddof=1)
    return w, np.mean(y) - w * np.mean(x)


@mistake(
    "correlation-as-slope",
    "closed_form_line",
    hint="In which units is your slope? A correlation has none.",
    fails=BEST,
)
def line_with_the_correlation_as_slope(x, y):
    w = np.corrcoef(x, y)[0, 1]
    return w, np.mean(y) - w * np.mean(x)


@mistake("digits-lost", "closed_form_line", hint=hints.ROUNDED, fails=BEST)
def line_rounded(x, y):
    w, b = np.polyfit(x, y, 1)
    return round(w, 4), round(b, 4)


@mistake("digits-lost", "closed_form_line", hint=hints.ROUNDED, fails=BEST, agreement=1e-5)
def line_in_float32(x, y):
    x, y = np.asarray(x, dtype=np.float32), np.asarray(y, dtype=np.float32)
    centred = x - x.mean()
    w = np.sum(centred * (y - y.mean())) / np.sum(centred**2)
    return float(w), float(y.mean() - w * x.mean())


@mistake(
    "arguments-changed",
    "closed_form_line",
    hint="Print `x` and `y` before and after the call: are both still the same?",
    fails=ANY,
)
def line_that_centres_its_arguments(x, y):
    mean_x, mean_y = x.mean(), y.mean()
    x -= mean_x
    y -= mean_y
    w = np.sum(x * y) / np.sum(x * x)
    return w, mean_y - w * mean_x


@mistake("notebook-variable-used", "closed_form_line", hint=hints.GLOBAL, fails=BEST)
def line_of_the_notebooks_data(x, y):
    w, b = np.polyfit(line.x, line.y, 1)
    return w, b


@mistake("nothing-returned", "closed_form_line", hint=hints.NO_RETURN, fails=BEST)
def line_that_only_prints(x, y):
    w, b = np.polyfit(x, y, 1)
    print(w, b)


@right("closed_form_line")
def line_by_polyfit(x, y):
    w, b = np.polyfit(x, y, 1)
    return w, b


@right("closed_form_line")
def line_by_lstsq(x, y):
    A = np.column_stack([x, np.ones(len(x))])
    w, b = np.linalg.lstsq(A, y, rcond=None)[0]
    return float(w), float(b)


@right("closed_form_line")
def line_by_the_normal_equation(x, y):
    A = np.column_stack([np.ones(len(x)), x])
    theta = np.linalg.solve(A.T @ A, A.T @ y)
    return theta[1], theta[0]


@right("closed_form_line")
def line_with_cov_and_var_alike(x, y):
    w = np.cov(x, y, ddof=0)[0, 1] / np.var(x)
    return w, np.mean(y) - w * np.mean(x)


@right("closed_form_line")
def line_by_moments(x, y):
    w = (np.mean(x * y) - np.mean(x) * np.mean(y)) / (np.mean(x**2) - np.mean(x) ** 2)
    return w, np.mean(y) - w * np.mean(x)


@right("closed_form_line")
def line_with_a_loop(x, y):
    n = len(x)
    mean_x, mean_y = sum(float(v) for v in x) / n, sum(float(v) for v in y) / n
    above = sum((float(p) - mean_x) * (float(q) - mean_y) for p, q in zip(x, y))
    below = sum((float(p) - mean_x) ** 2 for p in x)
    return above / below, mean_y - above / below * mean_x


@right("closed_form_line")
def line_with_a_guard(x, y):
    x_mean, y_mean = np.mean(x), np.mean(y)
    w = np.sum((x - x_mean) * (y - y_mean)) / (np.sum((x - x_mean) ** 2) + 1e-8)
    return w, y_mean - w * x_mean
