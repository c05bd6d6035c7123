"""Wrong and right ways to write `grad_line`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.gradient.mistakes import hints

SLOPES = "test_agrees_with_the_slopes_of_the_loss"
HUGE = "test_keeps_its_digits_on_huge_numbers"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
DIFFERENCED = "A formula was asked for. What happens to yours when the loss is a number like 1e24?"
HALF = "Differentiate r² once more, slowly: what stands in front?"

line = data.line()


@mistake("x-on-the-axis-of-the-targets", "grad_line", hint=hints.BROADCAST, fails=SLOPES)
def slopes_with_x_on_the_axis_of_y(x, y, w, b):
    dw = np.mean(2 * ((w * x + b)[:, None] - y) * x)
    db = np.mean(2 * (w * x + b - y))
    return dw, db


@mistake("x-on-the-axis-of-the-predictions", "grad_line", hint=hints.BROADCAST, fails=SLOPES)
def slopes_with_x_on_the_axis_of_the_prediction(x, y, w, b):
    dw = np.mean(2 * ((w * x + b) - y[:, None]) * x)
    db = np.mean(2 * (w * x + b - y))
    return dw, db


UPHILL = "With w far below its best value, should dw be positive or negative?"


@mistake("opposite-sign", "grad_line", hint=UPHILL, fails=SLOPES)
def slopes_with_the_sign_turned(x, y, w, b):
    e = y - (w * x + b)
    return 2 * np.mean(e * x), 2 * np.mean(e)


@mistake("half-of-the-gradient", "grad_line", hint=HALF, fails=SLOPES)
def slopes_halved(x, y, w, b):
    e = w * x + b - y
    return np.mean(e * x), np.mean(e)


@mistake("gradient-of-the-sum", "grad_line", hint=hints.SUM, fails=SLOPES)
def slopes_of_the_sum(x, y, w, b):
    e = w * x + b - y
    return 2 * np.sum(e * x), 2 * np.sum(e)


@mistake(
    "sum-without-factors",
    "grad_line",
    hint="Copy every row twice: does the gradient change? And what does the square leave in front?",
    fails=SLOPES,
)
def slopes_as_bare_sums(x, y, w, b):
    e = w * x + b - y
    return np.sum(e * x), np.sum(e)


@mistake("hard-coded-for-100-rows", "grad_line", hint="Would it work with 7 rows?", fails=SLOPES)
def slopes_of_a_hundred_points(x, y, w, b):
    e = w * x + b - y
    return 2 / 100 * np.sum(e * x), 2 / 100 * np.sum(e)


@mistake(
    "db-before-dw", "grad_line", hint="Which derivative carries x? And in what order were they asked for?", fails=SLOPES
)
def slopes_with_db_first(x, y, w, b):
    e = w * x + b - y
    return 2 * np.mean(e), 2 * np.mean(e * x)


@mistake(
    "factor-x-missing",
    "grad_line",
    hint="By the chain rule, what multiplies r in the derivative with respect to w?",
    fails=SLOPES,
)
def slopes_without_x(x, y, w, b):
    e = w * x + b - y
    return 2 * np.mean(e), 2 * np.mean(e)


@mistake("factor-x-in-db", "grad_line", hint="What is the derivative of w·x + b with respect to b?", fails=SLOPES)
def slopes_both_with_x(x, y, w, b):
    e = w * x + b - y
    return 2 * np.mean(e * x), 2 * np.mean(e * x)


@mistake("product-of-means", "grad_line", hint="Is the mean of a product the product of the means?", fails=SLOPES)
def slopes_as_a_product_of_means(x, y, w, b):
    e = w * x + b - y
    return 2 * np.mean(e) * np.mean(x), 2 * np.mean(e)


BRACKETS = "Add brackets, and say what exactly is multiplied by x."


@mistake("x-multiplies-y-alone", "grad_line", hint=BRACKETS, fails=SLOPES)
def slopes_with_x_on_y_alone(x, y, w, b):
    pred = w * x + b
    return 2 * np.mean(pred - y * x), 2 * np.mean(pred - y)


@mistake("x-multiplies-y-alone", "grad_line", hint=BRACKETS, fails=SLOPES)
def slopes_with_x_on_y_alone_turned(x, y, w, b):
    pred = w * x + b
    return -2 * np.mean(y - pred * x), -2 * np.mean(y - pred)


@mistake("y-instead-of-x", "grad_line", hint="Which variable does w multiply?", fails=SLOPES)
def slopes_times_y(x, y, w, b):
    e = w * x + b - y
    return 2 * np.mean(e * y), 2 * np.mean(e)


@mistake("one-of-two-derivatives-wrong", "grad_line", hint=hints.ONE, fails=SLOPES)
def slopes_with_db_halved(x, y, w, b):
    e = w * x + b - y
    return 2 * np.mean(e * x), np.mean(e)


@mistake("one-of-two-derivatives-wrong", "grad_line", hint=hints.ONE, fails=SLOPES)
def slopes_with_db_summed(x, y, w, b):
    e = w * x + b - y
    return 2 * np.mean(e * x), 2 * np.sum(e)


@mistake("one-of-two-derivatives-wrong", "grad_line", hint=hints.ONE, fails=SLOPES)
def slopes_with_db_turned(x, y, w, b):
    e = w * x + b - y
    return 2 * np.mean(e * x), -2 * np.mean(e)


@mistake("one-of-two-derivatives-wrong", "grad_line", hint=hints.ONE, fails=SLOPES)
def slopes_with_dw_halved(x, y, w, b):
    e = w * x + b - y
    return np.mean(e * x), 2 * np.mean(e)


@mistake("one-of-two-derivatives-wrong", "grad_line", hint=hints.ONE, fails=SLOPES)
def slopes_with_dw_summed(x, y, w, b):
    e = w * x + b - y
    return 2 * np.sum(e * x), 2 * np.mean(e)


@mistake("one-of-two-derivatives-wrong", "grad_line", hint=hints.ONE, fails=SLOPES)
def slopes_with_dw_turned(x, y, w, b):
    e = w * x + b - y
    return -2 * np.mean(e * x), 2 * np.mean(e)


@mistake(
    "gradient-without-sign", "grad_line", hint="A gradient is a direction: what did the sign tell you?", fails=SLOPES
)
def slopes_without_a_sign(x, y, w, b):
    e = w * x + b - y
    return abs(2 * np.mean(e * x)), abs(2 * np.mean(e))


LAST = "What does the variable hold after the last turn of the loop?"


@mistake("overwritten-in-the-loop", "grad_line", hint=LAST, fails=SLOPES)
def slopes_of_the_last_point(x, y, w, b):
    n = len(x)
    for i in range(n):
        dw = 2 / n * (w * x[i] + b - y[i]) * x[i]
        db = 2 / n * (w * x[i] + b - y[i])
    return float(dw), float(db)


@mistake("overwritten-in-the-loop", "grad_line", hint=LAST, fails=SLOPES)
def slopes_of_the_last_point_undivided(x, y, w, b):
    for i in range(len(x)):
        dw = 2 * (w * x[i] + b - y[i]) * x[i]
        db = 2 * (w * x[i] + b - y[i])
    return float(dw), float(db)


@mistake("loop-misses-a-row", "grad_line", hint="How many points does your loop visit?", fails=SLOPES)
def slopes_without_the_first_point(x, y, w, b):
    n, dw, db = len(x), 0.0, 0.0
    for i in range(1, n):
        e = float(w * x[i] + b - y[i])
        dw += 2 / n * e * float(x[i])
        db += 2 / n * e
    return dw, db


@mistake("loop-misses-a-row", "grad_line", hint="How many points does your loop visit?", fails=SLOPES)
def slopes_without_the_last_point(x, y, w, b):
    n, dw, db = len(x), 0.0, 0.0
    for i in range(n - 1):
        e = float(w * x[i] + b - y[i])
        dw += 2 / n * e * float(x[i])
        db += 2 / n * e
    return dw, db


@mistake(
    "square-left-in-the-derivative", "grad_line", hint="What is left of the square after differentiating?", fails=SLOPES
)
def slopes_with_the_square_left(x, y, w, b):
    e = w * x + b - y
    return 2 * np.mean(e**2 * x), 2 * np.mean(e**2)


@mistake(
    "square-left-in-the-derivative", "grad_line", hint="What is left of the square after differentiating?", fails=SLOPES
)
def slopes_with_the_square_left_in_dw(x, y, w, b):
    e = w * x + b - y
    return 2 * np.mean(e**2 * x), 2 * np.mean(e)


@mistake(
    "gradient-of-the-absolute-error",
    "grad_line",
    hint="That is the derivative of another loss: which one?",
    fails=SLOPES,
)
def slopes_of_the_mean_size(x, y, w, b):
    e = w * x + b - y
    return np.mean(np.sign(e) * x), np.mean(np.sign(e))


@mistake(
    "gradient-of-the-absolute-error",
    "grad_line",
    hint="That is the derivative of another loss: which one?",
    fails=SLOPES,
)
def slopes_of_the_mean_size_doubled(x, y, w, b):
    e = w * x + b - y
    return 2 * np.mean(np.sign(e) * x), 2 * np.mean(np.sign(e))


@mistake("intercept-forgotten", "grad_line", hint="Shift b by one: do your derivatives move?", fails=SLOPES)
def slopes_without_an_intercept(x, y, w, b):
    e = w * x - y
    return 2 * np.mean(e * x), 2 * np.mean(e)


@mistake(
    "gradient-of-the-root",
    "grad_line",
    hint="Your derivatives belong to the root of the loss. Is there a root in this course's loss?",
    fails=SLOPES,
)
def slopes_of_the_root(x, y, w, b):
    e = w * x + b - y
    root = np.sqrt(np.mean(e**2))
    return np.mean(e * x) / root, np.mean(e) / root


@mistake(
    "gradient-of-length-one", "grad_line", hint="A gradient has a length, too. What became of yours?", fails=SLOPES
)
def slopes_of_length_one(x, y, w, b):
    e = w * x + b - y
    g = np.array([2 * np.mean(e * x), 2 * np.mean(e)])
    length = np.linalg.norm(g)
    g = g / length if length > 0 else g
    return g[0], g[1]


@mistake(
    "gradient-not-averaged",
    "grad_line",
    hint="Two numbers were asked for. Has each of them been averaged?",
    fails=SLOPES,
)
def slopes_of_each_point(x, y, w, b):
    e = w * x + b - y
    return 2 * e * x, 2 * e


@mistake(
    "array-instead-of-two-numbers",
    "grad_line",
    hint="What does the docstring say should come back: one array, or two numbers?",
    fails=SLOPES,
)
def slopes_as_an_array(x, y, w, b):
    e = w * x + b - y
    return np.array([2 * np.mean(e * x), 2 * np.mean(e)])


@mistake("differences-instead-of-the-formula", "grad_line", hint=DIFFERENCED, fails=HUGE)
def slopes_by_central_differences(x, y, w, b):
    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)

    h = 1.0
    return (loss(w + h, b) - loss(w - h, b)) / (2 * h), (loss(w, b + h) - loss(w, b - h)) / (2 * h)


@mistake("differences-instead-of-the-formula", "grad_line", hint=DIFFERENCED, fails=HUGE)
def slopes_by_small_central_differences(x, y, w, b):
    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)

    h = 1e-5
    return (loss(w + h, b) - loss(w - h, b)) / (2 * h), (loss(w, b + h) - loss(w, b - h)) / (2 * h)


@mistake("differences-instead-of-the-formula", "grad_line", hint=DIFFERENCED, fails=HUGE)
def slopes_by_tiny_central_differences(x, y, w, b):
    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)

    h = 1e-8
    return (loss(w + h, b) - loss(w - h, b)) / (2 * h), (loss(w, b + h) - loss(w, b - h)) / (2 * h)


@mistake("differences-instead-of-the-formula", "grad_line", hint=DIFFERENCED, fails=HUGE)
def slopes_by_forward_differences(x, y, w, b):
    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)

    h = 1e-6
    return (loss(w + h, b) - loss(w, b)) / h, (loss(w, b + h) - loss(w, b)) / h


@mistake("digits-lost", "grad_line", hint=hints.ROUNDED, fails=SLOPES)
def slopes_rounded(x, y, w, b):
    e = w * x + b - y
    return round(float(2 * np.mean(e * x)), 4), round(float(2 * np.mean(e)), 4)


@mistake("digits-lost", "grad_line", hint=hints.ROUNDED, fails=SLOPES, agreement=1e-5)
def slopes_in_float32(x, y, w, b):
    x, y = np.asarray(x, dtype=np.float32), np.asarray(y, dtype=np.float32)
    e = np.float32(w) * x + np.float32(b) - y
    return float(2 * np.mean(e * x)), float(2 * np.mean(e))


@mistake(
    "arguments-changed",
    "grad_line",
    hint="Print `x` and `y` before and after the call: are both still the same?",
    fails=ANY,
)
def slopes_written_into_y(x, y, w, b):
    y -= w * x + b
    return -2 * np.mean(y * x), -2 * np.mean(y)


@mistake("notebook-variable-used", "grad_line", hint=hints.GLOBAL, fails=SLOPES)
def slopes_on_the_notebooks_data(x, y, w, b):
    e = w * line.x + b - line.y
    return 2 * np.mean(e * line.x), 2 * np.mean(e)


@mistake("nothing-returned", "grad_line", hint=hints.NO_RETURN, fails=SLOPES)
def slopes_only_printed(x, y, w, b):
    e = w * x + b - y
    print(2 * np.mean(e * x), 2 * np.mean(e))


@right("grad_line")
def slopes_with_a_loop(x, y, w, b):
    n, dw, db = len(x), 0.0, 0.0
    for xi, yi in zip(x, y):
        e = w * float(xi) + b - float(yi)
        dw += 2 * e * float(xi) / n
        db += 2 * e / n
    return dw, db


@right("grad_line")
def slopes_by_matrix(x, y, w, b):
    A = np.column_stack([np.ones(len(x)), x])
    db, dw = 2 / len(y) * A.T @ (A @ np.array([b, w]) - y)
    return dw, db


@right("grad_line")
def slopes_with_the_other_residual(x, y, w, b):
    e = y - w * x - b
    return [-2 * np.mean(e * x), -2 * np.mean(e)]


@right("grad_line")
def slopes_by_einsum(x, y, w, b):
    e, n = w * x + b - y, x.shape[0]
    return 2 / n * np.einsum("i,i->", e, x), 2 / n * np.einsum("i->", e)


@right("grad_line")
def slopes_by_complex_steps(x, y, w, b):
    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)

    return np.imag(loss(w + 1e-30j, b)) / 1e-30, np.imag(loss(w, b + 1e-30j)) / 1e-30


@right("grad_line")
def slopes_by_differences_as_long_as_the_data(x, y, w, b):
    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)

    h = 1.0 + np.max(np.abs(y))
    return (loss(w + h, b) - loss(w - h, b)) / (2 * h), (loss(w, b + h) - loss(w, b - h)) / (2 * h)


@right("grad_line")
def slopes_as_arrays_without_axes(x, y, w, b):
    r = w * np.asarray(x, dtype=float) + b - y
    return [np.array(2 * np.dot(r, x) / len(r)), np.asarray(2 * r.mean())]
