"""Visible checks of `autodiff`: expressions that can be worked out on paper."""

from collections.abc import Callable

import numpy as np

from lab.checking.api import Answer, CheckFailed, Student, exercise, expect, points, require
from lab.checking.comparison import GUARDED
from lab.checking.derivatives import derivatives
from lab.checking.fingerprint import fingerprint
from lab.checking.properties import DIGITS, ROWS, TINY, should_take_whole_numbers

LABELS = (
    "gradient-sign",
    "sum-not-mean",
    "sequential-update",
    "stale-gradient",
    "aliased-history",
    "loss-after-update",
    "gradient-not-reset",
    "learning-rate-forgotten",
)
ONE_X, ONE_Y = np.array([2.0]), np.array([3.0])
TABLE = np.array([[1.0, 10.0], [3.0, 10.0], [1.0, 30.0], [3.0, 30.0]])
HEIGHTS = np.array([6.0, 10.0, -4.0, 0.0])
PAIR, PAIR_Y = np.array([[0.0], [6.0]]), np.array([0.0, 4.0])


@exercise("Value")
class TestValue:
    @points(1)
    def test_six_and_minus_two(self, student: Student) -> None:
        """With a = 6 and b = -2 every operator gives a Value with the right data."""
        a, b = student.Value(6.0), student.Value(-2.0)
        for result, number in ((a + b, 4.0), (a - b, 8.0), (a * b, -12.0), (a / b, -3.0), (b**3, -8.0), (-a, -6.0)):
            result.data.should_equal(number)

    @points(1)
    def test_plain_numbers_on_either_side(self, student: Student) -> None:
        """A plain number may stand on the right or on the left: v = 4 in v - 1, 1 - v, 2 / v and so on."""
        v = student.Value(4.0)
        right = ((v + 1, 5.0), (v - 1, 3.0), (v * 2, 8.0), (v / 2, 2.0), (v**0.5, 2.0))
        left = ((1 + v, 5.0), (1 - v, -3.0), (2 * v, 8.0), (2 / v, 0.5))
        for result, number in (*right, *left):
            result.data.should_equal(number, hint="Python tries `1 - v` with `v.__rsub__(1)`.")

    @points(1)
    def test_slopes_on_paper(self, student: Student) -> None:
        """At a = 3, b = 2 the slopes of a·b, a/b, a³ and b - a are known from calculus."""
        slopes: tuple[tuple[Callable[[Answer, Answer], Answer], float], ...] = (
            (lambda a, b: a * b, 2.0),
            (lambda a, b: a / b, 0.5),
            (lambda a, b: a**3, 27.0),
            (lambda a, b: b - a, -1.0),
            (lambda a, b: b / a, -2.0 / 9.0),
        )
        for operation, slope in slopes:
            a, b = student.Value(3.0), student.Value(2.0)
            (by_a,) = derivatives(student, operation(a, b), [a])
            by_a.should_equal(slope, hint="Which slope does this operation store for each of its parents?")

    @points(0)
    def test_one_value_on_both_sides(self, student: Student) -> None:
        """v + v, v·v and -v at v = 3 have slopes, too; and a Value keeps every digit of its number."""
        hint = "Print parents and slopes of the result: how often is v among its parents, and with which slope?"
        v, u, t = (student.Value(3.0) for _ in range(3))
        for result, leaf, slope in ((v + v, v, 2.0), (u * u, u, 6.0), (-t, t, -1.0)):
            (by_leaf,) = derivatives(student, result, [leaf])
            by_leaf.should_equal(slope, hint=hint)
        student.Value(1.0 / 3.0).data.should_equal(1.0 / 3.0, hint="Does a line of your class round?")


def _require_value(student: Student) -> None:
    """Skip a check of `backward` where the class itself is not ready for it."""
    try:
        v = student.Value(2.0)
        ready = (v * v + v).data.value == 6.0
    except CheckFailed:
        ready = False
    require(ready, "`Value` does not add and multiply yet, and `backward` works on what they leave")


FINISHED = "When is the grad of s finished, and when may s hand it on?"


