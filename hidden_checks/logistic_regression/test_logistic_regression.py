"""What the grader checks in `logistic-regression` of the model: its probabilities, loss, gradient and descent."""

from __future__ import annotations

from functools import cache

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import EPS, GUARDED, close
from sklearn.linear_model import LogisticRegression

from autograder.checking.array_layouts import Floats, read_only, strided
from hidden_checks.least_squares_cases import FEW_SUMS
from hidden_checks.logistic_regression.cases import CASES, Case, ill_scaled, layouts, scattered, sure
from solutions import logistic_regression as reference


@exercise("sigmoid")
class TestSigmoid:
    SCORES = (np.array([-3.2, 0.4, 1.7, 0.0, -0.6, 30.0, -11.0]), np.array([2.5, -2.5, 8.0, -19.0, 0.01]))

    @points(1)
    def test_is_right_on_scores_of_both_signs(self, student: Student) -> None:
        """Small and large scores get the probability that the formula gives, and -z gets the rest up to 1."""
        for z in self.SCORES:
            student.sigmoid(z).should_equal(1.0 / (1.0 + np.exp(-z)), condition=FEW_SUMS, hint=CURVE)
            there, back = (student.sigmoid(score).array(z.shape) for score in (z, -z))
            expect(close(there + back, np.ones(len(z)), FEW_SUMS).all(), "z and -z should add up to 1", hint=CURVE)

    @points(1)
    def test_survives_scores_of_thousands(self, student: Student) -> None:
        """At scores of thousands, on both sides, there is no nan and no warning."""
        for z in (np.array([-3000.0, 2.0, 800.0]), np.array([745.0, -1.5, -750.0, 5000.0])):
            answer = student.sigmoid(z)
            answer.should_equal(reference.sigmoid(z), condition=FEW_SUMS, hint=OVERFLOW)
            answer.should_not_warn()

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """A single score, whole numbers, a table, a read-only array, a slice: the answer has the shape that came in."""
        for score in (0.75, -2, 1.5):
            student.sigmoid(score).should_equal(float(reference.sigmoid(score)), condition=FEW_SUMS)
        whole, table = np.array([3, -1, 0, 2]), np.array([[1.5, -0.25], [-4.0, 0.5], [0.0, 2.0]])
        for z in (whole, table, read_only(np.array([0.9, -2.25])), strided(np.array([-1.5, 0.5, 2.0]))):
            answer = student.sigmoid(z)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.sigmoid(z), condition=FEW_SUMS)


CURVE = "Try a score of 2 and one of -2: which of them should have the larger probability?"
OVERFLOW = (
    "Of which number is the exponential taken at z = -3000? And at 3000? Both branches of `np.where` are computed."
)


@exercise("cross_entropy")
class TestCrossEntropy:
    @points(1)
    def test_agrees_on_other_data_of_any_kind(self, student: Student) -> None:
        """On other data, whole or read-only or sliced, the loss is what the formula gives, and nothing changes."""
        for case in (*CASES, *layouts()):
            answer = student.cross_entropy(case.A, case.y, case.theta)
            answer.should_leave_arguments_alone()
            loss = reference.cross_entropy(case.A, case.y, case.theta)
            answer.should_equal(loss, condition=FEW_SUMS, hint="Compute one row with y = 0 and one with y = 1.")

    @points(1)
    def test_is_right_at_scores_of_thousands(self, student: Student) -> None:
        """Where the model is sure and wrong, the loss of the row is the size of its score, and finite."""
        # Scores that are large, but no more than that, tell two mistakes apart, so all calls come first.
        cases = (sure(7, 3), sure(11, 4), sure(7, 3, times=60.0))
        answers = [student.cross_entropy(case.A, case.y, case.theta) for case in cases]
        for answer, case in zip(answers, cases, strict=True):
            loss = reference.cross_entropy(case.A, case.y, case.theta)
            answer.should_equal(loss, condition=FEW_SUMS, hint=FROM_SCORES)

    @points(1)
    def test_both_labels_count_alike(self, student: Student) -> None:
        """Swap the labels and turn all scores around, or copy every row: the loss stays."""
        for case in CASES:
            loss = student.cross_entropy(case.A, case.y, case.theta).number()
            turned = student.cross_entropy(case.A, 1.0 - case.y, -case.theta).number()
            copied = student.cross_entropy(np.vstack([case.A] * 2), np.tile(case.y, 2), case.theta).number()
            expect(close(turned, loss, FEW_SUMS), "0 and 1 should be treated alike", hint="What does a 0 cost?")
            expect(
                close(copied, loss, FEW_SUMS), "copies of all rows should leave a mean as it is", hint="Mean or sum?"
            )
            expect(loss > 0, "a loss is never negative: no probability is above 1", hint="Which sign has log(0.5)?")


