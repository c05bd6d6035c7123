"""Wrong and right ways to write `lasso_path`."""

# ruff: noqa: ARG001, T201 - students forget arguments and print
import numpy as np

from autograder.checks.regularization.mistakes import hints
from autograder.checks.regularization.mistakes.notebook import design, target
from autograder.course.mistakes import mistake, right
from solutions.regularization import ista

AGREES = "test_agrees_with_scikit_learn_at_every_price"
PRICES = "The prices are this course's, not scikit-learn's alphas. Compare one row with `ista`."
ORDER = "Row k belongs to lams[k]. Try prices that are in no order."


@mistake("factor-two-in-alpha", "lasso_path", hint=PRICES, fails=AGREES)
def path_at_twice_the_prices(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - 2 * lr * lam, 0)]
        rows.append(theta)
    return np.array(rows)


@mistake("factor-two-in-alpha", "lasso_path", hint=PRICES, fails=AGREES)
def path_at_half_the_prices(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam / 2, 0)]
        rows.append(theta)
    return np.array(rows)


@mistake("input-order-changed", "lasso_path", hint=ORDER, fails=AGREES)
def path_with_sorted_prices(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in sorted(lams):
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows.append(theta)
    return np.array(rows)


@mistake("input-order-changed", "lasso_path", hint=ORDER, fails=AGREES)
def path_from_the_highest_price(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in sorted(lams, reverse=True):
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows.append(theta)
    return np.array(rows)


@mistake("input-order-changed", "lasso_path", hint=ORDER, fails=AGREES)
def path_backwards(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows.append(theta)
    return np.array(rows[::-1])


@mistake("too-few-steps", "lasso_path", hint="Take more steps: does the answer still change?", fails=AGREES)
def path_with_twenty_steps(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(20):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows.append(theta)
    return np.array(rows)


@mistake("too-few-steps", "lasso_path", hint="Take more steps: does the answer still change?", fails=AGREES)
def path_with_sixty_steps(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(60):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows.append(theta)
    return np.array(rows)


@mistake(
    "rows-and-columns-exchanged", "lasso_path", hint="One row per price: what is the shape of yours?", fails=AGREES
)
def path_with_a_column_per_price(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows.append(theta)
    return np.array(rows).T


@mistake(
    "intercept-missing-in-the-rows",
    "lasso_path",
    hint="How many numbers belong in a row? Which one is missing?",
    fails=AGREES,
)
def path_without_the_bias(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows.append(theta[1:])
    return np.array(rows)


@mistake("history-of-one-array", "lasso_path", hint="Why are all rows equal? Who else holds this array?", fails=AGREES)
def path_of_one_array(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    theta = np.zeros(p)
    for lam in lams:
        theta[:] = 0
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta[:] = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows.append(theta)
    return np.array(rows)


@mistake(
    "only-the-last-penalty",
    "lasso_path",
    hint="What is left of the first price when the loop comes to the second?",
    fails=AGREES,
)
def path_of_the_last_price(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
    return np.array([theta])


@mistake("ridge-instead-of-lasso", "lasso_path", hint=hints.PENALTY, fails=AGREES)
def path_of_the_ridge(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], v[1:] / (1 + 2 * lr * lam)]
        rows.append(theta)
    return np.array(rows)


@mistake("intercept-thresholded", "lasso_path", hint=hints.BIAS, fails=AGREES)
def path_with_a_paying_bias(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.sign(v) * np.maximum(np.abs(v) - lr * lam, 0)
        rows.append(theta)
    return np.array(rows)


@mistake("array-of-whole-numbers", "lasso_path", hint=hints.WHOLE, fails=AGREES)
def path_into_whole_numbers(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = np.zeros((len(lams), p), dtype=int)
    for k, lam in enumerate(lams):
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows[k] = theta
    return rows


@mistake("notebook-variable-used", "lasso_path", hint=hints.GLOBAL, fails=AGREES)
def path_of_the_notebooks_data(A, y, lams):
    A, y = design[:30, : A.shape[1]], target[:30]
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows.append(theta)
    return np.array(rows)


@mistake("nothing-returned", "lasso_path", hint=hints.NO_RETURN, fails=AGREES)
def path_only_printed(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows.append(theta)
    print(np.array(rows))


@right("lasso_path")
def path_from_row_to_row(A, y, lams):
    n, p = A.shape
    lr = 1 / np.linalg.eigvalsh(2 / n * A.T @ A)[-1]
    rows = []
    theta = np.zeros(p)
    for lam in lams:
        for _ in range(300):
            v = theta - lr * 2 / n * A.T @ (A @ theta - y)
            theta = np.r_[v[0], np.sign(v[1:]) * np.maximum(np.abs(v[1:]) - lr * lam, 0)]
        rows.append(theta)
    return np.array(rows)


@right("lasso_path")
def path_by_ista(A, y, lams):
    path = np.zeros((len(lams), A.shape[1]))
    for k in range(len(lams)):
        path[k] = ista(A, y, lams[k], 400)[0]
    return path


@right("lasso_path")
def path_coordinate_by_coordinate(A, y, lams):
    n, p = A.shape
    path = []
    for lam in lams:
        theta = np.zeros(p)
        for _ in range(100):
            for j in range(p):
                rest = y - A @ theta + A[:, j] * theta[j]
                gain, size = 2 / n * A[:, j] @ rest, 2 / n * A[:, j] @ A[:, j]
                price = lam if j else 0.0
                theta[j] = np.sign(gain) * max(abs(gain) - price, 0.0) / size
        path.append(theta)
    return np.stack(path)
