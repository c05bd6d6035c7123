"""Wrong and right ways to write `sgd_epoch`."""

# ruff: noqa: ARG001, T201 - students forget arguments and print
import numpy as np

from autograder.checks.stochastic_descent.mistakes import hints
from autograder.checks.stochastic_descent.mistakes.notebook import design, target
from autograder.course.mistakes import mistake, right
from solutions.stochastic_descent import minibatches

FULL = "test_one_batch_of_all_rows_is_one_full_step"
SMALL = "test_small_steps_add_up_to_full_gradients"
SHORT = "test_the_last_batch_counts_its_own_rows"
SOME = "test_ends_where_the_generators_order_leads"
ANY = "test_takes_any_numbers_and_leaves_them_alone"


@mistake("last-batch-divided-by-batch-size", "sgd_epoch", hint=hints.LAST, fails=SHORT)
def epoch_with_the_last_batch_divided_by_batch_size(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / batch_size * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake("derivatives-of-the-sum", "sgd_epoch", hint=hints.SUM, fails=FULL)
def epoch_of_sums(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake("half-of-the-derivatives", "sgd_epoch", hint=hints.HALF, fails=FULL)
def epoch_with_half_the_gradient(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 1 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake(
    "batch-divided-by-all-rows",
    "sgd_epoch",
    hint="One batch holds a few rows: over how many is its mean taken?",
    fails=SMALL,
)
def epoch_divided_by_all_rows(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / n * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake("uphill-step", "sgd_epoch", hint=hints.UPHILL, fails=FULL)
def epoch_uphill(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta + lr * gradient
    return theta


@mistake("learning-rate-ignored", "sgd_epoch", hint=hints.RATE, fails=FULL)
def epoch_without_a_rate(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - gradient
    return theta


@mistake("learning-rate-ignored", "sgd_epoch", hint=hints.RATE, fails=FULL)
def epoch_with_a_rate_of_its_own(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - 0.01 * gradient
    return theta


@mistake("every-step-from-one-place", "sgd_epoch", hint=hints.STALE, fails=SHORT)
def epoch_from_one_place(A, y, theta, lr, batch_size, rng):
    n = len(y)
    start_at = theta
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ start_at - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake("full-gradient-in-every-step", "sgd_epoch", hint="Which rows does a step look at?", fails=SOME)
def epoch_of_full_steps(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / n * A.T @ (A @ theta - y)
        theta = theta - lr * gradient
    return theta


@mistake("one-step-per-epoch", "sgd_epoch", hint="How many steps does an epoch take?", fails=SHORT)
def epoch_of_one_step(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        return theta - lr * gradient


@mistake("last-batch-dropped", "sgd_epoch", hint="Which rows are read in an epoch of yours? Count them.", fails=SHORT)
def epoch_without_the_last_batch(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n - batch_size + 1, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake("drawn-with-replacement", "sgd_epoch", hint=hints.REPLACED, fails=SOME)
def epoch_with_replacement(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = rng.integers(0, n, min(batch_size, n - start))
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake("wrongly-shuffled", "sgd_epoch", hint=hints.PAIRS, fails=FULL)
def epoch_with_rows_and_targets_apart(A, y, theta, lr, batch_size, rng):
    n = len(y)
    A, y = rng.permutation(A), rng.permutation(y)
    order = np.arange(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake("wrongly-shuffled", "sgd_epoch", hint=hints.PAIRS, fails=SMALL)
def epoch_with_targets_in_the_old_order(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[start : start + batch_size])
        theta = theta - lr * gradient
    return theta


@mistake("rows-in-given-order", "sgd_epoch", hint=hints.OWN, fails=SOME)
def epoch_in_the_order_of_the_rows(A, y, theta, lr, batch_size, rng):
    n = len(y)
    for start in range(0, n, batch_size):
        rows = slice(start, start + batch_size)
        gradient = 2 / len(y[rows]) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake("generator-of-its-own", "sgd_epoch", hint=hints.OWN, fails=SOME)
def epoch_with_a_generator_of_its_own(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = np.random.default_rng(0).permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake("global-generator", "sgd_epoch", hint=hints.SEED, fails=SOME)
def epoch_by_the_global_generator(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = np.random.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake(
    "batch-number-as-row-number", "sgd_epoch", hint="Your loop counts batches. Which rows does it pick?", fails=SOME
)
def epoch_that_picks_one_row_per_batch(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + 1]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake(
    "gradients-pile-up", "sgd_epoch", hint="What does your gradient still hold from the batch before?", fails=SMALL
)
def epoch_with_gradients_piling_up(A, y, theta, lr, batch_size, rng):
    n = len(y)
    gradient = 0
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = gradient + 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake(
    "states-averaged",
    "sgd_epoch",
    hint="Should the epoch end where its last step leads, or in the middle of all its steps?",
    fails=SHORT,
)
def epoch_that_averages_its_states(A, y, theta, lr, batch_size, rng):
    n = len(y)
    states = []
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
        states.append(theta)
    return np.mean(states, axis=0)


@mistake("arguments-changed", "sgd_epoch", hint=hints.IN_PLACE, fails=ANY)
def epoch_that_shuffles_the_callers_targets(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    y[:] = y[order]
    A = A[order]
    order = np.arange(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake("arguments-changed", "sgd_epoch", hint=hints.IN_PLACE, fails=ANY)
def epoch_that_writes_into_theta(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta -= lr * gradient
    return theta


@mistake("digits-lost", "sgd_epoch", hint=hints.ROUNDED, fails=FULL)
def epoch_rounded(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return np.round(theta, 4)


@mistake("notebook-variable-used", "sgd_epoch", hint=hints.GLOBAL, fails=FULL)
def epoch_on_the_notebooks_data(A, y, theta, lr, batch_size, rng):
    n = len(y)
    A, y = np.resize(design, A.shape), target[:n]
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    return theta


@mistake("nothing-returned", "sgd_epoch", hint=hints.NO_RETURN, fails=FULL)
def epoch_only_printed(A, y, theta, lr, batch_size, rng):
    n = len(y)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        gradient = 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        theta = theta - lr * gradient
    print(theta)


@right("sgd_epoch")
def epoch_by_minibatches(A, y, theta, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        r = y[batch] - A[batch] @ theta
        theta = theta + 2 * lr * np.mean(r[:, None] * A[batch], axis=0)
    return theta


@right("sgd_epoch")
def epoch_by_loops(A, y, theta, lr, batch_size, rng):
    order = np.arange(len(y))
    rng.shuffle(order)
    theta = [float(part) for part in theta]
    p = len(theta)
    for start in range(0, len(order), batch_size):
        batch = order[start : start + batch_size]
        gradient = [0.0] * p
        for i in batch:
            residual = sum(A[i, j] * theta[j] for j in range(p)) - y[i]
            for j in range(p):
                gradient[j] += 2 * residual * A[i, j] / len(batch)
        theta = [theta[j] - lr * gradient[j] for j in range(p)]
    return np.array(theta)


@right("sgd_epoch")
def epoch_on_shuffled_copies(A, y, theta, lr, batch_size, rng):
    order = rng.permutation(len(y))
    A, y = A[order], y[order]
    theta = np.array(theta, dtype=float)
    for a in range(0, len(y), batch_size):
        part = A[a : a + batch_size]
        theta -= lr * 2 * part.T @ (part @ theta - y[a : a + batch_size]) / len(part)
    return theta
