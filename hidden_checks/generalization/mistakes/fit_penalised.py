"""Wrong and right ways to write `fit_penalised`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.generalization.mistakes import hints
from hidden_checks.generalization.mistakes.notebook import few, x, y

LOWEST = "test_is_the_lowest_place_of_the_objective"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
SQUARE = (
    "Square the entry of an added row: what should it be, so that the whole objective is n times the one asked for?"
)

FIT = mistakes("fit_penalised")
FIT.add(
    "intercept-penalised",
    hint=hints.INTERCEPT,
    fails=LOWEST,
    intercept_with_a_row=(replace("[1:]", ""),),
)
FIT.add(
    "last-weight-spared",
    hint="Which entry of theta is the intercept, and which column of A belongs to it?",
    fails=LOWEST,
    last_weight_without_a_row=(replace("[1:]", "[:-1]"),),
)
FIT.add(
    "ridge-penalty-scaled-wrongly",
    hint=SQUARE,
    fails=LOWEST,
    rows_without_n=(replace("np.sqrt(len(y) * lam)", "np.sqrt(lam)"),),
    rows_with_twice_n=(replace("np.sqrt(len(y) * lam)", "np.sqrt(2 * len(y) * lam)"),),
    rows_with_n_outside_the_root=(replace("np.sqrt(len(y) * lam)", "len(y) * np.sqrt(lam)"),),
    rows_with_n_below=(replace("np.sqrt(len(y) * lam)", "np.sqrt(lam / len(y))"),),
    rows_with_the_number_of_parameters=(replace("np.sqrt(len(y) * lam)", "np.sqrt(A.shape[1] * lam)"),),
)
FIT.add(
    "root-forgotten",
    hint=SQUARE,
    fails=LOWEST,
    rows_without_a_root=(replace("np.sqrt(len(y) * lam)", "len(y) * lam"),),
    rows_of_lam=(replace("np.sqrt(len(y) * lam)", "lam"),),
)
FIT.add(
    "weights-pulled-to-one",
    hint="Which number should each added row pull its weight towards? Which one stands in the longer targets?",
    fails=LOWEST,
    targets_of_ones=(replace("np.zeros(len(more_rows))", "np.ones(len(more_rows))"),),
)
FIT.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=LOWEST,
    rounded=(replace("return np.linalg.lstsq(np.vstack([A, more_rows]), longer_y, rcond=None)[0]",
                     "return np.round(np.linalg.lstsq(np.vstack([A, more_rows]), longer_y, rcond=None)[0], 4)"),),
)  # fmt: skip


@mistake(
    "one-row-for-all-weights",
    "fit_penalised",
    hint="A square of a sum is not a sum of squares. How many rows do you add, and how many weights are there?",
    fails=LOWEST,
)
def fitted_with_one_row(A, y, lam):
    row = np.full(A.shape[1], np.sqrt(len(y) * lam))
    row[0] = 0
    return np.linalg.lstsq(np.vstack([A, row]), np.append(y, 0.0), rcond=None)[0]


@mistake("another-penalty", "fit_penalised", hint="Set lam to 0, then to 1000: does anything change?", fails=LOWEST)
def fitted_without_a_penalty(A, y, lam):
    return np.linalg.lstsq(A, y, rcond=None)[0]


@mistake(
    "shrunk-afterwards",
    "fit_penalised",
    hint="Is the objective lowest at your answer? Take two features that say nearly the same.",
    fails=LOWEST,
)
def fitted_and_then_shrunk(A, y, lam):
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return np.concatenate([theta[:1], theta[1:] / (1 + lam)])


@mistake(
    "mean-of-y-as-intercept",
    "fit_penalised",
    hint="Is the intercept always the mean of y? Try a feature whose mean is not 0.",
    fails=LOWEST,
)
def fitted_with_the_mean_as_intercept(A, y, lam):
    X = A[:, 1:] - A[:, 1:].mean(axis=0)
    w = np.linalg.solve(X.T @ X + len(y) * lam * np.eye(X.shape[1]), X.T @ (y - y.mean()))
    return np.concatenate([[y.mean()], w])


@mistake(
    "arguments-changed",
    "fit_penalised",
    hint="Print the means of `y` and of the columns of `A` before and after the call: do they stay the same?",
    fails=ANY,
)
def fitted_after_centring_in_place(A, y, lam):
    means, level = A[:, 1:].mean(axis=0), y.mean()
    A[:, 1:] -= means
    y -= level
    X = A[:, 1:]
    w = np.linalg.solve(X.T @ X + len(y) * lam * np.eye(X.shape[1]), X.T @ y)
    return np.concatenate([[level - means @ w], w])


@mistake("notebook-variable-used", "fit_penalised", hint=hints.GLOBAL, fails=LOWEST)
def fitted_to_the_notebooks_data(A, y_given, lam):
    A = np.column_stack([np.ones(30), x[few], x[few] ** 2])
    rows = np.sqrt(30 * lam) * np.eye(3)[1:]
    return np.linalg.lstsq(np.vstack([A, rows]), np.concatenate([y[few], np.zeros(2)]), rcond=None)[0]


@mistake("nothing-returned", "fit_penalised", hint=hints.NO_RETURN, fails=LOWEST)
def fitted_and_printed(A, y, lam):
    rows = np.sqrt(len(y) * lam) * np.eye(A.shape[1])[1:]
    longer = np.concatenate([y, np.zeros(len(rows))])
    print(np.linalg.lstsq(np.vstack([A, rows]), longer, rcond=None)[0])


@right("fit_penalised")
def fitted_by_the_normal_equation(A, y, lam):
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    return np.linalg.solve(A.T @ A + len(y) * lam * D, A.T @ y)


@right("fit_penalised")
def fitted_row_by_row(A, y, lam):
    rows, targets = list(A.astype(float)), list(y.astype(float))
    for j in range(1, A.shape[1]):
        row = np.zeros(A.shape[1])
        row[j] = (len(A) * lam) ** 0.5
        rows.append(row)
        targets.append(0.0)
    return np.linalg.pinv(np.array(rows)) @ np.array(targets)


@right("fit_penalised")
def fitted_to_means(A, y, lam):
    root = np.sqrt(lam) * np.eye(A.shape[1])
    root[0, 0] = 0.0
    scale = np.sqrt(len(y))
    return np.linalg.lstsq(np.concatenate([A / scale, root]), np.append(y / scale, 0.0 * root[0]), rcond=None)[0]
