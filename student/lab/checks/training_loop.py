"""Visible checks of `training-loop`: shapes first, then numbers that can be worked out on paper."""

import numpy as np

from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED
from lab.checking.properties import DIGITS, should_count_rows_alike, should_take_whole_numbers

ONE_X, ONE_Y = np.array([2.0]), np.array([3.0])
# Two points and the line y = 2 x, which misses the second one by 2.
TWO_X, TWO_Y = np.array([1.0, 3.0]), np.array([2.0, 4.0])


@exercise("train_step", returns=("new_w", "new_b", "loss_before"))
class TestTrainStep:
    @points(1)
    def test_gives_three_numbers(self, student: Student) -> None:
        """A step hands back three plain numbers: new_w, new_b, loss_before."""
        answer = student.train_step(np.array([1.0, 2.0, 4.0]), np.array([1.0, 0.0, 2.0]), 1.0, 1.0, 0.1)
        answer.numbers("new_w", "new_b", "loss_before")

    @points(1)
    def test_one_step_by_hand(self, student: Student) -> None:
        """With one point (x = 2, y = 3), w = b = 0 and lr = 0.1, a step can be done on paper."""
        answer = student.train_step(ONE_X, ONE_Y, 0.0, 0.0, 0.1)
        answer.should_equal(
            (1.2, 0.6, 9.0), hint="Write down the residuals and both derivatives on paper. Where does one step lead?"
        )

    @points(0)
    def test_two_points_by_hand(self, student: Student) -> None:
        """From w = 2 and b = 0, one step with lr = 1/3 on the points (1, 2) and (3, 4) leads to 0 and -2/3."""
        answer = student.train_step(TWO_X, TWO_Y, 2.0, 0.0, 1.0 / 3.0)
        hint = "The residuals are 0 and 2. Write down both derivatives, then both steps: where do they begin?"
        answer.should_equal((0.0, -2.0 / 3.0, 2.0), scale=1.0, hint=hint)

    @points(0)
    def test_averages_over_rows(self, student: Student) -> None:
        """Every point twice changes nothing, whole numbers are fine, and your arrays stay as they are."""
        should_count_rows_alike(student.train_step, TWO_X, TWO_Y, 2.0, -1.0, 0.1)
        should_take_whole_numbers(student.train_step, TWO_X, TWO_Y, 2.0, -1.0, 0.1)


@exercise("fit_line")
class TestFitLine:
    @points(1)
    def test_keeps_every_state(self, student: Student) -> None:
        """Three steps visit four states: each array has n_steps + 1 entries."""
        history = student.fit_line(ONE_X, ONE_Y, 0.1, 3).mapping("w", "b", "loss")
        for states in history.values():
            states.array((4,), hint="How many states are there before, between and after 3 steps?")

    @points(2)
    def test_two_steps_by_hand(self, student: Student) -> None:
        """One point, two steps of lr = 0.05: each halves what is left, so paper is enough."""
        answer = student.fit_line(ONE_X, ONE_Y, 0.05, 2)
        states = {
            "w": np.array([0.0, 0.6, 0.9]),
            "b": np.array([0.0, 0.3, 0.45]),
            "loss": np.array([9.0, 2.25, 0.5625]),
        }
        answer.should_equal(states, hint="Which entry is the start? And is loss[1] the loss at w[1], b[1]?")

    @points(1)
    def test_starts_where_it_is_told(self, student: Student) -> None:
        """Entry 0 is the start: w0 and b0."""
        answer = student.fit_line(ONE_X, ONE_Y, 0.05, 1, w0=1.0, b0=-1.0)
        states = {"w": np.array([1.0, 1.4]), "b": np.array([-1.0, -0.8]), "loss": np.array([4.0, 1.0])}
        answer.should_equal(states, hint="Where do w0 and b0 enter your loop?")

    @points(0)
    def test_two_points_from_whole_numbers(self, student: Student) -> None:
        """From the whole numbers 2 and 0, lr = 1/3 leads to 0 and -2/3; points may be whole numbers, too."""
        answer = student.fit_line(TWO_X, TWO_Y, 1.0 / 3.0, 1, w0=2, b0=0)
        states = {"w": np.array([2.0, 0.0]), "b": np.array([0.0, -2.0 / 3.0]), "loss": np.array([2.0, 130.0 / 9.0])}
        hint = "Print the type of each array that you make. Can it hold -2/3, with all digits?"
        answer.should_equal(states, hint=hint)
        should_take_whole_numbers(student.fit_line, TWO_X, TWO_Y, 0.1, 2)


