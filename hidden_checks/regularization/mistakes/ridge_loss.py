"""Wrong and right ways to write `ridge_loss`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.regularization.mistakes import hints
from hidden_checks.regularization.mistakes.notebook import design, target

OTHER = "test_agrees_on_other_data_of_any_kind"


@mistake("intercept-penalised", "ridge_loss", hint=hints.BIAS, fails=OTHER)
def loss_with_a_paying_bias(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2) + lam * np.sum(theta**2)


@mistake(
    "half-of-the-penalty",
    "ridge_loss",
    hint="The card multiplies the squares by lam itself: is anything else in front?",
    fails=OTHER,
)
def loss_with_half_the_price(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2) + lam / 2 * np.sum(theta[1:] ** 2)


@mistake("penalty-scaled-by-a-count", "ridge_loss", hint=hints.ROWS, fails=OTHER)
def loss_with_the_price_over_n(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2) + lam / len(y) * np.sum(theta[1:] ** 2)


@mistake("penalty-scaled-by-a-count", "ridge_loss", hint=hints.ROWS, fails=OTHER)
def loss_with_the_price_times_n(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2) + lam * len(y) * np.sum(theta[1:] ** 2)


@mistake(
    "penalty-scaled-by-a-count", "ridge_loss", hint="Is the penalty a sum over the weights, or their mean?", fails=OTHER
)
def loss_with_the_mean_of_the_squares(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2) + lam * np.mean(theta[1:] ** 2)


@mistake("another-penalty", "ridge_loss", hint=hints.FREE, fails=OTHER)
def loss_without_a_price(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2)


@mistake("another-penalty", "ridge_loss", hint=hints.PENALTY, fails=OTHER)
def loss_with_the_lassos_price(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2) + lam * np.sum(np.abs(theta[1:]))


@mistake("another-penalty", "ridge_loss", hint=hints.PAID_BACK, fails=OTHER)
def loss_that_pays_for_weights(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2) - lam * np.sum(theta[1:] ** 2)


@mistake("last-weight-spared", "ridge_loss", hint=hints.LAST, fails=OTHER)
def loss_that_spares_the_last_weight(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2) + lam * np.sum(theta[:-1] ** 2)


@mistake(
    "penalty-not-a-sum-of-squares",
    "ridge_loss",
    hint="Squared length, or length: which of them does the card ask for?",
    fails=OTHER,
)
def loss_with_the_length_itself(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2) + lam * np.linalg.norm(theta[1:])


@mistake(
    "penalty-not-a-sum-of-squares",
    "ridge_loss",
    hint="Square first, or add first? Try weights of 1 and -1.",
    fails=OTHER,
)
def loss_with_the_square_of_the_sum(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2) + lam * np.sum(theta[1:]) ** 2


@mistake("sum-instead-of-mean", "ridge_loss", hint=hints.SUM, fails=OTHER)
def loss_of_a_sum(A, y, theta, lam):
    return np.sum((A @ theta - y) ** 2) + lam * np.sum(theta[1:] ** 2)


@mistake(
    "half-of-the-loss", "ridge_loss", hint="Check the convention card: is there a half before the mean?", fails=OTHER
)
def loss_with_half_the_errors(A, y, theta, lam):
    return np.mean((A @ theta - y) ** 2) / 2 + lam * np.sum(theta[1:] ** 2)


@mistake("digits-lost", "ridge_loss", hint=hints.ROUNDED, fails=OTHER)
def loss_rounded(A, y, theta, lam):
    return round(np.mean((A @ theta - y) ** 2) + lam * np.sum(theta[1:] ** 2), 4)


@mistake(
    "arguments-changed",
    "ridge_loss",
    hint="Print `theta` before and after the call: is its first entry the same?",
    fails=OTHER,
)
def loss_that_clears_the_bias(A, y, theta, lam):
    error = np.mean((A @ theta - y) ** 2)
    theta[0] = 0
    return error + lam * np.sum(theta**2)


@mistake("notebook-variable-used", "ridge_loss", hint=hints.GLOBAL, fails=OTHER)
def loss_on_the_notebooks_data(A, y, theta, lam):
    return np.mean((design[: len(y), : len(theta)] @ theta - target[: len(y)]) ** 2) + lam * np.sum(theta[1:] ** 2)


@mistake("nothing-returned", "ridge_loss", hint=hints.NO_RETURN, fails=OTHER)
def loss_only_printed(A, y, theta, lam):
    print(np.mean((A @ theta - y) ** 2) + lam * np.sum(theta[1:] ** 2))


@right("ridge_loss")
def loss_by_loops(A, y, theta, lam):
    n, p = A.shape
    total = 0.0
    for i in range(n):
        r = -float(y[i])
        for j in range(p):
            r += A[i, j] * theta[j]
        total += r**2
    return total / n + lam * sum(float(w) ** 2 for w in theta[1:])


@right("ridge_loss")
def loss_by_inner_products(A, y, theta, lam):
    r = y - A.dot(theta)
    w = theta[1:]
    return r @ r / y.size + lam * (w @ w)
