"""Wrong and right ways to write `prepare_rows`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace

PREPARE = mistakes("prepare_rows")
BOTH = "test_scales_both_by_the_training_rows"
STATISTICS = "mean, spread = X_train.mean(axis=0), X_train.std(axis=0)"

PREPARE.add(
    "statistics-of-other-rows",
    hint="Which rows may the scaler look at?",
    fails="test_other_rows_have_no_say",
    prepared_by_all_rows=(
        replace(STATISTICS, "X = np.vstack([X_train, X_other])\nmean, spread = X.mean(axis=0), X.std(axis=0)"),
    ),
    prepared_each_by_itself=replace(
        "(X_other - mean) / spread",
        "(X_other - X_other.mean(axis=0)) / np.where(X_other.std(axis=0) == 0, 1.0, X_other.std(axis=0))",
    ),
)
PREPARE.add(
    "ddof-1",
    hint="Which standard deviation does NumPy give by default?",
    fails=BOTH,
    prepared_with_the_other_spread=replace("X_train.std(axis=0)", "X_train.std(axis=0, ddof=1)"),
)
PREPARE.add(
    "axis-forgotten",
    hint="One mean for all columns, or one for each?",
    fails=BOTH,
    prepared_with_one_mean_for_all=replace(STATISTICS, "mean, spread = X_train.mean(), X_train.std()"),
)
PREPARE.add(
    "constant-column-divided",
    hint="What is the spread of a column that never changes, and what happens when you divide by it?",
    fails="test_a_constant_column_becomes_zeros",
    prepared_with_a_division_by_zero=replace("spread = np.where(spread == 0, 1.0, spread)", ""),
)


@right("prepare_rows")
def prepare_rows_column_by_column(X_train, X_other):
    A, B = np.ones((len(X_train), 1)), np.ones((len(X_other), 1))
    for j in range(X_train.shape[1]):
        mean, spread = np.mean(X_train[:, j]), np.std(X_train[:, j]) or 1.0
        A, B = np.c_[A, (X_train[:, j] - mean) / spread], np.c_[B, (X_other[:, j] - mean) / spread]
    return [A, B]


@right("prepare_rows")
def prepare_rows_by_one_function(X_train, X_other):
    centred = X_train - X_train.mean(axis=0)
    spread = np.sqrt((centred**2).mean(axis=0))
    spread[spread == 0] = 1.0
    return tuple(np.insert((X - X_train.mean(axis=0)) / spread, 0, 1.0, axis=1) for X in (X_train, X_other))