FROM_SCORES = "What becomes of log(1 + exp(z)) for z = 1000? What is p there, and what is log(1 - p)?"


@exercise("cross_entropy_grad")
class TestCrossEntropyGrad:
    @points(1)
    def test_is_the_slope_of_the_loss(self, student: Student) -> None:
        """Entry by entry the gradient is the slope of the loss, also where features differ a trillionfold."""
        for case in (*CASES, ill_scaled()):
            gradient = student.cross_entropy_grad(case.A, case.y, case.theta).array((case.p,))
            wrong = ~(np.abs(gradient - case.gradient) <= 200 * EPS * case.gradient_scale)
            expect(not wrong.any(), f"entry {int(np.argmax(wrong))} is not the slope of the loss", hint=SLOPE)

    @points(1)
    def test_sure_and_wrong_rows_pull_with_all_their_weight(self, student: Student) -> None:
        """At scores of thousands a right row does not pull at all, and a wrong one with its whole length."""
        # Ordinary scores tell two mistakes apart, so all calls come first.
        cases = (sure(7, 3), sure(11, 4), CASES[0])
        answers = [student.cross_entropy_grad(case.A, case.y, case.theta) for case in cases]
        for answer, case in zip(answers, cases, strict=True):
            slopes = reference.cross_entropy_grad(case.A, case.y, case.theta)
            answer.should_equal(slopes, condition=FEW_SUMS, hint="How large is p - y for a row that is sure and wrong?")

    @points(1)
    def test_turns_with_the_labels(self, student: Student) -> None:
        """Swap the labels and turn all scores around: every slope turns its sign. Copied rows change nothing."""
        for case in CASES:
            gradient = student.cross_entropy_grad(case.A, case.y, case.theta).array((case.p,))
            turned = student.cross_entropy_grad(case.A, 1.0 - case.y, -case.theta).array((case.p,))
            expect(close(turned, -gradient, FEW_SUMS).all(), "with all turned around, so should be the slopes")
            copied = student.cross_entropy_grad(np.vstack([case.A] * 2), np.tile(case.y, 2), case.theta)
            copied.should_equal(gradient, condition=FEW_SUMS, hint="Is it a mean over the rows?")
            expect(np.abs(gradient).max() > 0, "somewhere the loss should rise or fall")

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.cross_entropy_grad(case.A, case.y, case.theta)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.cross_entropy_grad(case.A, case.y, case.theta), condition=FEW_SUMS)


SLOPE = "Differentiate the loss of one row with respect to its score, and the score with respect to theta."


