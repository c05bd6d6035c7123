"""Wrong and right ways to write `heavy_ball_params`."""

# ruff: noqa: ARG001, T201 - students forget arguments and print
import numpy as np

from autograder.checks.stochastic_descent.mistakes import hints
from autograder.checks.stochastic_descent.mistakes.notebook import design
from autograder.course.mistakes import mistake, right

FORMULA = "test_agrees_with_the_formula"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
ROOT = "Which roots does the formula take, and where? Try the two eigenvalues 2 and 18 on paper."
SQUARE = "Both formulas end in a square. Try the two eigenvalues 2 and 18 on paper."
HESSIAN = "The Hessian of a mean of squares: what stands in front of A^T A?"


@mistake(
    "rate-of-plain-descent",
    "heavy_ball_params",
    hint="Which rate is this, that of plain descent or that of the ball?",
    fails=FORMULA,
)
def ball_with_the_rate_of_plain_descent(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 2 / (L + mu)
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake(
    "rate-of-plain-descent",
    "heavy_ball_params",
    hint="Which rate is this, that of plain descent or that of the ball?",
    fails=FORMULA,
)
def ball_with_the_largest_stable_rate(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 2 / L
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake("roots-misplaced", "heavy_ball_params", hint=ROOT, fails=FORMULA)
def ball_without_roots_in_the_rate(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (L + mu) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake("roots-misplaced", "heavy_ball_params", hint=ROOT, fails=FORMULA)
def ball_without_roots_in_beta(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((kappa - 1) / (kappa + 1)) ** 2
    return lr, beta


@mistake("roots-misplaced", "heavy_ball_params", hint=ROOT, fails=FORMULA)
def ball_with_the_root_of_the_sum(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (L + mu)
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake("square-forgotten", "heavy_ball_params", hint=SQUARE, fails=FORMULA)
def ball_with_beta_unsquared(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = (np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)
    return lr, beta


@mistake("square-forgotten", "heavy_ball_params", hint=SQUARE, fails=FORMULA)
def ball_with_the_rate_unsquared(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu))
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake(
    "two-instead-of-four",
    "heavy_ball_params",
    hint="Four, or two? Try the two eigenvalues 2 and 18 on paper.",
    fails=FORMULA,
)
def ball_with_half_the_rate(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 2 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake("half-of-the-derivatives", "heavy_ball_params", hint=HESSIAN, fails=FORMULA)
def ball_of_half_the_hessian(A):
    h = np.linalg.eigvalsh(A.T @ A / len(A))
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake("derivatives-of-the-sum", "heavy_ball_params", hint=HESSIAN, fails=FORMULA)
def ball_of_a_sum(A):
    h = np.linalg.eigvalsh(2 * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake("derivatives-of-the-sum", "heavy_ball_params", hint=HESSIAN, fails=FORMULA)
def ball_of_the_plain_product(A):
    h = np.linalg.eigvalsh(A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake(
    "divided-by-columns", "heavy_ball_params", hint="Which of the two shape numbers counts the rows?", fails=FORMULA
)
def ball_divided_by_the_columns(A):
    h = np.linalg.eigvalsh(2 / A.shape[1] * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake(
    "singular-value-instead-of-eigenvalue",
    "heavy_ball_params",
    hint="Curvatures are eigenvalues of the Hessian. Whose are these?",
    fails=FORMULA,
)
def ball_of_singular_values(A):
    h = np.linalg.svd(A, compute_uv=False)[::-1]
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake(
    "condition-of-the-wrong-matrix",
    "heavy_ball_params",
    hint="kappa compares two curvatures. Which two does yours compare?",
    fails=FORMULA,
)
def ball_with_kappa_of_the_design(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = np.linalg.cond(A)
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake(
    "second-smallest-curvature",
    "heavy_ball_params",
    hint="Which curvature is the smallest? `eigvalsh` sorts upwards.",
    fails=FORMULA,
)
def ball_of_neighbouring_curvatures(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[-2], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake(
    "intercept-missing-in-the-hessian",
    "heavy_ball_params",
    hint="The bias is a parameter, too: does your Hessian know it?",
    fails=FORMULA,
)
def ball_without_the_bias(A):
    h = np.linalg.eigvalsh(2 / len(A) * A[:, 1:].T @ A[:, 1:])
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake("returned-in-the-wrong-order", "heavy_ball_params", hint=hints.CROSSED, fails=FORMULA)
def ball_with_beta_first(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return beta, lr


@mistake("digits-lost", "heavy_ball_params", hint=hints.ROUNDED, fails=FORMULA)
def ball_rounded(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return round(lr, 4), round(beta, 4)


@mistake("arguments-changed", "heavy_ball_params", hint=hints.IN_PLACE, fails=ANY)
def ball_after_scaling_in_place(A):
    A *= np.sqrt(2 / len(A))
    h = np.linalg.eigvalsh(A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake("notebook-variable-used", "heavy_ball_params", hint=hints.GLOBAL, fails=FORMULA)
def ball_of_the_notebooks_data(A):
    h = np.linalg.eigvalsh(2 / len(design) * design.T @ design)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return lr, beta


@mistake("nothing-returned", "heavy_ball_params", hint=hints.NO_RETURN, fails=FORMULA)
def ball_only_printed(A):
    h = np.linalg.eigvalsh(2 / len(A) * A.T @ A)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    print(lr, beta)


@right("heavy_ball_params")
def ball_of_a_condition_number(A):
    kappa = np.linalg.cond(A)
    L = 2 / len(A) * np.linalg.norm(A, 2) ** 2
    return 4 / (np.sqrt(L) * (1 + 1 / kappa)) ** 2, (1 - 2 / (kappa + 1)) ** 2


@right("heavy_ball_params")
def ball_from_the_eigenvalues_of_a_general_matrix(A):
    h = np.sort(np.linalg.eigvals(2 / len(A) * A.T @ A).real)
    mu, L = h[0], h[-1]
    kappa = L / mu
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    beta = ((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2
    return [float(lr), float(beta)]
