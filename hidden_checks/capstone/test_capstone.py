"""What the grader checks in `capstone`: each step by itself, and the process as a whole, on the student's data, too."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED, close
from lab.checks.capstone import KEYS, read_refutation, require_refutation

from hidden_checks.capstone import cases
from hidden_checks.capstone.cases import CASES, LAMS, LOOSE, SETTLED, TABLES, Report, layouts
from hidden_checks.least_squares_cases import FEW_SUMS
from solutions import capstone as reference


@exercise("own_data", returns=("X", "y"))
class TestOwnData:
    @points(1)
    def test_has_enough_rows_and_not_too_many_columns(self, student: Student) -> None:
        """Your table should have at least 40 rows and 2 to 30 features, all of them ordinary numbers."""
        X, _ = cases.read_table(student)
        expect(len(X) >= cases.FEWEST_ROWS, "there should be 40 rows or more", hint="Were some rows left out?")
        expect(2 <= X.shape[1] <= cases.MOST_COLUMNS, "there should be 2 to 30 features")

    @points(1)
    def test_no_feature_is_the_target(self, student: Student) -> None:
        """No feature should be a copy of the target, and no column should hold one number only."""
        X, y = cases.read_table(student)
        expect(np.ptp(y) > 0.0, "the targets should not be all alike")
        expect(bool((np.ptp(X, axis=0) > 0.0).all()), "one of the features is the same in all rows")
        copies = (y[:, None] == X).all(axis=0)
        expect(not copies.any(), "one of the features is the target itself", hint="Which columns go into X?")


@exercise("prepare_rows", returns=("A_train", "A_other"))
class TestPrepareRows:
    @points(1)
    def test_scales_both_by_the_training_rows(self, student: Student) -> None:
        """Both tables should be in the standard units of the training rows, on rows you have never seen."""
        for case, other in (CASES, (*CASES[1:], *layouts()[1:2]), layouts()[1::-1]):
            train, rows = case.features[:, :3], other.features[:, :3]
            answer = student.prepare_rows(train, rows)
            answer.should_equal(reference.prepare_rows(train, rows), condition=GUARDED)
            answer.should_leave_arguments_alone()

    @points(1)
    def test_other_rows_have_no_say(self, student: Student) -> None:
        """If the other rows change, the training table must not; one row of them must not change the others."""
        train, rows = CASES[0].features, CASES[0].features[:4] + 0.5
        changed = rows.copy()
        changed[-1] = 1000.0
        answers = [student.prepare_rows(train, other).parts("A_train", "A_other") for other in (rows, changed)]
        first, second = ([part.array((n, 4)) for part, n in zip(parts, (9, 4), strict=True)] for parts in answers)
        hint = "Which rows does your mean come from?"
        expect(np.array_equal(first[0], second[0]), "the training table changes with the other rows", hint=hint)
        expect(np.array_equal(first[1][:-1], second[1][:-1]), "one other row changes the rest of them", hint=hint)

    @points(1)
    def test_a_constant_column_becomes_zeros(self, student: Student) -> None:
        """A column that is constant in the training rows should become zeros there, and finite numbers elsewhere."""
        train, rows = CASES[0].features[:8].copy(), CASES[0].features[:3].copy()
        train[:, 1], rows[:, 1] = 3.0, (3.0, 4.0, 1.0)
        student.prepare_rows(train, rows).should_equal(reference.prepare_rows(train, rows), condition=GUARDED)


@exercise("choose_rate", returns=("rate", "condition"))
class TestChooseRate:
    @points(1)
    def test_agrees_with_the_curvatures(self, student: Student) -> None:
        """The rate should be 2 / (smallest + largest curvature), the condition number largest / smallest."""
        for case in CASES:
            m, *_, M = np.linalg.eigvalsh(case.penalised_hessian)
            answer = student.choose_rate(case.A, case.lam)
            answer.should_equal((2.0 / (m + M), M / m), condition=FEW_SUMS * M / m)

    @points(1)
    def test_takes_any_numbers_and_any_strength(self, student: Student) -> None:
        """Whole numbers, slices and lam = 0 are fine, and nothing you are given changes."""
        for case in layouts():
            for lam in (0.0, 2.0):
                answer = student.choose_rate(case.A, lam)
                answer.should_equal(reference.choose_rate(case.A, lam), condition=FEW_SUMS * 1e3)
                answer.should_leave_arguments_alone()


@exercise("fit_model", returns=("theta", "norms"))
class TestFitModel:
    @points(2)
    def test_ends_where_the_gradient_is_small(self, student: Student) -> None:
        """At your theta the gradient's norm should be at most tol times the first one, and one step earlier not yet."""
        for case in CASES:
            rate = reference.choose_rate(case.A, case.lam)[0]
            for tol in (1e-2, SETTLED):
                answer = student.fit_model(case.A, case.y, case.lam, rate, tol, 9_000)
                expected = reference.fit_model(case.A, case.y, case.lam, rate, tol, 9_000)
                theta = answer.parts("theta", "norms")[0].array((case.p,), finite=True)
                slope = case.slope(theta)
                expect(slope <= 1.001 * tol * case.slope(np.zeros(case.p)), "the gradient is not small at your theta")
                answer.should_equal(expected, condition=LOOSE)
                answer.should_leave_arguments_alone()

    @points(1)
    def test_stops_after_max_steps(self, student: Student) -> None:
        """If the norm is still too large after max_steps steps, the run should end there, with max_steps + 1 norms."""
        for case in layouts():
            for steps in (0, 1, 4):
                answer = student.fit_model(case.A, case.y, case.lam, 0.01, 1e-12, steps)
                expected = reference.fit_model(case.A, case.y, case.lam, 0.01, 1e-12, steps)
                answer.should_equal(expected, condition=FEW_SUMS * 5)


