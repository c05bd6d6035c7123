"""What the grader checks in `many-features`, on data no notebook has seen."""

from __future__ import annotations

import numpy as np
from lab.checks.many_features import generator
from lab.comparison import close
from lab.vocabulary import Student, exercise, expect, points

from autograder.checks.many_features.answers import follows, numbers, parts, run
from autograder.checks.many_features.cases import CASES, ILL_SCALED, OTHER_SIZES, WHOLE, Case, layouts, rows
from solutions import many_features as reference

# A handful of sums of at most 11 terms: rounding in any order stays far below this.
FEW_SUMS = 1e3


@exercise("add_intercept")
class TestAddIntercept:
    @points(1)
    def test_any_table_becomes_a_design_matrix(self, student: Student) -> None:
        """Ones first, then the features unchanged: float64, for tables of any size, and X stays as it was."""
        for case in (*CASES, *OTHER_SIZES, *layouts()):
            answer = student.add_intercept(case.features)
            answer.should_equal(np.asarray(case.A, dtype=float))
            floats = answer.value.dtype == np.float64
            expect(floats, "the design matrix should hold floats", hint="Which type do whole numbers leave behind?")
            answer.should_leave_arguments_alone()


@exercise("mse_theta")
class TestMseTheta:
    @points(1)
    def test_agrees_for_data_of_any_size(self, student: Student) -> None:
        """The mean of the squared residuals: other rows, other columns, whole numbers, read-only arrays, slices."""
        for case in (*CASES, *OTHER_SIZES, *layouts()):
            answer = student.mse_theta(case.A, case.y, case.theta)
            answer.should_leave_arguments_alone()
            answer.should_equal(float(case.losses(case.theta[None, :])[0]), condition=FEW_SUMS)


@exercise("grad_elementwise")
class TestGradElementwise:
    @points(1)
    def test_agrees_with_a_complex_step(self, student: Student) -> None:
        """Each derivative should be the one that an independent method finds, also on badly scaled data."""
        for case in (ILL_SCALED, *CASES):
            follows(student.grad_elementwise, case)

    @points(1)
    def test_works_for_any_number_of_parameters(self, student: Student) -> None:
        """With two parameters or with six, there is one derivative for each."""
        for case in OTHER_SIZES:
            follows(student.grad_elementwise, case)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            student.grad_elementwise(case.A, case.y, case.theta).should_leave_arguments_alone()
            follows(student.grad_elementwise, case)


@exercise("grad_theta")
class TestGradTheta:
    @points(2)
    def test_agrees_with_a_complex_step(self, student: Student) -> None:
        """The gradient should be the one that an independent method finds, also on badly scaled data."""
        for case in (ILL_SCALED, *CASES, *OTHER_SIZES):
            follows(student.grad_theta, case)

    @points(1)
    def test_copied_rows_change_nothing_and_the_best_fit_is_flat(self, student: Student) -> None:
        """With every row there twice the gradient is the same, and at the best parameters it is zero."""
        for case in CASES:
            twice = Case(np.vstack([case.A, case.A]), np.concatenate([case.y, case.y]), case.theta)
            once, doubled = (
                numbers(student.grad_theta(c.A, c.y, c.theta).value, c.theta.shape, "the gradient")
                for c in (case, twice)
            )
            same = bool(np.all(np.abs(once - doubled) <= 2.0 * case.rounding))
            expect(same, "the gradient should not change when every row is there twice")
            flat = Case(case.A, case.y, case.best)
            found = numbers(student.grad_theta(flat.A, flat.y, flat.theta).value, case.theta.shape, "the gradient")
            small = bool(np.all(np.abs(found) <= 10.0 * flat.rounding))
            expect(small, "the gradient should be zero at the best parameters")

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            student.grad_theta(case.A, case.y, case.theta).should_leave_arguments_alone()
            follows(student.grad_theta, case)


