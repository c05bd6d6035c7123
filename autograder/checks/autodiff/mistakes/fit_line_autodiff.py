"""Wrong and right ways to write `fit_line_autodiff`."""

# ruff: noqa: ARG001, T201 - students forget arguments and print
import numpy as np
from lab import data

from autograder.checks.autodiff.mistakes import hints
from autograder.course.mistakes import mistake, right
from solutions.autodiff import Value

PATH = "test_follows_the_path_that_formulas_give"
ANY = "test_takes_any_numbers_and_leaves_them_alone"

line = data.line()


@mistake("half-of-the-gradient", "fit_line_autodiff", hint=hints.HALF, fails=PATH)
def autodiff_of_half_the_loss(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / (2 * len(x))
        loss.backward()
        w, b = Value(w.data - lr * w.grad), Value(b.data - lr * b.grad)
    return w.data, b.data


@mistake("gradient-of-the-sum", "fit_line_autodiff", hint=hints.SUM, fails=PATH)
def autodiff_of_the_sum(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss.backward()
        w, b = Value(w.data - lr * w.grad), Value(b.data - lr * b.grad)
    return w.data, b.data


@mistake("uphill-step", "fit_line_autodiff", hint=hints.UPHILL, fails=PATH)
def autodiff_uphill(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w, b = Value(w.data + lr * w.grad), Value(b.data + lr * b.grad)
    return w.data, b.data


@mistake("learning-rate-ignored", "fit_line_autodiff", hint=hints.RATE, fails=PATH)
def autodiff_with_a_rate_of_its_own(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w, b = Value(w.data - 0.01 * w.grad), Value(b.data - 0.01 * b.grad)
    return w.data, b.data


@mistake("learning-rate-ignored", "fit_line_autodiff", hint=hints.RATE, fails=PATH)
def autodiff_without_a_rate(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w, b = Value(w.data - w.grad), Value(b.data - b.grad)
    return w.data, b.data


@mistake(
    "intercept-never-moves",
    "fit_line_autodiff",
    hint="Which parameter did not move? Where does it enter your loss, and where your step?",
    fails=PATH,
)
def autodiff_that_never_moves_b(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w = Value(w.data - lr * w.grad)
    return w.data, b.data


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
def autodiff_with_gradients_piling_up(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    dw = db = 0.0
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        dw += w.grad
        db += b.grad
        w, b = Value(w.data - lr * dw), Value(b.data - lr * db)
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


@mistake(
    "intercept-never-moves",
    "fit_line_autodiff",
    hint="Which parameter did not move? Where does it enter your loss, and where your step?",
    fails=PATH,
)
def autodiff_without_the_intercept(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w, b = Value(w.data - lr * w.grad), Value(b.data - lr * b.grad)
    return w.data, b.data


@mistake("returned-in-the-wrong-order", "fit_line_autodiff", hint=hints.CROSSED, fails=PATH)
def autodiff_with_b_first(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w, b = Value(w.data - lr * w.grad), Value(b.data - lr * b.grad)
    return b.data, w.data


@mistake(
    "values-instead-of-numbers",
    "fit_line_autodiff",
    hint="You hand back two Values. Which attribute holds the number?",
    fails=PATH,
)
def autodiff_that_returns_values(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w, b = Value(w.data - lr * w.grad), Value(b.data - lr * b.grad)
    return w, b


@mistake("one-step-too-many", "fit_line_autodiff", hint="With n_steps = 0, where should w and b be?", fails=PATH)
def autodiff_with_one_step_more(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps + 1):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w, b = Value(w.data - lr * w.grad), Value(b.data - lr * b.grad)
    return w.data, b.data


@mistake(
    "gradients-instead-of-parameters",
    "fit_line_autodiff",
    hint="You hand back the last gradients. Where do w and b stand?",
    fails=PATH,
)
def autodiff_that_returns_gradients(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w.data, b.data = w.data - lr * w.grad, b.data - lr * b.grad
    return w.grad, b.grad


@mistake("notebook-variable-used", "fit_line_autodiff", hint=hints.GLOBAL, fails=PATH)
def autodiff_of_the_notebooks_line(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(line.x, line.y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(line.x)
        loss.backward()
        w, b = Value(w.data - lr * w.grad), Value(b.data - lr * b.grad)
    return w.data, b.data


@mistake("nothing-returned", "fit_line_autodiff", hint=hints.NO_RETURN, fails=PATH)
def autodiff_that_prints(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w, b = Value(w.data - lr * w.grad), Value(b.data - lr * b.grad)
    print(w.data, b.data)


@mistake("digits-lost", "fit_line_autodiff", hint=hints.ROUNDED, fails=PATH)
def autodiff_rounded(x, y, lr, n_steps):
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w, b = Value(w.data - lr * w.grad), Value(b.data - lr * b.grad)
    return round(w.data, 4), round(b.data, 4)


@mistake("arguments-changed", "fit_line_autodiff", hint=hints.IN_PLACE, fails=ANY)
def autodiff_that_scales_its_arguments(x, y, lr, n_steps):
    x *= 1.0
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = Value(0.0)
        for u, v in zip(x, y):
            loss = loss + (w * float(u) + b - float(v)) ** 2
        loss = loss / len(x)
        loss.backward()
        w, b = Value(w.data - lr * w.grad), Value(b.data - lr * b.grad)
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
