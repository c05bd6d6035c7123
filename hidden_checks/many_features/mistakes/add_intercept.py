"""Wrong and right ways to write `add_intercept`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.many_features.mistakes import hints

ANY = "test_any_table_becomes_a_design_matrix"

plane = data.plane()


@mistake("hard-coded-for-100-rows", "add_intercept", hint=hints.HUNDRED, fails=ANY)
def ones_for_a_hundred_rows(X):
    return np.column_stack([np.ones(100), X])


@mistake("intercept-last", "add_intercept", hint=hints.ONES_LAST, fails=ANY)
def ones_last(X):
    return np.column_stack([X, np.ones(len(X))])


@mistake("array-of-whole-numbers", "add_intercept", hint=hints.TYPE, fails=ANY)
def ones_of_the_type_of_the_features(X):
    return np.column_stack([np.ones(len(X), dtype=X.dtype), X])


@mistake("array-of-whole-numbers", "add_intercept", hint=hints.TYPE, fails=ANY)
def ones_inserted(X):
    return np.insert(X, 0, 1, axis=1)


@mistake("arguments-changed", "add_intercept", hint="Count the columns: what became of the first feature?", fails=ANY)
def ones_over_the_first_feature(X):
    X[:, 0] = 1.0
    return X


@mistake("notebook-variable-used", "add_intercept", hint=hints.GLOBAL, fails=ANY)
def ones_for_the_notebooks_data(X):
    return np.column_stack([np.ones(len(plane.X)), plane.X])


@mistake("nothing-returned", "add_intercept", hint=hints.NO_RETURN, fails=ANY)
def ones_only_printed(X):
    print(np.column_stack([np.ones(len(X)), X]))


@mistake("row-of-ones", "add_intercept", hint="One row per case: did your matrix gain a row or a column?", fails=ANY)
def ones_as_a_row(X):
    return np.vstack([np.ones(X.shape[1]), X])


@mistake(
    "zeros-instead-of-ones",
    "add_intercept",
    hint="Which number must multiply the intercept so that it stays as it is?",
    fails=ANY,
)
def zeros_first(X):
    return np.column_stack([np.zeros(len(X)), X])


@mistake("table-transposed", "add_intercept", hint="Does each row of your matrix still belong to one case?", fails=ANY)
def ones_on_a_turned_table(X):
    return np.vstack([np.ones(len(X)), X.T])


@right("add_intercept")
def ones_by_hstack(X):
    return np.hstack([np.ones((X.shape[0], 1)), X])


@right("add_intercept")
def ones_by_concatenation(X):
    return np.concatenate((np.ones_like(X[:, :1], dtype=float), X), axis=1)


@right("add_intercept")
def ones_left_in_a_matrix_of_ones(X):
    A = np.ones((X.shape[0], X.shape[1] + 1))
    A[:, 1:] = X
    return A


@right("add_intercept")
def ones_by_index_trick(X):
    return np.c_[np.ones(len(X)), X]


@right("add_intercept")
def ones_row_by_row(X):
    return np.array([[1.0, *row] for row in X])
