"""Wrong and right ways to write `ridge_closed_form`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.regularization.mistakes import hints
from hidden_checks.regularization.mistakes.notebook import design, target

AGREES = "test_agrees_with_scikit_learn"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
MEAN = "Set the gradient to zero. If you multiply one term by a number, what about the others?"


@mistake("intercept-penalised", "ridge_closed_form", hint=hints.BIAS, fails=AGREES)
def solved_with_a_paying_bias(A, y, lam):
    n, p = A.shape
    return np.linalg.solve(A.T @ A + n * lam * np.eye(p), A.T @ y)


@mistake("ridge-penalty-scaled-wrongly", "ridge_closed_form", hint=MEAN, fails=AGREES)
def solved_without_n(A, y, lam):
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    return np.linalg.solve(A.T @ A + lam * D, A.T @ y)


@mistake("ridge-penalty-scaled-wrongly", "ridge_closed_form", hint=MEAN, fails=AGREES)
def solved_with_twice_n(A, y, lam):
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    return np.linalg.solve(A.T @ A + 2 * len(y) * lam * D, A.T @ y)


@mistake("ridge-penalty-scaled-wrongly", "ridge_closed_form", hint=MEAN, fails=AGREES)
def solved_with_half_n(A, y, lam):
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    return np.linalg.solve(A.T @ A + len(y) / 2 * lam * D, A.T @ y)


@mistake(
    "lam-added-to-every-entry",
    "ridge_closed_form",
    hint="To which entries of the matrix did you add the penalty, and to which does it belong?",
    fails=AGREES,
)
def solved_with_a_price_in_every_entry(A, y, lam):
    return np.linalg.solve(A.T @ A + len(y) * lam, A.T @ y)


@mistake(
    "one-side-divided-by-n", "ridge_closed_form", hint="Are both sides of the equation divided alike?", fails=AGREES
)
def solved_with_one_side_divided(A, y, lam):
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    return np.linalg.solve(A.T @ A / len(y) + lam * D, A.T @ y)


@mistake("another-penalty", "ridge_closed_form", hint=hints.FREE, fails=AGREES)
def solved_without_a_price(A, y, lam):
    return np.linalg.lstsq(A, y, rcond=None)[0]


@mistake("another-penalty", "ridge_closed_form", hint=hints.PAID_BACK, fails=AGREES)
def solved_with_weights_paid_for(A, y, lam):
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    return np.linalg.solve(A.T @ A - len(y) * lam * D, A.T @ y)


@mistake("last-weight-spared", "ridge_closed_form", hint=hints.LAST, fails=AGREES)
def solved_sparing_the_last_weight(A, y, lam):
    D = np.eye(A.shape[1])
    D[-1, -1] = 0
    return np.linalg.solve(A.T @ A + len(y) * lam * D, A.T @ y)


@mistake(
    "shrunk-afterwards",
    "ridge_closed_form",
    hint="Put your answer into `ridge_grad`: is it zero there?",
    fails=AGREES,
)
def solved_and_then_shrunk(A, y, lam):
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return np.concatenate([theta[:1], theta[1:] / (1 + lam)])


@mistake(
    "intercept-not-solved-for",
    "ridge_closed_form",
    hint="How many numbers should come back? Which one is missing?",
    fails=AGREES,
)
def solved_for_the_weights_alone(A, y, lam):
    X = A[:, 1:]
    return np.linalg.solve(X.T @ X + len(y) * lam * np.eye(X.shape[1]), X.T @ y)


@mistake(
    "mean-of-y-as-intercept",
    "ridge_closed_form",
    hint="Is the intercept always the mean of y? Try a feature whose mean is not 0.",
    fails=AGREES,
)
def solved_with_the_mean_as_bias(A, y, lam):
    X = A[:, 1:] - A[:, 1:].mean(axis=0)
    w = np.linalg.solve(X.T @ X + len(y) * lam * np.eye(X.shape[1]), X.T @ (y - y.mean()))
    return np.concatenate([[y.mean()], w])


@mistake("digits-lost", "ridge_closed_form", hint=hints.ROUNDED, fails=AGREES)
def solved_and_rounded(A, y, lam):
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    return np.round(np.linalg.solve(A.T @ A + len(y) * lam * D, A.T @ y), 4)


@mistake(
    "arguments-changed",
    "ridge_closed_form",
    hint="Print the means of `y` and of the columns of `A` before and after the call: do they stay the same?",
    fails=ANY,
)
def solved_after_centring_in_place(A, y, lam):
    means, level = A[:, 1:].mean(axis=0), y.mean()
    A[:, 1:] -= means
    y -= level
    X = A[:, 1:]
    w = np.linalg.solve(X.T @ X + len(y) * lam * np.eye(X.shape[1]), X.T @ y)
    return np.concatenate([[level - means @ w], w])


@mistake("notebook-variable-used", "ridge_closed_form", hint=hints.GLOBAL, fails=AGREES)
def solved_on_the_notebooks_data(A, y, lam):
    D = np.eye(design.shape[1])
    D[0, 0] = 0
    return np.linalg.solve(design.T @ design + len(target) * lam * D, design.T @ target)


@mistake("nothing-returned", "ridge_closed_form", hint=hints.NO_RETURN, fails=AGREES)
def solved_and_only_printed(A, y, lam):
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    print(np.linalg.solve(A.T @ A + len(y) * lam * D, A.T @ y))


@right("ridge_closed_form")
def solved_as_longer_least_squares(A, y, lam):
    p = A.shape[1]
    prices = np.sqrt(len(y) * lam) * np.eye(p)[1:]
    return np.linalg.lstsq(np.vstack([A, prices]), np.concatenate([y, np.zeros(p - 1)]), rcond=None)[0]


@right("ridge_closed_form")
def solved_on_centred_data(A, y, lam):
    X = A[:, 1:]
    centred = X - X.mean(axis=0)
    w = np.linalg.solve(centred.T @ centred / len(y) + lam * np.eye(X.shape[1]), centred.T @ (y - y.mean()) / len(y))
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]


@right("ridge_closed_form")
def solved_by_an_inverse(A, y, lam):
    D = np.diag([0.0] + [1.0] * (A.shape[1] - 1))
    return np.linalg.inv(2 / len(y) * A.T @ A + 2 * lam * D) @ (2 / len(y) * A.T @ y)


@right("ridge_closed_form")
def solved_by_singular_values(A, y, lam):
    X = A[:, 1:]
    U, s, Vt = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    w = Vt.T @ (s / (s**2 + len(y) * lam) * (U.T @ (y - y.mean())))
    return np.concatenate([[y.mean() - X.mean(axis=0) @ w], w])


@right("ridge_closed_form")
def solved_with_a_guarded_diagonal(A, y, lam):
    p = A.shape[1]
    penalty = len(y) * lam * np.eye(p)
    penalty[0, 0] = 0
    return np.linalg.inv(A.T @ A + penalty + 1e-8 * np.eye(p)) @ A.T @ y
