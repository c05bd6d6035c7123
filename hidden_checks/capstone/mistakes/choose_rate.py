"""Wrong and right ways to write `choose_rate`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace

RATE = mistakes("choose_rate")
AGREES = "test_agrees_with_the_curvatures"

RATE.add(
    "largest-stable-rate",
    hint="At which rate does a run just not diverge, and at which is it fastest? Which of the two was asked for?",
    fails=AGREES,
    rate_at_the_limit=replace("2 / (smallest + largest)", "2 / largest"),
)
RATE.add(
    "intercept-penalised",
    hint="Which entry of theta has no penalty, and where is it in your matrix?",
    fails=AGREES,
    rate_with_a_penalty_on_all=replace("D[0, 0] = 0.0", ""),
)
RATE.add(
    "half-of-the-penalty",
    hint="Differentiate lam times w squared twice: what is left?",
    fails=AGREES,
    rate_with_half_the_penalty=replace("2 * lam * D", "lam * D"),
)
RATE.add(
    "condition-of-the-matrix",
    hint="Is it the condition number of A that decides how many steps you need, or that of the objective?",
    fails=AGREES,
    rate_with_the_condition_of_the_design=replace("largest / smallest", "np.linalg.cond(A)"),
)


@right("choose_rate")
def choose_rate_by_general_eigenvalues(A, lam):
    hessian = 2 * np.einsum("ni,nj->ij", A, A) / len(A)
    hessian[1:, 1:] += 2 * lam * np.eye(A.shape[1] - 1)
    values = sorted(np.linalg.eigvals(hessian).real)
    return 2 / (values[0] + values[-1]), values[-1] / values[0]


@right("choose_rate")
def choose_rate_by_singular_values(A, lam):
    free = np.sqrt(len(A) * lam) * np.eye(A.shape[1])[1:]
    s = np.linalg.svd(np.vstack([A, free]), compute_uv=False) ** 2 * 2 / len(A)
    return [float(2 / (s.max() + s.min())), float(s.max() / s.min())]
