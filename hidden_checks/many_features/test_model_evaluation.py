"""What the grader checks in `many-features` of splitting the rows and of scoring predictions."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import GUARDED

from autograder.checking.array_layouts import Floats
from hidden_checks.many_features.cases import CASES, far_from_zero, layouts, nearly_equal_rows, numbered_rows
from solutions import many_features as reference


@exercise("train_test_split", returns=("X_train", "X_test", "y_train", "y_test"))
class TestTrainTestSplit:
    SPLITS = ((8, 3, 0.25, 2), (12, 5, 0.5, 6), (10, 4, 0.2, 2))

    @points(1)
    def test_every_row_is_in_exactly_one_part(self, student: Student) -> None:
        """The two parts have the sizes asked for, and together they hold each row once."""
        for (n, d, fraction, n_test), (X, y) in zip(self.SPLITS, numbered_rows(self.SPLITS), strict=True):
            answer = student.train_test_split(X, y, fraction, np.random.default_rng(11 + n))
            X_train, X_test, y_train, y_test = _parts(answer, n, n_test, d)
            rows = np.sort(np.vstack([X_train, X_test])[:, 0]), np.sort(np.concatenate([y_train, y_test]))
            each_once = np.array_equal(rows[0], X[:, 0]) and np.array_equal(rows[1], y)
            expect(each_once, "every row should be in exactly one of the two parts")

    @points(1)
    def test_targets_stay_with_their_features(self, student: Student) -> None:
        """In both parts y[i] still belongs to X[i], and neither X nor y is changed."""
        for (n, d, fraction, n_test), (X, y) in zip(self.SPLITS, numbered_rows(self.SPLITS), strict=True):
            answer = student.train_test_split(X, y, fraction, np.random.default_rng(23 + n))
            X_train, X_test, y_train, y_test = _parts(answer, n, n_test, d)
            for features, targets in ((X_train, y_train), (X_test, y_test)):
                match = np.array_equal(3.0 * (features[:, 0] - 1.0) / 10.0 - 1.0, targets)
                expect(match, "a row of X and its entry of y have come apart", hint="Do X[i] and y[i] still match?")
            answer.should_leave_arguments_alone()

    @points(1)
    def test_rng_decides(self, student: Student) -> None:
        """The same generator deals the same rows again, another one deals others, and rows are dealt at random."""
        first, advanced = self.targets_for_testing(student, np.random.default_rng(5))
        _, y = nearly_equal_rows(40, 3)
        in_order = first in (y[:10].tolist(), y[-10:].tolist())
        expect(not in_order, "rows should be dealt at random, not in the order in which they came", hint=DEAL)
        repeated, _ = self.targets_for_testing(student, np.random.default_rng(5))
        expect(first == repeated, "generators in the same state should deal the same rows", hint=DEAL)
        different, _ = self.targets_for_testing(student, np.random.default_rng(6))
        expect(first != different, "another generator should deal other rows", hint=DEAL)
        later, _ = self.targets_for_testing(student, advanced)
        expect(first != later, "a generator that is asked again should deal other rows", hint=DEAL)

    @staticmethod
    def targets_for_testing(student: Student, rng: np.random.Generator) -> tuple[list[float], np.random.Generator]:
        """Return which of forty targets are in the test part, sorted, and the generator as it is afterwards."""
        X, y = nearly_equal_rows(40, 3)
        answer = student.train_test_split(X, y, 0.25, rng)
        return sorted(_parts(answer, 40, 10, 3)[3].tolist()), answer.arguments[-1]


def _parts(answer: Answer, n: int, n_test: int, d: int) -> tuple[Floats, ...]:
    shapes = ((n - n_test, d), (n_test, d), (n - n_test,), (n_test,))
    parts = answer.parts("X_train", "X_test", "y_train", "y_test")
    return tuple(part.array(shape) for part, shape in zip(parts, shapes, strict=True))


DEAL = "Where do your rows get mixed, and by which generator?"


@exercise("r2")
class TestR2:
    @points(1)
    def test_agrees_for_data_of_any_size(self, student: Student) -> None:
        """One minus the unexplained share of the variance, for predictions good and bad."""
        for case in CASES:
            predicted = case.A @ case.theta
            _should_be(student.r2(case.y, predicted), reference.r2(case.y, predicted))

    @points(1)
    def test_knows_the_mean_and_a_shifted_copy(self, student: Student) -> None:
        """Predicting the mean explains nothing; predictions that are all 100 too high are far from perfect."""
        for case in CASES:
            _should_be(student.r2(case.y, np.full(len(case.y), case.y.mean())), 0.0)
            _should_be(student.r2(case.y, case.y), 1.0)
            _should_be(student.r2(case.y, case.y + 100.0), 1.0 - 1e4 / float(np.var(case.y)))

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, huge ones, read-only arrays and slices are fine, and nothing you are given changes."""
        for y in (*(case.y for case in layouts()), far_from_zero(CASES[0].y)):
            predicted = np.array(y[::-1])
            answer = student.r2(y, predicted)
            answer.should_leave_arguments_alone()
            _should_be(answer, reference.r2(y, predicted))


def _should_be(answer: Answer, r2: float) -> None:
    """Compare a share; a guard such as `+ 1e-8` below the fraction is accepted."""
    answer.should_equal(r2, condition=GUARDED, scale=max(1.0, abs(r2)), hint=SPREAD)


SPREAD = "Does your function also work for targets of many millions? Which of its numbers become very large?"