@exercise("backward")
class TestBackward:
    @points(1)
    def test_one_path_to_each_leaf(self, student: Student) -> None:
        """e = (a + b)·d at a = 2, b = 1, d = 5: the grads are 5, 5 and 3, and e's own is 1."""
        _require_value(student)
        a, b, d = student.Value(2.0), student.Value(1.0), student.Value(5.0)
        e = (a + b) * d
        student.backward(e).should_return()
        for node, grad in ((e, 1.0), (d, 3.0), (a, 5.0), (b, 5.0)):
            node.grad.should_equal(
                grad,
                hint="What is the grad of the result itself? Follow it backwards on paper, one operation at a time.",
            )

    @points(1)
    def test_values_that_are_used_twice(self, student: Student) -> None:
        """x·z + x at x = 3, z = 4: x has the grad 5. And s·s + s with s = 2x at x = 1: s has 5, and x has 10."""
        _require_value(student)
        x, z = student.Value(3.0), student.Value(4.0)
        student.backward(x * z + x).should_return()
        x.grad.should_equal(5.0, hint="How many paths lead from x·z + x back to x? What does each one bring?")
        x = student.Value(1.0)
        s = x * 2
        student.backward(s * s + s).should_return()
        s.grad.should_equal(5.0, hint=FINISHED)
        x.grad.should_equal(10.0, hint=FINISHED)

    @points(0)
    def test_a_short_way_and_a_long_one(self, student: Student) -> None:
        """s + 6s by a detour, with s = 2x: x has 14. And two values that hold the same number keep their own grads."""
        _require_value(student)
        x = student.Value(1.0)
        s = x * 2
        student.backward(s + s * 2 * 3).should_return()
        x.grad.should_equal(14.0, hint=FINISHED)
        a, b = student.Value(2.0), student.Value(2.0)
        student.backward(a * 3 + b).should_return()
        for value, grad in ((a, 3.0), (b, 1.0)):
            value.grad.should_equal(grad, hint="a and b hold the same number. Does your function take them for one?")

    @points(0)
    def test_a_second_pass_starts_afresh(self, student: Student) -> None:
        """Called twice it gives the same as once; called for another result it forgets the first."""
        _require_value(student)
        x = student.Value(1.0)
        s = x * 2
        first, second = s * s + s, s * 3
        hint = "Print the grads after the first pass and after the second. What does each value still hold?"
        for end, grads in ((first, (5.0, 10.0)), (first, (5.0, 10.0)), (second, (3.0, 6.0))):
            student.backward(end).should_return()
            end.grad.should_equal(1.0, hint=hint)
            for value, grad in zip((s, x), grads, strict=True):
                value.grad.should_equal(grad, hint=hint)

    @points(0)
    def test_a_thousand_in_a_row(self, student: Student) -> None:
        """A sum of more than a thousand terms is a graph as deep, and no reason to stop."""
        _require_value(student)
        x = student.Value(1.5)
        student.backward(x + x).should_return()
        # NumPy adds objects up one after the other: one call instead of a thousand.
        student.backward(student.np.read().add.read().reduce((x,) * 1100)).should_return()
        x.grad.should_equal(1100.0, hint="How many paths lead back to x?")


@exercise("fit_line_autodiff", returns=("w", "b"))
class TestFitLineAutodiff:
    @points(1)
    def test_two_steps_by_hand(self, student: Student) -> None:
        """One point (x = 2, y = 3), two steps of lr = 0.05: each halves what is left, so paper is enough."""
        answer = student.fit_line_autodiff(ONE_X, ONE_Y, 0.05, 2)
        answer.should_equal(
            (0.9, 0.45), hint="Print loss.data, w.grad and b.grad in each step: 9, -12 and -6 come first."
        )

    @points(0)
    def test_two_points_of_any_kind(self, student: Student) -> None:
        """The same point twice gives the same line, a tiny target the same digits; whole numbers are fine, too."""
        for unit, hint in ((1.0, ROWS), (TINY, DIGITS)):
            answer = student.fit_line_autodiff(np.repeat(ONE_X, 2), unit * np.repeat(ONE_Y, 2), 0.05, 2)
            answer.should_equal((0.9 * unit, 0.45 * unit), hint=hint)
        should_take_whole_numbers(student.fit_line_autodiff, np.array([1.0, 3.0]), np.array([2.0, 4.0]), 0.05, 2)


