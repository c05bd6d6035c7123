"""Wrong and right ways to write `fit_logistic`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.logistic_regression.mistakes import hints
from solutions.logistic_regression import cross_entropy, cross_entropy_grad, sigmoid

STEPS = "test_takes_the_steps_of_the_formula"
LOSSES = "test_each_loss_belongs_to_its_state"
ENDS = "test_settles_where_scikit_learn_settles"
FREE = "test_penalty_leaves_the_intercept_alone"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
START = "theta = np.zeros(A.shape[1])"
OBJECTIVE = "cross_entropy(A, y, theta) + lam * np.sum(w**2)"
RECORD = f"losses.append({OBJECTIVE})"
PENALTY = "penalty = 2 * lam * np.concatenate([[0.0], w])"
GRADIENT = "cross_entropy_grad(A, y, theta)"
STEP = f"theta = theta - lr * ({GRADIENT} + penalty)"
LOOP = "for _ in range(n_steps + 1):"
BOTH = "return np.array(thetas), np.array(losses)"

FIT = mistakes("fit_logistic")

FIT.add(
    "uphill-step",
    hint="Does the objective fall from step to step?",
    fails=STEPS,
    fit_uphill=replace("theta - lr", "theta + lr"),
)
FIT.add(
    "learning-rate-ignored",
    hint="Where does lr come into your step?",
    fails=STEPS,
    fit_without_a_rate=replace("lr * (", "("),
)
FIT.add(
    "intercept-penalised",
    hint=hints.INTERCEPT,
    fails=FREE,
    fit_with_a_penalised_intercept=replace(PENALTY, "penalty = 2 * lam * theta"),
    fit_with_a_penalised_intercept_and_its_loss=(
        replace(PENALTY, "penalty = 2 * lam * theta"),
        replace("np.sum(w**2)", "np.sum(theta**2)"),
    ),
)
FIT.add(
    "last-weight-spared",
    hint="Where is the column of ones in this course's design matrix, and which entry of theta belongs to it?",
    fails=STEPS,
    fit_that_spares_the_last_weight=replace(PENALTY, "penalty = 2 * lam * np.append(theta[:-1], 0)"),
)
FIT.add(
    "half-of-the-penalty",
    hint="Differentiate lam times w squared: what stands in front of w?",
    fails=ENDS,
    fit_with_half_the_slope_of_the_penalty=replace("penalty = 2 * lam", "penalty = lam"),
    fit_with_half_the_penalty=(replace("penalty = 2 * lam", "penalty = lam"), replace("+ lam", "+ lam / 2")),
)
FIT.add(
    "penalty-scaled-by-a-count",
    hint="Does the penalty depend on how many rows there are, in this course's objective?",
    fails=ENDS,
    fit_with_the_penalty_over_n=(replace("= 2 * lam", "= 2 * lam / len(y)"), replace("+ lam", "+ lam / len(y)")),
    fit_with_the_slope_of_the_penalty_over_n=replace("= 2 * lam", "= 2 * lam / len(y)"),
)
FIT.add(
    "another-penalty",
    hint="Set lam to 0, then to 1: what changes in theta, and what in the loss?",
    fails=ENDS,
    fit_without_a_penalty=(replace("penalty = 2 * lam", "penalty = 0"), replace(" + lam * np.sum(w**2)", "")),
    fit_with_a_penalty_in_the_loss_alone=replace("penalty = 2 * lam", "penalty = 0"),
    fit_with_absolute_values=(
        replace("2 * lam * np.concatenate([[0.0], w])", "lam * np.concatenate([[0.0], np.sign(w)])"),
        replace("w**2", "np.abs(w)"),
    ),
)
FIT.add(
    "penalty-with-opposite-sign",
    hint="In which direction should the penalty push a weight: towards zero, or away from it?",
    fails=STEPS,
    fit_with_a_reward=replace("+ penalty", "- penalty"),
)
FIT.add(
    "penalty-missing-in-the-loss",
    hint="The step knows the penalty. Does the loss that you record?",
    fails=LOSSES,
    fit_without_a_penalty_in_its_losses=replace(" + lam * np.sum(w**2)", ""),
)
FIT.add(
    "intercept-in-the-recorded-penalty",
    hint="Which entries of theta are in the penalty of the losses that you record?",
    fails=LOSSES,
    fit_with_the_intercept_in_its_losses=replace("np.sum(w**2)", "np.sum(theta**2)"),
)
FIT.add(
    "losses-of-another-state",
    hint="Recompute the objective from row 1 of thetas: which entry holds it?",
    fails=LOSSES,
    fit_with_losses_of_the_next_state=(
        replace(RECORD, ""),
        replace(STEP, f"{STEP}\nlosses.append(cross_entropy(A, y, theta) + lam * np.sum(theta[1:] ** 2))"),
    ),
)
FIT.add(
    "first-or-last-state-missing",
    hint=hints.COUNT,
    fails=LOSSES,
    fit_without_the_last_state=replace("n_steps + 1", "n_steps"),
    fit_without_the_start=replace(BOTH, "return np.array(thetas)[1:], np.array(losses)[1:]"),
)
FIT.add(
    "one-state-too-many", hint=hints.COUNT, fails=LOSSES, fit_with_a_step_too_many=replace("n_steps + 1", "n_steps + 2")
)
FIT.add(
    "history-of-one-array",
    hint="Why are all rows alike? Who else holds the array that you append?",
    fails=STEPS,
    fit_with_one_array_for_all_states=replace(STEP, f"theta -= lr * ({GRADIENT} + penalty)"),
)
FIT.add(
    "gradient-computed-once",
    hint="As theta moves, does your gradient change with it?",
    fails=STEPS,
    fit_along_the_first_gradient=(
        replace(START, f"{START}\ngradient = {GRADIENT}"),
        replace(f"({GRADIENT} + penalty)", "(gradient + penalty)"),
    ),
)
FIT.add(
    "another-start",
    hint="Where does a descent start in this course?",
    fails=STEPS,
    fit_from_ones=replace(START, "theta = np.ones(A.shape[1])"),
    fit_from_chance=replace(START, "theta = np.random.default_rng(0).normal(0, 0.1, A.shape[1])"),
)
FIT.add(
    "weights-before-the-intercept",
    hint="With which theta is each entry of the gradient computed: the old one, or one that has moved in part?",
    fails=STEPS,
    fit_with_the_new_intercept_for_the_weights=replace(
        STEP,
        f"theta = theta - lr * ({GRADIENT} + penalty) * (np.arange(len(theta)) == 0)\n"
        f"theta = theta - lr * ({GRADIENT} + penalty) * (np.arange(len(theta)) > 0)",
    ),
)
FIT.add(
    "gradient-of-the-sum",
    hint=hints.SUM,
    fails=STEPS,
    fit_with_summed_gradients=replace(f"({GRADIENT} + penalty)", f"(len(y) * {GRADIENT} + penalty)"),
)
FIT.add(
    "scores-instead-of-probabilities",
    hint=hints.SCORES,
    fails=STEPS,
    fit_by_least_squares=replace(f"({GRADIENT} + penalty)", "(A.T @ (A @ theta - y) / len(y) + penalty)"),
)
FIT.add(
    "gradient-divided-by-n-twice",
    hint="Your gradient is a mean already. What is it divided by once more?",
    fails=STEPS,
    fit_with_means_of_means=replace(f"({GRADIENT} + penalty)", f"({GRADIENT} / len(y) + penalty)"),
)
FIT.add(
    "only-the-end-returned",
    hint="Which shape should thetas have?",
    fails=STEPS,
    fit_with_its_end=replace(BOTH, "return thetas[-1], np.array(losses)"),
)
FIT.add("digits-lost", hint=hints.ROUNDED, fails=STEPS, fit_rounded=replace("np.array(thetas)", "np.round(thetas, 4)"))
FIT.add(
    "arguments-changed",
    hint="Print `A` before and after the run: is every column the same?",
    fails=ANY,
    fit_that_centres_in_place=replace(
        START, f"if A.flags.writeable:\n    A[:, 1:] -= A[:, 1:].mean(axis=0).astype(A.dtype)\n{START}"
    ),
)
FIT.add(
    "array-of-whole-numbers",
    hint=hints.WHOLE,
    fails=ANY,
    fit_in_the_type_of_the_labels=replace(STEP, f"theta = (theta - lr * ({GRADIENT} + penalty)).astype(y.dtype)"),
)
FIT.add("nothing-returned", hint=hints.NO_RETURN, fails=STEPS, fit_only_printed=replace(BOTH, "print(thetas[-1])"))
FIT.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=STEPS,
    fit_to_the_notebooks_labels=replace(GRADIENT, "cross_entropy_grad(A, passed[: len(y)], theta)"),
)


@right("fit_logistic")
def fit_into_arrays(A, y, lr, n_steps, lam=0.0):
    thetas, losses = np.zeros((n_steps + 1, A.shape[1])), np.zeros(n_steps + 1)
    losses[0] = cross_entropy(A, y, thetas[0])
    for t in range(n_steps):
        g = cross_entropy_grad(A, y, thetas[t])
        g[1:] += 2 * lam * thetas[t, 1:]
        thetas[t + 1] = thetas[t] - lr * g
        losses[t + 1] = cross_entropy(A, y, thetas[t + 1]) + lam * thetas[t + 1, 1:] @ thetas[t + 1, 1:]
    return thetas, losses


@right("fit_logistic")
def fit_with_a_matrix_of_penalties(A, y, lr, n_steps, lam=0.0):
    D = np.diag([0.0] + [1.0] * (A.shape[1] - 1))
    thetas = [np.zeros(A.shape[1])]
    for _ in range(n_steps):
        theta = thetas[-1]
        thetas.append(theta - lr * (A.T @ (sigmoid(A @ theta) - y) / len(y) + 2 * lam * D @ theta))
    return np.array(thetas), np.array([np.mean(np.logaddexp(0, A @ t) - y * (A @ t)) + lam * t @ D @ t for t in thetas])


@right("fit_logistic")
def fit_that_shrinks_first(A, y, lr, n_steps, lam=0.0):
    b, w = 0.0, np.zeros(A.shape[1] - 1)
    rows, losses = [], []
    for t in range(n_steps + 1):
        theta = np.r_[b, w]
        rows.append(theta)
        losses.append(float(cross_entropy(A, y, theta)) + lam * float(w @ w))
        if t < n_steps:
            g = cross_entropy_grad(A, y, theta)
            b, w = b - lr * g[0], (1 - 2 * lr * lam) * w - lr * g[1:]
    return np.vstack(rows), losses if len(losses) == 0 else np.array(losses)
