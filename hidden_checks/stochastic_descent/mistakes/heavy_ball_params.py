"""Wrong and right ways to write `heavy_ball_params`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.stochastic_descent.mistakes import hints

FORMULA = "test_agrees_with_the_formula"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
ROOT = "Which roots does the formula take, and where? Try the two eigenvalues 2 and 18 on paper."
SQUARE = "Both formulas end in a square. Try the two eigenvalues 2 and 18 on paper."
HESSIAN = "The Hessian of a mean of squares: what stands in front of A^T A?"
RATE = "4 / (high + low) ** 2"
BETA = "((high - low) / (high + low)) ** 2"
BOTH = f"float({RATE}), float({BETA})"

BALL = mistakes("heavy_ball_params")

BALL.add(
    "rate-of-plain-descent",
    hint="Which rate is this, that of plain descent or that of the ball?",
    fails=FORMULA,
    ball_with_the_rate_of_plain_descent=replace(RATE, "2 / (high**2 + low**2)"),
    ball_with_the_largest_stable_rate=replace(RATE, "2 / high**2"),
)
BALL.add(
    "roots-misplaced",
    hint=ROOT,
    fails=FORMULA,
    ball_without_roots_in_the_rate=replace(RATE, "4 / (high**2 + low**2) ** 2"),
    ball_without_roots_in_beta=replace(BETA, "((high**2 - low**2) / (high**2 + low**2)) ** 2"),
    ball_with_the_root_of_the_sum=replace(RATE, "4 / (high**2 + low**2)"),
)
BALL.add(
    "square-forgotten",
    hint=SQUARE,
    fails=FORMULA,
    ball_with_beta_unsquared=replace(BETA, "(high - low) / (high + low)"),
    ball_with_the_rate_unsquared=replace(RATE, "4 / (high + low)"),
)
BALL.add(
    "two-instead-of-four",
    hint="Which number stands on top of the formula? Try the two eigenvalues 2 and 18 on paper.",
    fails=FORMULA,
    ball_with_half_the_rate=replace(RATE, "2 / (high + low) ** 2"),
)
BALL.add(
    "half-of-the-derivatives",
    hint=HESSIAN,
    fails=FORMULA,
    ball_of_half_the_hessian=replace("2 / len(A)", "1 / len(A)"),
)
BALL.add(
    "derivatives-of-the-sum",
    hint=HESSIAN,
    fails=FORMULA,
    ball_of_a_sum=replace("2 / len(A)", "2"),
    ball_of_the_plain_product=replace("2 / len(A) * ", ""),
)
BALL.add(
    "divided-by-columns",
    hint="Which of the two shape numbers counts the rows?",
    fails=FORMULA,
    ball_divided_by_the_columns=replace("len(A)", "A.shape[1]"),
)
BALL.add(
    "singular-value-instead-of-eigenvalue",
    hint="Curvatures are eigenvalues of the Hessian. Of which matrix are these the eigenvalues?",
    fails=FORMULA,
    ball_of_singular_values=replace(
        "np.linalg.eigvalsh(2 / len(A) * A.T @ A)", "np.linalg.svd(A, compute_uv=False)[::-1]"
    ),
)
BALL.add(
    "condition-of-the-wrong-matrix",
    hint="kappa compares two curvatures. Which two does yours compare?",
    fails=FORMULA,
    ball_with_kappa_of_the_design=(
        replace("low, high", "kappa = np.linalg.cond(A)\nlow, high"),
        replace(BETA, "((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)) ** 2"),
    ),
)
BALL.add(
    "second-smallest-curvature",
    hint="Which curvature is the smallest? `eigvalsh` sorts upwards.",
    fails=FORMULA,
    ball_of_neighbouring_curvatures=replace("curvatures[0]", "curvatures[-2]"),
)
BALL.add(
    "intercept-missing-in-the-hessian",
    title="Intercept missing in the Hessian",
    hint="The intercept is a parameter, too: is its column in your Hessian?",
    fails=FORMULA,
    ball_without_the_bias=replace("A.T @ A", "A[:, 1:].T @ A[:, 1:]"),
)
BALL.add(
    "returned-in-the-wrong-order",
    hint=hints.CROSSED,
    fails=FORMULA,
    ball_with_beta_first=replace(BOTH, f"float({BETA}), float({RATE})"),
)
BALL.add(
    "digits-lost", hint=hints.ROUNDED, fails=FORMULA, ball_rounded=replace(BOTH, f"round({RATE}, 4), round({BETA}, 4)")
)
BALL.add(
    "arguments-changed",
    hint="Call it twice with the same `A`: do both calls give the same two numbers?",
    fails=ANY,
    ball_after_scaling_in_place=replace(
        "curvatures = np.linalg.eigvalsh(2 / len(A) * A.T @ A)",
        "A *= np.sqrt(2 / len(A))\ncurvatures = np.linalg.eigvalsh(A.T @ A)",
    ),
)
BALL.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=FORMULA,
    ball_of_the_notebooks_data=replace("len(A) * A.T @ A", "len(design) * design.T @ design"),
)
BALL.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=FORMULA,
    ball_only_printed=replace(f"return {BOTH}", f"print({BOTH})"),
)


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
