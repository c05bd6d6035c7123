"""Wrong and right ways to write `sgd_epoch`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.stochastic_descent.mistakes import hints
from solutions.stochastic_descent import minibatches

FULL = "test_one_batch_of_all_rows_is_one_full_step"
SMALL = "test_small_steps_add_up_to_full_gradients"
SHORT = "test_the_last_batch_counts_its_own_rows"
SOME = "test_ends_where_the_generators_order_leads"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
BATCHES = "minibatches(len(y), batch_size, rng)"
BATCHES_IN_ORDER = "np.split(np.arange(len(y)), range(batch_size, len(y), batch_size))"

EPOCH = mistakes("sgd_epoch")

EPOCH.add(
    "last-batch-divided-by-batch-size",
    hint=hints.LAST,
    fails=SHORT,
    epoch_with_the_last_batch_divided_by_batch_size=replace("len(batch)", "batch_size"),
)
EPOCH.add("derivatives-of-the-sum", hint=hints.SUM, fails=FULL, epoch_of_sums=replace("2 / len(batch)", "2"))
EPOCH.add("half-of-the-derivatives", hint=hints.HALF, fails=FULL, epoch_with_half_the_gradient=replace("lr * 2", "lr"))
EPOCH.add(
    "batch-divided-by-all-rows",
    hint="One batch holds a few rows: over how many is its mean taken?",
    fails=SMALL,
    epoch_divided_by_all_rows=replace("len(batch)", "len(y)"),
)
EPOCH.add("uphill-step", hint=hints.UPHILL, fails=FULL, epoch_uphill=replace("theta - lr", "theta + lr"))
EPOCH.add(
    "learning-rate-ignored",
    hint=hints.RATE,
    fails=FULL,
    epoch_without_a_rate=replace("lr * 2", "2"),
    epoch_with_a_rate_of_its_own=replace("lr * 2", "0.01 * 2"),
)
EPOCH.add(
    "every-step-from-one-place",
    hint=hints.STALE,
    fails=SHORT,
    epoch_from_one_place=(replace("@ theta", "@ start"), replace("for batch", "start = theta\nfor batch")),
)
EPOCH.add(
    "full-gradient-in-every-step",
    hint="Which rows does a step look at?",
    fails=SOME,
    epoch_of_full_steps=replace("r = A[batch]", "batch = np.arange(len(y))\nr = A[batch]"),
)
EPOCH.add(
    "one-step-per-epoch",
    hint="How many steps does an epoch take?",
    fails=SHORT,
    epoch_of_one_step=replace("theta = theta - lr", "return theta - lr"),
)
EPOCH.add(
    "last-batch-dropped",
    hint="Which rows are read in an epoch of yours? Count them.",
    fails=SHORT,
    epoch_without_the_last_batch=replace("r = A[batch]", "if len(batch) < batch_size:\n    continue\nr = A[batch]"),
)
EPOCH.add(
    "drawn-with-replacement",
    hint=hints.REPLACED,
    fails=SOME,
    epoch_with_replacement=replace("r = A[batch]", "batch = rng.integers(0, len(y), len(batch))\nr = A[batch]"),
    epoch_of_rows_drawn_apart=(
        replace(BATCHES, "range(-(-len(y) // batch_size))"),
        replace("r = A[batch]", "batch = rng.integers(0, len(y), min(batch_size, len(y)))\nr = A[batch]"),
    ),
    epoch_of_full_batches_drawn_apart=(
        replace(BATCHES, "range(-(-len(y) // batch_size))"),
        replace("r = A[batch]", "batch = rng.choice(len(y), batch_size)\nr = A[batch]"),
    ),
    epoch_of_as_many_full_batches_as_fit=(
        replace(BATCHES, "range(max(1, len(y) // batch_size))"),
        replace("r = A[batch]", "batch = rng.integers(0, len(y), batch_size)\nr = A[batch]"),
    ),
    epoch_of_single_rows_drawn_apart=(
        replace(BATCHES, "range(0, len(y), batch_size)"),
        replace(
            "r = A[batch]",
            "batch = [rng.integers(len(y)) for _ in range(min(batch_size, len(y) - batch))]\nr = A[batch]",
        ),
    ),
)
EPOCH.add(
    "wrongly-shuffled",
    hint=hints.PAIRS,
    fails=FULL,
    epoch_with_rows_and_targets_apart=(
        replace(BATCHES, BATCHES_IN_ORDER),
        replace("for batch", "A, y = rng.permutation(A), rng.permutation(y)\nfor batch"),
    ),
)
EPOCH.add(
    "wrongly-shuffled",
    hint=hints.PAIRS,
    fails=SMALL,
    epoch_with_targets_in_the_old_order=(
        replace(f"batch in {BATCHES}", f"place, batch in zip({BATCHES_IN_ORDER}, {BATCHES})"),
        replace("y[batch]", "y[place]"),
    ),
)
EPOCH.add(
    "rows-in-given-order",
    hint=hints.OWN,
    fails=SOME,
    epoch_in_the_order_of_the_rows=replace(BATCHES, BATCHES_IN_ORDER),
)
EPOCH.add(
    "generator-of-its-own",
    hint=hints.OWN,
    fails=SOME,
    epoch_with_a_generator_of_its_own=replace(BATCHES, "minibatches(len(y), batch_size, np.random.default_rng(0))"),
)
EPOCH.add(
    "global-generator",
    hint=hints.SEED,
    fails=SOME,
    epoch_by_the_global_generator=replace(BATCHES, "minibatches(len(y), batch_size, np.random)"),
)
EPOCH.add(
    "batch-number-as-row-number",
    hint="Your loop counts batches. Which rows does it pick?",
    fails=SOME,
    epoch_that_picks_one_row_per_batch=replace("r = A[batch]", "batch = batch[:1]\nr = A[batch]"),
)
EPOCH.add(
    "gradients-pile-up",
    hint="What does your gradient still hold from the batch before?",
    fails=SMALL,
    epoch_with_gradients_piling_up=(
        replace("for batch", "gradient = 0\nfor batch"),
        replace("theta = theta - lr * 2", "gradient = gradient + 2"),
        replace(".T @ r", ".T @ r\ntheta = theta - lr * gradient"),
    ),
)
EPOCH.add(
    "states-averaged",
    hint="Should the epoch end where its last step leads, or in the middle of all its steps?",
    fails=SHORT,
    epoch_that_averages_its_states=(
        replace("for batch", "states = []\nfor batch"),
        replace(".T @ r", ".T @ r\nstates.append(theta)"),
        replace("return theta", "return np.mean(states, axis=0)"),
    ),
)
EPOCH.add(
    "arguments-changed",
    hint="Look at `A` and `y` after the epoch: are their rows in the same order as before?",
    fails=ANY,
    epoch_that_shuffles_the_callers_targets=(
        replace(BATCHES, BATCHES_IN_ORDER),
        replace("for batch", "order = rng.permutation(len(y))\nA, y[:] = A[order], y[order]\nfor batch"),
    ),
)
EPOCH.add(
    "arguments-changed",
    hint="Print `A`, `y` and `theta` before and after the epoch: which one is not the same?",
    fails=ANY,
    epoch_that_writes_into_theta=replace("theta = theta - lr", "theta -= lr"),
)
EPOCH.add("digits-lost", hint=hints.ROUNDED, fails=FULL, epoch_rounded=replace("return theta", "return theta.round(4)"))
EPOCH.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=FULL,
    epoch_on_the_notebooks_data=replace("for batch", "A, y = np.resize(design, A.shape), target[: len(y)]\nfor batch"),
)
EPOCH.add(
    "nothing-returned", hint=hints.NO_RETURN, fails=FULL, epoch_only_printed=replace("return theta", "print(theta)")
)


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


@right("sgd_epoch")
def epoch_by_a_spawned_generator(A, y, theta, lr, batch_size, rng):
    order = rng.spawn(1)[0].permutation(len(y))
    for part in np.array_split(order, range(batch_size, len(y), batch_size)):
        theta = theta - 2 * lr / len(part) * A[part].T @ (A[part] @ theta - y[part])
    return theta
