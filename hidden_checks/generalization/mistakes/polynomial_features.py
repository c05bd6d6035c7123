"""Wrong and right ways to write `polynomial_features`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.generalization.mistakes import hints
from hidden_checks.generalization.mistakes.notebook import day

POWERS = "test_every_power_up_to_the_degree"
ANY = "test_takes_any_numbers_and_leaves_them_alone"


@mistake(
    "column-of-ones-among-the-features",
    "polynomial_features",
    hint="How many columns does your table have for degree 3? Which of them is the same for every number?",
    fails=POWERS,
)
def powers_with_ones(x, degree):
    return np.asarray(x, dtype=float)[:, None] ** np.arange(degree + 1)


@mistake(
    "column-of-ones-among-the-features",
    "polynomial_features",
    hint="Which column of your table is the same for every number? Where does the last power go?",
    fails=POWERS,
)
def powers_from_zero_on(x, degree):
    return np.asarray(x, dtype=float)[:, None] ** np.arange(degree)


@mistake(
    "highest-power-missing",
    "polynomial_features",
    hint="What is the highest power for degree 3? Print your table for the number 2.",
    fails=POWERS,
)
def powers_up_to_one_less(x, degree):
    return np.asarray(x, dtype=float)[:, None] ** np.arange(1, degree)


@mistake(
    "highest-power-first",
    "polynomial_features",
    hint="Print your table for the number 2: in which order do the powers come, and in which were they asked for?",
    fails=POWERS,
)
def powers_falling(x, degree):
    return np.vander(np.asarray(x, dtype=float), degree + 1)[:, :-1]


@mistake(
    "table-on-its-side",
    "polynomial_features",
    hint="One row for each number, or one for each power? Print the shape for seven numbers and degree 2.",
    fails=POWERS,
)
def powers_in_rows(x, degree):
    return np.array([np.asarray(x, dtype=float) ** j for j in range(1, degree + 1)])


@mistake(
    "multiples-instead-of-powers",
    "polynomial_features",
    hint="Which number stands in column 1 of your table for x = 3?",
    fails=POWERS,
)
def multiples(x, degree):
    return np.asarray(x, dtype=float)[:, None] * np.arange(1, degree + 1)


@mistake(
    "only-the-highest-power",
    "polynomial_features",
    hint="How many columns should come back for degree 3?",
    fails=POWERS,
)
def the_highest_power_alone(x, degree):
    return np.asarray(x, dtype=float)[:, None] ** degree


@mistake(
    "whole-numbers-not-converted",
    "polynomial_features",
    hint="Compute np.array([90]) ** 11. Is the sign of the result right? What is the type of the array?",
    fails=ANY,
)
def powers_of_whole_numbers(x, degree):
    return x[:, None] ** np.arange(1, degree + 1)


@mistake(
    "arguments-changed",
    "polynomial_features",
    hint="Print `x` after each new column: does it stay the same?",
    fails=ANY,
)
def powers_by_multiplying_in_place(x, degree):
    first, columns = np.array(x, dtype=float), []
    for _ in range(degree):
        columns.append(np.array(x, dtype=float))
        x *= first.astype(x.dtype)
    return np.column_stack(columns)


@mistake("digits-lost", "polynomial_features", hint=hints.ROUNDED, fails=POWERS)
def powers_rounded(x, degree):
    return np.round(np.asarray(x, dtype=float)[:, None] ** np.arange(1, degree + 1), 4)


@mistake("notebook-variable-used", "polynomial_features", hint=hints.GLOBAL, fails=POWERS)
def powers_of_the_notebooks_hours(x, degree):
    return (day.hour / 12 - 1)[:, None] ** np.arange(1, degree + 1)


@mistake("nothing-returned", "polynomial_features", hint=hints.NO_RETURN, fails=POWERS)
def powers_printed(x, degree):
    print(np.asarray(x, dtype=float)[:, None] ** np.arange(1, degree + 1))


@right("polynomial_features")
def powers_in_a_loop(x, degree):
    X = np.empty((len(x), degree))
    for j in range(degree):
        for i in range(len(x)):
            X[i, j] = float(x[i]) ** (j + 1)
    return X


@right("polynomial_features")
def powers_by_vandermonde(x, degree):
    return np.vander(np.array(x, dtype=np.float64), degree + 1, increasing=True)[:, 1:]


@right("polynomial_features")
def powers_by_columns(x, degree):
    return np.column_stack([np.power(1.0 * x, j) for j in range(1, degree + 1)])


@right("polynomial_features")
def powers_by_running_products(x, degree):
    column = np.ones(len(x))
    columns = []
    for _ in range(degree):
        column = column * x
        columns.append(column)
    return np.transpose(columns)