@exercise("lambda_curve")
class TestLambdaCurve:
    @points(2)
    def test_errors_are_those_of_the_best_parameters(self, student: Student) -> None:
        """For every lam both errors should be those of the parameters at which the objective is smallest."""
        for train, rest in self._pairs():
            fits = [cases.Rows(train.A, train.y, train.theta, lam).lowest for lam in LAMS]
            report = student.lambda_curve(train.A, train.y, rest.A, rest.y, LAMS).mapping(
                "training", "validation", "lam"
            )
            for name, rows in (("training", train), ("validation", rest)):
                expected = np.array([rows.error(theta) for theta in fits])
                errors = report[name].array((len(LAMS),))
                good = close(errors, expected, LOOSE, expected).all()
                expect(bool(good), f"the {name} errors are not right", hint="Is the penalty part of your error?")

    @points(1)
    def test_the_validation_rows_choose(self, student: Student) -> None:
        """lam should be the strength with the smallest error on the validation rows, as a number."""
        for train, rest in self._pairs():
            expected = reference.lambda_curve(train.A, train.y, rest.A, rest.y, LAMS)["lam"]
            report = student.lambda_curve(train.A, train.y, rest.A, rest.y, LAMS).mapping(
                "training", "validation", "lam"
            )
            expect(report["lam"].number() == expected, "another strength has a smaller error on the validation rows")

    @staticmethod
    def _pairs() -> list[tuple[cases.Rows, cases.Rows]]:
        """Return training and validation rows; the targets of the latter are drawn to zero, so lam is in the middle."""
        pairs = []
        for case, share in zip(CASES, (0.75, 0.55), strict=True):
            train = case.lowest
            rest = case.A[:5] + np.r_[0.0, np.full(case.p - 1, 0.3)]
            target = rest @ np.r_[train[0], share * train[1:]]
            pairs.append((case, cases.Rows(rest, target, case.theta, case.lam)))
        return pairs


