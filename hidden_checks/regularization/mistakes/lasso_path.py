"""Wrong and right ways to write `lasso_path`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.regularization.mistakes import hints
from solutions.regularization import ista

AGREES = "test_agrees_with_scikit_learn_at_every_price"

PATH = mistakes("lasso_path")

PATH.add(
    "factor-two-in-alpha",
    hint="lams are this course's, not scikit-learn's alphas. Compare one row with `ista`.",
    fails=AGREES,
    path_at_twice_the_prices=replace("lam, 300", "2 * lam, 300"),
    path_at_half_the_prices=replace("lam, 300", "lam / 2, 300"),
)
PATH.add(
    "input-order-changed",
    hint="Row k belongs to lams[k]. Try lams that are in no order.",
    fails=AGREES,
    path_with_sorted_prices=replace("in lams", "in sorted(lams)"),
    path_from_the_highest_price=replace("in lams", "in sorted(lams, reverse=True)"),
    path_backwards=replace("in lams", "in lams[::-1]"),
)
PATH.add(
    "too-few-steps",
    hint="Take more steps: does the answer still change?",
    fails=AGREES,
    path_with_twenty_steps=replace("300", "20"),
    path_with_sixty_steps=replace("300", "60"),
)
PATH.add(
    "rows-and-columns-exchanged",
    hint="One row for each lam: what is the shape of yours?",
    fails=AGREES,
    path_with_a_column_per_price=replace("lams])", "lams]).T"),
)
PATH.add(
    "intercept-missing-in-the-rows",
    hint="How many numbers belong in a row? Which one is missing?",
    fails=AGREES,
    path_without_the_bias=replace("[0]", "[0][1:]"),
)
PATH.add(
    "only-the-last-penalty",
    hint="What is left from the first lam when the loop comes to the second?",
    fails=AGREES,
    path_of_the_last_price=replace("in lams", "in lams[-1:]"),
)
PATH.add(
    "ridge-instead-of-lasso",
    hint=hints.PENALTY,
    fails=AGREES,
    path_of_the_ridge=replace("ista(A, y, lam, 300)[0]", "ridge_closed_form(A, y, lam)"),
)
PATH.add(
    "array-of-whole-numbers",
    hint=hints.WHOLE,
    fails=AGREES,
    path_into_whole_numbers=replace("lams])", "lams], dtype=int)"),
)
PATH.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=AGREES,
    path_of_the_notebooks_data=replace("return", "A, y = design[:30, : A.shape[1]], target[:30]\nreturn"),
)
PATH.add("nothing-returned", hint=hints.NO_RETURN, fails=AGREES, path_only_printed=replace("return np.array", "print"))


@mistake(
    "history-of-one-array",
    "lasso_path",
    hint="Why are all rows equal? In how many places of your list is the same array?",
    fails=AGREES,
)
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
