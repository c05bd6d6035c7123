"""Wrong and right ways to write `own_experiment`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from solutions.capstone import choose_rate, fit_model, lambda_curve, prepare_rows

EXPERIMENT = mistakes("own_experiment")
REPRODUCED = "test_the_report_can_be_reproduced"
RIGHT_ROWS = "test_lam_rate_and_condition_come_from_the_right_rows"
LEAK = "test_test_rows_change_only_their_own_score"
CHOICE = 'lambda_curve(A_train, y[train], A_val, y[validation], lams)["lam"]'

EXPERIMENT.add(
    "statistics-of-other-rows",
    hint="Which rows may the scaler look at?",
    fails=LEAK,
    experiment_scaled_by_all_rows=(
        replace(
            "A_train, A_val = prepare_rows(X[train], X[validation])",
            "A, B = prepare_rows(X, X[validation])\nA_train, A_val = A[train], B",
        ),
        replace("X[train].mean(axis=0), X[train].std(axis=0)", "X.mean(axis=0), X.std(axis=0)"),
    ),
)
EXPERIMENT.add(
    "lam-chosen-on-test-rows",
    hint="How often may you look at the test rows, and when?",
    fails=LEAK,
    experiment_with_lam_of_the_test_rows=replace(
        CHOICE,
        'lambda_curve(A_train, y[train], prepare_rows(X[train], X[test])[1], y[test], lams)["lam"]',
    ),
)
EXPERIMENT.add(
    "weights-of-scaled-features",
    hint="In which units are your weights? Predict a row of the table with them, on paper.",
    fails=REPRODUCED,
    experiment_without_the_way_back=(
        replace(
            '"intercept": float(intercept), "weights": weights', '"intercept": float(theta[0]), "weights": theta[1:]'
        ),
    ),
)
EXPERIMENT.add(
    "gap-with-opposite-sign",
    hint="Which of the two scores is usually larger, and what sign should a gap then have?",
    fails=REPRODUCED,
    experiment_with_the_gap_turned=replace("r2(train) - r2(test)", "r2(test) - r2(train)"),
)
EXPERIMENT.add(
    "rows-not-shuffled",
    hint="What if the rows of a table are sorted by date or by size?",
    fails="test_the_seed_draws_the_rows",
    experiment_on_rows_in_order=replace("np.random.default_rng(seed).permutation(n)", "np.arange(n)"),
)
EXPERIMENT.add(
    "rate-of-another-strength",
    hint="Which lambda belongs to the last fit, and which one to your rate?",
    fails=RIGHT_ROWS,
    experiment_with_the_rate_without_a_penalty=replace("choose_rate(A_train, lam)", "choose_rate(A_train, 0.0)"),
)


@right("own_experiment")
def own_experiment_with_three_shuffled_parts(X, y, lams, seed):
    n, rng = len(y), np.random.default_rng(seed)
    rows = np.arange(n)
    rng.shuffle(rows)
    train, validation, test = rows[: n - 2 * (n // 5)], rows[n - 2 * (n // 5) : n - n // 5], rows[n - n // 5 :]
    A_train, A_val = prepare_rows(X[train], X[validation])
    curve = lambda_curve(A_train, y[train], A_val, y[validation], lams)
    lam = float(curve["lam"])
    rate, condition = choose_rate(A_train, lam)
    theta, norms = fit_model(A_train, y[train], lam, rate, 1e-8, 10_000)
    w = theta[1:] / X[train].std(axis=0)
    b = theta[0] - np.sum(w * X[train].mean(axis=0))
    score = {}
    for name, part in (("training_r2", train), ("test_r2", test)):
        score[name] = 1 - np.mean((y[part] - b - X[part] @ w) ** 2) / np.var(y[part])
    return score | {
        "train": train, "validation": validation, "test": test, "lam": lam, "rate": rate, "condition": condition,
        "norms": norms, "intercept": b, "weights": w, "gap": score["training_r2"] - score["test_r2"],
    }  # fmt: skip


@right("own_experiment")
def own_experiment_with_scores_of_scaled_rows(X, y, lams, seed):
    fifth = len(y) // 5
    test, rest = np.split(np.random.default_rng([seed, 1]).permutation(len(y)), [fifth])
    validation, train = np.sort(rest[:fifth]), np.sort(rest[fifth:])
    A, V = prepare_rows(X[train], X[validation])
    lam = lambda_curve(A, y[train], V, y[validation], lams)["lam"]
    rate, condition = choose_rate(A, lam)
    theta, norms = fit_model(A, y[train], lam, rate, 1e-8, 10_000)
    _, T = prepare_rows(X[train], X[test])
    scores = [
        float(1 - ((y[rows] - M @ theta) ** 2).sum() / ((y[rows] - y[rows].mean()) ** 2).sum())
        for rows, M in ((train, A), (test, T))
    ]
    weights = theta[1:] / X[train].std(axis=0)
    return {
        "train": train, "validation": validation, "test": np.sort(test), "lam": float(lam), "rate": float(rate),
        "condition": float(condition), "norms": norms, "intercept": float(theta[0] - weights @ X[train].mean(axis=0)),
        "weights": weights, "training_r2": scores[0], "test_r2": scores[1], "gap": scores[0] - scores[1],
    }  # fmt: skip
