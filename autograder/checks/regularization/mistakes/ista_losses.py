"""Wrong ways for `ista` to keep its losses."""

import numpy as np

from autograder.checks.regularization.mistakes import hints
from autograder.course.mistakes import mistake

LOSSES = "test_every_loss_belongs_to_its_step_and_none_rises"
COUNT = "How many states are there before, between and after n_steps steps?"


@mistake(
    "loss-without-the-penalty",
    "ista",
    hint="Which objective goes down here? The weights have a price in it.",
    fails=LOSSES,
)
def ista_with_the_mean_square_alone(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2))
    return theta, np.array(losses)


@mistake("loss-with-the-ridge-penalty", "ista", hint=hints.PENALTY, fails=LOSSES)
def ista_with_the_ridges_loss(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(theta[1:] ** 2)]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(theta[1:] ** 2))
    return theta, np.array(losses)


@mistake("intercept-penalised", "ista", hint=hints.BIAS, fails=LOSSES)
def ista_with_the_bias_in_its_loss(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta)))
    return theta, np.array(losses)


@mistake("half-of-the-loss", "ista", hint="Check the convention card: is there a half before the mean?", fails=LOSSES)
def ista_with_half_the_errors_in_its_loss(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) / 2 + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) / 2 + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("sum-instead-of-mean", "ista", hint=hints.SUM, fails=LOSSES)
def ista_with_a_sum_in_its_loss(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.sum((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.sum((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("first-or-last-state-missing", "ista", hint=COUNT, fails=LOSSES)
def ista_without_the_first_loss(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = []
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("first-or-last-state-missing", "ista", hint=COUNT, fails=LOSSES)
def ista_without_the_last_loss(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses[:-1])


@mistake("one-state-too-many", "ista", hint=COUNT, fails=LOSSES)
def ista_with_the_start_twice(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses[:1] + losses)


@mistake("one-state-too-many", "ista", hint=COUNT, fails=LOSSES)
def ista_with_one_step_too_many(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps + 1):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake(
    "losses-of-another-state",
    "ista",
    hint="Compute the objective of the theta that comes back: which entry of losses is it?",
    fails=LOSSES,
)
def ista_with_losses_a_step_behind(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
    return theta, np.array(losses)


@mistake(
    "loss-before-the-threshold",
    "ista",
    hint="A step has two halves. After which of them is the loss to be taken?",
    fails=LOSSES,
)
def ista_with_the_loss_before_the_threshold(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
    return theta, np.array(losses)


@mistake(
    "returned-in-the-wrong-order",
    "ista",
    hint="Compare the order of what you hand back with the order that was asked for.",
    fails=LOSSES,
)
def ista_with_the_losses_first(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return np.array(losses), theta


@mistake(
    "all-states-returned", "ista", hint="Only the last theta is asked for. What is the shape of yours?", fails=LOSSES
)
def ista_with_every_theta(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    states = [theta]
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        states.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return np.array(states), np.array(losses)
