"""Wrong and right ways to write `validation_curve`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.generalization.mistakes import hints
from hidden_checks.generalization.mistakes.notebook import few, x, y
from solutions.generalization import fit_penalised, polynomial_features, split_errors

TABLE = "test_a_row_for_each_strength_and_a_column_for_each_fold"
RETURN = "return np.array(errors)[:, :, 0], np.array(errors)[:, :, 1]"

CURVE = mistakes("validation_curve")
CURVE.add(
    "statistics-of-other-rows",
    hint=hints.LEAK,
    fails=TABLE,
    scaled_before_the_folds=(
        replace("split_errors(X, y, *fold, lam)", "split_errors(X, y, *fold, lam, scaled_by=np.arange(len(y)))"),
    ),
    scaled_by_both_parts_of_a_fold=(
        replace("split_errors(X, y, *fold, lam)", "split_errors(X, y, *fold, lam, scaled_by=np.concatenate(fold))"),
    ),
)
CURVE.add(
    "table-on-its-side",
    hint="For three strengths and five folds: how many rows should each table have?",
    fails=TABLE,
    folds_in_rows=(replace(RETURN, "return np.array(errors)[:, :, 0].T, np.array(errors)[:, :, 1].T"),),
)
CURVE.add(
    "folds-averaged-too-early",
    hint="One number for each strength, or one for each strength and each fold?",
    fails=TABLE,
    means_over_the_folds=(
        replace(RETURN, "return np.array(errors)[:, :, 0].mean(axis=1), np.array(errors)[:, :, 1].mean(axis=1)"),
    ),
)
CURVE.add(
    "training-and-validation-crossed",
    hint=hints.CROSSED,
    fails=TABLE,
    validation_table_first=(replace(RETURN, "return np.array(errors)[:, :, 1], np.array(errors)[:, :, 0]"),),
    parts_of_a_fold_crossed=(replace("*fold, lam)", "fold[1], fold[0], lam)"),),
)
CURVE.add(
    "one-fold-for-all",
    hint="Which fold does column 2 of your table belong to?",
    fails=TABLE,
    the_first_fold_again_and_again=(replace("*fold, lam)", "*folds[0], lam)"),),
)
CURVE.add(
    "one-strength-for-all",
    hint="Do the rows of your table differ? Which strength does each fit get?",
    fails=TABLE,
    the_first_strength_again_and_again=(replace("*fold, lam)", "*fold, lams[0])"),),
)
CURVE.add(
    "strengths-sorted",
    hint="Row 0 belongs to lams[0]. Does yours, if the strengths come in another order?",
    fails=TABLE,
    from_the_smallest_strength=(replace("for lam in lams", "for lam in sorted(lams)"),),
)
CURVE.add(
    "another-error-measure",
    hint=hints.SIZE,
    fails=TABLE,
    roots_in_the_table=(replace(RETURN, "return np.sqrt(errors)[:, :, 0], np.sqrt(errors)[:, :, 1]"),),
)
CURVE.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=TABLE,
    tables_printed=(replace(RETURN, "print(errors)"),),
)


@mistake(
    "penalty-left-in-the-error",
    "validation_curve",
    hint="How wrong are the predictions? Does the size of the weights change that?",
    fails=TABLE,
)
def tables_of_the_objective(X, y, folds, lams):
    training, unseen = np.empty((len(lams), len(folds))), np.empty((len(lams), len(folds)))
    for i, lam in enumerate(lams):
        for j, (train, validation) in enumerate(folds):
            A = np.column_stack([np.ones(len(X)), (X - X[train].mean(axis=0)) / X[train].std(axis=0)])
            theta = fit_penalised(A[train], y[train], lam)
            squares = (A @ theta - y) ** 2 + lam * np.sum(theta[1:] ** 2)
            training[i, j], unseen[i, j] = squares[train].mean(), squares[validation].mean()
    return training, unseen


@mistake("notebook-variable-used", "validation_curve", hint=hints.GLOBAL, fails=TABLE)
def tables_of_the_notebooks_rows(X, y_given, folds, lams):
    X = polynomial_features(x[few], 3)
    errors = np.array([[split_errors(X, y[few], *fold, lam) for fold in folds] for lam in lams])
    return errors[:, :, 0], errors[:, :, 1]


@right("validation_curve")
def tables_by_two_loops(X, y, folds, lams):
    training, unseen = np.zeros((len(lams), len(folds))), np.zeros((len(lams), len(folds)))
    for j, (train, validation) in enumerate(folds):
        for i, lam in enumerate(lams):
            training[i, j], unseen[i, j] = split_errors(X, y, train, validation, lam)
    return training, unseen


@right("validation_curve")
def tables_without_the_earlier_exercise(X, y, folds, lams):
    rows = []
    for lam in lams:
        row = []
        for train, validation in folds:
            Z = (X - np.mean(X[train], axis=0)) / np.std(X[train], axis=0)
            A = np.column_stack([np.ones(len(Z)), Z])
            r = A @ fit_penalised(A[train], y[train], lam) - y
            row.append((np.mean(r[train] ** 2), np.mean(r[validation] ** 2)))
        rows.append(row)
    return np.moveaxis(np.array(rows), 2, 0)[0], np.moveaxis(np.array(rows), 2, 0)[1]


@right("validation_curve")
def tables_stacked(X, y, folds, lams):
    columns = [np.array([split_errors(X, y, fold[0], fold[1], lam) for lam in lams]) for fold in folds]
    return [np.column_stack([column[:, part] for column in columns]) for part in (0, 1)]
