"""Wrong and right ways to write `fit_momentum`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.stochastic_descent.mistakes import hints

PLAIN = "test_without_memory_it_is_plain_descent"
PATH = "test_follows_the_exact_path"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
VELOCITY = "What does the velocity hold before the first step, and before the second?"
GRADIENT = "2 / len(y) * A.T @ (A @ theta - y)"
BOTH = "np.array(thetas), np.array(losses)"

MOMENTUM = mistakes("fit_momentum")

MOMENTUM.add(
    "velocity-as-an-average",
    hint="Both forms exist. Which one does the card define?",
    fails=PATH,
    momentum_as_an_average=replace("+ 2 / len(y)", "+ (1 - beta) * 2 / len(y)"),
)
MOMENTUM.add(
    "wrong-velocity",
    hint=VELOCITY,
    fails=PATH,
    momentum_with_the_velocity_of_the_step_before=(
        replace("theta = theta - lr * velocity", ""),
        replace("velocity = beta", "theta, velocity = theta - lr * velocity, beta"),
    ),
    momentum_that_is_reset=replace("velocity = beta", "velocity = 0 * theta\nvelocity = beta"),
    momentum_with_a_first_velocity=replace("0 * theta", "2 / len(y) * A.T @ (0 - y)"),
)
MOMENTUM.add(
    "wrong-velocity",
    hint="Does the loss fall after the first step? The velocity points uphill, as the gradient does.",
    fails=PLAIN,
    momentum_uphill=replace("theta - lr", "theta + lr"),
)
MOMENTUM.add(
    "wrong-velocity",
    hint="Change beta: does anything change?",
    fails=PATH,
    momentum_without_memory=replace("beta * velocity + ", ""),
)
MOMENTUM.add(
    "old-velocity-subtracted",
    hint="Should the old velocity carry the ball on, or hold it back?",
    fails=PATH,
    momentum_that_brakes=replace("= beta", "= -beta"),
)
MOMENTUM.add(
    "beta-on-the-gradient",
    hint="Which of the two does beta multiply, the old velocity or the new gradient?",
    fails=PATH,
    momentum_with_beta_on_the_gradient=replace("beta * velocity +", "velocity + beta *"),
    momentum_with_beta_on_both=replace(f"beta * velocity + {GRADIENT}", f"beta * (velocity + {GRADIENT})"),
)
MOMENTUM.add(
    "velocity-never-shrinks",
    hint="What stops the ball? Which share of its velocity is kept?",
    fails=PATH,
    momentum_that_forgets_nothing=replace("beta * velocity", "velocity"),
)
MOMENTUM.add(
    "nesterov-momentum",
    hint="At which point is the gradient taken: where you stand, or where you would roll to?",
    fails=PATH,
    momentum_that_looks_ahead=replace("A @ theta", "A @ (theta - lr * beta * velocity)"),
)
MOMENTUM.add(
    "gradient-added-twice",
    hint="Which of the two is the step: the velocity, or the gradient? It is in the velocity already.",
    fails=PLAIN,
    momentum_with_the_gradient_twice=(
        replace(GRADIENT, "gradient"),
        replace("velocity = beta", f"gradient = {GRADIENT}\nvelocity = beta"),
        replace("lr * velocity", "lr * (velocity + gradient)"),
    ),
)
MOMENTUM.add(
    "learning-rate-applied-twice",
    hint="How often does lr enter one step of yours?",
    fails=PLAIN,
    momentum_with_the_rate_twice=replace("+ 2", "+ lr * 2"),
)
MOMENTUM.add(
    "learning-rate-ignored",
    hint=hints.RATE,
    fails=PLAIN,
    momentum_without_a_rate=replace("lr * velocity", "velocity"),
)
MOMENTUM.add(
    "half-of-the-derivatives",
    hint=hints.HALF,
    fails=PLAIN,
    momentum_with_half_the_gradient=replace("2 / len(y)", "1 / len(y)"),
)
MOMENTUM.add(
    "derivatives-of-the-sum",
    hint="Copy every row twice: should the path change?",
    fails=PLAIN,
    momentum_of_sums=replace("2 / len(y)", "2"),
)
MOMENTUM.add(
    "gradient-computed-once",
    hint="As theta moves, does your gradient change with it?",
    fails=PLAIN,
    momentum_with_the_first_gradient=(
        replace(GRADIENT, "gradient"),
        replace("thetas = [theta]", f"thetas = [theta]\ngradient = {GRADIENT}"),
    ),
)
MOMENTUM.add(
    "first-or-last-state-missing",
    hint=hints.COUNT,
    fails=PLAIN,
    momentum_without_the_start=replace("[theta]", "[]"),
    momentum_without_the_end=replace(BOTH, "np.array(thetas[:-1]), np.array(losses[:-1])"),
)
MOMENTUM.add(
    "losses-of-another-state",
    hint="Compute the loss of row 1 yourself: which entry of losses is it?",
    fails=PLAIN,
    momentum_with_losses_of_the_next_step=replace("np.array(losses)", "np.array(losses[1:] + losses[-1:])"),
)
MOMENTUM.add(
    "one-state-too-many",
    hint=hints.COUNT,
    fails=PLAIN,
    momentum_with_a_step_too_many=replace("range(n_steps)", "range(n_steps + 1)"),
)
MOMENTUM.add(
    "returned-in-the-wrong-order",
    hint=hints.CROSSED,
    fails=PLAIN,
    momentum_with_the_losses_first=replace(BOTH, "np.array(losses), np.array(thetas)"),
)
MOMENTUM.add(
    "history-missing",
    hint="A history was asked for: one row per step, and the start.",
    fails=PLAIN,
    momentum_that_gives_only_the_end=replace(BOTH, "theta, losses[-1]"),
)
MOMENTUM.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=PLAIN,
    momentum_rounded=replace(BOTH, "np.round(thetas, 4), np.round(losses, 4)"),
)
MOMENTUM.add(
    "arguments-changed",
    hint="Print `A` and `y` before and after the run: are both still the same?",
    fails=ANY,
    momentum_after_centring_in_place=replace(
        "velocity = 0", "level = y.mean()\ny -= level\ny = y + level\nvelocity = 0"
    ),
)
MOMENTUM.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=PLAIN,
    momentum_on_the_notebooks_data=replace(
        "velocity = 0", "A, y = np.resize(design, A.shape), target[: len(y)]\nvelocity = 0"
    ),
)
MOMENTUM.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=PLAIN,
    momentum_only_printed=replace(f"return {BOTH}", "print(thetas, losses)"),
)


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