@exercise("fit_gd", returns=("thetas", "losses"))
class TestFitGd:
    @points(1)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """Every state of descent is known from theory; yours should be on that path, the start included."""
        for case, n_steps in zip(CASES, (12, 17), strict=True):
            lr = case.rate(0.6)
            thetas, _ = run(student.fit_gd(case.A, case.y, lr, n_steps, case.theta), n_steps, len(case.theta))
            fits = close(thetas, case.path(lr, n_steps), FEW_SUMS * n_steps).all(axis=1)
            expect(fits.all(), f"`thetas` leaves the exact path in row {int(np.argmin(fits))}", hint=PATH_HINT)

    @points(1)
    def test_each_loss_belongs_to_its_row(self, student: Student) -> None:
        """losses[t] is the mean squared error at thetas[t], for every t; no steps leave the start alone."""
        for case, n_steps in zip((*CASES, CASES[0]), (5, 8, 0), strict=True):
            answer = student.fit_gd(case.A, case.y, case.rate(0.6), n_steps, case.theta)
            thetas, losses = run(answer, n_steps, len(case.theta))
            fits = close(losses, case.losses(thetas), FEW_SUMS)
            expect(fits.all(), f"`losses` does not belong to its row of `thetas` at entry {int(np.argmin(fits))}")
            begins = close(thetas[0], case.theta, FEW_SUMS).all()
            expect(begins, "row 0 of `thetas` should be the start", hint="Where does theta0 enter your loop?")

    @points(1)
    def test_never_rises_and_settles_at_the_best(self, student: Student) -> None:
        """From zeros, just below the largest stable rate, the loss never rises and a long run ends at the best."""
        for case in CASES:
            lr = case.rate(0.9)
            n_steps = case.steps_to_settle(lr)
            thetas, losses = run(student.fit_gd(case.A, case.y, lr, n_steps), n_steps, len(case.theta))
            expect(not np.any(thetas[0]), "without theta0 the run should start at zeros")
            rises = ~(losses[1:] <= losses[:-1] + 1e-12 * losses[0])
            expect(not rises.any(), "the loss rises, although the rate is below the largest stable one")
            ends = close(thetas[-1], case.best, case.condition).all()
            expect(ends, "a long run should end at the parameters of least squares")

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers (also to start at), read-only arrays and slices are fine, and nothing changes."""
        for case in layouts():
            lr = case.rate(0.4)
            answer = student.fit_gd(case.A, case.y, lr, 6, case.theta)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.fit_gd(case.A, case.y, lr, 6, case.theta), condition=6 * FEW_SUMS)


PATH_HINT = "Take two steps on paper: which theta enters the second gradient?"


@exercise("normal_equation")
class TestNormalEquation:
    @points(1)
    def test_agrees_with_least_squares(self, student: Student) -> None:
        """On well-behaved data the normal equation leads where least squares leads; nothing you are given changes."""
        for case in (*CASES, OTHER_SIZES[0], *layouts()):
            answer = student.normal_equation(case.A, case.y)
            answer.should_leave_arguments_alone()
            answer.should_equal(case.best, condition=case.condition)


@exercise("lstsq_fit")
class TestLstsqFit:
    @points(1)
    def test_holds_where_the_normal_equation_breaks(self, student: Student) -> None:
        """A column that is there twice, powers up to the eleventh, and ordinary data: each should be solved well."""
        for case in layouts():
            twice = np.column_stack([case.A, case.A[:, 2]])
            best = np.linalg.pinv(np.asarray(twice, dtype=float)) @ case.y
            student.lstsq_fit(twice, case.y).should_equal(best, condition=case.condition, hint=SHORTEST_HINT)
        powers = np.vander(np.linspace(0.0, 1.0, 40), 12, increasing=True)
        theta = 1.5 * (-1.0) ** np.arange(12)
        found = numbers(student.lstsq_fit(powers, powers @ theta).value, (12,), "the answer of `lstsq_fit`")
        expect(np.max(np.abs(found - theta)) < 1e-6, "powers up to the eleventh lose too many digits", hint=SQUARED)
        for case in (*CASES, WHOLE):
            answer = student.lstsq_fit(case.A, case.y)
            answer.should_leave_arguments_alone()
            answer.should_equal(case.best, condition=case.condition)


SHORTEST_HINT = "Of all equally good answers the shortest is wanted: two equal columns share their weight."
SQUARED = "What happens to the condition number when A is multiplied by its own transpose?"


@exercise("train_test_split", returns=("X_train", "X_test", "y_train", "y_test"))
class TestTrainTestSplit:
    SPLITS = ((8, 3, 0.25, 2), (12, 5, 0.5, 6), (10, 4, 0.2, 2))

    @points(1)
    def test_every_row_is_in_exactly_one_part(self, student: Student) -> None:
        """The two parts have the sizes asked for, and together they hold each row once."""
        for n, d, fraction, n_test in self.SPLITS:
            X, y = rows(n, d)
            answer = student.train_test_split(X, y, fraction, rng=generator(student, 11 + n))
            X_train, X_test, y_train, y_test = parts(answer, n, n_test, d)
            whole = np.sort(np.vstack([X_train, X_test])[:, 0]), np.sort(np.concatenate([y_train, y_test]))
            each_once = np.array_equal(whole[0], X[:, 0]) and np.array_equal(whole[1], y)
            expect(each_once, "every row should be in exactly one of the two parts")

    @points(1)
    def test_targets_stay_with_their_features(self, student: Student) -> None:
        """In both parts y[i] still belongs to X[i], and neither X nor y is changed."""
        for n, d, fraction, n_test in self.SPLITS:
            X, y = rows(n, d)
            answer = student.train_test_split(X, y, fraction, rng=generator(student, 23 + n))
            X_train, X_test, y_train, y_test = parts(answer, n, n_test, d)
            for features, targets in ((X_train, y_train), (X_test, y_test)):
                pairs = np.array_equal(0.025 * (features[:, 0] - 1.0) - 1.0, targets)
                expect(pairs, "a row of X and its entry of y have come apart", hint="Do X[i] and y[i] still match?")
            answer.should_leave_arguments_alone()

    @points(1)
    def test_rng_decides(self, student: Student) -> None:
        """The same generator deals the same rows again, another one deals others, and rows are dealt at random."""
        X, y = rows(12, 3)
        X.flags.writeable = y.flags.writeable = False
        dealt = []
        for seed in (5, 5, 6, 7):
            answer = student.train_test_split(X, y, 0.25, rng=generator(student, seed))
            dealt.append(set(parts(answer, 12, 3, 3)[3].tolist()))
        expect(dealt[0] == dealt[1], "the same rng should give the same split", hint="Use the rng you are given.")
        expect(dealt[1] != dealt[2] or dealt[2] != dealt[3], "another rng should give another split", hint=DEAL)


DEAL = "Where do your rows get mixed, and by which generator?"


@exercise("r2")
class TestR2:
    @points(1)
    def test_agrees_for_data_of_any_size(self, student: Student) -> None:
        """One minus the unexplained share of the variance, for predictions good and bad."""
        for case in CASES:
            predicted = case.A @ case.theta
            student.r2(case.y, predicted).should_equal(reference.r2(case.y, predicted), condition=FEW_SUMS, scale=10.0)

    @points(1)
    def test_knows_the_mean_and_a_shifted_copy(self, student: Student) -> None:
        """Predicting the mean explains nothing; predictions that are all 100 too high are far from perfect."""
        for case in CASES:
            student.r2(case.y, np.full(len(case.y), case.y.mean())).should_equal(0.0, condition=FEW_SUMS, scale=1.0)
            student.r2(case.y, case.y).should_equal(1.0, condition=FEW_SUMS)
            shifted = 1.0 - 1e4 / float(np.var(case.y))
            student.r2(case.y, case.y + 100.0).should_equal(shifted, condition=FEW_SUMS)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            predicted = np.array(case.y[::-1])
            answer = student.r2(case.y, predicted)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.r2(case.y, predicted), condition=FEW_SUMS, scale=10.0)
