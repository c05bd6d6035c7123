"""Wrong and right ways to write `fit_sgd`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.stochastic_descent.mistakes import hints
from solutions.stochastic_descent import sgd_epoch

HISTORY = "test_keeps_the_start_and_the_state_after_each_epoch"
DECAY = "test_the_rate_falls_from_epoch_to_epoch"
ANEW = "test_every_epoch_deals_anew"
BELOW = "test_repeats_itself_and_decay_ends_below_the_floor"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
RATE = "lr / (1 + decay * t)"
BOTH = "np.array(thetas), np.array(losses)"


def sgd_in_one_piece(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr / (1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


SGD = mistakes("fit_sgd")
ONE_PIECE = mistakes("fit_sgd", base=sgd_in_one_piece)

SGD.add(
    "decay-forgotten",
    hint="Write down the rates of epochs 0, 1 and 2: are they different?",
    fails=DECAY,
    sgd_without_decay=replace(RATE, "lr"),
)
SGD.add(
    "decay-counted-from-one",
    hint="Epochs are counted from 0. Which rate does your first epoch have?",
    fails=DECAY,
    sgd_with_epochs_counted_from_one=replace(RATE, "lr / (1 + decay * (t + 1))"),
)
SGD.add(
    "another-decay-formula",
    hint="There are many ways to let a rate fall. Which one does the exercise ask for?",
    fails=DECAY,
    sgd_with_decay_as_a_power=replace(RATE, "lr * (1 - decay) ** t"),
    sgd_with_decay_as_an_exponential=replace(RATE, "lr * np.exp(-decay * t)"),
    sgd_with_decay_of_a_root=replace(RATE, "lr / np.sqrt(1 + decay * t)"),
)
SGD.add(
    "another-decay-formula",
    hint="In lr / 1 + decay * t the division comes first. Add brackets.",
    fails=DECAY,
    sgd_with_brackets_forgotten=replace(RATE, "lr / 1 + decay * t"),
)
SGD.add(
    "every-epoch-from-the-start",
    hint="Where does the second epoch begin?",
    fails=HISTORY,
    sgd_with_every_epoch_from_zero=replace("thetas[t],", "thetas[0],"),
)
SGD.add(
    "generator-of-its-own",
    hint=hints.OWN,
    fails=BELOW,
    sgd_with_a_generator_of_its_own=replace("for t", "rng = np.random.default_rng(0)\nfor t"),
)
SGD.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=HISTORY,
    sgd_on_the_notebooks_data=replace("for t", "A, y = np.resize(design, A.shape), target[: len(y)]\nfor t"),
)

ONE_PIECE.add(
    "decay-compounded",
    hint="By the formula, is the rate of epoch 2 a share of that of epoch 1, or of lr?",
    fails=DECAY,
    sgd_with_decay_piling_up=(replace(RATE, "rate / (1 + decay * t)"), replace("for t", "rate = lr\nfor t")),
)
ONE_PIECE.add(
    "decay-in-every-step",
    hint="Should the rate fall within an epoch?",
    fails=DECAY,
    sgd_with_decay_in_every_step=(
        replace(f"rate = {RATE}", ""),
        replace("for t", "made = 0\nfor t"),
        replace("rows = order", "rate = lr / (1 + decay * made)\nmade += 1\nrows = order"),
    ),
)
ONE_PIECE.add(
    "first-or-last-state-missing",
    hint=hints.COUNT,
    fails=HISTORY,
    sgd_without_the_start=replace("[theta], [np.mean((A @ theta - y) ** 2)]", "[], []"),
    sgd_without_the_end=replace(BOTH, "np.array(thetas[:-1]), np.array(losses[:-1])"),
)
ONE_PIECE.add(
    "row-for-every-step",
    hint="One row per epoch, or one per step: how many rows are there in yours?",
    fails=BELOW,
    sgd_with_a_row_per_step=(
        replace("thetas.append(theta)\nlosses.append(np.mean((A @ theta - y) ** 2))", ""),
        replace("- y[rows])", "- y[rows])\nthetas.append(theta)\nlosses.append(np.mean((A @ theta - y) ** 2))"),
    ),
)
ONE_PIECE.add(
    "losses-of-another-state",
    hint="Compute the loss of row 1 yourself: which entry of losses is it?",
    fails=HISTORY,
    sgd_with_losses_of_the_next_epoch=replace("np.array(losses)", "np.array(losses[1:] + losses[-1:])"),
)
ONE_PIECE.add(
    "loss-of-the-last-batch",
    hint="Over which rows is each of your losses the mean?",
    fails=BELOW,
    sgd_with_losses_of_the_last_batch=replace(
        "losses.append(np.mean((A @ theta - y)", "losses.append(np.mean((A[rows] @ theta - y[rows])"
    ),
)
ONE_PIECE.add(
    "history-of-one-array",
    hint=hints.ALIAS,
    fails=HISTORY,
    sgd_of_one_array=replace("theta = theta -", "theta -="),
)
ONE_PIECE.add(
    "one-state-too-many",
    hint=hints.COUNT,
    fails=HISTORY,
    sgd_with_an_epoch_too_many=replace("range(epochs)", "range(epochs + 1)"),
)
ONE_PIECE.add("uphill-step", hint=hints.UPHILL, fails=HISTORY, sgd_uphill=replace("theta - rate", "theta + rate"))
ONE_PIECE.add(
    "half-of-the-derivatives", hint=hints.HALF, fails=HISTORY, sgd_with_half_the_gradient=replace("rate * 2", "rate")
)
ONE_PIECE.add("derivatives-of-the-sum", hint=hints.SUM, fails=HISTORY, sgd_of_sums=replace("2 / len(rows)", "2"))
ONE_PIECE.add(
    "last-batch-divided-by-batch-size",
    hint=hints.LAST,
    fails=DECAY,
    sgd_with_the_last_batch_divided_by_batch_size=replace("len(rows)", "batch_size"),
)
ONE_PIECE.add(
    "global-generator",
    hint=hints.SEED,
    fails=BELOW,
    sgd_by_the_global_generator=replace("rng.permutation", "np.random.permutation"),
)
ONE_PIECE.add(
    "shuffled-only-once",
    hint="In which line are the rows shuffled: once, or once per epoch?",
    fails=ANEW,
    sgd_shuffled_once=(
        replace("order = rng.permutation(n)", ""),
        replace("for t", "order = rng.permutation(n)\nfor t"),
    ),
)
ONE_PIECE.add(
    "returned-in-the-wrong-order",
    hint=hints.CROSSED,
    fails=HISTORY,
    sgd_with_the_losses_first=replace(BOTH, "np.array(losses), np.array(thetas)"),
)
ONE_PIECE.add(
    "history-missing",
    hint="A history was asked for: one row per epoch, and the start.",
    fails=HISTORY,
    sgd_that_gives_only_the_end=replace(BOTH, "theta, losses[-1]"),
)
ONE_PIECE.add(
    "array-of-whole-numbers",
    hint="What type is the array you write into?",
    fails=HISTORY,
    sgd_into_whole_numbers=replace("np.array(thetas)", "np.array(thetas, dtype=int)"),
)
ONE_PIECE.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=HISTORY,
    sgd_rounded=replace(BOTH, "np.round(thetas, 4), np.round(losses, 4)"),
)
ONE_PIECE.add(
    "arguments-changed",
    hint="Look at `A` and `y` after the run: are their rows in the same order as before?",
    fails=ANY,
    sgd_that_shuffles_the_callers_rows=replace("for start", "A[:], y[:] = A[order], y[order]\nfor start"),
)
ONE_PIECE.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=HISTORY,
    sgd_only_printed=replace(f"return {BOTH}", "print(thetas, losses)"),
)


@right("fit_sgd")
def sgd_by_epochs(A, y, lr, epochs, batch_size, rng, decay=0.0):
    thetas = [np.zeros(A.shape[1])]
    for t in range(epochs):
        thetas.append(sgd_epoch(A, y, thetas[-1], lr / (1 + decay * t), batch_size, rng))
    return np.array(thetas), np.array([np.mean((A @ theta - y) ** 2) for theta in thetas])


@right("fit_sgd")
def sgd_into_arrays(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    thetas, losses = np.zeros((epochs + 1, p)), np.zeros(epochs + 1)
    losses[0] = np.mean(np.square(y))
    order = np.arange(n)
    for t in range(1, epochs + 1):
        rng.shuffle(order)
        theta = thetas[t - 1].copy()
        for batch in np.split(order, range(batch_size, n, batch_size)):
            r = A[batch] @ theta - y[batch]
            theta -= lr / (1 + decay * (t - 1)) * 2 * r @ A[batch] / len(batch)
        thetas[t] = theta
        losses[t] = np.mean((A @ theta - y) ** 2)
    return thetas, losses
