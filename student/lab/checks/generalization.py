"""Visible checks of `generalization`: a few rows, so that every number can be worked out on paper."""

from typing import Any

import numpy as np

from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import GUARDED, TYPE_HINT
from lab.checking.global_generator import replaced_global_generator
from lab.checking.properties import TINY, should_take_whole_numbers

# Four rows of one feature: the first two have mean 3 and standard deviation 1, so their standard units are -1 and 1.
FOUR_X, FOUR_Y = np.array([[2.0], [4.0], [5.0], [3.0]]), np.array([1.0, 5.0, 6.0, 2.0])
TRAIN, VALIDATION = np.array([0, 1]), np.array([2, 3])

# Two features that do not mix in the first four rows. Their spreads are 10 and 0.2, twice as large in rows 0 and 5.
SEVEN_X = np.array([[10.0, 0.2], [30.0, 0.2], [10.0, 0.6], [30.0, 0.6], [40.0, 0.2], [50.0, 1.0], [20.0, 0.8]])
SEVEN_Y = np.array([1.0, 9.0, 3.0, 15.0, 14.0, -20.0, 8.0])

# Rows of x = 6, 0, 3 come in, in this order; the others are for validation.
SIX_X, SIX_Y = np.array([[3.0], [9.0], [0.0], [1.0], [6.0], [5.0]]), np.array([7.0, 10.0, 1.0, 3.0, 7.0, 8.0])
COMING, OTHERS = np.array([4, 2, 0]), np.array([1, 3, 5])


@exercise("polynomial_features")
class TestPolynomialFeatures:
    @points(1)
    def test_three_powers_of_three_numbers(self, student: Student) -> None:
        """The first three powers of 3, -2 and 0.5, without a column of ones."""
        answer = student.polynomial_features(np.array([3.0, -2.0, 0.5]), 3)
        powers = np.array([[3.0, 9.0, 27.0], [-2.0, 4.0, -8.0], [0.5, 0.25, 0.125]])
        answer.should_equal(powers, hint="One row for each number, one column for each power. Which power is first?")

    @points(0)
    def test_large_and_small_powers(self, student: Student) -> None:
        """Powers may be larger than any whole number of NumPy's, or very small, and x stays as it is."""
        should_take_whole_numbers(student.polynomial_features, np.array([2000.0, -300.0, 7.0]), 7)
        answer = student.polynomial_features(np.array([TINY, -3.0 * TINY]), 2)
        hint = "Print your table beside the one you expect: are there other numbers in it, or were digits lost?"
        answer.should_equal(np.array([[TINY, TINY**2], [-3.0 * TINY, 9.0 * TINY**2]]), hint=hint)


@exercise("fit_penalised")
class TestFitPenalised:
    @points(1)
    def test_one_weight_by_hand(self, student: Student) -> None:
        """Without a penalty the weight is 6. With lam = 0.5 two thirds of it are left; the intercept stays."""
        A, y = np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([-4.0, 8.0])
        for lam, theta in ((0.0, [2.0, 6.0]), (0.5, [2.0, 4.0])):
            fitted = student.fit_penalised(A, y, lam)
            fitted.should_equal(np.array(theta), condition=GUARDED, hint="Which square does each of your rows add?")

    @points(0)
    def test_the_objective_grows_in_every_direction(self, student: Student) -> None:
        """Two features whose means are not 0: at your answer the objective has the slope 0 along every parameter."""
        A, y = np.insert(np.array([[3.0, 1.0], [5.0, 2.0], [8.0, 2.0], [6.0, 5.0]]), 0, 1.0, axis=1), FOUR_Y * TINY
        for lam in (0.5, 2.0):
            theta = student.fit_penalised(A, y, lam).array((3,))
            slopes = A.T @ (A @ theta - y) / len(y) + lam * np.append(0.0, theta[1:])
            expect(np.all(np.abs(slopes) < 1e-8 * TINY), "the objective is smaller near your answer", hint=LOWER)

    @points(0)
    def test_takes_whole_numbers(self, student: Student) -> None:
        """Whole numbers give the same as floats do, and A and y stay as they are."""
        A = np.array([[1, 2, 0], [1, -1, 3], [1, 4, 1], [1, 0, 5]])
        should_take_whole_numbers(student.fit_penalised, A, FOUR_Y, 0.5, condition=GUARDED)


