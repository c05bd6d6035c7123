"""Wrong and right ways to write `max_stable_lr`, `rate` and `best_lr`: all read the eigenvalues of the Hessian."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.learning_rate.mistakes import hints

LIMIT = "test_is_two_over_the_largest_curvature"
WORST = "test_is_the_worst_factor_of_all_directions"
BEST = "test_no_other_rate_shrinks_the_error_faster"
CURVATURES = "The factors of a step need the eigenvalues of H = (2/n) A.T @ A: are those yours?"

plane = data.plane()


@mistake(
    "one-over-the-largest-eigenvalue",
    "max_stable_lr",
    hint="At 1 / lambda a step lands on the bottom. How much further may it go?",
    fails=LIMIT,
)
def limit_as_one_over(A):
    return 1 / np.linalg.eigvalsh(2 / len(A) * A.T @ A)[-1]


@mistake("half-of-the-loss", "max_stable_lr", hint=hints.HALVED_LOSS, fails=LIMIT)
def limit_for_half_the_loss(A):
    return 2 / np.linalg.eigvalsh(A.T @ A / len(A))[-1]


@mistake("derivatives-of-the-sum", "max_stable_lr", hint=hints.SUM, fails=LIMIT)
def limit_for_the_sum(A):
    return 2 / np.linalg.eigvalsh(2 * A.T @ A)[-1]


@mistake(
    "sum-without-factors",
    "max_stable_lr",
    hint="Copy every row twice: should the curvature change? And what does the square leave in front?",
    fails=LIMIT,
)
def limit_without_factors(A):
    return 2 / np.linalg.eigvalsh(A.T @ A)[-1]


@mistake("wrong-end-of-the-spectrum", "max_stable_lr", hint=hints.EXTREME, fails=LIMIT)
def limit_of_the_flattest_direction(A):
    return 2 / np.linalg.eigvalsh(2 / len(A) * A.T @ A)[0]


@mistake(
    "best-rate-instead-of-limit",
    "max_stable_lr",
    hint="That is the best rate. Which is the largest that still works?",
    fails=LIMIT,
)
def limit_as_the_best_rate(A):
    values = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    return 2 / (values[0] + values[-1])


@mistake(
    "trace-instead-of-eigenvalue",
    "max_stable_lr",
    hint="The sum of all curvatures is more than the largest one.",
    fails=LIMIT,
)
def limit_by_the_trace(A):
    return 2 / np.trace(2 / len(A) * A.T @ A)


@mistake(
    "entry-instead-of-eigenvalue",
    "max_stable_lr",
    hint="Is the largest entry of a matrix its largest eigenvalue?",
    fails=LIMIT,
)
def limit_by_the_largest_entry(A):
    return 2 / np.max(2 / len(A) * A.T @ A)


@mistake(
    "norm-instead-of-eigenvalue",
    "max_stable_lr",
    hint="np.linalg.norm(H) is not the largest eigenvalue: what does it add up?",
    fails=LIMIT,
)
def limit_by_the_frobenius_norm(A):
    return 2 / np.linalg.norm(2 / len(A) * A.T @ A)


@mistake("singular-value-instead-of-eigenvalue", "max_stable_lr", hint=CURVATURES, fails=LIMIT)
def limit_by_the_singular_value(A):
    return 2 / np.linalg.svd(A, compute_uv=False)[0]


@mistake("intercept-missing-in-the-hessian", "max_stable_lr", hint=hints.NO_ONES, fails=LIMIT)
def limit_without_the_intercept(A):
    X = A[:, 1:]
    return 2 / np.linalg.eigvalsh(2 / len(X) * X.T @ X)[-1]


@mistake("digits-lost", "max_stable_lr", hint=hints.ROUNDED, fails=LIMIT)
def limit_rounded(A):
    return round(2 / np.linalg.eigvalsh(2 / len(A) * A.T @ A)[-1], 4)


@mistake("notebook-variable-used", "max_stable_lr", hint=hints.GLOBAL, fails=LIMIT)
def limit_of_the_notebooks_data(A):
    A = np.column_stack([np.ones(len(plane.X)), plane.X])
    return 2 / np.linalg.eigvalsh(2 / len(A) * A.T @ A)[-1]


@mistake("nothing-returned", "max_stable_lr", hint=hints.NO_RETURN, fails=LIMIT)
def limit_only_printed(A):
    print(2 / np.linalg.eigvalsh(2 / len(A) * A.T @ A)[-1])


@right("max_stable_lr")
def limit_by_singular_values(A):
    return len(A) / np.linalg.svd(A, compute_uv=False)[0] ** 2


@right("max_stable_lr")
def limit_by_the_spectral_norm(A):
    return float(2 / np.linalg.norm(2 * A.T @ A / A.shape[0], 2))


@right("max_stable_lr")
def limit_by_general_eigenvalues(A):
    return 2 / np.max(np.linalg.eigvals(2 / len(A) * A.T @ A).real)


@mistake(
    "factor-with-its-sign",
    "rate",
    hint="Can the answer be below zero? What does the docstring say about the sign?",
    fails=WORST,
)
def rate_with_its_sign(A, lr):
    return np.max(1 - lr * np.linalg.eigvalsh(2 / len(A) * A.T @ A))


@mistake("wrong-end-of-the-spectrum", "rate", hint=hints.EXTREME, fails=WORST)
def rate_of_the_flattest_direction(A, lr):
    return abs(1 - lr * np.linalg.eigvalsh(2 / len(A) * A.T @ A)[0])


@mistake("wrong-end-of-the-spectrum", "rate", hint=hints.EXTREME, fails=WORST)
def rate_of_the_steepest_direction(A, lr):
    return abs(1 - lr * np.linalg.eigvalsh(2 / len(A) * A.T @ A)[-1])


@mistake(
    "smallest-factor-instead-of-largest",
    "rate",
    hint="The worst direction counts: is that the smallest factor?",
    fails=WORST,
)
def rate_of_the_best_direction(A, lr):
    return np.min(np.abs(1 - lr * np.linalg.eigvalsh(2 / len(A) * A.T @ A)))


@mistake("rate-of-the-loss", "rate", hint="Is it the error that shrinks by this, or the loss?", fails=WORST)
def rate_of_the_loss(A, lr):
    return np.max(np.abs(1 - lr * np.linalg.eigvalsh(2 / len(A) * A.T @ A))) ** 2


@mistake(
    "share-lost-instead-of-left", "rate", hint="Is your number what is left of the error, or what is gone?", fails=WORST
)
def rate_as_what_is_gone(A, lr):
    return 1 - np.max(np.abs(1 - lr * np.linalg.eigvalsh(2 / len(A) * A.T @ A)))


@mistake("half-of-the-loss", "rate", hint=hints.HALVED_LOSS, fails=WORST)
def rate_on_half_the_loss(A, lr):
    return np.max(np.abs(1 - lr * np.linalg.eigvalsh(A.T @ A / len(A))))


@mistake("derivatives-of-the-sum", "rate", hint=hints.SUM, fails=WORST)
def rate_on_the_sum(A, lr):
    return np.max(np.abs(1 - lr * np.linalg.eigvalsh(2 * A.T @ A)))


@mistake(
    "factor-capped-at-one", "rate", hint="Beyond the limit the error grows: should the factor stop at 1?", fails=WORST
)
def rate_that_never_exceeds_one(A, lr):
    return min(1.0, np.max(np.abs(1 - lr * np.linalg.eigvalsh(2 / len(A) * A.T @ A))))


@mistake("digits-lost", "rate", hint=hints.ROUNDED, fails=WORST)
def rate_rounded(A, lr):
    return round(np.max(np.abs(1 - lr * np.linalg.eigvalsh(2 / len(A) * A.T @ A))), 4)


@mistake("notebook-variable-used", "rate", hint=hints.GLOBAL, fails=WORST)
def rate_on_the_notebooks_data(A, lr):
    A = np.column_stack([np.ones(len(plane.X)), plane.X])
    return np.max(np.abs(1 - lr * np.linalg.eigvalsh(2 / len(A) * A.T @ A)))


@mistake("nothing-returned", "rate", hint=hints.NO_RETURN, fails=WORST)
def rate_only_printed(A, lr):
    print(np.max(np.abs(1 - lr * np.linalg.eigvalsh(2 / len(A) * A.T @ A))))


@right("rate")
def rate_as_a_spectral_radius(A, lr):
    step = np.eye(A.shape[1]) - lr * 2 / len(A) * A.T @ A
    return float(np.linalg.norm(step, 2))


@right("rate")
def rate_of_both_ends(A, lr):
    values = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    return max(abs(1 - lr * values[0]), abs(1 - lr * values[-1]))


@mistake(
    "one-over-the-largest-eigenvalue",
    "best_lr",
    hint="Your rate looks at one end of the spectrum only. What happens to the direction at the other end?",
    fails=BEST,
)
def best_as_one_over_the_largest(A):
    return 1 / np.linalg.eigvalsh(2 / len(A) * A.T @ A)[-1]


@mistake(
    "limit-instead-of-best-rate",
    "best_lr",
    hint="That is the largest stable rate: which direction does not shrink there at all?",
    fails=BEST,
)
def best_as_the_limit(A):
    return 2 / np.linalg.eigvalsh(2 / len(A) * A.T @ A)[-1]


@mistake(
    "half-of-the-best-rate",
    "best_lr",
    hint="At your rate, is the factor for the largest curvature minus the one for the smallest?",
    fails=BEST,
)
def best_as_one_over_the_sum(A):
    values = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    return 1 / (values[0] + values[-1])


@mistake(
    "trace-instead-of-eigenvalue",
    "best_lr",
    hint="Only the two ends count: what do the curvatures between them do to the worst factor?",
    fails=BEST,
)
def best_by_the_trace(A):
    return 2 / np.trace(2 / len(A) * A.T @ A)


@mistake("half-of-the-loss", "best_lr", hint=hints.HALVED_LOSS, fails=BEST)
def best_for_half_the_loss(A):
    values = np.linalg.eigvalsh(A.T @ A / len(A))
    return 2 / (values[0] + values[-1])


@mistake("derivatives-of-the-sum", "best_lr", hint=hints.SUM, fails=BEST)
def best_for_the_sum(A):
    values = np.linalg.eigvalsh(2 * A.T @ A)
    return 2 / (values[0] + values[-1])


@mistake(
    "geometric-mean-of-the-curvatures",
    "best_lr",
    hint="At your rate, are the factors for the largest and for the smallest curvature equally large?",
    fails=BEST,
)
def best_by_the_geometric_mean(A):
    values = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    return 1 / np.sqrt(values[0] * values[-1])


@mistake("digits-lost", "best_lr", hint=hints.ROUNDED, fails=BEST)
def best_rate_rounded(A):
    values = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    return round(2 / (values[0] + values[-1]), 4)


@mistake("notebook-variable-used", "best_lr", hint=hints.GLOBAL, fails=BEST)
def best_rate_of_the_notebooks_data(A):
    A = np.column_stack([np.ones(len(plane.X)), plane.X])
    values = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    return 2 / (values[0] + values[-1])


@mistake("nothing-returned", "best_lr", hint=hints.NO_RETURN, fails=BEST)
def best_rate_only_printed(A):
    values = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    print(2 / (values[0] + values[-1]))


@right("best_lr")
def best_by_singular_values(A):
    s = np.linalg.svd(A, compute_uv=False)
    return 2 / (2 / len(A) * (s[0] ** 2 + s[-1] ** 2))


@right("best_lr")
def best_as_one_over_the_mean_of_the_ends(A):
    values = np.linalg.eigvals(2 * A.T @ A / len(A)).real
    return float(1 / ((values.min() + values.max()) / 2))


@right("max_stable_lr")
def limit_with_a_guard(A):
    return 2 / (np.linalg.norm(A, 2) ** 2 * 2 / len(A) + 1e-12)
