"""Wrong and right ways to write `fit_sgd`."""

# ruff: noqa: ARG001, T201 - students forget arguments and print
import numpy as np

from autograder.checks.stochastic_descent.mistakes import hints
from autograder.checks.stochastic_descent.mistakes.notebook import design, target
from autograder.course.mistakes import mistake, right
from solutions.stochastic_descent import sgd_epoch

HISTORY = "test_keeps_the_start_and_the_state_after_each_epoch"
DECAY = "test_the_rate_falls_from_epoch_to_epoch"
ANEW = "test_every_epoch_deals_anew"
BELOW = "test_repeats_itself_and_decay_ends_below_the_floor"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
DECAYS = "There are many ways to let a rate fall. Which one does the exercise ask for?"


@mistake(
    "decay-forgotten", "fit_sgd", hint="Write down the rates of epochs 0, 1 and 2: are they different?", fails=DECAY
)
def sgd_without_decay(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "decay-counted-from-one",
    "fit_sgd",
    hint="Epochs are counted from 0. Which rate does your first epoch have?",
    fails=DECAY,
)
def sgd_with_epochs_counted_from_one(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr / (1 + decay * (t + 1))
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "decay-compounded",
    "fit_sgd",
    hint="By the formula, is the rate of epoch 2 a share of that of epoch 1, or of lr?",
    fails=DECAY,
)
def sgd_with_decay_piling_up(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    rate = lr
    for t in range(epochs):
        rate = rate / (1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("another-decay-formula", "fit_sgd", hint=DECAYS, fails=DECAY)
def sgd_with_decay_as_a_power(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr * (1 - decay) ** t
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("another-decay-formula", "fit_sgd", hint=DECAYS, fails=DECAY)
def sgd_with_decay_as_an_exponential(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr * np.exp(-decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("another-decay-formula", "fit_sgd", hint=DECAYS, fails=DECAY)
def sgd_with_decay_of_a_root(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr / np.sqrt(1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "another-decay-formula",
    "fit_sgd",
    hint="In lr / 1 + decay * t the division comes first. Add brackets.",
    fails=DECAY,
)
def sgd_with_brackets_forgotten(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr / 1 + decay * t
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("decay-in-every-step", "fit_sgd", hint="Should the rate fall within an epoch?", fails=DECAY)
def sgd_with_decay_in_every_step(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    made = 0
    for t in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            rate = lr / (1 + decay * made)
            made += 1
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("first-or-last-state-missing", "fit_sgd", hint=hints.COUNT, fails=HISTORY)
def sgd_without_the_start(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [], []
    for t in range(epochs):
        rate = lr / (1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("first-or-last-state-missing", "fit_sgd", hint=hints.COUNT, fails=HISTORY)
def sgd_without_the_end(A, y, lr, epochs, batch_size, rng, decay=0.0):
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
    return np.array(thetas[:-1]), np.array(losses[:-1])


@mistake(
    "row-for-every-step",
    "fit_sgd",
    hint="One row per epoch, or one per step: how many rows are there in yours?",
    fails=BELOW,
)
def sgd_with_a_row_per_step(A, y, lr, epochs, batch_size, rng, decay=0.0):
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


@mistake(
    "losses-of-another-state",
    "fit_sgd",
    hint="Compute the loss of row 1 yourself: which entry of losses is it?",
    fails=HISTORY,
)
def sgd_with_losses_of_the_next_epoch(A, y, lr, epochs, batch_size, rng, decay=0.0):
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
    return np.array(thetas), np.array(losses[1:] + losses[-1:])


@mistake("loss-of-the-last-batch", "fit_sgd", hint="Over which rows is each of your losses the mean?", fails=BELOW)
def sgd_with_losses_of_the_last_batch(A, y, lr, epochs, batch_size, rng, decay=0.0):
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
        losses.append(np.mean((A[rows] @ theta - y[rows]) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("history-of-one-array", "fit_sgd", hint=hints.ALIAS, fails=HISTORY)
def sgd_of_one_array(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr / (1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta -= rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("one-state-too-many", "fit_sgd", hint=hints.COUNT, fails=HISTORY)
def sgd_with_an_epoch_too_many(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs + 1):
        rate = lr / (1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("every-epoch-from-the-start", "fit_sgd", hint="Where does the second epoch begin?", fails=HISTORY)
def sgd_with_every_epoch_from_zero(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        theta = np.zeros(p)
        rate = lr / (1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("uphill-step", "fit_sgd", hint=hints.UPHILL, fails=HISTORY)
def sgd_uphill(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr / (1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta + rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("half-of-the-derivatives", "fit_sgd", hint=hints.HALF, fails=HISTORY)
def sgd_with_half_the_gradient(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr / (1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("derivatives-of-the-sum", "fit_sgd", hint=hints.SUM, fails=HISTORY)
def sgd_of_sums(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr / (1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("last-batch-divided-by-batch-size", "fit_sgd", hint=hints.LAST, fails=DECAY)
def sgd_with_the_last_batch_divided_by_batch_size(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr / (1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / batch_size * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "global-generator",
    "fit_sgd",
    hint=hints.SEED,
    fails=BELOW,
)
def sgd_by_the_global_generator(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr / (1 + decay * t)
        order = np.random.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake(
    "shuffled-only-once", "fit_sgd", hint="In which line are the rows shuffled: once, or once per epoch?", fails=ANEW
)
def sgd_shuffled_once(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    order = rng.permutation(n)
    for t in range(epochs):
        rate = lr / (1 + decay * t)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("generator-of-its-own", "fit_sgd", hint=hints.OWN, fails=BELOW)
def sgd_with_a_generator_of_its_own(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    rng = np.random.default_rng(0)
    for t in range(epochs):
        rate = lr / (1 + decay * t)
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("returned-in-the-wrong-order", "fit_sgd", hint=hints.CROSSED, fails=HISTORY)
def sgd_with_the_losses_first(A, y, lr, epochs, batch_size, rng, decay=0.0):
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
    return np.array(losses), np.array(thetas)


@mistake("history-missing", "fit_sgd", hint="A history was asked for: one row per epoch, and the start.", fails=HISTORY)
def sgd_that_gives_only_the_end(A, y, lr, epochs, batch_size, rng, decay=0.0):
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
    return theta, losses[-1]


@mistake("array-of-whole-numbers", "fit_sgd", hint="What type is the array you write into?", fails=HISTORY)
def sgd_into_whole_numbers(A, y, lr, epochs, batch_size, rng, decay=0.0):
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
    return np.array(thetas, dtype=int), np.array(losses)


@mistake("digits-lost", "fit_sgd", hint=hints.ROUNDED, fails=HISTORY)
def sgd_rounded(A, y, lr, epochs, batch_size, rng, decay=0.0):
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
    return np.round(thetas, 4), np.round(losses, 4)


@mistake("arguments-changed", "fit_sgd", hint=hints.IN_PLACE, fails=ANY)
def sgd_that_shuffles_the_callers_rows(A, y, lr, epochs, batch_size, rng, decay=0.0):
    n, p = A.shape
    theta = np.zeros(p)
    thetas, losses = [theta], [np.mean((A @ theta - y) ** 2)]
    for t in range(epochs):
        rate = lr / (1 + decay * t)
        order = rng.permutation(n)
        A[:], y[:] = A[order], y[order]
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            theta = theta - rate * 2 / len(rows) * A[rows].T @ (A[rows] @ theta - y[rows])
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    return np.array(thetas), np.array(losses)


@mistake("notebook-variable-used", "fit_sgd", hint=hints.GLOBAL, fails=HISTORY)
def sgd_on_the_notebooks_data(A, y, lr, epochs, batch_size, rng, decay=0.0):
    A, y = np.resize(design, A.shape), target[: len(y)]
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


@mistake("nothing-returned", "fit_sgd", hint=hints.NO_RETURN, fails=HISTORY)
def sgd_only_printed(A, y, lr, epochs, batch_size, rng, decay=0.0):
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
    print(thetas, losses)


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