LOWER = "Compute the objective at your answer, and with one parameter a little larger or smaller: when does it fall?"


@exercise("split_errors", returns=("training_error", "validation_error"))
class TestSplitErrors:
    @points(1)
    def test_least_squares_by_hand(self, student: Student) -> None:
        """With lam = 0 the fit goes through both training rows and misses each validation row by 1."""
        answer = student.split_errors(FOUR_X, FOUR_Y, TRAIN, VALIDATION, 0.0)
        answer.should_equal((0.0, 1.0), condition=GUARDED, hint=ROWS)

    @points(1)
    def test_a_penalty_by_hand(self, student: Student) -> None:
        """With lam = 1 the weight halves, so the training rows are missed by 1, the others by 1 and 1."""
        answer = student.split_errors(FOUR_X, FOUR_Y, TRAIN, VALIDATION, 1.0)
        answer.should_equal((1.0, 1.0), condition=GUARDED, hint=UNITS)

    @points(0)
    def test_two_features_by_hand(self, student: Student) -> None:
        """Features in different units, y in tiny numbers, and a row in neither part: X and y stay as they are."""
        errors = student.split_errors(SEVEN_X, SEVEN_Y * TINY, np.arange(4), np.array([6, 4]), 1.0)
        errors.should_leave_arguments_alone()
        errors.should_equal((8.25 * TINY**2, 5.0 * TINY**2), condition=GUARDED, hint=UNITS)

    @points(0)
    def test_scaled_by_only_scales(self, student: Student) -> None:
        """Scaled by rows of twice the spread, weights double, and a quarter of lam leads to the same errors."""
        arguments = SEVEN_X, SEVEN_Y, np.arange(4), np.array([6, 4]), 0.25
        answer = student.split_errors(*arguments, scaled_by=np.array([0, 5]))
        answer.should_equal((8.25, 5.0), condition=GUARDED, hint=SCALED_BY)


SCALED_BY = "Which rows give mean and spread, and which rows does the model fit?"
ROWS = "Two errors of one fit: on which rows is each of them measured?"
UNITS = "What are the four rows in standard units? Is a penalty part of an error?"


@exercise("learning_curve", returns=("training", "validation"))
class TestLearningCurve:
    @points(1)
    def test_two_sizes_by_hand(self, student: Student) -> None:
        """The first two rows lie on one line, the third does not; both sizes are measured on the same rows."""
        X, y = np.array([[0.0], [2.0], [4.0], [6.0]]), np.array([1.0, 3.0, 8.0, 7.0])
        answer = student.learning_curve(X, y, np.array([0, 1, 2]), np.array([3]), [2, 3], 0.0)
        errors = np.array([0.0, 0.5]), np.array([0.0, 16.0])
        hint = "To which rows is each model fitted, and on which rows is it measured?"
        answer.should_equal(errors, condition=GUARDED, hint=hint)

    @points(0)
    def test_three_rows_then_two(self, student: Student) -> None:
        """Sizes in falling order, training rows in an order of their own, and a penalty: all errors fit on paper."""
        answer = student.learning_curve(SIX_X, SIX_Y, COMING, OTHERS, [3, 2], 1.0)
        errors = np.array([3.5, 2.25]), np.array([3.0, 6.0])
        answer.should_equal(errors, condition=GUARDED, hint="Write down which rows the fit of size 2 gets, in order.")


