"""Wrong and right ways to write `learning_curve`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.generalization.mistakes import hints
from hidden_checks.generalization.mistakes.notebook import pool, validation_rows, x, y
from solutions.generalization import fit_penalised, polynomial_features, split_errors

ALIKE = "test_each_fit_gets_the_first_rows_and_all_are_measured_alike"
RETURN = "return np.array([first for first, _ in errors]), np.array([second for _, second in errors])"
CALL = "split_errors(X, y, train[:size], validation, lam)"

CURVE = mistakes("learning_curve")
CURVE.add(
    "validation-rows-cut-too",
    hint="On which rows is a model judged: on all validation rows, or on as many as it was fitted to?",
    fails=ALIKE,
    cut_on_both_sides=(replace(CALL, "split_errors(X, y, train[:size], validation[: size - 2], lam)"),),
    cut_to_the_same_size=(replace(CALL, "split_errors(X, y, train[:size], validation[:size], lam)"),),
)
CURVE.add(
    "all-rows-for-every-size",
    hint="Do your errors change with the size? Which rows does each fit get?",
    fails=ALIKE,
    never_cut=(replace(CALL, "split_errors(X, y, train, validation, lam)"),),
)
CURVE.add(
    "other-rows-than-the-first",
    hint="Which rows does a fit of size 5 get, and in which order do the training rows come in?",
    fails=ALIKE,
    rows_from_the_end=(replace("train[:size]", "train[-size:]"),),
    rows_by_number=(replace("train[:size]", "np.arange(size)"),),
    rows_sorted_first=(replace("train[:size]", "np.sort(train)[:size]"),),
    one_row_less=(replace("train[:size]", "train[: size - 1]"),),
)
CURVE.add(
    "sizes-sorted",
    hint="Entry 0 of each array belongs to sizes[0]. Does yours, if the sizes come in another order?",
    fails=ALIKE,
    from_the_smallest_size=(replace("for size in sizes", "for size in sorted(sizes)"),),
)
CURVE.add(
    "training-and-validation-crossed",
    hint=hints.CROSSED,
    fails=ALIKE,
    validation_first=(
        replace(
            RETURN,
            "return np.array([second for _, second in errors]), np.array([first for first, _ in errors])",
        ),
    ),
)
CURVE.add(
    "penalty-forgotten",
    hint="Call it with another lam: do the errors change?",
    fails=ALIKE,
    curve_without_a_penalty=(replace("validation, lam)", "validation, 0.0)"),),
)
CURVE.add(
    "penalty-left-in-the-error",
    hint="How wrong are the predictions? Does the size of the weights change that?",
    fails=ALIKE,
    curve_of_the_objective=(
        replace(
            RETURN,
            "for k, size in enumerate(sizes):\n"
            "    rows = X[train[:size]]\n"
            "    A = np.column_stack([np.ones(size), (rows - rows.mean(axis=0)) / rows.std(axis=0)])\n"
            "    penalty = lam * np.sum(fit_penalised(A, y[train[:size]], lam)[1:] ** 2)\n"
            "    errors[k] = errors[k][0] + penalty, errors[k][1] + penalty\n" + RETURN,
        ),
    ),
)
CURVE.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=ALIKE,
    curve_printed=(
        replace(
            RETURN,
            "print(errors)",
        ),
    ),
)


@mistake(
    "training-error-of-all-rows",
    "learning_curve",
    hint="On which rows is the training error measured: on those of this fit, or on all training rows?",
    fails=ALIKE,
)
def curve_measured_on_all_training_rows(X, y, train, validation, sizes, lam):
    training = [split_errors(X, y, train[:size], train, lam)[1] for size in sizes]
    unseen = [split_errors(X, y, train[:size], validation, lam)[1] for size in sizes]
    return np.array(training), np.array(unseen)


@mistake(
    "statistics-of-other-rows",
    "learning_curve",
    hint="Which rows standardise the features of a fit to 5 rows?",
    fails=ALIKE,
)
def curve_scaled_by_all_training_rows(X, y, train, validation, sizes, lam):
    errors = [split_errors(X, y, train[:size], validation, lam, scaled_by=train) for size in sizes]
    return np.array(errors)[:, 0], np.array(errors)[:, 1]


@mistake("notebook-variable-used", "learning_curve", hint=hints.GLOBAL, fails=ALIKE)
def curve_of_the_notebooks_rows(X, y_given, train, validation, sizes, lam):
    X = polynomial_features(x, 1)
    errors = np.array([split_errors(X, y, pool[:size], validation_rows, lam) for size in sizes])
    return errors[:, 0], errors[:, 1]


@right("learning_curve")
def curve_by_a_table(X, y, train, validation, sizes, lam):
    table = np.array([split_errors(X, y, train[:size], validation, lam) for size in sizes])
    return tuple(table.T)


@right("learning_curve")
def curve_by_a_loop(X, y, train, validation, sizes, lam):
    training, unseen = np.zeros(len(sizes)), np.zeros(len(sizes))
    for k in range(len(sizes)):
        rows = train[0 : int(sizes[k])]
        training[k], unseen[k] = split_errors(X, y, rows, validation, lam)
    return training, unseen


@right("learning_curve")
def curve_without_the_earlier_exercise(X, y, train, validation, sizes, lam):
    training, unseen = [], []
    for size in sizes:
        rows = train[:size]
        A = np.column_stack([np.ones(len(X)), (X - X[rows].mean(axis=0)) / X[rows].std(axis=0)])
        r = A @ fit_penalised(A[rows], y[rows], lam) - y
        training.append(np.mean(r[rows] ** 2))
        unseen.append(np.mean(r[validation] ** 2))
    return np.array(training), np.array(unseen)
