"""Wrong ways for `fit_line` to keep its history."""

import numpy as np

from autograder.course.mistakes import mistake
from hidden_checks.training_loop.mistakes import hints

PATH = "test_follows_the_exact_path"
LOSSES = "test_each_loss_belongs_to_its_state"
EMPTY = "test_no_steps_leave_the_start"
ANY = "test_takes_any_numbers_and_leaves_them_alone"


COUNT = "There is one state before the first step. How many states are there after T steps?"


@mistake("first-or-last-state-missing", "fit_line", hint=COUNT, fails=EMPTY)
def fit_without_the_start(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [], [], []
    for _ in range(n_steps):
        r = w * x + b - y
        w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
        ws.append(w), bs.append(b), losses.append(np.mean((w * x + b - y) ** 2))
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("first-or-last-state-missing", "fit_line", hint=COUNT, fails=EMPTY)
def fit_without_the_end(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [], [], []
    for _ in range(n_steps):
        r = w * x + b - y
        ws.append(w), bs.append(b), losses.append(np.mean(r**2))
        w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake(
    "losses-of-another-state",
    "fit_line",
    hint="Recompute the loss from the w and b of row 1: which row holds it?",
    fails=LOSSES,
)
def fit_with_losses_of_the_state_before(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [], [], []
    for _ in range(n_steps):
        r = w * x + b - y
        losses.append(np.mean(r**2))
        w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
        ws.append(w), bs.append(b)
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake(
    "losses-of-another-state",
    "fit_line",
    hint="Recompute the loss from the w and b of row 1: which row holds it?",
    fails=LOSSES,
)
def fit_with_losses_one_row_late(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [w], [b], [np.mean((w * x + b - y) ** 2)]
    for _ in range(n_steps):
        r = w * x + b - y
        losses.append(np.mean(r**2))
        w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
        ws.append(w), bs.append(b)
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake(
    "history-of-one-array",
    "fit_line",
    hint="Why are all rows alike? In how many places of your list is the same array?",
    fails=PATH,
)
def fit_with_one_array_for_all_states(x, y, lr, n_steps, w0=0.0, b0=0.0):
    theta = np.array([w0, b0], dtype=float)
    states, losses = [theta], [np.mean((theta[0] * x + theta[1] - y) ** 2)]
    for _ in range(n_steps):
        r = theta[0] * x + theta[1] - y
        theta -= lr * np.array([2 * np.mean(r * x), 2 * np.mean(r)])
        states.append(theta)
        losses.append(np.mean((theta[0] * x + theta[1] - y) ** 2))
    states = np.array(states)
    return {"w": states[:, 0], "b": states[:, 1], "loss": np.array(losses)}


@mistake("one-state-too-many", "fit_line", hint="Count the states again: is one of them there twice?", fails=EMPTY)
def fit_with_the_start_twice(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [w], [b], [np.mean((w * x + b - y) ** 2)]
    for _ in range(n_steps + 1):
        r = w * x + b - y
        ws.append(w), bs.append(b), losses.append(np.mean(r**2))
        w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake(
    "one-state-too-many", "fit_line", hint="Count the states again: how many steps has your run made?", fails=EMPTY
)
def fit_with_one_step_too_many(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [w], [b], [np.mean((w * x + b - y) ** 2)]
    for _ in range(n_steps + 1):
        r = w * x + b - y
        w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
        ws.append(w), bs.append(b), losses.append(np.mean((w * x + b - y) ** 2))
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake(
    "array-of-whole-numbers",
    "fit_line",
    hint="An array that begins with a whole number may hold only whole numbers. What type does yours have?",
    fails=ANY,
)
def fit_into_the_type_of_the_start(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b, loss = np.full(n_steps + 1, w0), np.full(n_steps + 1, b0), np.zeros(n_steps + 1)
    for t in range(n_steps):
        r = w[t] * x + b[t] - y
        loss[t] = np.mean(r**2)
        w[t + 1], b[t + 1] = w[t] - lr * 2 * np.mean(r * x), b[t] - lr * 2 * np.mean(r)
    loss[-1] = np.mean((w[-1] * x + b[-1] - y) ** 2)
    return {"w": w, "b": b, "loss": loss}


@mistake("digits-lost", "fit_line", hint=hints.ROUNDED, fails=PATH)
def fit_rounded(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [w], [b], [np.mean((w * x + b - y) ** 2)]
    for _ in range(n_steps):
        r = w * x + b - y
        w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
        ws.append(w), bs.append(b), losses.append(np.mean((w * x + b - y) ** 2))
    return {"w": np.round(ws, 4), "b": np.round(bs, 4), "loss": np.round(losses, 4)}