@exercise("own_experiment")
class TestOwnExperiment:
    @points(1)
    def test_the_seed_draws_the_rows(self, student: Student) -> None:
        """The same seed should give the same parts, another one others, and the parts should not be in order."""
        X, y = TABLES[0]
        first, again, other = (Report.ask(student, X, y, seed).parts["train"] for seed in (4, 4, 5))
        expect(np.array_equal(first, again), "the same seed gives other parts the second time")
        expect(set(first) != set(other), "two seeds give the same parts")
        expect(len(set(first) - set(range(len(first)))) > 0, "the training rows are just the first ones")

    @points(1)
    def test_lam_rate_and_condition_come_from_the_right_rows(self, student: Student) -> None:
        """lam should be chosen on the validation rows; rate and condition belong to the training rows and this lam."""
        for X, y in TABLES:
            report = Report.ask(student, X, y)
            expect(report.parts["lam"] == cases.best_lam(report, LAMS), "another lam is better on the validation rows")
            rate, condition = reference.choose_rate(report.scaled("train", report.parts["lam"]).A, report.parts["lam"])
            for name, number in (("rate", rate), ("condition", condition)):
                expect(
                    bool(close(report.parts[name], number, GUARDED, number)), f"{name} does not belong to this model"
                )

    @points(2)
    def test_the_report_can_be_reproduced(self, student: Student) -> None:
        """On your data and on ours: the descent has ended, and your parameters give the R² that you report."""
        for table in (*TABLES, None):
            X, y = table or cases.handed_in_table(student)
            report = Report.ask(student, X, y)
            train = report.scaled("train", report.parts["lam"])
            first = train.slope(np.zeros(train.p))
            expect(train.slope(report.theta) <= 1e-6 * first, "at your parameters the gradient is not small")
            norms = report.parts["norms"]
            expect(norms.ndim == 1 and norms.size > 1, "norms should hold the norm at every state")
            expect(bool(close(norms[0], first, GUARDED, first)), "the first norm is not that of the start at zeros")
            expect(norms[-1] <= 1.001 * SETTLED * norms[0], "the last norm is not small enough")
            for name, part in (("training_r2", "train"), ("test_r2", "test")):
                good = bool(close(report.parts[name], report.r2(part), LOOSE, 1.0))
                expect(good, f"{name} is not what your parameters give on these rows")
            gap = report.parts["training_r2"] - report.parts["test_r2"]
            expect(bool(close(report.parts["gap"], gap, GUARDED, 1.0)), "gap should be training R² minus test R²")

    @points(1)
    def test_test_rows_change_only_their_own_score(self, student: Student) -> None:
        """If the test rows change, everything but the test R² and the gap should stay as it was."""
        X, y = TABLES[1]
        before = Report.ask(student, X, y).parts
        changed, targets = X.copy(), y.copy()
        changed[before["test"]] += 500.0
        targets[before["test"]] -= 900.0
        after = Report.ask(student, changed, targets).parts
        for name in KEYS:
            if name not in ("test_r2", "gap"):
                same = np.array_equal(before[name], after[name])
                expect(same, f"{name} changes with the test rows", hint="Where do the test rows come in too early?")


@exercise("refute_claim")
class TestRefuteClaim:
    @points(1)
    def test_the_numbers_refute_the_claim(self, student: Student) -> None:
        """On tables you have never seen, your numbers should show that the claim is wrong."""
        for X, y in TABLES:
            answer = student.refute_claim(X, y)
            answer.should_leave_arguments_alone()
            require_refutation(X, y, *read_refutation(answer, X.shape[1]))

    @points(1)
    def test_on_whole_numbers_and_on_your_data(self, student: Student) -> None:
        """On whole numbers and slices, and on your own table, your numbers should show it, too."""
        for table in (TABLES[0], *((case.features, case.y) for case in layouts()), None):
            X, y = table or cases.handed_in_table(student)
            answer = student.refute_claim(X, y)
            answer.should_leave_arguments_alone()
            require_refutation(X, y, *read_refutation(answer, X.shape[1]))
