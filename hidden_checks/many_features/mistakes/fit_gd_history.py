"""Wrong ways for `fit_gd` to keep its history."""

import numpy as np

from autograder.course.mistakes import mistake
from hidden_checks.many_features.mistakes import hints

PATH = "test_follows_the_exact_path"
LOSSES = "test_each_loss_belongs_to_its_row"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
COUNT = "Before the first step there is one state. How many are there after T steps?"
PAIRED = "Compute the loss from row 1 of thetas: which entry of losses holds it?"
ALIKE = "Why are all rows alike? In how many places of your list is the same array?"


@mistake("first-or-last-state-missing", "fit_gd", hint=COUNT, fails=PATH)
def run_without_the_start(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [], []
    for _ in range(n_steps):
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("first-or-last-state-missing", "fit_gd", hint=COUNT, fails=PATH)
def run_without_the_end(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [], []
    for _ in range(n_steps):
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
    return np.array(thetas), np.array(losses)


@mistake("losses-of-another-state", "fit_gd", hint=PAIRED, fails=LOSSES)
def run_with_losses_of_the_state_before(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta], []
    for _ in range(n_steps):
        losses.append(np.mean((A @ theta - y) ** 2))
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta)
    return np.array(thetas), np.array(losses)


@mistake("losses-of-another-state", "fit_gd", hint=PAIRED, fails=LOSSES)
def run_with_losses_one_row_late(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        losses.append(np.mean((A @ theta - y) ** 2))
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta)
    return np.array(thetas), np.array(losses)


@mistake("history-of-one-array", "fit_gd", hint=ALIKE, fails=PATH)
def run_with_one_array_for_all_rows(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else np.array(theta0, dtype=float)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta -= lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("one-state-too-many", "fit_gd", hint="Count the states again: is one of them there twice?", fails=PATH)
def run_with_the_start_twice(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps + 1):
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
    return np.array(thetas), np.array(losses)


@mistake("one-state-too-many", "fit_gd", hint="Count the states again: how many steps has your run made?", fails=PATH)
def run_with_one_step_too_many(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps + 1):
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "half-of-the-loss",
    "fit_gd",
    hint="Compute the loss of row 0 by `mse_theta`: is it the one you recorded?",
    fails=LOSSES,
)
def run_with_halved_losses(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2) / 2]
    for _ in range(n_steps):
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2) / 2)
    return np.array(thetas), np.array(losses)


@mistake("array-of-whole-numbers", "fit_gd", hint=hints.TYPE, fails=ANY)
def run_into_the_type_of_the_start(A, y, lr, n_steps, theta0=None):
    if theta0 is None:
        theta0 = np.zeros(A.shape[1])
    thetas = np.zeros((n_steps + 1, len(theta0)), dtype=np.asarray(theta0).dtype)
    thetas[0] = theta0
    for t in range(n_steps):
        thetas[t + 1] = thetas[t] - lr * 2 / len(y) * A.T @ (A @ thetas[t] - y)
    return thetas, np.array([np.mean((A @ theta - y) ** 2) for theta in thetas])


@mistake("digits-lost", "fit_gd", hint=hints.ROUNDED, fails=PATH)
def run_rounded(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.round(thetas, 4), np.round(losses, 4)


@mistake(
    "returned-in-the-wrong-order",
    "fit_gd",
    hint="Compare the order of what you hand back with what was asked for.",
    fails=PATH,
)
def run_with_losses_first(A, y, lr, n_steps, theta0=None):
    theta = np.zeros(A.shape[1]) if theta0 is None else theta0
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        thetas.append(theta), losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(losses), np.array(thetas)