@exercise("LinearRegressionGD")
class TestLinearRegressionGD:
    @points(1)
    def test_learns_a_plane(self, student: Student) -> None:
        """Rows made exactly by y = 2·x₁ - 0.5·x₂ + 9 give these numbers back, in the data's own units."""
        model = student.LinearRegressionGD(lr=0.4, n_steps=300).fit(TABLE, HEIGHTS)
        model.coef_.should_equal(np.array([2.0, -0.5]), condition=GUARDED)
        model.intercept_.should_equal(9.0, condition=GUARDED)

    @points(1)
    def test_predicts_and_scores(self, student: Student) -> None:
        """fit hands back the model; predict takes new rows; the score of a perfect fit is 1."""
        model = student.LinearRegressionGD(lr=0.4, n_steps=300).fit(TABLE, HEIGHTS)
        model.predict(np.array([[2.0, 20.0]])).should_equal(np.array([3.0]), condition=GUARDED)
        model.score(TABLE, HEIGHTS).should_equal(1.0, condition=GUARDED)

    @points(1)
    def test_says_that_it_has_learnt_nothing_yet(self, student: Student) -> None:
        """predict before fit raises an error."""
        model = student.LinearRegressionGD(lr=0.4, n_steps=300)
        for columns in (2, 1, 3):
            rows = np.ones((4, columns))
            model.predict.should_raise(Exception, rows, hint="What can predict know before fit has run?")

    @points(0)
    def test_two_steps_with_each_penalty(self, student: Student) -> None:
        """Two rows and two steps of lr = 0.25: without a penalty, with l2 and with l1 paper is enough."""
        hint = "In standard units x is -1 and 1. Write both steps down, then go back to x's units; round nothing."
        for penalty, lam, w in ((None, 0.0, 1.5), ("l2", 0.5, 1.25), ("l1", 1.0, 1.125)):
            model = student.LinearRegressionGD(0.25, 2, penalty=penalty, lam=lam).fit(PAIR, PAIR_Y)
            model.coef_.should_equal(np.array([w / 3.0]), condition=GUARDED, hint=hint)
            model.intercept_.should_equal(1.5 - w, condition=GUARDED, scale=1.0, hint=hint)

    @points(0)
    def test_fits_again_and_scores_other_rows(self, student: Student) -> None:
        """A second fit forgets the first; the score is R² on the rows you give it, and may be negative."""
        model = student.LinearRegressionGD(lr=0.25, n_steps=1)
        model.fit(PAIR - 9.0, PAIR_Y + 50.0).should_return()
        model.fit(PAIR, PAIR_Y).should_return()
        hint = "What does your model still hold when fit is called the second time?"
        model.coef_.should_equal(np.array([1.0 / 3.0]), condition=GUARDED, hint=hint)
        rows, targets = np.array([[3.0], [9.0]]), np.array([2.0, 6.0])
        hint = "Work it out on paper: the squares that are left, and the squares around the mean of which targets?"
        model.predict(rows).should_equal(np.array([1.0, 3.0]), condition=GUARDED, hint=hint)
        model.score(rows, targets).should_equal(-0.25, condition=10 * GUARDED, hint=hint)

    @points(0)
    def test_a_column_that_never_changes(self, student: Student) -> None:
        """A constant column gets the coefficient 0, without nan, and X and y stay as they are."""
        model = student.LinearRegressionGD(lr=0.25, n_steps=1)
        fitted = model.fit(np.column_stack([PAIR, [5.0, 5.0]]), PAIR_Y)
        fitted.should_leave_arguments_alone()
        hint = "What is the standard deviation of a column that never changes? By what do you divide there?"
        model.coef_.should_equal(np.array([1.0 / 3.0, 0.0]), condition=GUARDED, hint=hint)


ALL_FOUR = "d682d0f266d004f3"


@exercise("find_bug")
class TestFindBug:
    @points(0)
    def test_answers_with_a_label_for_each_loop(self, student: Student) -> None:
        """Each of "a", "b", "c", "d" gets one of the eight labels (which one is right, only the grader says)."""
        for name in "abcd":
            label = student.find_bug(name).value
            is_label = isinstance(label, str) and label in LABELS
            expect(is_label, f'`find_bug("{name}")` is none of the eight labels', hint="Copy the label from the table.")

    @points(0)
    def test_all_four_fit(self, student: Student) -> None:
        """All four labels fit their loops. If not, this does not say which: try the loops, with prints."""
        labels = [student.find_bug(name).value for name in "abcd"]
        hint = (
            "What would each label do to the losses, to the rows of the history, or when every point is there twice?"
            " Run each loop for three steps and look."
        )
        expect(fingerprint(labels) == ALL_FOUR, "at least one of your four labels does not fit its loop", hint=hint)
