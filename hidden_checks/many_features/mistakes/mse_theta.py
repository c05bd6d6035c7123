"""Wrong and right ways to write `mse_theta`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.many_features.mistakes import hints

ANY = "test_agrees_for_data_of_any_size"
NAME_IT = "Name the quantity you have computed: in which units is it?"
OPPOSITE = "Try residuals of +1 and -1: what should come out?"
VARIANCE = "This is a variance: what must not be taken away here?"

plane = data.plane()


@mistake("n-by-n-residuals", "mse_theta", hint=hints.BROADCAST, fails=ANY)
def loss_of_every_pair(A, y, theta):
    return np.mean(((A @ theta)[:, None] - y) ** 2)


@mistake("divided-by-columns", "mse_theta", hint=hints.FEATURES, fails=ANY)
def loss_divided_by_columns(A, y, theta):
    return np.sum((A @ theta - y) ** 2) / A.shape[1]


@mistake("divided-by-all-entries", "mse_theta", hint=hints.SIZE, fails=ANY)
def loss_divided_by_size(A, y, theta):
    return np.sum((A @ theta - y) ** 2) / A.size


@mistake("hard-coded-for-100-rows", "mse_theta", hint=hints.HUNDRED, fails=ANY)
def loss_of_a_hundred(A, y, theta):
    return np.sum((A @ theta - y) ** 2) / 100


@mistake("sum-instead-of-mean", "mse_theta", hint="Would the same data twice over double the score?", fails=ANY)
def loss_as_a_sum(A, y, theta):
    return np.sum((A @ theta - y) ** 2)


@mistake("half-of-the-loss", "mse_theta", hint="Look at the convention card: what stands before the mean?", fails=ANY)
def loss_halved(A, y, theta):
    return np.mean((A @ theta - y) ** 2) / 2


@mistake("another-error-measure", "mse_theta", hint=NAME_IT, fails=ANY)
def loss_as_a_root(A, y, theta):
    return np.sqrt(np.mean((A @ theta - y) ** 2))


@mistake("another-error-measure", "mse_theta", hint=NAME_IT, fails=ANY)
def loss_of_absolute_values(A, y, theta):
    return np.mean(np.abs(A @ theta - y))


@mistake("errors-cancel", "mse_theta", hint=OPPOSITE, fails=ANY)
def loss_squared_after_the_mean(A, y, theta):
    return np.mean(A @ theta - y) ** 2


@mistake("errors-cancel", "mse_theta", hint=OPPOSITE, fails=ANY)
def loss_as_the_mean_residual(A, y, theta):
    return np.mean(A @ theta - y)


@mistake(
    "squared-before-subtracting", "mse_theta", hint="Which comes first: taking the difference, or squaring?", fails=ANY
)
def loss_as_a_difference_of_squares(A, y, theta):
    return np.mean((A @ theta) ** 2 - y**2)


@mistake("variance-instead-of-mean-square", "mse_theta", hint=VARIANCE, fails=ANY)
def loss_over_n_minus_1(A, y, theta):
    return np.sum((A @ theta - y) ** 2) / (len(y) - 1)


@mistake("variance-instead-of-mean-square", "mse_theta", hint=VARIANCE, fails=ANY)
def loss_as_a_variance(A, y, theta):
    return np.var(A @ theta - y)


@mistake(
    "brackets-missing-in-the-divisor", "mse_theta", hint="Which is done first, the division or the product?", fails=ANY
)
def loss_with_a_slip_of_precedence(A, y, theta):
    return np.sum((A @ theta - y) ** 2) / 2 * len(y)


@mistake("intercept-forgotten", "mse_theta", hint="Raise the intercept by 1: does your loss move?", fails=ANY)
def loss_without_the_intercept(A, y, theta):
    return np.mean((A[:, 1:] @ theta[1:] - y) ** 2)


@mistake("digits-lost", "mse_theta", hint=hints.ROUNDED, fails=ANY)
def loss_rounded(A, y, theta):
    return round(np.mean((A @ theta - y) ** 2), 4)


@mistake("digits-lost", "mse_theta", hint=hints.ROUNDED, fails=ANY, agreement=1e-5)
def loss_in_float32(A, y, theta):
    r = A.astype(np.float32) @ theta.astype(np.float32) - y.astype(np.float32)
    return float(np.mean(r**2))


@mistake(
    "arguments-changed",
    "mse_theta",
    hint="Print `A`, `y` and `theta` before and after the call: which one is not the same?",
    fails=ANY,
)
def loss_that_writes_into_y(A, y, theta):
    y -= A @ theta
    return np.mean(y**2)


@mistake("notebook-variable-used", "mse_theta", hint=hints.GLOBAL, fails=ANY)
def loss_of_the_notebooks_data(A, y, theta):
    A = np.column_stack([np.ones(100), plane.X])
    return np.mean((A @ theta - plane.y) ** 2)


@mistake("nothing-returned", "mse_theta", hint=hints.NO_RETURN, fails=ANY)
def loss_only_printed(A, y, theta):
    print(np.mean((A @ theta - y) ** 2))


@right("mse_theta")
def loss_with_a_loop(A, y, theta):
    total = 0.0
    for i in range(len(y)):
        total += (sum(float(a) * float(t) for a, t in zip(A[i], theta)) - float(y[i])) ** 2
    return total / len(y)


@right("mse_theta")
def loss_by_a_dot_product(A, y, theta):
    r = y - A.dot(theta)
    return r @ r / r.size


@right("mse_theta")
def loss_by_einsum(A, y, theta):
    r = np.einsum("ij,j->i", A, theta) - y
    return float(np.einsum("i,i", r, r)) / A.shape[0]


@right("mse_theta")
def loss_by_a_norm(A, y, theta):
    return np.linalg.norm(A @ theta - y) ** 2 / len(A)