@exercise("fit_logistic", returns=("thetas", "losses"))
class TestFitLogistic:
    @points(1)
    def test_takes_the_steps_of_the_formula(self, student: Student) -> None:
        """After every step theta is where the gradient leads, with a penalty and without one."""
        for case, n_steps in zip(CASES, (5, 8), strict=True):
            for lam in (0.0, case.lam):
                strength = (lam,) if lam else ()  # without one, the penalty is 0
                answer = student.fit_logistic(case.A, case.y, case.rate, n_steps, *strength)
                thetas, _ = _run(answer, case.p, n_steps)
                expected = reference.fit_logistic(case.A, case.y, case.rate, n_steps, lam)[0]
                fits = close(thetas, expected, FEW_SUMS * n_steps).all(axis=1)
                expect(fits.all(), f"row {int(np.argmin(fits))} of thetas is not where the steps lead", hint=STEP)

    @points(1)
    def test_each_loss_belongs_to_its_state(self, student: Student) -> None:
        """losses[t] is the objective, penalty included, at thetas[t]; without a step there is the start alone."""
        for case, n_steps in ((CASES[0], 6), (CASES[1], 0), (scattered(9, 3, 0.2), 9)):
            answer = student.fit_logistic(case.A, case.y, case.rate, n_steps, case.lam)
            thetas, losses = _run(answer, case.p, n_steps)
            own = [_objective(case, theta) for theta in thetas]
            fits = close(losses, np.array(own), FEW_SUMS)
            expect(fits.all(), f"losses[{int(np.argmin(fits))}] is not the objective at its row of thetas", hint=LOSS)

    @points(1)
    def test_settles_where_scikit_learn_settles(self, student: Student) -> None:
        """A long run ends at the intercept and the weights that scikit-learn finds for the same objective."""
        for index, case in enumerate(STRONG):
            thetas, losses = _run(student.fit_logistic(case.A, case.y, case.rate, LONG, case.lam), case.p, LONG)
            fits = close(thetas[-1], _theta_of_scikit_learn(index), GUARDED)
            expect(fits.all(), f"entry {int(np.argmin(fits))} of theta is not where it should end", hint=PENALTY)
            expect(not np.any(np.diff(losses) > 1e-12), "at this rate the objective should never rise", hint=STEP)

    @points(1)
    def test_penalty_leaves_the_intercept_alone(self, student: Student) -> None:
        """In the end the mean of all probabilities is the share of 1s, because nothing holds the intercept back."""
        for case in STRONG:
            thetas, _ = _run(student.fit_logistic(case.A, case.y, case.rate, LONG, case.lam), case.p, LONG)
            with np.errstate(all="ignore"):
                mean = np.mean(reference.sigmoid(case.A @ thetas[-1]))
            expect(close(mean, np.mean(case.y), GUARDED), "the mean of p should be the share of 1s", hint=PENALTY)
            expect(np.any(thetas[-1, 1:]), "the weights should not stay at zero", hint=STEP)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.fit_logistic(case.A, case.y, case.rate, 5, case.lam)
            answer.should_leave_arguments_alone()
            expected = reference.fit_logistic(case.A, case.y, case.rate, 5, case.lam)
            answer.should_equal(expected, condition=FEW_SUMS * 5, hint=STEP)


LONG = 200  # each step of a wrong descent may be a call to the student's gradient
STRONG = (scattered(7, 3, 0.3), scattered(11, 4, 0.4))
STEP = "Take the second step on paper: with which theta is the gradient computed, and what does the penalty add?"
LOSS = "Recompute the objective from row 1 of thetas: cross-entropy and penalty. Which entry should hold it?"
PENALTY = "Which entries of theta does the penalty hold back, and how strongly?"


def _run(answer: Answer, p: int, n_steps: int) -> tuple[Floats, Floats]:
    thetas, losses = answer.parts("thetas", "losses")
    return thetas.array((n_steps + 1, p)), losses.array((n_steps + 1,))


def _objective(case: Case, theta: Floats) -> float:
    """Return the objective at a theta that may be wild."""
    with np.errstate(all="ignore"):
        return reference.cross_entropy(case.A, case.y, theta) + case.lam * float(np.sum(theta[1:] ** 2))


def _weights_of_scikit_learn(case: Case, C: float) -> tuple[float, Floats]:
    model = LogisticRegression(C=C, solver="newton-cholesky", tol=1e-10, max_iter=500).fit(case.A[:, 1:], case.y)
    return float(model.intercept_[0]), np.asarray(model.coef_[0])


@cache
def _theta_of_scikit_learn(index: int) -> Floats:
    case = STRONG[index]
    intercept, weights = _weights_of_scikit_learn(case, 1.0 / (2.0 * case.n * case.lam))
    return np.concatenate([[intercept], weights])


@exercise("logistic_c")
class TestLogisticC:
    @points(1)
    def test_scikit_learn_finds_the_same_parameters(self, student: Student) -> None:
        """LogisticRegression, fitted with your C, should end where our objective is smallest."""
        for case in CASES:
            C = student.logistic_c(case.lam, case.n).number()
            expect(1e-6 < C < 1e6, "C should be a positive number of ordinary size", hint=MULTIPLY)
            _, weights = _weights_of_scikit_learn(case, C)
            expect(close(weights, case.best[1:], GUARDED).all(), "it finds other weights with this C", hint=MULTIPLY)
        for lam, n in ((2, 9), (0.3, 31)):
            answer = student.logistic_c(lam, n)
            answer.should_equal(reference.logistic_c(lam, n), condition=FEW_SUMS, hint=MULTIPLY)


MULTIPLY = "Multiply our objective until its penalty is half of the sum of the squares. What stands before the losses?"