@exercise("kfold")
class TestKfold:
    @points(1)
    def test_gives_pairs_of_row_numbers(self, student: Student) -> None:
        """Six rows in three folds: three pairs, each with four training rows and two validation rows."""
        folds = pairs_of(student.kfold(6, 3, np.random.default_rng(1)))
        sizes = [tuple(map(np.size, fold)) for fold in folds]
        expect(sizes == [(4, 2)] * 3, f"the sizes should be three times (4, 2); yours are {sizes}")

    @points(1)
    def test_each_fold_has_every_row(self, student: Student) -> None:
        """In each fold, training and validation rows together are all rows, each once."""
        for train, validation in pairs_of(student.kfold(7, 3, np.random.default_rng(2))):
            rows = sorted([*np.ravel(train).tolist(), *np.ravel(validation).tolist()])
            numbers = all(isinstance(row, (int, float)) for row in rows)
            expect(numbers, "a fold should hold the numbers of its rows", hint=TYPE_HINT)
            expect(rows == list(range(7)), "a row is missing in a fold, or is there twice", hint="Write one fold down.")

    @points(0)
    def test_every_row_validates_once(self, student: Student) -> None:
        """The validation parts hold each row once, in arrays whose sizes differ by at most 1."""
        parts = validation_parts(student.kfold(11, 4, np.random.default_rng(3)))
        rows = sorted(row for part in parts for row in part.tolist())
        expect(rows == list(range(11)), "a row never validates, or validates in two folds", hint=PARTS)
        sizes = [len(part) for part in parts]
        expect(max(sizes) - min(sizes) <= 1, f"the sizes {sizes} of the validation parts are too uneven", hint=PARTS)

    @points(0)
    def test_only_the_generator_shuffles(self, student: Student) -> None:
        """Two generators in the same state give the same folds, one that is asked again gives others."""
        with replaced_global_generator(student):
            first, same = (student.kfold(12, 3, np.random.default_rng(4)) for _ in range(2))
            again = student.kfold(12, 3, first.arguments[2])
        splits = [[sorted(part.tolist()) for part in validation_parts(answer)] for answer in (first, same, again)]
        expect(splits[0] == splits[1], "two generators in the same state should give the same folds", hint=CHANCE)
        expect(splits[0] != splits[2], "asked again, the generator should give other folds", hint=CHANCE)


def pairs_of(answer: Answer) -> list[tuple[Any, Any]]:
    """Return the two parts of every fold; CheckFailed where the answer is no list of pairs."""
    is_list = isinstance(answer.value, (list, tuple))
    pairs = is_list and all(isinstance(fold, (list, tuple)) and len(fold) == 2 for fold in answer.value)
    expect(pairs, "a list of pairs (train, validation) should come back", hint=TYPE_HINT)
    return [tuple(fold) for fold in answer.value]


def validation_parts(answer: Answer) -> list[np.ndarray]:
    """Return the validation part of every fold; CheckFailed where a part is no array."""
    folds = pairs_of(answer)
    arrays = all(isinstance(part, np.ndarray) and part.ndim == 1 for fold in folds for part in fold)
    expect(arrays, "train and validation should be arrays of row numbers", hint=TYPE_HINT)
    return [validation for _, validation in folds]


PARTS = "Print the validation parts for 11 rows and 4 folds. Is every row in just one of them?"
CHANCE = "Which generator shuffles in your code, and how often is it asked?"


@exercise("validation_curve", returns=("training", "validation"))
class TestValidationCurve:
    @points(1)
    def test_one_fold_by_hand(self, student: Student) -> None:
        """One fold and the strengths 1 and 0: two rows, one column, in the order of lams."""
        answer = student.validation_curve(FOUR_X, FOUR_Y, [(TRAIN, VALIDATION[:1])], [1.0, 0.0])
        tables = np.array([[1.0], [0.0]]), np.array([[1.0], [1.0]])
        answer.should_equal(tables, condition=GUARDED, hint="Row i belongs to lams[i], column j to fold j.")

    @points(0)
    def test_two_folds_by_hand(self, student: Student) -> None:
        """Two folds of different sizes, with and without a penalty: each of the four entries fits on paper."""
        answer = student.validation_curve(SIX_X, SIX_Y, [(COMING[:2], OTHERS), (COMING, OTHERS)], [1.0, 0.0])
        tables = np.array([[2.25, 3.5], [0.0, 2.0]]), np.array([[6.0, 3.0], [5.0 / 3.0, 2.0 / 3.0]])
        answer.should_equal(tables, condition=GUARDED, hint="Pick a wrong entry: which fold and which lam is it for?")


