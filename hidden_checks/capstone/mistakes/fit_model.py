"""Wrong and right ways to write `fit_model`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace

FIT = mistakes("fit_model")
ENDS = "test_ends_where_the_gradient_is_small"
APPEND = "norms.append(np.linalg.norm(gradient))"

FIT.add(
    "tolerance-without-the-first-norm",
    hint="Is tol a norm, or a share of the first norm?",
    fails=ENDS,
    fit_to_an_absolute_tolerance=replace("tol * norms[0]", "tol"),
)
FIT.add(
    "stopped-by-the-loss",
    hint="Can a loss hardly change while the gradient is still long?",
    fails=ENDS,
    fit_until_the_norm_hardly_changes=replace(
        "norms[-1] <= tol * norms[0]", "len(norms) > 1 and abs(norms[-2] - norms[-1]) <= tol * norms[0]"
    ),
)
FIT.add(
    "intercept-penalised",
    hint="Add 1000 to every y: which parameters should change, and does the penalty hold one of them back?",
    fails=ENDS,
    fit_with_a_penalty_on_all=replace("np.r_[0.0, np.full(A.shape[1] - 1, 2 * lam)]", "2 * lam"),
)
FIT.add(
    "half-of-the-penalty",
    hint="Differentiate lam times w squared: what stands in front of w?",
    fails=ENDS,
    fit_with_half_the_penalty=replace("2 * lam)]", "lam)]"),
)
FIT.add(
    "first-or-last-state-missing",
    hint="How many states are there before and after the steps, and which of them has no norm yet?",
    fails=ENDS,
    fit_without_the_first_norm=replace("np.array(norms)", "np.array(norms[1:])"),
)


@right("fit_model")
def fit_model_with_a_while_loop(A, y, lam, rate, tol, max_steps):
    H = 2 / len(y) * A.T @ A + np.diag(np.r_[0.0, np.full(A.shape[1] - 1, 2 * lam)])
    pull, theta = 2 / len(y) * A.T @ y, np.zeros(A.shape[1])
    gradient = -pull
    norms = [np.sqrt(gradient @ gradient)]
    while norms[-1] > tol * norms[0] and len(norms) <= max_steps:
        theta = theta - rate * gradient
        gradient = H @ theta - pull
        norms.append(np.sqrt(gradient @ gradient))
    return theta, np.array(norms)


@right("fit_model")
def fit_model_in_place(A, y, lam, rate, tol, max_steps):
    theta = np.zeros(A.shape[1])
    norms = np.zeros(max_steps + 1)
    for t in range(max_steps + 1):
        g = 2 * np.mean(A * (A @ theta - y)[:, None], axis=0)
        g[1:] += 2 * lam * theta[1:]
        norms[t] = np.linalg.norm(g)
        if norms[t] <= tol * norms[0] or t == max_steps:
            return [theta, norms[: t + 1]]
        theta -= rate * g
