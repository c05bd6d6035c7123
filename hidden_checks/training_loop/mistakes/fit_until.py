"""Wrong and right ways to write `fit_until`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.training_loop.mistakes import hints

FIRST = "test_stops_at_the_first_small_gradient"
SMALL = "test_converged_says_whether_the_gradient_is_small"
RUNAWAY = "test_a_runaway_ends_quietly"
COUNT = "On a run that needs a single step, what does your count say?"
NORM = "Write down the Euclidean norm of two numbers: is that what you compare with tol?"

line = data.line()


@mistake(
    "stops-when-the-loss-stands-still",
    "fit_until",
    hint="A loss that hardly changes: does that say the gradient is small?",
    fails=FIRST,
)
def until_the_loss_stands_still(x, y, lr, tol, max_steps):
    w = b = 0.0
    loss = np.mean((w * x + b - y) ** 2)
    with np.errstate(all="ignore"):
        for steps in range(1, max_steps + 1):
            r = w * x + b - y
            w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
            new_loss = np.mean((w * x + b - y) ** 2)
            if abs(loss - new_loss) <= tol:
                return w, b, steps, True
            if not np.isfinite(new_loss):
                break
            loss = new_loss
    return w, b, steps, False


@mistake("one-step-too-many-counted", "fit_until", hint=COUNT, fails=FIRST)
def until_counting_one_too_many(x, y, lr, tol, max_steps):
    w = b = 0.0
    with np.errstate(all="ignore"):
        for steps in range(1, max_steps + 2):
            r = w * x + b - y
            dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
            if np.sqrt(dw**2 + db**2) <= tol:
                return w, b, steps, True
            if steps > max_steps or not np.isfinite(dw**2 + db**2):
                return w, b, steps, False
            w, b = w - lr * dw, b - lr * db


@mistake(
    "stops-one-step-late",
    "fit_until",
    hint="Is the gradient you compare with tol the one at the w and b you return?",
    fails=FIRST,
)
def until_one_step_later(x, y, lr, tol, max_steps):
    w = b = 0.0
    with np.errstate(all="ignore"):
        for steps in range(1, max_steps + 1):
            r = w * x + b - y
            dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
            w, b = w - lr * dw, b - lr * db
            if np.hypot(dw, db) <= tol:
                return w, b, steps, True
            if not np.isfinite(np.hypot(dw, db)):
                break
    return w, b, steps, False


@mistake(
    "last-gradient-not-checked",
    "fit_until",
    hint="After the very last step, does anyone look at the gradient?",
    fails=SMALL,
)
def until_without_a_last_look(x, y, lr, tol, max_steps):
    w = b = 0.0
    with np.errstate(all="ignore"):
        for steps in range(max_steps):
            r = w * x + b - y
            dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
            if np.hypot(dw, db) <= tol:
                return w, b, steps, True
            if not np.isfinite(np.hypot(dw, db)):
                return w, b, steps, False
            w, b = w - lr * dw, b - lr * db
    return w, b, max_steps, False


@mistake("each-part-compared-with-tol", "fit_until", hint=NORM, fails=FIRST)
def until_each_part_is_small(x, y, lr, tol, max_steps):
    w = b = 0.0
    with np.errstate(all="ignore"):
        for steps in range(max_steps + 1):
            r = w * x + b - y
            dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
            if abs(dw) <= tol and abs(db) <= tol:
                return w, b, steps, True
            if steps == max_steps or not np.isfinite(dw + db):
                return w, b, steps, False
            w, b = w - lr * dw, b - lr * db


@mistake("sum-of-parts-compared-with-tol", "fit_until", hint=NORM, fails=FIRST)
def until_the_sum_of_parts_is_small(x, y, lr, tol, max_steps):
    w = b = 0.0
    with np.errstate(all="ignore"):
        for steps in range(max_steps + 1):
            r = w * x + b - y
            dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
            if abs(dw) + abs(db) <= tol:
                return w, b, steps, True
            if steps == max_steps or not np.isfinite(dw + db):
                return w, b, steps, False
            w, b = w - lr * dw, b - lr * db


@mistake("squared-norm-compared-with-tol", "fit_until", hint=NORM, fails=FIRST)
def until_the_squared_norm_is_small(x, y, lr, tol, max_steps):
    w = b = 0.0
    with np.errstate(all="ignore"):
        for steps in range(max_steps + 1):
            r = w * x + b - y
            dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
            if dw**2 + db**2 <= tol:
                return w, b, steps, True
            if steps == max_steps or not np.isfinite(dw**2 + db**2):
                return w, b, steps, False
            w, b = w - lr * dw, b - lr * db


@mistake("always-converged", "fit_until", hint="What does converged say when max_steps is too small?", fails=SMALL)
def until_and_always_content(x, y, lr, tol, max_steps):
    w = b = 0.0
    with np.errstate(all="ignore"):
        for steps in range(max_steps + 1):
            r = w * x + b - y
            dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
            if np.hypot(dw, db) <= tol or steps == max_steps or not np.isfinite(dw + db):
                break
            w, b = w - lr * dw, b - lr * db
    return w, b, steps, True


RUN = "Call it with a rate that is far too large: what are w and b in the end? Does your loop look at that?"


@mistake("divergence-not-noticed", "fit_until", hint=RUN, fails=RUNAWAY)
def until_whatever_the_numbers_do(x, y, lr, tol, max_steps):
    w = b = 0.0
    for steps in range(max_steps + 1):
        r = w * x + b - y
        dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
        if np.hypot(dw, db) <= tol:
            return w, b, steps, True
        if steps == max_steps:
            return w, b, steps, False
        w, b = w - lr * dw, b - lr * db


@mistake("updates-b-with-new-w", "fit_until", hint=hints.SEQUENTIAL, fails=FIRST)
def until_with_the_new_w_in_db(x, y, lr, tol, max_steps):
    w = b = 0.0
    with np.errstate(all="ignore"):
        for steps in range(max_steps + 1):
            r = w * x + b - y
            norm = np.hypot(2 * np.mean(r * x), 2 * np.mean(r))
            if norm <= tol:
                return w, b, steps, True
            if steps == max_steps or not np.isfinite(norm):
                return w, b, steps, False
            w = w - lr * 2 * np.mean(r * x)
            b = b - lr * 2 * np.mean(w * x + b - y)


@mistake("notebook-variable-used", "fit_until", hint=hints.GLOBAL, fails=FIRST)
def until_on_the_notebooks_data(x, y, lr, tol, max_steps):
    w = b = 0.0
    with np.errstate(all="ignore"):
        for steps in range(max_steps + 1):
            r = w * line.x + b - line.y
            dw, db = 2 * np.mean(r * line.x), 2 * np.mean(r)
            if np.hypot(dw, db) <= tol:
                return w, b, steps, True
            if steps == max_steps or not np.isfinite(np.hypot(dw, db)):
                return w, b, steps, False
            w, b = w - lr * dw, b - lr * db


@mistake("nothing-returned", "fit_until", hint=hints.NO_RETURN, fails=FIRST)
def until_and_only_prints(x, y, lr, tol, max_steps):
    w = b = 0.0
    for steps in range(min(max_steps, 100)):
        r = w * x + b - y
        dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
        if np.hypot(dw, db) <= tol:
            print("converged after", steps)
            break
        w, b = w - lr * dw, b - lr * db


@right("fit_until")
def until_with_a_while_loop(x, y, lr, tol, max_steps):
    A = np.column_stack([np.ones(len(x)), x])
    theta, steps = np.zeros(2), 0
    with np.errstate(all="ignore"):
        gradient = 2 / len(y) * A.T @ (A @ theta - y)
        while np.linalg.norm(gradient) > tol and steps < max_steps and np.all(np.isfinite(theta)):
            theta = theta - lr * gradient
            gradient = 2 / len(y) * A.T @ (A @ theta - y)
            steps += 1
    return theta[1], theta[0], steps, bool(np.linalg.norm(gradient) <= tol)


@right("fit_until")
def until_with_numpys_own_bool(x, y, lr, tol, max_steps):
    w = b = 0.0
    steps = np.int64(0)
    with np.errstate(over="ignore", invalid="ignore"):
        while True:
            r = w * x + b - y
            dw, db = 2 * np.mean(r * x), 2 * np.mean(r)
            norm = np.sqrt(dw * dw + db * db)
            if norm <= tol or steps >= max_steps or not np.isfinite(norm):
                return w, b, steps, norm <= tol
            w, b, steps = w - lr * dw, b - lr * db, steps + 1


@right("fit_until")
def until_giving_up_early_on_huge_numbers(x, y, lr, tol, max_steps):
    w = b = 0.0
    for steps in range(max_steps + 1):
        r = w * x + b - y
        dw, db = float(np.mean(2 * r * x)), float(np.mean(2 * r))
        if np.hypot(dw, db) <= tol:
            return w, b, steps, True
        if steps == max_steps or np.hypot(dw, db) > 1e100:
            return w, b, steps, False
        w, b = w - lr * dw, b - lr * db


@right("fit_until")
def until_with_arrays_without_axes(x, y, lr, tol, max_steps):
    theta, A, steps = np.zeros(2), np.column_stack([x, np.ones(len(x))]), np.array(0)
    with np.errstate(all="ignore"):
        gradient = 2 / len(y) * A.T @ (A @ theta - y)
        while np.linalg.norm(gradient) > tol and steps < max_steps and np.isfinite(gradient).all():
            theta, steps = theta - lr * gradient, steps + 1
            gradient = 2 / len(y) * A.T @ (A @ theta - y)
        converged = np.asarray(np.linalg.norm(gradient) <= tol)
    return np.array(theta[0]), np.array(theta[1]), np.array(steps), converged
