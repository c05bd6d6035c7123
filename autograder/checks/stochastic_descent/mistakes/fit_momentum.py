"""Wrong and right ways to write `fit_momentum`."""

# ruff: noqa: ARG001, T201 - students forget arguments and print
import numpy as np

from autograder.checks.stochastic_descent.mistakes import hints
from autograder.checks.stochastic_descent.mistakes.notebook import design, target
from autograder.course.mistakes import mistake, right

PLAIN = "test_without_memory_it_is_plain_descent"
PATH = "test_follows_the_exact_path"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
VELOCITY = "What does the velocity hold before the first step, and before the second?"


@mistake("velocity-as-an-average", "fit_momentum", hint="Both forms exist. Which one does the card define?", fails=PATH)
def momentum_as_an_average(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + (1 - beta) * g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("wrong-velocity", "fit_momentum", hint=VELOCITY, fails=PATH)
def momentum_with_the_velocity_of_the_step_before(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        theta = theta - lr * v
        v = beta * v + g
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("wrong-velocity", "fit_momentum", hint=VELOCITY, fails=PATH)
def momentum_that_is_reset(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        v = np.zeros(p)
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("wrong-velocity", "fit_momentum", hint=VELOCITY, fails=PATH)
def momentum_with_a_first_velocity(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), 2 / n * A.T @ (0 - y)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "wrong-velocity",
    "fit_momentum",
    hint="Does the loss fall after the first step? The velocity points uphill, as the gradient does.",
    fails=PLAIN,
)
def momentum_uphill(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta + lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("wrong-velocity", "fit_momentum", hint="Change beta: does anything change?", fails=PATH)
def momentum_without_memory(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "old-velocity-subtracted",
    "fit_momentum",
    hint="Should the old velocity carry the ball on, or hold it back?",
    fails=PATH,
)
def momentum_that_brakes(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = g - beta * v
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "beta-on-the-gradient",
    "fit_momentum",
    hint="Which of the two does beta multiply, the old velocity or the new gradient?",
    fails=PATH,
)
def momentum_with_beta_on_the_gradient(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = v + beta * g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "beta-on-the-gradient",
    "fit_momentum",
    hint="Which of the two does beta multiply, the old velocity or the new gradient?",
    fails=PATH,
)
def momentum_with_beta_on_both(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * (v + g)
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "velocity-never-shrinks",
    "fit_momentum",
    hint="What stops the ball? Which share of its velocity is kept?",
    fails=PATH,
)
def momentum_that_forgets_nothing(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "nesterov-momentum",
    "fit_momentum",
    hint="At which point is the gradient taken: where you stand, or where you would roll to?",
    fails=PATH,
)
def momentum_that_looks_ahead(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ (theta - lr * beta * v) - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "gradient-added-twice",
    "fit_momentum",
    hint="Which of the two is the step: the velocity, or the gradient? It is in the velocity already.",
    fails=PLAIN,
)
def momentum_with_the_gradient_twice(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * (v + g)
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("learning-rate-applied-twice", "fit_momentum", hint="How often does lr enter one step of yours?", fails=PLAIN)
def momentum_with_the_rate_twice(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + lr * g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("learning-rate-ignored", "fit_momentum", hint=hints.RATE, fails=PLAIN)
def momentum_without_a_rate(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("half-of-the-derivatives", "fit_momentum", hint=hints.HALF, fails=PLAIN)
def momentum_with_half_the_gradient(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 1 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("derivatives-of-the-sum", "fit_momentum", hint="Copy every row twice: should the path change?", fails=PLAIN)
def momentum_of_sums(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "gradient-computed-once", "fit_momentum", hint="As theta moves, does your gradient change with it?", fails=PLAIN
)
def momentum_with_the_first_gradient(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    g = 2 / n * A.T @ (A @ theta - y)
    for _ in range(n_steps):
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("first-or-last-state-missing", "fit_momentum", hint=hints.COUNT, fails=PLAIN)
def momentum_without_the_start(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [], []
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("first-or-last-state-missing", "fit_momentum", hint=hints.COUNT, fails=PLAIN)
def momentum_without_the_end(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas[:-1]), np.array(losses[:-1])


@mistake(
    "losses-of-another-state",
    "fit_momentum",
    hint="Compute the loss of row 1 yourself: which entry of losses is it?",
    fails=PLAIN,
)
def momentum_with_losses_of_the_next_step(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses[1:] + losses[-1:])


@mistake("history-of-one-array", "fit_momentum", hint=hints.ALIAS, fails=PLAIN)
def momentum_of_one_array(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta -= lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("one-state-too-many", "fit_momentum", hint=hints.COUNT, fails=PLAIN)
def momentum_with_a_step_too_many(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps + 1):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("returned-in-the-wrong-order", "fit_momentum", hint=hints.CROSSED, fails=PLAIN)
def momentum_with_the_losses_first(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(losses), np.array(thetas)


@mistake(
    "history-missing", "fit_momentum", hint="A history was asked for: one row per step, and the start.", fails=PLAIN
)
def momentum_that_gives_only_the_end(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return theta, losses[-1]


@mistake("digits-lost", "fit_momentum", hint=hints.ROUNDED, fails=PLAIN)
def momentum_rounded(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.round(thetas, 4), np.round(losses, 4)


@mistake("arguments-changed", "fit_momentum", hint=hints.IN_PLACE, fails=ANY)
def momentum_after_centring_in_place(A, y, lr, beta, n_steps):
    n, p = A.shape
    level = y.mean()
    y -= level
    theta, v = np.zeros(p), np.zeros(p)
    y = y + level
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("notebook-variable-used", "fit_momentum", hint=hints.GLOBAL, fails=PLAIN)
def momentum_on_the_notebooks_data(A, y, lr, beta, n_steps):
    A, y = np.resize(design, A.shape), target[: len(y)]
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("nothing-returned", "fit_momentum", hint=hints.NO_RETURN, fails=PLAIN)
def momentum_only_printed(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + g
        theta = theta - lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    print(thetas, losses)


@right("fit_momentum")
def momentum_with_the_rate_in_the_velocity(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v + lr * g
        theta = theta - v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@right("fit_momentum")
def momentum_from_the_last_two_states(A, y, lr, beta, n_steps):
    n, p = A.shape
    thetas = np.zeros((n_steps + 1, p))
    for t in range(n_steps):
        g = 2 / n * A.T @ (A @ thetas[t] - y)
        before = thetas[t - 1] if t > 0 else thetas[t]
        thetas[t + 1] = thetas[t] - lr * g + beta * (thetas[t] - before)
    return thetas, np.mean((thetas @ A.T - y) ** 2, axis=1)


@right("fit_momentum")
def momentum_with_a_downhill_velocity(A, y, lr, beta, n_steps):
    n, p = A.shape
    theta, v = np.zeros(p), np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for _ in range(n_steps):
        g = 2 / n * A.T @ (A @ theta - y)
        v = beta * v - g
        theta = theta + lr * v
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return [np.vstack(thetas), np.array(losses)]
