"""Wrong and right ways to write `lambda_curve`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from solutions.capstone import choose_rate, fit_model

CURVE = mistakes("lambda_curve")
ERRORS = "test_errors_are_those_of_the_best_parameters"
CHOICE = "test_the_validation_rows_choose"

CURVE.add(
    "chosen-on-training-error",
    hint="What does the training error say about rows that the fit has not seen?",
    fails=CHOICE,
    curve_chosen_on_training_rows=replace("np.argmin(validation)", "np.argmin(training)"),
)
CURVE.add(
    "penalty-in-the-error",
    hint="The penalty helps the fit. Is it a part of how wrong the predictions are?",
    fails=ERRORS,
    curve_with_the_penalty_in_both=(
        replace(
            "np.mean((A_train @ theta - y_train) ** 2)",
            "np.mean((A_train @ theta - y_train) ** 2) + lam * theta[1:] @ theta[1:]",
        ),
        replace(
            "np.mean((A_val @ theta - y_val) ** 2)",
            "np.mean((A_val @ theta - y_val) ** 2) + lam * theta[1:] @ theta[1:]",
        ),
    ),
)
CURVE.add(
    "position-instead-of-strength",
    hint="What does argmin give: a strength, or where it stands?",
    fails=CHOICE,
    curve_with_the_position=replace("best = lams[np.argmin(validation)]", "best = np.argmin(validation)"),
)
CURVE.add(
    "fitted-on-validation-rows",
    hint="Which rows may the fit see?",
    fails=ERRORS,
    curve_fitted_on_validation_rows=replace(
        "fit_model(A_train, y_train, lam, choose_rate(A_train, lam)[0]",
        "fit_model(A_val, y_val, lam, choose_rate(A_val, lam)[0]",
    ),
)


@right("lambda_curve")
def lambda_curve_by_solving(A_train, y_train, A_val, y_val, lams):
    D = np.diag(np.r_[0.0, np.ones(A_train.shape[1] - 1)])
    n = len(y_train)
    thetas = [np.linalg.solve(A_train.T @ A_train + n * lam * D, A_train.T @ y_train) for lam in lams]
    errors = {
        name: np.array([np.mean((A @ theta - y) ** 2) for theta in thetas])
        for name, A, y in (("training", A_train, y_train), ("validation", A_val, y_val))
    }
    return errors | {"lam": lams[errors["validation"].argmin()]}


@right("lambda_curve")
def lambda_curve_with_the_best_so_far(A_train, y_train, A_val, y_val, lams):
    smallest, report = np.inf, {"training": np.zeros(len(lams)), "validation": np.zeros(len(lams))}
    for k, lam in enumerate(lams):
        rate, _ = choose_rate(A_train, lam)
        theta, _ = fit_model(A_train, y_train, lam, rate, 1e-10, 200_000)
        for name, A, y in (("training", A_train, y_train), ("validation", A_val, y_val)):
            report[name][k] = np.mean((y - A @ theta) ** 2)
        if report["validation"][k] < smallest:
            smallest, report["lam"] = report["validation"][k], float(lam)
    return report
