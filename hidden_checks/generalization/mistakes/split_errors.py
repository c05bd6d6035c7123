"""Wrong and right ways to write `split_errors`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.generalization.mistakes import hints
from hidden_checks.generalization.mistakes.notebook import few, validation_rows, x, y
from solutions.generalization import fit_penalised, polynomial_features

AGREES = "test_agrees_on_other_data_in_any_units"
LEAKS = "test_nothing_leaks_from_the_validation_rows"
PENALTY_LEFT = "test_errors_hold_no_penalty_and_scaled_by_scales"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
CHECK_SCALING = "What mean and standard deviation should each column have on the training rows? Print yours."

ERRORS = mistakes("split_errors")
ERRORS.add(
    "statistics-of-other-rows",
    hint=hints.LEAK,
    fails=LEAKS,
    scaled_by_all_rows=(replace("rows = train if scaled_by is None else scaled_by", "rows = slice(None)"),),
    scaled_by_both_parts=(
        replace(
            "rows = train if scaled_by is None else scaled_by",
            "rows = np.concatenate([train, validation]) if scaled_by is None else scaled_by",
        ),
    ),
    all_rows_by_default=(
        replace(
            "rows = train if scaled_by is None else scaled_by", "rows = slice(None) if scaled_by is None else scaled_by"
        ),
    ),
)
ERRORS.add(
    "fitted-to-validation-rows-too",
    hint="Which targets does your fit get: those of the training rows alone?",
    fails=LEAKS,
    fitted_to_all_rows=(replace("fit_penalised(A[train], y[train], lam)", "fit_penalised(A, y, lam)"),),
    fitted_to_both_parts=(
        replace(
            "theta = fit_penalised(A[train], y[train], lam)",
            "both = np.concatenate([train, validation])\ntheta = fit_penalised(A[both], y[both], lam)",
        ),
    ),
)
ERRORS.add(
    "penalty-left-in-the-error",
    hint="How wrong are the predictions? Does the size of the weights change that?",
    fails=PENALTY_LEFT,
    penalty_in_both_errors=(
        replace("squares = (A @ theta - y) ** 2", "squares = (A @ theta - y) ** 2 + lam * np.sum(theta[1:] ** 2)"),
    ),
    penalty_in_the_training_error=(
        replace(
            "return float(np.mean(squares[train])), float(np.mean(squares[validation]))",
            "objective = np.mean(squares[train]) + lam * np.sum(theta[1:] ** 2)\n"
            "return float(objective), float(np.mean(squares[validation]))",
        ),
    ),
)
ERRORS.add(
    "validation-rows-scaled-by-themselves",
    hint="The same value of a feature, in a training row and in a validation row: is it the same number after scaling?",
    fails=AGREES,
    each_part_in_its_own_units=(
        replace(
            "squares = (A @ theta - y) ** 2",
            "part = X[validation]\n"
            "A[validation, 1:] = (part - part.mean(axis=0)) / part.std(axis=0)\n"
            "squares = (A @ theta - y) ** 2",
        ),
    ),
)
ERRORS.add(
    "features-not-scaled",
    hint="Count one feature in another unit: does the penalty on its weight change? Should it?",
    fails=AGREES,
    features_only_centred=(replace(" / X[rows].std(axis=0)", ""),),
    features_as_they_are=(replace("(X - X[rows].mean(axis=0)) / X[rows].std(axis=0)", "X * 1.0"),),
)
ERRORS.add(
    "another-scaling",
    hint=CHECK_SCALING,
    fails=AGREES,
    features_divided_by_the_variance=(replace("X[rows].std(axis=0)", "X[rows].var(axis=0)"),),
    features_divided_by_the_range=(replace("X[rows].std(axis=0)", "np.ptp(X[rows], axis=0)"),),
)
ERRORS.add(
    "standard-deviation-with-ddof-1",
    hint="Which standard deviation does NumPy compute by default, and which does the card ask for?",
    fails=AGREES,
    features_with_ddof_1=(replace("X[rows].std(axis=0)", "X[rows].std(axis=0, ddof=1)"),),
)
ERRORS.add(
    "one-mean-for-all-columns",
    hint="One mean for the whole table, or one for each column?",
    fails=AGREES,
    table_with_one_scale=(replace("(X - X[rows].mean(axis=0)) / X[rows].std(axis=0)",
                                  "(X - X[rows].mean()) / X[rows].std()"),),
)  # fmt: skip
ERRORS.add(
    "intercept-forgotten",
    hint="With all weights at zero, what does your model predict?",
    fails=AGREES,
    design_without_ones=(
        replace("A = np.column_stack([np.ones(len(Z)), Z])", "A = np.column_stack([np.zeros(len(Z)), Z])"),
    ),
)
ERRORS.add(
    "penalty-forgotten",
    hint="Call it with another lam: do the errors change?",
    fails=AGREES,
    fitted_with_lam_0=(replace("y[train], lam)", "y[train], 0.0)"),),
)
ERRORS.add(
    "scaled-by-ignored",
    hint="Call it with `scaled_by` and without: is there a difference?",
    fails=PENALTY_LEFT,
    always_scaled_by_the_training_rows=(replace("rows = train if scaled_by is None else scaled_by", "rows = train"),),
)
ERRORS.add(
    "fitted-to-the-scaled-by-rows",
    hint="What is `scaled_by` for: to scale, or to fit?",
    fails=PENALTY_LEFT,
    scaled_by_decides_about_the_fit=(
        replace("fit_penalised(A[train], y[train], lam)", "fit_penalised(A[rows], y[rows], lam)"),
    ),
)
ERRORS.add(
    "another-error-measure",
    hint=hints.SIZE,
    fails=AGREES,
    roots_of_the_errors=(
        replace(
            "return float(np.mean(squares[train])), float(np.mean(squares[validation]))",
            "return float(np.sqrt(np.mean(squares[train]))), float(np.sqrt(np.mean(squares[validation])))",
        ),
    ),
    mean_absolute_errors=(replace("(A @ theta - y) ** 2", "np.abs(A @ theta - y)"),),
)
ERRORS.add(
    "sum-instead-of-mean",
    hint=hints.SUM,
    fails=AGREES,
    sums_of_squares=(
        replace(
            "return float(np.mean(squares[train])), float(np.mean(squares[validation]))",
            "return float(np.sum(squares[train])), float(np.sum(squares[validation]))",
        ),
    ),
)
ERRORS.add(
    "errors-of-wrong-rows",
    hint="Over which rows is each of your two errors averaged?",
    fails=AGREES,
    training_error_of_all_rows=(replace("np.mean(squares[train])", "np.mean(squares)"),),
    validation_error_of_all_rows=(replace("np.mean(squares[validation])", "np.mean(squares)"),),
    validation_error_of_all_other_rows=(replace("np.mean(squares[validation])", "np.mean(np.delete(squares, train))"),),
    the_training_error_twice=(replace("squares[validation]", "squares[train]"),),
)
ERRORS.add(
    "training-and-validation-crossed",
    hint=hints.CROSSED,
    fails=AGREES,
    validation_error_first=(
        replace(
            "float(np.mean(squares[train])), float(np.mean(squares[validation]))",
            "float(np.mean(squares[validation])), float(np.mean(squares[train]))",
        ),
    ),
)
ERRORS.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=AGREES,
    errors_rounded=(
        replace(
            "float(np.mean(squares[train])), float(np.mean(squares[validation]))",
            "round(float(np.mean(squares[train])), 4), round(float(np.mean(squares[validation])), 4)",
        ),
    ),
)
ERRORS.add(
    "arguments-changed",
    hint="Print `X` and `y` before and after the call: are both still the same?",
    fails=ANY,
    scaled_in_place=(
        replace(
            "Z = (X - X[rows].mean(axis=0)) / X[rows].std(axis=0)",
            "middle, spread = X[rows].mean(axis=0), X[rows].std(axis=0)\nX -= middle\nX /= spread\nZ = X",
        ),
    ),
)
ERRORS.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=AGREES,
    errors_printed=(
        replace(
            "return float(np.mean(squares[train])), float(np.mean(squares[validation]))",
            "print(np.mean(squares[train]), np.mean(squares[validation]))",
        ),
    ),
)


@mistake("notebook-variable-used", "split_errors", hint=hints.GLOBAL, fails=AGREES)
def errors_of_the_notebooks_rows(X, y_given, train, validation, lam, scaled_by=None):
    X = polynomial_features(x, 3)
    A = np.column_stack([np.ones(len(X)), (X - X[few].mean(axis=0)) / X[few].std(axis=0)])
    squares = (A @ fit_penalised(A[few], y[few], lam) - y) ** 2
    return float(np.mean(squares[few])), float(np.mean(squares[validation_rows]))


@right("split_errors")
def errors_of_two_tables(X, y, train, validation, lam, scaled_by=None):
    scale_rows = X[train if scaled_by is None else scaled_by]
    mean, std = np.mean(scale_rows, axis=0), np.std(scale_rows, axis=0)

    def design(rows):
        Z = (X[rows] - mean) / std
        return np.hstack([np.ones((len(Z), 1)), Z])

    theta = fit_penalised(design(train), y[train], lam)
    return tuple(float(np.mean((y[rows] - design(rows) @ theta) ** 2)) for rows in (train, validation))


@right("split_errors")
def errors_by_centred_features(X, y, train, validation, lam, scaled_by=None):
    if scaled_by is None:
        scaled_by = train
    Z = (X - X[scaled_by].mean(axis=0)) / (X[scaled_by].std(axis=0) + 1e-12)
    shift, level = Z[train].mean(axis=0), y[train].mean()
    C = Z[train] - shift
    w = np.linalg.solve(C.T @ C + len(train) * lam * np.eye(Z.shape[1]), C.T @ (y[train] - level))
    r = level + (Z - shift) @ w - y
    return [np.mean(r[train] ** 2), np.mean(r[validation] ** 2)]


@right("split_errors")
def errors_by_a_scaler(X, y, train, validation, lam, scaled_by=None):
    class Scaler:
        def fit(self, rows):
            self.mean, self.std = rows.mean(axis=0), rows.std(axis=0)
            return self

        def transform(self, rows):
            return (rows - self.mean) / self.std

    scaler = Scaler().fit(X[train] if scaled_by is None else X[scaled_by])
    theta = fit_penalised(np.insert(scaler.transform(X[train]), 0, 1.0, axis=1), y[train], lam)
    errors = []
    for rows in (train, validation):
        r = theta[0] + scaler.transform(X[rows]) @ theta[1:] - y[rows]
        errors.append(r @ r / len(r))
    return errors[0], errors[1]
