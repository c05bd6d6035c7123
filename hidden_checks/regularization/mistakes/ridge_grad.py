"""Wrong and right ways to write `ridge_grad`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.regularization.mistakes import hints
from hidden_checks.regularization.mistakes.notebook import design, target

SLOPE = "test_agrees_with_the_slope_of_the_objective"
ANY = "test_takes_any_numbers_and_leaves_them_alone"


@mistake("intercept-penalised", "ridge_grad", hint=hints.BIAS, fails=SLOPE)
def grad_with_a_paying_bias(A, y, theta, lam):
    return 2 / len(y) * A.T @ (A @ theta - y) + 2 * lam * theta


@mistake("half-of-the-penalty", "ridge_grad", hint=hints.SQUARE, fails=SLOPE)
def grad_with_half_the_price(A, y, theta, lam):
    return 2 / len(y) * A.T @ (A @ theta - y) + lam * np.concatenate([[0], theta[1:]])


@mistake("penalty-scaled-by-a-count", "ridge_grad", hint=hints.ROWS, fails=SLOPE)
def grad_with_the_price_over_n(A, y, theta, lam):
    return 2 / len(y) * (A.T @ (A @ theta - y) + lam * np.concatenate([[0], theta[1:]]))


@mistake("penalty-scaled-by-a-count", "ridge_grad", hint=hints.ROWS, fails=SLOPE)
def grad_with_the_price_times_n(A, y, theta, lam):
    return 2 / len(y) * A.T @ (A @ theta - y) + 2 * len(y) * lam * np.concatenate([[0], theta[1:]])


@mistake("another-penalty", "ridge_grad", hint=hints.PAID_BACK, fails=SLOPE)
def grad_that_pays_for_weights(A, y, theta, lam):
    return 2 / len(y) * A.T @ (A @ theta - y) - 2 * lam * np.concatenate([[0], theta[1:]])


@mistake("another-penalty", "ridge_grad", hint=hints.PENALTY, fails=SLOPE)
def grad_of_the_lassos_price(A, y, theta, lam):
    return 2 / len(y) * A.T @ (A @ theta - y) + lam * np.concatenate([[0], np.sign(theta[1:])])


@mistake("another-penalty", "ridge_grad", hint=hints.FREE, fails=SLOPE)
def grad_without_a_price(A, y, theta, lam):
    return 2 / len(y) * A.T @ (A @ theta - y)


@mistake("last-weight-spared", "ridge_grad", hint=hints.LAST, fails=SLOPE)
def grad_that_spares_the_last_weight(A, y, theta, lam):
    return 2 / len(y) * A.T @ (A @ theta - y) + 2 * lam * np.concatenate([theta[:-1], [0]])


@mistake(
    "penalty-gradient-as-one-number",
    "ridge_grad",
    hint="Is your penalty's gradient a vector, one entry per weight?",
    fails=SLOPE,
)
def grad_with_one_price_for_all(A, y, theta, lam):
    return 2 / len(y) * A.T @ (A @ theta - y) + 2 * lam * np.sum(theta[1:])


@mistake(
    "penalty-gradient-as-one-number",
    "ridge_grad",
    hint="Is your penalty's gradient a vector, one entry per weight?",
    fails=SLOPE,
)
def grad_with_the_penalty_itself(A, y, theta, lam):
    return 2 / len(y) * A.T @ (A @ theta - y) + lam * np.sum(theta[1:] ** 2)


@mistake(
    "opposite-sign",
    "ridge_grad",
    hint="You use y minus the prediction. Which sign does this term need then?",
    fails=SLOPE,
)
def grad_with_the_residual_turned(A, y, theta, lam):
    return 2 / len(y) * A.T @ (y - A @ theta) + 2 * lam * np.concatenate([[0], theta[1:]])


@mistake("half-of-the-gradient", "ridge_grad", hint=hints.HALF, fails=SLOPE)
def grad_with_half_the_errors(A, y, theta, lam):
    return 1 / len(y) * A.T @ (A @ theta - y) + 2 * lam * np.concatenate([[0], theta[1:]])


@mistake("gradient-of-the-sum", "ridge_grad", hint=hints.SUM, fails=SLOPE)
def grad_of_a_sum(A, y, theta, lam):
    return 2 * A.T @ (A @ theta - y) + 2 * lam * np.concatenate([[0], theta[1:]])


@mistake(
    "gradient-of-the-penalty-alone",
    "ridge_grad",
    hint="Two terms make the objective. Where is the other one's slope?",
    fails=SLOPE,
)
def grad_of_the_penalty_alone(A, y, theta, lam):
    return 2 * lam * np.concatenate([[0], theta[1:]])


@mistake(
    "differences-instead-of-the-formula",
    "ridge_grad",
    hint="Differences lose half of the digits. Differentiate on paper.",
    fails=SLOPE,
)
def grad_by_differences(A, y, theta, lam, h=1e-5):
    def loss(theta):
        return np.mean((A @ theta - y) ** 2) + lam * np.sum(theta[1:] ** 2)

    gradient = np.zeros(len(theta))
    for j in range(len(theta)):
        step = np.zeros(len(theta))
        step[j] = h
        gradient[j] = (loss(theta + step) - loss(theta - step)) / (2 * h)
    return gradient


@mistake("array-of-whole-numbers", "ridge_grad", hint=hints.WHOLE, fails=ANY)
def grad_into_whole_numbers(A, y, theta, lam):
    gradient = np.zeros_like(theta)
    gradient[:] = 2 / len(y) * A.T @ (A @ theta - y)
    gradient[1:] = gradient[1:] + 2 * lam * theta[1:]
    return gradient


@mistake("digits-lost", "ridge_grad", hint=hints.ROUNDED, fails=SLOPE)
def grad_rounded(A, y, theta, lam):
    return np.round(2 / len(y) * A.T @ (A @ theta - y) + 2 * lam * np.concatenate([[0], theta[1:]]), 4)


@mistake(
    "arguments-changed",
    "ridge_grad",
    hint="Print `theta` before and after the call: is its first entry the same?",
    fails=ANY,
)
def grad_that_clears_the_bias(A, y, theta, lam):
    gradient = 2 / len(y) * A.T @ (A @ theta - y)
    theta[0] = 0
    return gradient + 2 * lam * theta


@mistake("notebook-variable-used", "ridge_grad", hint=hints.GLOBAL, fails=SLOPE)
def grad_on_the_notebooks_data(A, y, theta, lam):
    A, y = design[:50, : len(theta)], target[:50]
    return 2 / len(y) * A.T @ (A @ theta - y) + 2 * lam * np.concatenate([[0], theta[1:]])


@mistake("nothing-returned", "ridge_grad", hint=hints.NO_RETURN, fails=SLOPE)
def grad_only_printed(A, y, theta, lam):
    print(2 / len(y) * A.T @ (A @ theta - y) + 2 * lam * np.concatenate([[0], theta[1:]]))


@right("ridge_grad")
def grad_by_loops(A, y, theta, lam):
    n, p = A.shape
    gradient = np.zeros(p)
    for j in range(p):
        for i in range(n):
            residual = sum(A[i, k] * theta[k] for k in range(p)) - y[i]
            gradient[j] += 2 * residual * A[i, j] / n
        if j > 0:
            gradient[j] += 2 * lam * theta[j]
    return gradient


@right("ridge_grad")
def grad_by_a_matrix_of_prices(A, y, theta, lam):
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    r = y - A @ theta
    return -2 * np.einsum("ij,i->j", A, r) / len(r) + 2 * lam * D @ theta


@right("ridge_grad")
def grad_column_by_column(A, y, theta, lam):
    r = A @ theta - y
    slopes = [np.mean(2 * r * column) for column in A.T]
    return np.array(slopes) + np.r_[0.0, 2 * lam * theta[1:]]
