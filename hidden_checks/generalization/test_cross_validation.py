"""What the grader checks in `generalization` of folds, the errors of folds, and the choice of a penalty by them."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import GUARDED

from autograder.checking.array_layouts import read_only, strided
from hidden_checks.generalization.cases import CASES, layouts, tables
from hidden_checks.stochastic_descent.cases import seed_the_global_generator
from solutions import generalization as reference

Folds = list[tuple[list[int], list[int]]]


@exercise("kfold")
class TestKfold:
    @points(1)
    def test_every_row_is_validated_once_and_trains_otherwise(self, student: Student) -> None:
        """The validation parts hold each row once, their sizes differ by at most 1, and all other rows train."""
        # All calls come before the first comparison: the same sizes of one split may come about in several ways.
        answers = {
            (n, k): student.kfold(n, k, np.random.default_rng(n)) for n, k in ((7, 3), (11, 4), (9, 9), (12, 5), (8, 2))
        }
        for (n, k), answer in answers.items():
            folds = _folds(answer)
            expect(len(folds) == k, f"{k} folds were asked for; yours are {len(folds)}", hint=ONE_FOLD)
            validated = sorted(row for _, validation in folds for row in validation)
            expect(validated == list(range(n)), "every row should be a validation row exactly once", hint=ONE_FOLD)
            for train, validation in folds:
                rest = sorted(set(range(n)) - set(validation))
                expect(sorted(train) == rest, "in a fold all rows that do not validate should train", hint=ONE_FOLD)
            sizes = [len(validation) for _, validation in folds]
            expect(max(sizes) - min(sizes) <= 1, f"{n} rows in {k} parts should not have the sizes {sizes}", hint=SIZES)

    @points(1)
    def test_rows_are_shuffled_anew_each_time(self, student: Student) -> None:
        """Rows are not dealt in their order, and one generator that is asked three times gives three splits."""
        for n, k in ((11, 3), (14, 4)):
            rng, splits = np.random.default_rng(60 + n), []
            for _ in range(3):
                answer = student.kfold(n, k, rng)
                splits.append(_parts(answer))
                rng = answer.arguments[2]
            in_order = [sorted(part.tolist()) for part in np.array_split(np.arange(n), k)]
            dealt = [list(range(start, n, k)) for start in range(k)]
            for plain in (in_order, dealt):
                expect(sorted(plain) not in splits, "the rows should be shuffled before they are split", hint=SHUFFLE)
            different = all(splits[i] != splits[j] for i, j in ((0, 1), (0, 2), (1, 2)))
            expect(different, "each call should split the rows in another way", hint=SHUFFLE)

    @points(1)
    def test_draws_from_the_generator_it_is_given(self, student: Student) -> None:
        """Generators in the same state give the same folds, whatever other chance does meanwhile."""
        for n, k in ((11, 4), (15, 3)):
            seed_the_global_generator(student, n)
            first, repeated, different = (
                _folds(student.kfold(n, k, np.random.default_rng(seed))) for seed in (5, 5, 6)
            )
            expect(first == repeated, "generators in the same state should give the same folds", hint=OWN_RNG)
            expect(first != different, "different generators should give different folds", hint=OWN_RNG)


def _folds(answer: Answer) -> Folds:
    """Return the answer as pairs of row numbers."""
    folds = answer.value
    pairs = isinstance(folds, (list, tuple)) and all(isinstance(f, (list, tuple)) and len(f) == 2 for f in folds)
    expect(pairs, "a list of pairs (train, validation) should come back", hint="What is each entry of your list?")
    whole = all(
        isinstance(part, np.ndarray) and part.ndim == 1 and part.dtype.kind in "iu" for fold in folds for part in fold
    )
    expect(whole, "train and validation should be arrays of row numbers", hint="Print the type of each part.")
    return [(train.tolist(), validation.tolist()) for train, validation in folds]


def _parts(answer: Answer) -> list[list[int]]:
    """Return the validation parts, sorted, without regard to the order of the folds."""
    return sorted(sorted(validation) for _, validation in _folds(answer))


ONE_FOLD = "Take 7 rows and 3 folds and write all six parts down: where is each row?"
SIZES = "7 rows in 3 parts make 3, 2 and 2. Where do the left-over rows go in your code?"
SHUFFLE = "Where in your code are the rows shuffled, and how often?"
OWN_RNG = "Which generator shuffles in your code: the one that was handed over, or another one?"


@exercise("validation_curve", returns=("training", "validation"))
class TestValidationCurve:
    @points(2)
    def test_a_row_for_each_strength_and_a_column_for_each_fold(self, student: Student) -> None:
        """Each entry is the error of its own strength in its own fold, scaled by the training rows of this fold."""
        for case, k, lams in zip(CASES, (3, 5), ([0.7, 0.02, 0.2, 3.0], [0.05, 1.5, 0.4]), strict=True):
            folds = reference.kfold(len(case.y), k, np.random.default_rng(k))
            curves = reference.validation_curve(case.X, case.y, folds, lams)
            student.validation_curve(case.X, case.y, folds, lams).should_equal(curves, condition=GUARDED, hint=TABLE)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            folds = [(case.train, case.validation), (case.validation, case.train)]
            arguments = case.X, case.y, folds, np.array([2, 1, 3])
            answer = student.validation_curve(*arguments)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.validation_curve(*arguments), condition=GUARDED, hint=TABLE)


TABLE = "Pick one entry: which strength and which fold does it belong to? Compute it alone by `split_errors`."


@exercise("choose_lam")
class TestChooseLam:
    @points(1)
    def test_the_strength_with_the_smallest_mean_on_new_rows(self, student: Student) -> None:
        """On several tables of errors, strengths in any order; whole numbers, read-only arrays and slices are fine."""
        # All calls come before the first comparison: one table alone does not tell all mistakes apart.
        inputs = [tables(m, k) for m, k in ((21, 3), (23, 5), (20, 2))]
        answers = [student.choose_lam(*arrays) for arrays in inputs]
        for arrays, answer in zip(inputs, answers, strict=True):
            answer.should_equal(reference.choose_lam(*arrays), condition=1.0, hint=WHICH)
        whole = np.array([4, 1, 9]), np.array([[3, 4], [1, 2], [6, 5]]), np.array([[5, 3], [9, 2], [1, 8]])
        for arrays, lam in ((whole, 4.0), (read_only(tables(21, 4)), None), (strided(tables(22, 3)), None)):
            answer = student.choose_lam(*arrays)
            answer.should_leave_arguments_alone()
            answer.should_equal(lam or reference.choose_lam(*arrays), condition=1.0, hint=WHICH)


WHICH = "Errors of which rows say something about new data? Average over the folds first, then compare strengths."


@exercise("one_standard_error")
class TestOneStandardError:
    @points(2)
    def test_the_largest_strength_within_the_limit(self, student: Student) -> None:
        """On several tables of errors, strengths in any order, the largest one whose mean is not above the limit."""
        # All calls come before the first comparison: one table alone does not tell all mistakes apart.
        inputs = [tables(m, k)[::2] for m, k in ((24, 5), (25, 3), (28, 4), (26, 2))]
        answers = [student.one_standard_error(*arrays) for arrays in inputs]
        for arrays, answer in zip(inputs, answers, strict=True):
            answer.should_equal(reference.one_standard_error(*arrays), condition=1.0, hint=LIMIT)

    @points(1)
    def test_sure_folds_and_any_numbers(self, student: Student) -> None:
        """Where all folds agree, the smallest mean wins. Whole numbers, read-only arrays and slices are fine."""
        sure = np.array([5.0, 0.1, 2.0]), np.array([[6.0, 6.0, 6.0], [5.0, 5.0, 5.0], [5.5, 5.5, 5.5]])
        student.one_standard_error(*sure).should_equal(0.1, condition=1.0, hint=LIMIT)
        whole = np.array([8, 2, 5, 1]), np.array([[9, 9], [1, 7], [3, 8], [6, 6]])
        for lams, validation in (whole, *(layout(tables(23, 3)[::2]) for layout in (read_only, strided))):
            answer = student.one_standard_error(lams, validation)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.one_standard_error(lams, validation), condition=1.0, hint=LIMIT)


LIMIT = "Print the means, the standard error of the smallest one, and the limit. Which strengths are left?"
