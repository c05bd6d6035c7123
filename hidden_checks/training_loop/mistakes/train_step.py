"""Wrong and right ways to write `train_step`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.training_loop.mistakes import hints

LANDS = "test_lands_where_the_gradient_leads"
BEFORE = "test_the_loss_is_the_one_before_the_step"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
SIZE = "Write down lr times the gradient for one row: is that what you take away from w and b?"

line = data.line()


@mistake("half-of-the-gradient", "train_step", hint=hints.HALF, fails=LANDS)
def step_with_half_the_gradient(x, y, w, b, lr):
    r = w * x + b - y
    return w - lr * np.mean(r * x), b - lr * np.mean(r), np.mean(r**2)


@mistake("gradient-of-the-sum", "train_step", hint=hints.SUM, fails=LANDS)
def step_with_sums(x, y, w, b, lr):
    r = w * x + b - y
    return w - lr * 2 * np.sum(r * x), b - lr * 2 * np.sum(r), np.mean(r**2)


@mistake("uphill-step", "train_step", hint=hints.UPHILL, fails=LANDS)
def step_uphill(x, y, w, b, lr):
    r = w * x + b - y
    dw = 2 * np.mean(r * x)
    db = 2 * np.mean(r)
    return w + lr * dw, b + lr * db, np.mean(r**2)


@mistake("updates-b-with-new-w", "train_step", hint=hints.SEQUENTIAL, fails=LANDS)
def step_with_the_new_w_in_db(x, y, w, b, lr):
    loss = np.mean((w * x + b - y) ** 2)
    w = w - lr * 2 * np.mean((w * x + b - y) * x)
    b = b - lr * 2 * np.mean(w * x + b - y)
    return w, b, loss


@mistake("updates-w-with-new-b", "train_step", hint=hints.SEQUENTIAL, fails=LANDS)
def step_with_the_new_b_in_dw(x, y, w, b, lr):
    loss = np.mean((w * x + b - y) ** 2)
    b = b - lr * 2 * np.mean(w * x + b - y)
    w = w - lr * 2 * np.mean((w * x + b - y) * x)
    return w, b, loss


@mistake("loss-after-the-step", "train_step", hint="To which w and b does the loss you hand back belong?", fails=BEFORE)
def step_with_the_loss_after(x, y, w, b, lr):
    r = w * x + b - y
    w = w - lr * 2 * np.mean(r * x)
    b = b - lr * 2 * np.mean(r)
    return w, b, np.mean((w * x + b - y) ** 2)


@mistake("learning-rate-ignored", "train_step", hint=hints.RATE, fails=LANDS)
def step_without_a_rate(x, y, w, b, lr):
    r = w * x + b - y
    return w - 2 * np.mean(r * x), b - 2 * np.mean(r), np.mean(r**2)


@mistake("learning-rate-ignored", "train_step", hint=hints.RATE, fails=LANDS)
def step_with_a_rate_of_its_own(x, y, w, b, lr):
    learning_rate = 0.01
    r = w * x + b - y
    return w - learning_rate * 2 * np.mean(r * x), b - learning_rate * 2 * np.mean(r), np.mean(r**2)


@mistake(
    "change-instead-of-new-value",
    "train_step",
    hint="A new value, or a change to the old one: which was asked for?",
    fails=LANDS,
)
def step_as_a_change(x, y, w, b, lr):
    r = w * x + b - y
    return -lr * 2 * np.mean(r * x), -lr * 2 * np.mean(r), np.mean(r**2)


@mistake("intercept-never-moves", "train_step", hint="Two parameters went in. Which of them never moves?", fails=LANDS)
def step_of_w_alone(x, y, w, b, lr):
    r = w * x + b - y
    return w - lr * 2 * np.mean(r * x), b, np.mean(r**2)


@mistake("not-lr-times-gradient", "train_step", hint=SIZE, fails=LANDS)
def step_with_derivatives_swapped(x, y, w, b, lr):
    r = w * x + b - y
    return w - lr * 2 * np.mean(r), b - lr * 2 * np.mean(r * x), np.mean(r**2)


@mistake("not-lr-times-gradient", "train_step", hint=SIZE, fails=LANDS)
def step_that_multiplies(x, y, w, b, lr):
    r = w * x + b - y
    return w * (1 - lr * 2 * np.mean(r * x)), b * (1 - lr * 2 * np.mean(r)), np.mean(r**2)


@mistake("not-lr-times-gradient", "train_step", hint=SIZE, fails=LANDS)
def step_of_fixed_length(x, y, w, b, lr):
    r = w * x + b - y
    gradient = np.array([2 * np.mean(r * x), 2 * np.mean(r)])
    gradient = gradient / np.linalg.norm(gradient)
    return w - lr * gradient[0], b - lr * gradient[1], np.mean(r**2)


@mistake("returned-in-the-wrong-order", "train_step", hint=hints.CROSSED, fails=LANDS)
def step_that_returns_b_first(x, y, w, b, lr):
    r = w * x + b - y
    return b - lr * 2 * np.mean(r), w - lr * 2 * np.mean(r * x), np.mean(r**2)


@mistake("digits-lost", "train_step", hint=hints.ROUNDED, fails=LANDS)
def step_rounded(x, y, w, b, lr):
    r = w * x + b - y
    return round(w - lr * 2 * np.mean(r * x), 4), round(b - lr * 2 * np.mean(r), 4), round(np.mean(r**2), 4)


@mistake("digits-lost", "train_step", hint=hints.ROUNDED, fails=LANDS, agreement=1e-5)
def step_in_float32(x, y, w, b, lr):
    x = np.asarray(x, dtype=np.float32)
    y = np.asarray(y, dtype=np.float32)
    r = np.float32(w) * x + np.float32(b) - y
    return float(w - lr * 2 * np.mean(r * x)), float(b - lr * 2 * np.mean(r)), float(np.mean(r**2))


@mistake(
    "arguments-changed",
    "train_step",
    hint="Call it twice with the same `x` and `y`: do both calls give the same step?",
    fails=ANY,
)
def step_that_writes_into_y(x, y, w, b, lr):
    y -= w * x + b
    return w + lr * 2 * np.mean(y * x), b + lr * 2 * np.mean(y), np.mean(y**2)


@mistake("notebook-variable-used", "train_step", hint=hints.GLOBAL, fails=LANDS)
def step_on_the_notebooks_data(x, y, w, b, lr):
    r = w * line.x + b - line.y
    return w - lr * 2 * np.mean(r * line.x), b - lr * 2 * np.mean(r), np.mean(r**2)


@mistake("nothing-returned", "train_step", hint=hints.NO_RETURN, fails=LANDS)
def step_that_only_prints(x, y, w, b, lr):
    r = w * x + b - y
    print(w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r), np.mean(r**2))


@mistake("w-updated-twice", "train_step", hint="How many lines of yours change w?", fails=LANDS)
def step_that_moves_w_twice(x, y, w, b, lr):
    r = w * x + b - y
    dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
    new_w = w - lr * dw
    new_w = new_w - lr * dw
    new_b = b - lr * db
    return new_w, new_b, np.mean(r**2)


@right("train_step")
def step_with_a_loop(x, y, w, b, lr):
    n = len(x)
    dw = db = loss = 0.0
    for i in range(n):
        r = w * float(x[i]) + b - float(y[i])
        dw += 2 * r * float(x[i]) / n
        db += 2 * r / n
        loss += r * r / n
    return w - lr * dw, b - lr * db, loss


@right("train_step")
def step_by_matrix(x, y, w, b, lr):
    A = np.stack([np.ones(len(x)), x], axis=1)
    theta = np.array([b, w])
    r = A @ theta - y
    b, w = theta - lr * 2 / len(x) * A.T @ r
    return float(w), float(b), float(r @ r / len(x))


@right("train_step")
def step_with_the_other_residual(x, y, w, b, lr):
    e = y - (w * x + b)
    return w + lr * 2 * np.average(e * x), b + lr * 2 * np.average(e), np.average(np.square(e))


@right("train_step")
def step_by_einsum(x, y, w, b, lr):
    r = w * x + b - y
    n = x.shape[0]
    return (
        w - 2 * lr / n * np.einsum("i,i->", r, x),
        b - 2 * lr / n * np.einsum("i->", r),
        np.einsum("i,i->", r, r) / n,
    )


@right("train_step")
def step_as_a_list(x, y, w, b, lr):
    r = w * x + b - y
    new_w = w - lr * np.mean(2 * r * x)
    new_b = b - lr * np.mean(2 * r)
    return [new_w, new_b, float(np.mean(r**2))]
