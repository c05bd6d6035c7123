"""Wrong and right ways for `fit_gd` to descend."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.many_features.mistakes import hints

PATH = "test_follows_the_exact_path"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
SETTLES = "test_never_rises_and_settles_at_the_best"

plane = data.plane()


@mistake("gradient-of-the-sum", "fit_gd", hint=hints.SUM, fails=PATH)
def run_on_sums(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta = theta - lr * 2 * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("uphill-step", "fit_gd", hint=hints.UPHILL, fails=PATH)
def run_uphill(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta = theta + lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("one-parameter-after-the-other", "fit_gd", hint=hints.SEQUENTIAL, fails=PATH)
def run_one_parameter_after_the_other(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else np.array(theta0, dtype=float)
    thetas, losses = [theta.copy()], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        for j in range(len(theta)):
            theta[j] = theta[j] - lr * 2 * np.mean((A @ theta - y) * A[:, j])
        thetas.append(theta.copy()), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("learning-rate-ignored", "fit_gd", hint=hints.RATE, fails=PATH)
def run_with_a_rate_of_its_own(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta = theta - 0.1 * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("gradient-computed-once", "fit_gd", hint="As theta moves, does your gradient change with it?", fails=PATH)
def run_along_the_first_gradient(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    gradient = 2 / len(y) * A.T @ (A @ theta - y)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta = theta - lr * gradient
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("start-ignored", "fit_gd", hint="Start somewhere else and look at row 0.", fails=PATH)
def run_always_from_zeros(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1])
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "gradients-pile-up", "fit_gd", hint="What does your gradient still hold when the second step begins?", fails=PATH
)
def run_with_gradients_piling_up(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    gradient = np.zeros(A.shape[1])
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        gradient += 2 / len(y) * A.T @ (A @ theta - y)
        theta = theta - lr * gradient
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("starts-from-ones", "fit_gd", hint="Where does a run begin that is told no start?", fails=SETTLES)
def run_from_ones(A, y, lr, n_steps, theta0=None):
    theta = np.ones(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "start-required",
    "fit_gd",
    title="A start is required",
    hint="Call it without theta0: what does `theta` hold then?",
    fails=SETTLES,
)
def run_that_needs_a_start(A, y, lr, n_steps, theta0=None):
    theta = theta0
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "arguments-changed",
    "fit_gd",
    hint="Print `A`, `y` and `theta0` before and after the run: which one is not the same?",
    fails=ANY,
)
def run_that_moves_the_callers_start(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta.copy()], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta -= lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta.copy()), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("notebook-variable-used", "fit_gd", hint=hints.GLOBAL, fails=PATH)
def run_on_the_notebooks_data(A, y, lr, n_steps, theta0=None):
    A, y = np.column_stack([np.ones(len(plane.X)), plane.X]), plane.y
    theta = np.zeros(3)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("nothing-returned", "fit_gd", hint=hints.NO_RETURN, fails=PATH)
def run_only_printed(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    for t in range(n_steps):
        print(t, theta)
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)


@right("fit_gd")
def run_into_arrays(A, y, lr, n_steps, theta0=None):
    n, p = A.shape
    thetas, losses = np.zeros((n_steps + 1, p)), np.zeros(n_steps + 1)
    if theta0 is not None:
        thetas[0] = theta0
    for t in range(n_steps + 1):
        r = A @ thetas[t] - y
        losses[t] = r @ r / n
        if t < n_steps:
            thetas[t + 1] = thetas[t] - 2 * lr / n * (A.T @ r)
    return thetas, losses


@right("fit_gd")
def run_in_place_with_copies(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else np.array(theta0, dtype=float)
    thetas, losses = [theta.copy()], [float(np.mean((A @ theta - y) ** 2))]
    for _ in range(n_steps):
        theta -= lr * 2 / len(y) * (A.T @ (A @ theta - y))
        thetas.append(theta.copy())
        losses.append(float(np.mean((A @ theta - y) ** 2)))
    return np.stack(thetas), np.array(losses)


@right("fit_gd")
def run_by_one_fixed_map(A, y, lr, n_steps, theta0=None):
    n, p = A.shape
    shrink, push = np.eye(p) - lr * 2 / n * A.T @ A, lr * 2 / n * A.T @ y
    thetas = [np.zeros(p) if theta0 is None else np.asarray(theta0, dtype=float)]
    for _ in range(n_steps):
        thetas.append(shrink @ thetas[-1] + push)
    thetas = np.array(thetas)
    return thetas, np.mean((thetas @ A.T - y) ** 2, axis=1)


@right("fit_gd")
def run_without_copies_but_with_new_arrays(A, y, lr, n_steps, theta0=None):
    theta = theta0 if theta0 is not None else [0.0] * A.shape[1]
    history = [(theta, np.mean((A @ theta - y) ** 2))]
    while len(history) <= n_steps:
        theta = theta - lr * np.mean(2 * (A @ theta - y)[:, None] * A, axis=0)
        history.append((theta, np.mean((A @ theta - y) ** 2)))
    return [np.array([row for row, _ in history], dtype=float), np.array([loss for _, loss in history])]