@exercise("choose_lam")
class TestChooseLam:
    @points(1)
    def test_three_strengths_and_two_folds(self, student: Student) -> None:
        """Of three strengths with mean errors of 5, 3 and 4 on new rows, the second is chosen."""
        training = np.array([[2.0, 4.0], [3.0, 3.0], [4.0, 4.0]])
        validation = np.array([[4.0, 6.0], [2.0, 4.0], [5.0, 3.0]])
        student.choose_lam(np.array([0.01, 0.1, 1.0]), training, validation).should_equal(0.1, hint=MEANS)

    @points(0)
    def test_strengths_in_any_order(self, student: Student) -> None:
        """Five strengths in no order and three folds, twice: each time the smallest of five means can be found."""
        for answer in list(map(student.choose_lam, FIVE_LAMS, FIVE_TRAINING, FIVE_VALIDATION)):
            answer.should_equal(0.3, hint=MEANS)


MEANS = "Print the errors on new rows of each strength, and their mean."
FIVE_LAMS = np.array([[0.3, 10.0, 0.1, 1.0, 3.0], [1.0, 0.1, 10.0, 0.3, 3.0]])
FIVE_TRAINING = np.array([
    [[8.0, 4.0, 9.0], [7.0, 6.0, 3.0], [7.0, 2.0, 1.0], [7.0, 3.0, 7.0], [6.0, 4.0, 5.0]],
    [[2.0, 3.0, 6.0], [4.0, 7.0, 9.0], [2.0, 2.0, 7.0], [3.0, 4.0, 9.0], [9.0, 9.0, 7.0]],
])  # fmt: skip
FIVE_VALIDATION = np.array([
    [[6.0, 1.0, 4.0], [7.0, 9.0, 7.0], [2.0, 6.0, 7.0], [7.0, 2.0, 6.0], [4.0, 2.0, 9.0]],
    [[7.0, 8.0, 1.0], [4.0, 2.0, 9.0], [4.0, 6.0, 4.0], [9.0, 2.0, 2.0], [4.0, 6.0, 6.0]],
])  # fmt: skip


@exercise("one_standard_error")
class TestOneStandardError:
    @points(1)
    def test_four_strengths_by_hand(self, student: Student) -> None:
        """The smallest mean is 4 and its standard error is 1, so the limit is 5."""
        validation = np.array([[5.0, 7.0], [3.0, 5.0], [4.0, 5.8], [5.0, 5.2]])
        answer = student.one_standard_error(np.array([0.01, 0.1, 1.0, 10.0]), validation)
        answer.should_equal(1.0, hint="Print the four means and the limit.")

    @points(0)
    def test_strengths_in_any_order(self, student: Student) -> None:
        """Six strengths in no order and three folds, three times: each time the limit can be found on paper."""
        for answer in list(map(student.one_standard_error, SIX_LAMS, SIX_VALIDATION)):
            answer.should_equal(10.0, hint="Print the means and the standard error of the smallest. Which are left?")


SIX_LAMS = np.array([[3, 100, 1, 10, 30, 300], [10, 1, 100, 300, 3, 30], [30, 3, 300, 1, 100, 10]]) / 10.0
SIX_VALIDATION = np.array([
    [[6.0, 2.0, 4.0], [6.0, 6.0, 1.0], [7.0, 10.0, 3.0], [7.0, 2.0, 2.0], [11.0, 9.0, 2.0], [10.0, 11.0, 8.0]],
    [[2.0, 7.0, 10.0], [9.0, 3.0, 11.0], [4.0, 8.0, 10.0], [9.0, 11.0, 9.0], [10.0, 1.0, 3.0], [7.0, 4.0, 9.0]],
    [[8.0, 4.0, 4.0], [3.0, 6.0, 3.0], [2.0, 2.0, 4.0], [8.0, 7.0, 11.0], [2.0, 3.0, 1.0], [7.0, 10.0, 9.0]],
])  # fmt: skip
