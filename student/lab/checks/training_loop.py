"""Visible checks of `training-loop`: shapes first, then numbers that can be worked out on paper."""

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED

ONE_X, ONE_Y = np.array([2.0]), np.array([3.0])
ARRAY = "What is `type(...)` of it? The docstring asks for an array."


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


@exercise("fit_line")
class TestFitLine:
    @points(1)
    def test_keeps_every_state(self, student: Student) -> None:
        """Three steps visit four states: each array has n_steps + 1 entries."""
        history = student.fit_line(ONE_X, ONE_Y, 0.1, 3).mapping("w", "b", "loss")
        for key, states in history.items():
            expect(is_array(states.value), f"{key!r} should be a NumPy array of numbers", hint=ARRAY)
            expect(
                states.value.shape == (4,),
                f"{key!r} should have the shape (4,) after 3 steps; yours has {states.value.shape}",
                hint="How many states are there before, between and after 3 steps?",
            )

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


@exercise("closed_form_line", returns=("w", "b"))
class TestClosedFormLine:
    @points(1)
    def test_a_perfect_line(self, student: Student) -> None:
        """Points exactly on y = 2x - 1 give that line back."""
        x = np.array([-1.0, 0.0, 2.0, 3.0])
        student.closed_form_line(x, 2.0 * x - 1.0).should_equal((2.0, -1.0), condition=GUARDED)

    @points(1)
    def test_three_points_by_hand(self, student: Student) -> None:
        """The best line through (0, 1), (1, 0), (2, 2) can be found on paper."""
        answer = student.closed_form_line(np.array([0.0, 1.0, 2.0]), np.array([1.0, 0.0, 2.0]))
        hint = "Work out the two means on paper. Which of the two parameters can you compute first?"
        answer.should_equal((0.5, 0.5), condition=GUARDED, hint=hint)


@exercise("gap_report")
class TestGapReport:
    @points(1)
    def test_four_gaps_by_hand(self, student: Student) -> None:
        """Fit (1.5, 2), best (1, 2.5), truth (0.75, 3): each gap is one subtraction."""
        answer = student.gap_report(1.5, 2.0, 1.0, 2.5, 0.75, 3.0)
        gaps = {"opt_w": 0.5, "opt_b": -0.5, "stat_w": 0.25, "stat_b": -0.5}
        answer.should_equal(gaps, hint="Write down the two differences on paper. Which number comes first in each?")


@exercise("fit_until", returns=("w", "b", "steps", "converged"))
class TestFitUntil:
    @points(1)
    def test_ends_at_once_or_after_one_step(self, student: Student) -> None:
        """A generous tol needs no step at all; one point with lr = 0.1 needs exactly one."""
        student.fit_until(ONE_X, ONE_Y, 0.1, 20.0, 10).should_equal((0.0, 0.0, 0, True))
        student.fit_until(ONE_X, ONE_Y, 0.1, 1e-6, 10).should_equal(
            (1.2, 0.6, 1, True),
            hint="Look at the gradient before each step. How many updates have you made by then?",
        )

    @points(1)
    def test_gives_up_when_it_is_told(self, student: Student) -> None:
        """With lr = 0.05 and max_steps = 2 the goal is not reached: two steps, and converged is False."""
        student.fit_until(ONE_X, ONE_Y, 0.05, 1e-6, 2).should_equal((0.9, 0.45, 2, False))
