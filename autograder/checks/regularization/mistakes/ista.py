"""Wrong and right ways for `ista` to step."""

# ruff: noqa: ARG001, T201 - students forget arguments and print
import numpy as np

from autograder.checks.regularization.mistakes import hints
from autograder.checks.regularization.mistakes.notebook import design, target
from autograder.course.mistakes import mistake, right
from solutions.regularization import soft_threshold

STEPS = "test_takes_the_steps_of_the_formula"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
THRESHOLD = "How long was the gradient step before the threshold? The price goes along with it: lr times lam."
HARD = "What happens to a weight smaller than the threshold? And to one just above: does the map jump there?"
SIGNS = "Can a useful feature have a negative weight? Feed your threshold -v."
SUBGRADIENT = "That is a subgradient step: it hops across zero. Where does a threshold land?"
STEP_SIZE = "The step is 1 over the largest eigenvalue of the Hessian, and the Hessian is (2/n) times which matrix?"


@mistake("threshold-of-the-wrong-size", "ista", hint=THRESHOLD, fails=STEPS)
def ista_with_lam_as_threshold(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("threshold-of-the-wrong-size", "ista", hint=THRESHOLD, fails=STEPS)
def ista_with_a_ridge_step(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = theta[1:] / (1 + 2 * lr * lam)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("threshold-of-the-wrong-size", "ista", hint=THRESHOLD, fails=STEPS)
def ista_with_half_the_threshold(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam / 2, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("threshold-of-the-wrong-size", "ista", hint=THRESHOLD, fails=STEPS)
def ista_with_twice_the_threshold(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - 2 * lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("intercept-thresholded", "ista", hint=hints.BIAS, fails=STEPS)
def ista_with_a_paying_bias(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta = np.sign(theta) * np.maximum(np.abs(theta) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("intercept-thresholded", "ista", hint=hints.BIAS, fails=STEPS)
def ista_with_a_paying_bias_and_its_loss(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta = np.sign(theta) * np.maximum(np.abs(theta) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta)))
    return theta, np.array(losses)


@mistake("last-weight-spared", "ista", hint=hints.LAST, fails=STEPS)
def ista_that_spares_the_last_weight(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[:-1] = np.sign(theta[:-1]) * np.maximum(np.abs(theta[:-1]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("threshold-not-soft", "ista", hint=HARD, fails=STEPS)
def ista_with_a_hard_threshold(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.where(np.abs(theta[1:]) > lr * lam, theta[1:], 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("threshold-not-soft", "ista", hint=HARD, fails=STEPS)
def ista_without_a_floor(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = theta[1:] - lr * lam * np.sign(theta[1:])
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("threshold-keeps-the-wrong-part", "ista", hint=SIGNS, fails=STEPS)
def ista_with_positive_weights_alone(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.maximum(theta[1:] - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("another-penalty", "ista", hint=hints.FREE, fails=STEPS)
def ista_without_a_threshold(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("subgradient-instead-of-threshold", "ista", hint=SUBGRADIENT, fails=STEPS)
def ista_by_subgradients(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        g[1:] = g[1:] + lam * np.sign(theta[1:])
        theta = theta - lr * g
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake(
    "threshold-before-the-step",
    "ista",
    hint="Which comes first in the formula: the gradient step, or the threshold?",
    fails=STEPS,
)
def ista_with_the_threshold_first(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        gradient = 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        theta = theta - lr * gradient
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake(
    "threshold-only-at-the-end",
    "ista",
    hint="How often should the threshold be taken: once, or after every step?",
    fails=STEPS,
)
def ista_with_one_threshold_at_the_end(A, y, lam, n_steps):
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


@mistake("wrong-step-size", "ista", hint=STEP_SIZE, fails=STEPS)
def ista_with_the_step_of_half_the_mean(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(A.T @ A / n)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("wrong-step-size", "ista", hint=STEP_SIZE, fails=STEPS)
def ista_with_the_largest_stable_step(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 2 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("wrong-step-size", "ista", hint=STEP_SIZE, fails=STEPS)
def ista_with_the_curvature_of_a_sum(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("wrong-step-size", "ista", hint=STEP_SIZE, fails=STEPS)
def ista_with_the_smallest_curvature(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[0]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("wrong-step-size", "ista", hint=STEP_SIZE, fails=STEPS)
def ista_with_a_step_of_its_own(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 0.01
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("wrong-step-size", "ista", hint=STEP_SIZE, fails=STEPS)
def ista_with_the_step_for_the_features_alone(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A[:, 1:].T @ A[:, 1:])[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("uphill-step", "ista", hint="Does the objective fall from step to step?", fails=STEPS)
def ista_uphill(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta + lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("half-of-the-gradient", "ista", hint=hints.HALF, fails=STEPS)
def ista_with_half_the_gradient(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("gradient-of-the-sum", "ista", hint=hints.SUM, fails=STEPS)
def ista_with_sums(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("gradient-computed-once", "ista", hint="As theta moves, does your gradient change with it?", fails=STEPS)
def ista_with_the_first_gradient(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    gradient = 2 / n * A.T @ (A @ theta - y)
    for _ in range(n_steps):
        theta = theta - lr * gradient
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("arguments-changed", "ista", hint=hints.IN_PLACE, fails=ANY)
def ista_after_centring_in_place(A, y, lam, n_steps):
    n, p = A.shape
    level = y.mean()
    y -= level
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    theta[0] = theta[0] + level
    return theta, np.array(losses)


@mistake("notebook-variable-used", "ista", hint=hints.GLOBAL, fails=STEPS)
def ista_on_the_notebooks_data(A, y, lam, n_steps):
    A, y = design[:30, : A.shape[1]], target[:30]
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return theta, np.array(losses)


@mistake("digits-lost", "ista", hint=hints.ROUNDED, fails=STEPS)
def ista_rounded(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return np.round(theta, 4), np.round(losses, 4)


@mistake("nothing-returned", "ista", hint=hints.NO_RETURN, fails=STEPS)
def ista_only_printed(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - lr * lam, 0)
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    print(theta, losses)


@right("ista")
def ista_with_the_hessian_once(A, y, lam, n_steps):
    n, p = A.shape
    H, pull = 2 / n * A.T @ A, 2 / n * A.T @ y
    lr = 1 / np.linalg.norm(H, 2)
    free = np.r_[0.0, np.ones(p - 1)]
    theta, losses = np.zeros(p), np.zeros(n_steps + 1)
    for t in range(n_steps + 1):
        losses[t] = np.mean((A @ theta - y) ** 2) + lam * np.abs(theta) @ free
        if t < n_steps:
            v = theta - lr * (H @ theta - pull)
            theta = v - np.clip(v, -lr * lam * free, lr * lam * free)
    return theta, losses


@right("ista")
def ista_weight_by_weight(A, y, lam, n_steps):
    n, p = A.shape
    lr = n / (2 * np.linalg.svd(A, compute_uv=False)[0] ** 2)
    theta = [0.0] * p
    losses = []
    for t in range(n_steps + 1):
        r = A @ np.array(theta) - y
        losses.append(float(r @ r) / n + lam * sum(abs(w) for w in theta[1:]))
        if t == n_steps:
            break
        moved = []
        for j in range(p):
            v = theta[j] - lr * 2 * np.mean(r * A[:, j])
            if j > 0:
                v = v - lr * lam if v > lr * lam else v + lr * lam if v < -lr * lam else 0.0
            moved.append(v)
        theta = moved
    return np.array(theta), np.array(losses)


@right("ista")
def ista_as_a_list(A, y, lam, n_steps):
    n, p = A.shape
    L = np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    lr = 1 / L
    theta = np.zeros(p)
    losses = [np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))]
    for _ in range(n_steps):
        theta = theta - lr * 2 / n * A.T @ (A @ theta - y)
        theta = np.r_[theta[0], soft_threshold(theta[1:], lr * lam)]
        losses.append(np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:])))
    return [theta, np.array(losses)]
