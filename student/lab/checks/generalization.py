"""Visible checks of `generalization`: a few rows, so that every number can be worked out on paper."""

import numpy as np

from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED, TYPE_HINT

# Four rows of one feature: the first two have mean 3 and standard deviation 1, so their standard units are -1 and 1.
FOUR_X, FOUR_Y = np.array([[2.0], [4.0], [5.0], [3.0]]), np.array([1.0, 5.0, 6.0, 2.0])
TRAIN, VALIDATION = np.array([0, 1]), np.array([2, 3])


@exercise("polynomial_features")
class TestPolynomialFeatures:
    @points(1)
    def test_three_powers_of_three_numbers(self, student: Student) -> None:
        """The first three powers of 3, -2 and 0.5, without a column of ones."""
        answer = student.polynomial_features(np.array([3.0, -2.0, 0.5]), 3)
        powers = np.array([[3.0, 9.0, 27.0], [-2.0, 4.0, -8.0], [0.5, 0.25, 0.125]])
        answer.should_equal(powers, hint="One row for each number, one column for each power. Which power is first?")


@exercise("fit_penalised")
class TestFitPenalised:
    @points(1)
    def test_one_weight_by_hand(self, student: Student) -> None:
        """Without a penalty the weight is 6. With lam = 0.5 two thirds of it are left; the intercept stays."""
        A, y = np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([-4.0, 8.0])
        for lam, theta in ((0.0, [2.0, 6.0]), (0.5, [2.0, 4.0])):
            fitted = student.fit_penalised(A, y, lam)
            fitted.should_equal(np.array(theta), condition=GUARDED, hint="Which square does each of your rows add?")


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
        answer.should_equal(
            (1.0, 1.0),
            condition=GUARDED,
            hint=UNITS,
        )


ROWS = "Two errors of one fit: on which rows is each of them measured?"
UNITS = "What are the four rows in standard units? Is a penalty part of an error?"


@exercise("learning_curve", returns=("training", "validation"))
class TestLearningCurve:
    @points(1)
    def test_two_sizes_by_hand(self, student: Student) -> None:
        """The first two rows lie on one line, the third does not; both sizes are measured on the same rows."""
        X, y = np.array([[0.0], [2.0], [4.0], [6.0]]), np.array([1.0, 3.0, 8.0, 7.0])
        answer = student.learning_curve(X, y, np.array([0, 1, 2]), np.array([3]), [2, 3], 0.0)
        answer.should_equal(
            (np.array([0.0, 0.5]), np.array([0.0, 16.0])),
            condition=GUARDED,
            hint="To which rows is each model fitted, and on which rows is it measured?",
        )


@exercise("kfold")
class TestKfold:
    @points(1)
    def test_gives_pairs_of_row_numbers(self, student: Student) -> None:
        """Six rows in three folds: three pairs, each with four training rows and two validation rows."""
        folds = student.kfold(6, 3, np.random.default_rng(1)).value
        pairs = isinstance(folds, (list, tuple)) and all(
            isinstance(fold, (list, tuple)) and len(fold) == 2 for fold in folds
        )
        expect(pairs, "a list of pairs (train, validation) should come back")
        sizes = [tuple(map(np.size, fold)) for fold in folds]
        expect(sizes == [(4, 2)] * 3, f"the sizes should be three times (4, 2); yours are {sizes}")

    @points(1)
    def test_each_fold_has_every_row(self, student: Student) -> None:
        """In each fold, training and validation rows together are all rows, each once."""
        for train, validation in student.kfold(7, 3, np.random.default_rng(2)).value:
            rows = sorted([*np.ravel(train).tolist(), *np.ravel(validation).tolist()])
            numbers = all(isinstance(row, (int, float)) for row in rows)
            expect(numbers, "a fold should hold the numbers of its rows", hint=TYPE_HINT)
            expect(rows == list(range(7)), "a row is missing in a fold, or is there twice", hint="Write one fold down.")


@exercise("validation_curve", returns=("training", "validation"))
class TestValidationCurve:
    @points(1)
    def test_one_fold_by_hand(self, student: Student) -> None:
        """One fold and the strengths 1 and 0: two rows, one column, in the order of lams."""
        answer = student.validation_curve(FOUR_X, FOUR_Y, [(TRAIN, VALIDATION[:1])], [1.0, 0.0])
        answer.should_equal(
            (np.array([[1.0], [0.0]]), np.array([[1.0], [1.0]])),
            condition=GUARDED,
            hint="Row i belongs to lams[i], column j to fold j.",
        )


@exercise("choose_lam")
class TestChooseLam:
    @points(1)
    def test_three_strengths_and_two_folds(self, student: Student) -> None:
        """Of three strengths with mean errors of 5, 3 and 4 on new rows, the second is chosen."""
        training = np.array([[2.0, 4.0], [3.0, 3.0], [4.0, 4.0]])
        validation = np.array([[4.0, 6.0], [2.0, 4.0], [5.0, 3.0]])
        student.choose_lam(np.array([0.01, 0.1, 1.0]), training, validation).should_equal(0.1)


@exercise("one_standard_error")
class TestOneStandardError:
    @points(1)
    def test_four_strengths_by_hand(self, student: Student) -> None:
        """The smallest mean is 4 and its standard error is 1, so the limit is 5."""
        validation = np.array([[5.0, 7.0], [3.0, 5.0], [4.0, 5.8], [5.0, 5.2]])
        answer = student.one_standard_error(np.array([0.01, 0.1, 1.0, 10.0]), validation)
        answer.should_equal(1.0, hint="Print the four means and the limit.")
