"""Wrong and right ways to write `grad_elementwise`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.many_features.mistakes import hints

STEP = "test_agrees_with_a_complex_step"
COUNT = "test_works_for_any_number_of_parameters"
ANY = "test_takes_any_numbers_and_leaves_them_alone"

plane = data.plane()


@mistake("opposite-sign", "grad_elementwise", hint=hints.SIGN, fails=STEP)
def each_with_the_wrong_sign(A, y, theta):
    r = y - A @ theta
    return np.array([2 * np.mean(r * A[:, j]) for j in range(A.shape[1])])


@mistake("half-of-the-gradient", "grad_elementwise", hint=hints.HALF, fails=STEP)
def each_halved(A, y, theta):
    r = A @ theta - y
    return np.array([np.mean(r * A[:, j]) for j in range(A.shape[1])])


@mistake("gradient-of-the-sum", "grad_elementwise", hint=hints.SUM, fails=STEP)
def each_summed(A, y, theta):
    r = A @ theta - y
    return np.array([2 * np.sum(r * A[:, j]) for j in range(A.shape[1])])


@mistake(
    "sum-without-factors",
    "grad_elementwise",
    hint="Copy every row twice: does your answer change? And what does the square leave in front?",
    fails=STEP,
)
def each_summed_and_halved(A, y, theta):
    r = A @ theta - y
    return np.array([np.sum(r * A[:, j]) for j in range(A.shape[1])])


@mistake("divided-by-columns", "grad_elementwise", hint=hints.FEATURES, fails=STEP)
def each_divided_by_columns(A, y, theta):
    r = A @ theta - y
    n, d = A.shape
    return np.array([2 / d * np.sum(r * A[:, j]) for j in range(d)])


@mistake("hard-coded-for-100-rows", "grad_elementwise", hint=hints.HUNDRED, fails=STEP)
def each_of_a_hundred(A, y, theta):
    r = A @ theta - y
    return np.array([2 / 100 * np.sum(r * A[:, j]) for j in range(A.shape[1])])


@mistake(
    "factor-x-missing",
    "grad_elementwise",
    hint="What multiplies r in the derivative with respect to a weight?",
    fails=STEP,
)
def each_without_its_column(A, y, theta):
    r = A @ theta - y
    return np.array([2 * np.mean(r) for j in range(A.shape[1])])


@mistake("product-of-means", "grad_elementwise", hint=hints.PRODUCT, fails=STEP)
def each_as_a_product_of_means(A, y, theta):
    r = A @ theta - y
    return np.array([2 * np.mean(r) * np.mean(A[:, j]) for j in range(A.shape[1])])


@mistake("gradient-without-sign", "grad_elementwise", hint=hints.ABSOLUTE, fails=STEP)
def each_as_a_size(A, y, theta):
    r = A @ theta - y
    return np.array([abs(2 * np.mean(r * A[:, j])) for j in range(A.shape[1])])


@mistake(
    "overwritten-in-the-loop",
    "grad_elementwise",
    hint="What does the variable hold after the last turn of the loop?",
    fails=STEP,
)
def each_from_the_last_row(A, y, theta):
    n, p = A.shape
    gradient = np.zeros(p)
    for i in range(n):
        r = A[i] @ theta - y[i]
        for j in range(p):
            gradient[j] = 2 / n * r * A[i, j]
    return gradient


@mistake("loop-misses-a-row", "grad_elementwise", hint="How many rows does your loop visit?", fails=STEP)
def each_without_the_first_row(A, y, theta):
    n, p = A.shape
    gradient = np.zeros(p)
    for i in range(1, n):
        r = A[i] @ theta - y[i]
        for j in range(p):
            gradient[j] += 2 / n * r * A[i, j]
    return gradient


@mistake("square-left-in-the-derivative", "grad_elementwise", hint=hints.SQUARED, fails=STEP)
def each_with_the_square_left(A, y, theta):
    r = A @ theta - y
    return np.array([2 * np.mean(r**2 * A[:, j]) for j in range(A.shape[1])])


@mistake("gradient-of-the-absolute-error", "grad_elementwise", hint=hints.OTHER_LOSS, fails=STEP)
def each_of_the_absolute_loss(A, y, theta):
    r = A @ theta - y
    return np.array([np.mean(np.sign(r) * A[:, j]) for j in range(A.shape[1])])


@mistake("column-used-twice", "grad_elementwise", hint="Two of your derivatives are equal: should they be?", fails=STEP)
def each_with_column_1_twice(A, y, theta):
    r = A @ theta - y
    gradient = [2 * np.mean(r), 2 * np.mean(r * A[:, 1])]
    for j in range(2, A.shape[1]):
        gradient.append(2 * np.mean(r * A[:, j - 1]))
    return np.array(gradient)


@mistake("intercept-last", "grad_elementwise", hint=hints.ONES_LAST, fails=STEP)
def each_with_the_intercept_last(A, y, theta):
    r = A @ theta - y
    gradient = [2 * np.mean(r * A[:, j]) for j in range(1, A.shape[1])]
    gradient.append(2 * np.mean(r))
    return np.array(gradient)


@mistake(
    "fixed-number-of-derivatives",
    "grad_elementwise",
    hint="How many derivatives are there, when A has five columns?",
    fails=COUNT,
)
def each_of_exactly_three(A, y, theta):
    r = A @ theta - y
    return np.array([2 * np.mean(r), 2 * np.mean(r * A[:, 1]), 2 * np.mean(r * A[:, 2])])


@mistake("differences-instead-of-the-formula", "grad_elementwise", hint=hints.MEASURED, fails=STEP, agreement=1e-6)
def each_by_a_difference(A, y, theta):
    gradient = np.zeros(len(theta))
    for j in range(len(theta)):
        step = np.zeros(len(theta))
        step[j] = 1e-5
        above, below = np.mean((A @ (theta + step) - y) ** 2), np.mean((A @ (theta - step) - y) ** 2)
        gradient[j] = (above - below) / 2e-5
    return gradient


@mistake("array-of-whole-numbers", "grad_elementwise", hint=hints.TYPE, fails=ANY)
def each_into_the_type_of_theta(A, y, theta):
    r = A @ theta - y
    gradient = np.zeros_like(theta)
    for j in range(len(theta)):
        gradient[j] = 2 * np.mean(r * A[:, j])
    return gradient


@mistake("digits-lost", "grad_elementwise", hint=hints.ROUNDED, fails=STEP)
def each_rounded(A, y, theta):
    r = A @ theta - y
    return np.array([round(2 * np.mean(r * A[:, j]), 4) for j in range(A.shape[1])])


@mistake("digits-lost", "grad_elementwise", hint=hints.ROUNDED, fails=STEP, agreement=1e-5)
def each_in_float32(A, y, theta):
    A = np.asarray(A, dtype=np.float32)
    r = A @ np.asarray(theta, dtype=np.float32) - np.asarray(y, dtype=np.float32)
    return np.array([2 * np.mean(r * A[:, j]) for j in range(A.shape[1])])


@mistake(
    "arguments-changed",
    "grad_elementwise",
    hint="Call it twice with the same `A`, `y` and `theta`: do both calls give the same slopes?",
    fails=ANY,
)
def each_after_writing_into_y(A, y, theta):
    y -= A @ theta
    return np.array([-2 * np.mean(y * A[:, j]) for j in range(A.shape[1])])


@mistake("notebook-variable-used", "grad_elementwise", hint=hints.GLOBAL, fails=STEP)
def each_on_the_notebooks_data(A, y, theta):
    r = A @ theta - plane.y
    return np.array([2 * np.mean(r * A[:, j]) for j in range(A.shape[1])])


@mistake("nothing-returned", "grad_elementwise", hint=hints.NO_RETURN, fails=STEP)
def each_only_printed(A, y, theta):
    r = A @ theta - y
    for j in range(A.shape[1]):
        print(2 * np.mean(r * A[:, j]))


@right("grad_elementwise")
def each_with_two_loops(A, y, theta):
    n, p = A.shape
    gradient = np.zeros(p)
    for j in range(p):
        for i in range(n):
            gradient[j] += 2 * (A[i] @ theta - y[i]) * A[i, j] / n
    return gradient


@right("grad_elementwise")
def each_from_a_growing_list(A, y, theta):
    n = A.shape[0]
    r = A.dot(theta) - y
    derivatives = []
    for column in A.T:
        derivatives.append((2 / n) * np.sum(r * column))
    return np.array(derivatives)


@right("grad_elementwise")
def each_at_once(A, y, theta):
    return np.mean(2 * (A @ theta - y)[:, None] * A, axis=0)


@right("grad_elementwise")
def each_by_a_complex_step(A, y, theta):
    gradient = np.zeros(len(theta))
    for j in range(len(theta)):
        moved = theta.astype(complex)
        moved[j] += 1e-20j
        gradient[j] = np.mean((A @ moved - y) ** 2).imag / 1e-20
    return gradient
