"""Wrong and right ways to write `ista`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.regularization.mistakes import hints
from solutions.regularization import soft_threshold

STEPS = "test_takes_the_steps_of_the_formula"
LOSSES = "test_every_loss_belongs_to_its_step_and_none_rises"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
THRESHOLD = "How long was the gradient step before the threshold? What is lam divided by in the formula?"
HARD = "What happens to a weight smaller than the threshold? And to one just above it: does your result jump there?"
SIGNS = "Can a useful feature have a negative weight? Give your threshold -v."
SUBGRADIENT = "That is a subgradient step, and it jumps across zero. Which step can land on zero?"
STEP_SIZE = "The step is 1 over the largest eigenvalue of the Hessian, and the Hessian is (2/n) times which matrix?"
COUNT = "How many states are there before, between and after n_steps steps?"
START = "theta, losses = np.zeros(p), []"
LARGEST = "np.linalg.eigvalsh(2 / n * A.T @ A)[-1]"
STEP = "theta - 2 / n * A.T @ r / largest"
SOFT = "soft_threshold(moved[1:], lam / largest)"
SHRUNK = f"np.concatenate([moved[:1], {SOFT}])"
OBJECTIVE = "np.mean(r**2) + lam * np.sum(np.abs(theta[1:]))"
BOTH = "theta, np.array(losses)"

ISTA = mistakes("ista")

ISTA.add(
    "threshold-of-the-wrong-size",
    hint=THRESHOLD,
    fails=STEPS,
    ista_with_lam_as_threshold=replace("lam / largest", "lam"),
    ista_with_a_ridge_step=replace(SOFT, "moved[1:] / (1 + 2 * lam / largest)"),
    ista_with_half_the_threshold=replace("lam / largest", "lam / largest / 2"),
    ista_with_twice_the_threshold=replace("lam / largest", "2 * lam / largest"),
)
ISTA.add(
    "intercept-thresholded",
    hint=hints.BIAS,
    fails=STEPS,
    ista_with_a_paying_bias=replace(SHRUNK, "soft_threshold(moved, lam / largest)"),
    ista_with_a_paying_bias_and_its_loss=(
        replace(SHRUNK, "soft_threshold(moved, lam / largest)"),
        replace("np.abs(theta[1:])", "np.abs(theta)"),
    ),
)
ISTA.add(
    "last-weight-spared",
    hint=hints.LAST,
    fails=STEPS,
    ista_that_spares_the_last_weight=replace(
        SHRUNK, "np.concatenate([soft_threshold(moved[:-1], lam / largest), moved[-1:]])"
    ),
)
ISTA.add(
    "threshold-not-soft",
    hint=HARD,
    fails=STEPS,
    ista_with_a_hard_threshold=replace(SOFT, "np.where(np.abs(moved[1:]) > lam / largest, moved[1:], 0)"),
    ista_without_a_floor=replace(SOFT, "moved[1:] - lam / largest * np.sign(moved[1:])"),
)
ISTA.add(
    "threshold-keeps-the-wrong-part",
    hint=SIGNS,
    fails=STEPS,
    ista_with_positive_weights_alone=replace(SOFT, "np.maximum(moved[1:] - lam / largest, 0)"),
)
ISTA.add("another-penalty", hint=hints.FREE, fails=STEPS, ista_without_a_threshold=replace(SHRUNK, "moved"))
ISTA.add(
    "subgradient-instead-of-threshold",
    hint=SUBGRADIENT,
    fails=STEPS,
    ista_by_subgradients=(
        replace(SHRUNK, "moved"),
        replace(
            f"moved = {STEP}",
            "slope = 2 / n * A.T @ r\nslope[1:] += lam * np.sign(theta[1:])\nmoved = theta - slope / largest",
        ),
    ),
)
ISTA.add(
    "threshold-before-the-step",
    hint="Which comes first in the formula: the gradient step, or the threshold?",
    fails=STEPS,
    ista_with_the_threshold_first=(
        replace(SHRUNK, "moved"),
        replace(f"moved = {STEP}", f"moved = {SHRUNK.replace('moved', 'theta')} - {STEP.removeprefix('theta - ')}"),
    ),
)
ISTA.add(
    "threshold-only-at-the-end",
    hint="How often should the threshold be taken: once, or after every step?",
    fails=STEPS,
    ista_with_one_threshold_at_the_end=(
        replace(SHRUNK, "moved"),
        replace(f"return {BOTH}", f"theta[1:] = {SOFT.replace('moved', 'theta')}\nreturn {BOTH}"),
    ),
)
ISTA.add(
    "wrong-step-size",
    hint=STEP_SIZE,
    fails=STEPS,
    ista_with_the_step_of_half_the_mean=replace(LARGEST, "np.linalg.eigvalsh(A.T @ A / n)[-1]"),
    ista_with_the_largest_stable_step=replace(LARGEST, f"{LARGEST} / 2"),
    ista_with_the_curvature_of_a_sum=replace(LARGEST, "np.linalg.eigvalsh(A.T @ A)[-1]"),
    ista_with_the_smallest_curvature=replace(LARGEST, "np.linalg.eigvalsh(2 / n * A.T @ A)[0]"),
    ista_with_a_step_of_its_own=replace(LARGEST, "1 / 0.01"),
    ista_with_the_step_for_the_features_alone=replace("A.T @ A", "A[:, 1:].T @ A[:, 1:]"),
)
ISTA.add(
    "uphill-step",
    hint="Does the objective fall from step to step?",
    fails=STEPS,
    ista_uphill=replace("theta - 2", "theta + 2"),
)
ISTA.add(
    "half-of-the-gradient", hint=hints.HALF, fails=STEPS, ista_with_half_the_gradient=replace("theta - 2", "theta - 1")
)
ISTA.add("gradient-of-the-sum", hint=hints.SUM, fails=STEPS, ista_with_sums=replace("2 / n * A.T @ r", "2 * A.T @ r"))
ISTA.add(
    "gradient-computed-once",
    hint="As theta moves, does your gradient change with it?",
    fails=STEPS,
    ista_with_the_first_gradient=(
        replace(STEP, "theta - gradient / largest"),
        replace(START, f"{START}\ngradient = 2 / n * A.T @ (A @ theta - y)"),
    ),
)
ISTA.add(
    "arguments-changed",
    hint="Print `A` and `y` before and after the run: are both still the same?",
    fails=ANY,
    ista_after_centring_in_place=(
        replace(START, f"{START}\nlevel = y.mean()\ny -= level"),
        replace(f"return {BOTH}", f"theta[0] = theta[0] + level\nreturn {BOTH}"),
    ),
)
ISTA.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=STEPS,
    ista_on_the_notebooks_data=replace("n, p =", "A, y = design[:30, : A.shape[1]], target[:30]\nn, p ="),
)
ISTA.add(
    "digits-lost", hint=hints.ROUNDED, fails=STEPS, ista_rounded=replace(BOTH, "theta.round(4), np.round(losses, 4)")
)
ISTA.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=STEPS,
    ista_only_printed=replace(f"return {BOTH}", "print(theta, losses)"),
)
ISTA.add(
    "loss-without-the-penalty",
    hint="Which objective goes down here? It has two terms.",
    fails=LOSSES,
    ista_with_the_mean_square_alone=replace(OBJECTIVE, "np.mean(r**2)"),
)
ISTA.add(
    "loss-with-the-ridge-penalty",
    hint=hints.PENALTY,
    fails=LOSSES,
    ista_with_the_ridges_loss=replace("np.abs(theta[1:])", "theta[1:] ** 2"),
)
ISTA.add(
    "intercept-penalised",
    hint=hints.BIAS,
    fails=LOSSES,
    ista_with_the_bias_in_its_loss=replace("np.abs(theta[1:])", "np.abs(theta)"),
)
ISTA.add(
    "half-of-the-loss",
    hint="Check the convention card: is there a half before the mean?",
    fails=LOSSES,
    ista_with_half_the_errors_in_its_loss=replace("np.mean(r**2)", "np.mean(r**2) / 2"),
)
ISTA.add(
    "sum-instead-of-mean",
    hint=hints.SUM,
    fails=LOSSES,
    ista_with_a_sum_in_its_loss=replace("np.mean(r**2)", "np.sum(r**2)"),
)
ISTA.add(
    "first-or-last-state-missing",
    hint=COUNT,
    fails=LOSSES,
    ista_without_the_first_loss=replace("np.array(losses)", "np.array(losses[1:])"),
    ista_without_the_last_loss=replace("np.array(losses)", "np.array(losses[:-1])"),
)
ISTA.add(
    "one-state-too-many",
    hint=COUNT,
    fails=LOSSES,
    ista_with_the_start_twice=replace("np.array(losses)", "np.array(losses[:1] + losses)"),
    ista_with_one_step_too_many=(replace("n_steps + 1", "n_steps + 2"), replace("t < n_steps", "t <= n_steps")),
)
ISTA.add(
    "losses-of-another-state",
    hint="Compute the objective of the theta that comes back: which entry of losses is it?",
    fails=LOSSES,
    ista_with_losses_a_step_behind=replace("np.array(losses)", "np.array(losses[:1] + losses[:-1])"),
)
ISTA.add(
    "loss-before-the-threshold",
    hint="A step has two parts. After which of them should the loss be taken?",
    fails=LOSSES,
    ista_with_the_loss_before_the_threshold=(
        replace(START, "theta = moved = np.zeros(p)\nlosses = []"),
        replace(OBJECTIVE, "np.mean((A @ moved - y) ** 2) + lam * np.sum(np.abs(moved[1:]))"),
    ),
)
ISTA.add(
    "returned-in-the-wrong-order",
    hint="Compare the order of what you hand back with the order that was asked for.",
    fails=LOSSES,
    ista_with_the_losses_first=replace(BOTH, "np.array(losses), theta"),
)
ISTA.add(
    "all-states-returned",
    hint="What is the shape of your theta, and what shape does the docstring ask for?",
    fails=LOSSES,
    ista_with_every_theta=(
        replace(START, f"{START}\nstates = [theta]"),
        replace(SHRUNK, f"{SHRUNK}\nstates.append(theta)"),
        replace(BOTH, "np.array(states), np.array(losses)"),
    ),
)


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
