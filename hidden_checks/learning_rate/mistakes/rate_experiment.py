"""Wrong and right ways to write `rate_experiment`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.learning_rate.mistakes import hints

EXACT = "test_each_row_is_the_exact_run"
AWAY = "test_runs_away_exactly_above_the_limit"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
COUNT = "How many states are there before and after T steps?"
RATE = "Give it two rates: do the two rows differ?"

plane = data.plane()


@mistake(
    "continues-from-the-last-run",
    "rate_experiment",
    hint="Where does the second run begin: at zeros, or where the first one ended?",
    fails=EXACT,
)
def experiment_that_goes_on_from_the_last_run(A, y, lrs, n_steps):
    theta = np.zeros(A.shape[1])
    rows = []
    for lr in lrs:
        row = [np.mean((A @ theta - y) ** 2)]
        for _ in range(n_steps):
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
            row.append(np.mean((A @ theta - y) ** 2))
        rows.append(row)
    return np.array(rows)


@mistake("learning-rate-ignored", "rate_experiment", hint=RATE, fails=EXACT)
def experiment_with_one_rate_for_all(A, y, lrs, n_steps):
    rows = []
    for _ in lrs:
        theta = np.zeros(A.shape[1])
        row = [np.mean((A @ theta - y) ** 2)]
        for _ in range(n_steps):
            theta = theta - 0.01 * 2 / len(y) * A.T @ (A @ theta - y)
            row.append(np.mean((A @ theta - y) ** 2))
        rows.append(row)
    return np.array(rows)


@mistake("learning-rate-ignored", "rate_experiment", hint=RATE, fails=EXACT)
def experiment_with_the_first_rate(A, y, lrs, n_steps):
    lr = lrs[0]
    rows = np.zeros((len(lrs), n_steps + 1))
    for i in range(len(lrs)):
        theta = np.zeros(A.shape[1])
        for t in range(n_steps + 1):
            rows[i, t] = np.mean((A @ theta - y) ** 2)
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
    return rows


@mistake(
    "uphill-step",
    "rate_experiment",
    hint="Does the loss fall after a step? The gradient points to where it grows.",
    fails=EXACT,
)
def experiment_uphill(A, y, lrs, n_steps):
    rows = np.zeros((len(lrs), n_steps + 1))
    for i, lr in enumerate(lrs):
        theta = np.zeros(A.shape[1])
        for t in range(n_steps + 1):
            rows[i, t] = np.mean((A @ theta - y) ** 2)
            theta = theta + lr * 2 / len(y) * A.T @ (A @ theta - y)
    return rows


@mistake("half-of-the-derivatives", "rate_experiment", hint=hints.HALF, fails=EXACT)
def experiment_with_half_the_gradient(A, y, lrs, n_steps):
    rows = np.zeros((len(lrs), n_steps + 1))
    for i, lr in enumerate(lrs):
        theta = np.zeros(A.shape[1])
        for t in range(n_steps + 1):
            rows[i, t] = np.mean((A @ theta - y) ** 2)
            theta = theta - lr / len(y) * A.T @ (A @ theta - y)
    return rows


@mistake(
    "half-of-the-loss", "rate_experiment", hint="Look at the convention card: what stands before the mean?", fails=EXACT
)
def experiment_with_halved_losses(A, y, lrs, n_steps):
    rows = np.zeros((len(lrs), n_steps + 1))
    for i, lr in enumerate(lrs):
        theta = np.zeros(A.shape[1])
        for t in range(n_steps + 1):
            rows[i, t] = np.mean((A @ theta - y) ** 2) / 2
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
    return rows


@mistake("first-or-last-state-missing", "rate_experiment", hint=COUNT, fails=EXACT)
def experiment_without_the_start(A, y, lrs, n_steps):
    rows = np.zeros((len(lrs), n_steps))
    for i, lr in enumerate(lrs):
        theta = np.zeros(A.shape[1])
        for t in range(n_steps):
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
            rows[i, t] = np.mean((A @ theta - y) ** 2)
    return rows


@mistake("first-or-last-state-missing", "rate_experiment", hint=COUNT, fails=EXACT)
def experiment_without_the_end(A, y, lrs, n_steps):
    rows = np.zeros((len(lrs), n_steps))
    for i, lr in enumerate(lrs):
        theta = np.zeros(A.shape[1])
        for t in range(n_steps):
            rows[i, t] = np.mean((A @ theta - y) ** 2)
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
    return rows


@mistake(
    "rows-and-columns-exchanged", "rate_experiment", hint="Rows or columns: which belong to the rates?", fails=EXACT
)
def experiment_turned_over(A, y, lrs, n_steps):
    rows = np.zeros((n_steps + 1, len(lrs)))
    for i, lr in enumerate(lrs):
        theta = np.zeros(A.shape[1])
        for t in range(n_steps + 1):
            rows[t, i] = np.mean((A @ theta - y) ** 2)
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
    return rows


@mistake(
    "input-order-changed", "rate_experiment", hint="Row i belongs to lrs[i]: have you changed their order?", fails=EXACT
)
def experiment_with_sorted_rates(A, y, lrs, n_steps):
    rows = []
    for lr in sorted(lrs):
        theta = np.zeros(A.shape[1])
        row = [np.mean((A @ theta - y) ** 2)]
        for _ in range(n_steps):
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
            row.append(np.mean((A @ theta - y) ** 2))
        rows.append(row)
    return np.array(rows)


@mistake(
    "divergence-hidden",
    "rate_experiment",
    hint="A run that grows without end is a result, too: what becomes of it in yours?",
    fails=AWAY,
)
def experiment_that_hides_runaways(A, y, lrs, n_steps):
    rows = np.zeros((len(lrs), n_steps + 1))
    for i, lr in enumerate(lrs):
        theta = np.zeros(A.shape[1])
        for t in range(n_steps + 1):
            loss = np.mean((A @ theta - y) ** 2)
            if not np.isfinite(loss):
                break
            rows[i, t] = loss
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
    return rows


@mistake(
    "arguments-changed",
    "rate_experiment",
    hint="Print `A` and `y` before and after the call: are both still the same?",
    fails=ANY,
)
def experiment_that_writes_into_y(A, y, lrs, n_steps):
    rows = np.zeros((len(lrs), n_steps + 1))
    residual = y
    residual *= -1
    for i, lr in enumerate(lrs):
        r = residual.copy()
        for t in range(n_steps + 1):
            rows[i, t] = np.mean(r**2)
            r = r - lr * 2 / len(r) * A @ (A.T @ r)
    return rows


@mistake("notebook-variable-used", "rate_experiment", hint=hints.GLOBAL, fails=EXACT)
def experiment_on_the_notebooks_data(A, y, lrs, n_steps):
    A, y = np.column_stack([np.ones(len(plane.X)), plane.X]), plane.y
    rows = np.zeros((len(lrs), n_steps + 1))
    for i, lr in enumerate(lrs):
        theta = np.zeros(A.shape[1])
        for t in range(n_steps + 1):
            rows[i, t] = np.mean((A @ theta - y) ** 2)
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
    return rows


@mistake("nothing-returned", "rate_experiment", hint=hints.NO_RETURN, fails=EXACT)
def experiment_only_printed(A, y, lrs, n_steps):
    for lr in lrs:
        theta = np.zeros(A.shape[1])
        for _ in range(n_steps):
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
        print(lr, np.mean((A @ theta - y) ** 2))


@right("rate_experiment")
def experiment_with_lists(A, y, lrs, n_steps):
    rows = []
    for lr in lrs:
        theta = np.zeros(A.shape[1])
        row = [np.mean((A @ theta - y) ** 2)]
        for _ in range(n_steps):
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
            row.append(np.mean((A @ theta - y) ** 2))
        rows.append(row)
    return np.array(rows)


@right("rate_experiment")
def experiment_with_all_rates_at_once(A, y, lrs, n_steps):
    thetas = np.zeros((A.shape[1], len(lrs)))
    columns = []
    for _ in range(n_steps + 1):
        r = A @ thetas - y[:, None]
        columns.append(np.mean(r**2, axis=0))
        thetas = thetas - lrs * (2 / len(y) * A.T @ r)
    return np.array(columns).T


@right("rate_experiment")
def experiment_that_is_silent(A, y, lrs, n_steps):
    losses = np.full((len(lrs), n_steps + 1), np.inf)
    with np.errstate(all="ignore"):
        for row, lr in zip(losses, lrs):
            theta = np.zeros(A.shape[1])
            for t in range(n_steps + 1):
                row[t] = np.mean((A @ theta - y) ** 2)
                theta = theta - lr * np.mean(2 * (A @ theta - y)[:, None] * A, axis=0)
    return losses


@mistake(
    "losses-capped",
    "rate_experiment",
    hint="What should be seen of a run that runs away? Look at its largest loss.",
    fails=AWAY,
)
def experiment_that_caps_its_losses(A, y, lrs, n_steps):
    losses = np.zeros((len(lrs), n_steps + 1))
    for row, lr in zip(losses, lrs):
        theta = np.zeros(A.shape[1])
        for t in range(n_steps + 1):
            row[t] = min(np.mean((A @ theta - y) ** 2), 1e10)
            if row[t] == 1e10:
                row[t:] = 1e10
                break
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
    return losses


@right("rate_experiment")
def experiment_that_gives_up_runaways(A, y, lrs, n_steps):
    losses = np.full((len(lrs), n_steps + 1), np.nan)
    for i, lr in enumerate(lrs):
        theta = np.zeros(A.shape[1])
        for t in range(n_steps + 1):
            losses[i, t] = np.mean((A @ theta - y) ** 2)
            if losses[i, t] > 1e50:
                losses[i, t:] = np.inf
                break
            theta = theta - lr * 2 / len(y) * A.T @ (A @ theta - y)
    return losses