@exercise("closed_form_line", returns=("w", "b"))
class TestClosedFormLine:
    @points(1)
    def test_a_perfect_line(self, student: Student) -> None:
        """Points exactly on y = 2x - 1 give that line back."""
        x = np.array([-1.0, 0.0, 2.0, 3.0])
        hint = "Put your w and b back into the line: does it meet the first point? Which of the two is wrong?"
        student.closed_form_line(x, 2.0 * x - 1.0).should_equal((2.0, -1.0), condition=GUARDED, hint=hint)

    @points(1)
    def test_three_points_by_hand(self, student: Student) -> None:
        """The best line through (0, 1), (1, 0), (2, 2) can be found on paper."""
        answer = student.closed_form_line(np.array([0.0, 1.0, 2.0]), np.array([1.0, 0.0, 2.0]))
        hint = "Work out the two means on paper. Which of the two parameters can you compute first?"
        answer.should_equal((0.5, 0.5), condition=GUARDED, hint=hint)

    @points(0)
    def test_keeps_every_digit(self, student: Student) -> None:
        """No digit of a third is lost, whole numbers are fine, and your arrays stay as they are."""
        x, y = np.array([0.0, 1000.0, 2000.0]), np.array([1.0, 0.0, 2.0])
        should_take_whole_numbers(student.closed_form_line, x, y)
        student.closed_form_line(x, y / 3.0).should_equal((1.0 / 6000.0, 1.0 / 6.0), hint=DIGITS)


@exercise("gap_report")
class TestGapReport:
    @points(1)
    def test_four_gaps_by_hand(self, student: Student) -> None:
        """Fit (1.5, 2), best (1, 2.5), truth (0.75, 3): each gap is one subtraction."""
        answer = student.gap_report(1.5, 2.0, 1.0, 2.5, 0.75, 3.0)
        gaps = {"opt_w": 0.5, "opt_b": -0.5, "stat_w": 0.25, "stat_b": -0.5}
        answer.should_equal(gaps, hint="Write down the two differences on paper. Which number comes first in each?")

    @points(0)
    def test_keeps_every_digit(self, student: Student) -> None:
        """The same numbers in thirds: 1/6 stays 1/6."""
        answer = student.gap_report(1.5 / 3.0, 2.0 / 3.0, 1.0 / 3.0, 2.5 / 3.0, 0.75 / 3.0, 1.0)
        gaps = {"opt_w": 1.0 / 6.0, "opt_b": -1.0 / 6.0, "stat_w": 1.0 / 12.0, "stat_b": -1.0 / 6.0}
        answer.should_equal(gaps, hint=DIGITS)


@exercise("fit_until", returns=("w", "b", "steps", "converged"))
class TestFitUntil:
    @points(1)
    def test_ends_at_once_or_after_one_step(self, student: Student) -> None:
        """A generous tol needs no step at all; one point with lr = 0.1 needs exactly one."""
        hint = "With tol = 20 the start is good enough. Does your loop look at the gradient before it moves?"
        student.fit_until(ONE_X, ONE_Y, 0.1, 20.0, 10).should_equal((0.0, 0.0, 0, True), hint=hint)
        student.fit_until(ONE_X, ONE_Y, 0.1, 1e-6, 10).should_equal(
            (1.2, 0.6, 1, True),
            hint="Look at the gradient before each step. How many updates have you made by then?",
        )

    @points(1)
    def test_gives_up_when_it_is_told(self, student: Student) -> None:
        """With lr = 0.05 and max_steps = 2 the goal is not reached: two steps, and converged is False."""
        hint = "Count the updates, and look at the last gradient: is it at most tol?"
        student.fit_until(ONE_X, ONE_Y, 0.05, 1e-6, 2).should_equal((0.9, 0.45, 2, False), hint=hint)

    @points(0)
    def test_compares_the_norm(self, student: Student) -> None:
        """The gradient (-12, -6) has the norm 13.4: enough for tol = 14, not for 13. The last step counts, too."""
        hint = "Write down the root of 12² + 6². With which number does your code compare tol, and after which steps?"
        student.fit_until(ONE_X, ONE_Y, 0.1, 14.0, 1).should_equal((0.0, 0.0, 0, True), hint=hint)
        student.fit_until(ONE_X, ONE_Y, 0.1, 13.0, 1).should_equal((1.2, 0.6, 1, True), hint=hint)

    @points(0)
    def test_notices_a_runaway(self, student: Student) -> None:
        """With lr = 1000 the numbers run away: the run ends early, with converged False and without a warning."""
        runaway = student.fit_until(ONE_X, ONE_Y, 1000.0, 1e-6, 500)
        *_, steps, converged = runaway.parts("w", "b", "steps", "converged")
        hint = "Print w in each step. What does it become, and which line of your loop looks at that?"
        expect(not converged.truth(), "converged should be False here", hint=hint)
        expect(steps.integer() < 500, "the run should end before its last step", hint=hint)
        runaway.should_not_warn()
