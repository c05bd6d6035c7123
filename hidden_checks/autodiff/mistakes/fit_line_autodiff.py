"""Wrong and right ways to write `fit_line_autodiff`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.autodiff.mistakes import hints
from solutions.autodiff import Value

PATH = "test_follows_the_path_that_formulas_give"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
START = "w, b = 0.0, 0.0"

LINE = mistakes("fit_line_autodiff")

LINE.add(
    "half-of-the-gradient", hint=hints.HALF, fails=PATH, autodiff_of_half_the_loss=replace("len(x)", "(2 * len(x))")
)
LINE.add("gradient-of-the-sum", hint=hints.SUM, fails=PATH, autodiff_of_the_sum=replace("loss = loss / len(x)", ""))
LINE.add(
    "uphill-step",
    hint=hints.UPHILL,
    fails=PATH,
    autodiff_uphill=(replace("w - lr", "w + lr"), replace("b - lr", "b + lr")),
)
LINE.add(
    "learning-rate-ignored",
    hint=hints.RATE,
    fails=PATH,
    autodiff_with_a_rate_of_its_own=(replace("lr * slope", "0.01 * slope"), replace("lr * height", "0.01 * height")),
    autodiff_without_a_rate=(replace("lr * slope", "slope"), replace("lr * height", "height")),
)
LINE.add(
    "intercept-never-moves",
    hint="Which parameter did not move? Where does it enter your loss, and where your step?",
    fails=PATH,
    autodiff_that_never_moves_b=replace("b = b - lr * height.grad", ""),
    autodiff_without_the_intercept=replace(" + height", ""),
)
LINE.add(
    "gradients-pile-up",
    hint=hints.PILING,
    fails=PATH,
    autodiff_with_gradients_piling_up=(
        replace(START, "w = b = dw = db = 0.0"),
        replace("w = w - lr * slope.grad", "dw += slope.grad\nw = w - lr * dw"),
        replace("b = b - lr * height.grad", "db += height.grad\nb = b - lr * db"),
    ),
)
LINE.add(
    "returned-in-the-wrong-order",
    hint=hints.CROSSED,
    fails=PATH,
    autodiff_with_b_first=replace("return w, b", "return b, w"),
)
LINE.add(
    "values-instead-of-numbers",
    hint="You hand back two Values. Which attribute holds the number?",
    fails=PATH,
    autodiff_that_returns_values=replace("return w, b", "return Value(w), Value(b)"),
)
LINE.add(
    "one-step-too-many",
    hint="With n_steps = 0, where should w and b be?",
    fails=PATH,
    autodiff_with_one_step_more=replace("range(n_steps)", "range(n_steps + 1)"),
)
LINE.add(
    "gradients-instead-of-parameters",
    hint="You hand back the last gradients. Where do w and b stand?",
    fails=PATH,
    autodiff_that_returns_gradients=(
        replace(START, "w, b = 0.0, 0.0\nslope, height = Value(w), Value(b)"),
        replace("return w, b", "return slope.grad, height.grad"),
    ),
)
LINE.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=PATH,
    autodiff_of_the_notebooks_line=replace(START, "x, y = line.x, line.y\nw, b = 0.0, 0.0"),
)
LINE.add(
    "nothing-returned", hint=hints.NO_RETURN, fails=PATH, autodiff_that_prints=replace("return w, b", "print(w, b)")
)
LINE.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=PATH,
    autodiff_rounded=replace("return w, b", "return round(w, 4), round(b, 4)"),
)
LINE.add(
    "arguments-changed",
    hint="Print `x` and `y` before and after the run: are both still the same?",
    fails=ANY,
    autodiff_that_scales_its_arguments=replace(START, "x *= 1.0\nw, b = 0.0, 0.0"),
)


@mistake("gradient-computed-once", "fit_line_autodiff", hint=hints.STALE, fails=PATH)
def autodiff_with_a_graph_built_once(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    loss = Value(0.0)
    for u, v in zip(x, y):
        loss = loss + (w * float(u) + b - float(v)) ** 2
    loss = loss / len(x)
    for _ in range(n_steps):
        loss.backward()
        w.data -= lr * w.grad
        b.data -= lr * b.grad
    return w.data, b.data


@mistake("gradients-pile-up", "fit_line_autodiff", hint=hints.PILING, fails=PATH)
def autodiff_with_losses_piling_up(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    loss = Value(0.0)
    for _ in range(n_steps):
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2 / len(x)
        loss.backward()
        w.data -= lr * w.grad
        b.data -= lr * b.grad
    return w.data, b.data


@right("fit_line_autodiff")
def autodiff_with_arrays_of_values(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        residual = x * w + b - y
        loss = np.mean(residual**2)
        loss.backward()
        w.data -= lr * w.grad
        b.data -= lr * b.grad
    return float(w.data), float(b.data)


@right("fit_line_autodiff")
def autodiff_with_sum(x, y, lr, n_steps):
    w = b = 0.0
    for _ in range(n_steps):
        slope, shift = Value(w), Value(b)
        loss = sum((v - (slope * u + shift)) ** 2 for u, v in zip(x, y)) * (1 / len(y))
        loss.backward()
        w, b = w - lr * slope.grad, b - lr * shift.grad
    return w, b
