"""Wrong and right ways for `fit_line` to descend."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.training_loop.mistakes import hints

PATH = "test_follows_the_exact_path"
ANY = "test_takes_any_numbers_and_leaves_them_alone"

line = data.line()


@mistake("updates-b-with-new-w", "fit_line", hint=hints.SEQUENTIAL, fails=PATH)
def fit_with_the_new_w_in_db(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [w], [b], [np.mean((w * x + b - y) ** 2)]
    for _ in range(n_steps):
        w = w - lr * 2 * np.mean((w * x + b - y) * x)
        b = b - lr * 2 * np.mean(w * x + b - y)
        ws.append(w), bs.append(b), losses.append(np.mean((w * x + b - y) ** 2))
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("gradient-computed-once", "fit_line", hint="As w moves, does your gradient change with it?", fails=PATH)
def fit_with_the_first_gradient(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    r = w * x + b - y
    dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
    ws, bs, losses = [w], [b], [np.mean(r**2)]
    for _ in range(n_steps):
        w, b = w - lr * dw, b - lr * db
        ws.append(w), bs.append(b), losses.append(np.mean((w * x + b - y) ** 2))
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("start-ignored", "fit_line", hint="Start somewhere else and look at row 0.", fails=PATH)
def fit_always_from_zero(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = 0.0, 0.0
    ws, bs, losses = [w], [b], [np.mean((w * x + b - y) ** 2)]
    for _ in range(n_steps):
        r = w * x + b - y
        w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
        ws.append(w), bs.append(b), losses.append(np.mean((w * x + b - y) ** 2))
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake(
    "gradients-pile-up",
    "fit_line",
    hint="What does your gradient variable still hold when the second step begins?",
    fails=PATH,
)
def fit_with_gradients_piling_up(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    dw = db = 0.0
    ws, bs, losses = [w], [b], [np.mean((w * x + b - y) ** 2)]
    for _ in range(n_steps):
        r = w * x + b - y
        dw += 2 * np.mean(r * x)
        db += 2 * np.mean(r)
        w, b = w - lr * dw, b - lr * db
        ws.append(w), bs.append(b), losses.append(np.mean((w * x + b - y) ** 2))
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake(
    "arguments-changed",
    "fit_line",
    hint="Print `x` and `y` before and after the run: are both still the same?",
    fails=ANY,
)
def fit_that_writes_into_y(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    y -= w * x + b
    ws, bs, losses = [w], [b], [np.mean(y**2)]
    for _ in range(n_steps):
        dw, db = -2 * np.mean(y * x), -2 * np.mean(y)
        w, b = w - lr * dw, b - lr * db
        y += lr * dw * x + lr * db
        ws.append(w), bs.append(b), losses.append(np.mean(y**2))
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("notebook-variable-used", "fit_line", hint=hints.GLOBAL, fails=PATH)
def fit_of_the_notebooks_data(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [w], [b], [np.mean((w * line.x + b - line.y) ** 2)]
    for _ in range(n_steps):
        r = w * line.x + b - line.y
        w, b = w - lr * 2 * np.mean(r * line.x), b - lr * 2 * np.mean(r)
        ws.append(w), bs.append(b), losses.append(np.mean((w * line.x + b - line.y) ** 2))
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("nothing-returned", "fit_line", hint=hints.NO_RETURN, fails=PATH)
def fit_that_only_prints(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    for t in range(n_steps):
        r = w * x + b - y
        print(t, np.mean(r**2))
        w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)


@right("fit_line")
def fit_into_arrays(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b, loss = np.zeros(n_steps + 1), np.zeros(n_steps + 1), np.zeros(n_steps + 1)
    w[0], b[0] = w0, b0
    for t in range(n_steps + 1):
        r = w[t] * x + b[t] - y
        loss[t] = np.mean(r**2)
        if t < n_steps:
            w[t + 1] = w[t] - lr * 2 * np.mean(r * x)
            b[t + 1] = b[t] - lr * 2 * np.mean(r)
    return {"loss": loss, "w": w, "b": b}


@right("fit_line")
def fit_by_theory(x, y, lr, n_steps, w0=0.0, b0=0.0):
    A = np.column_stack([x, np.ones(len(x))])
    best = np.linalg.lstsq(A, y, rcond=None)[0]
    shrink = np.eye(2) - lr * 2 / len(x) * A.T @ A
    away = np.array([w0, b0]) - best
    states = np.array([best + np.linalg.matrix_power(shrink, t) @ away for t in range(n_steps + 1)])
    losses = np.mean((states @ A.T - y) ** 2, axis=1)
    return {"w": states[:, 0], "b": states[:, 1], "loss": losses}


@right("fit_line")
def fit_with_lists_and_one_vector(x, y, lr, n_steps, w0=0.0, b0=0.0):
    theta = np.array([w0, b0], dtype=float)
    A = np.vstack([x, np.ones_like(x, dtype=float)]).T
    states = [theta.copy()]
    for _ in range(n_steps):
        theta -= lr * 2 / len(y) * (A.T @ (A @ theta - y))
        states.append(theta.copy())
    states = np.asarray(states)
    return {
        "w": states[:, 0],
        "b": states[:, 1],
        "loss": np.array([np.mean((A @ s - y) ** 2) for s in states]),
    }


@right("fit_line")
def fit_by_calling_train_step(x, y, lr, n_steps, w0=0.0, b0=0.0):
    def one_step(w, b):
        r = w * x + b - y
        return w - lr * np.mean(2 * r * x), b - lr * np.mean(2 * r), np.mean(r * r)

    w, b, rows = w0, b0, []
    for _ in range(n_steps + 1):
        new_w, new_b, loss = one_step(w, b)
        rows.append((w, b, loss))
        w, b = new_w, new_b
    w, b, loss = np.array(rows, dtype=float).T
    return {"w": w, "b": b, "loss": loss}
