"""Visible checks of `autodiff`: expressions that can be worked out on paper."""

from collections.abc import Callable, Sequence

import numpy as np

from lab.checking.api import Answer, CheckFailed, Student, exercise, expect, points, require
from lab.checking.comparison import GUARDED

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


def derivatives(student: Student, result: Answer, leaves: Sequence[Answer]) -> list[Answer]:
    """Return the derivative of a result by each leaf, as `by_paths` gives it.

    A class of the student's own may lack `by_paths` or the attributes that it reads. Then they come from one pass of
    `backward`, which may leave the gradients of an earlier pass in place, so the leaves must be new.
    """
    by_paths = [result.by_paths(leaf) for leaf in leaves]
    if not any(map(_lacks_attribute, by_paths)):
        return by_paths
    answer = student.backward(result)
    try:
        answer.should_return()
    except CheckFailed:
        return by_paths
    return [leaf.grad.read() for leaf in leaves]


def _lacks_attribute(answer: Answer) -> bool:
    try:
        answer.should_return()
    except CheckFailed as failure:
        return "raised AttributeError" in failure.message
    return False


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


def _require_value(student: Student) -> None:
    """Skip a check of `backward` where the class itself is not ready for it."""
    try:
        v = student.Value(2.0)
        ready = (v * v + v).data.value == 6.0
    except CheckFailed:
        ready = False
    require(ready, "`Value` does not add and multiply yet, and `backward` works on what they leave")


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
        s.grad.should_equal(5.0, hint="When is the grad of s finished, and when may s hand it on?")
        x.grad.should_equal(10.0, hint="When is the grad of s finished, and when may s hand it on?")


@exercise("fit_line_autodiff", returns=("w", "b"))
class TestFitLineAutodiff:
    @points(1)
    def test_two_steps_by_hand(self, student: Student) -> None:
        """One point (x = 2, y = 3), two steps of lr = 0.05: each halves what is left, so paper is enough."""
        answer = student.fit_line_autodiff(ONE_X, ONE_Y, 0.05, 2)
        answer.should_equal(
            (0.9, 0.45), hint="Print loss.data, w.grad and b.grad in each step: 9, -12 and -6 come first."
        )


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
        model.predict.should_raise(Exception, TABLE, hint="What can predict know before fit has run?")


@exercise("find_bug")
class TestFindBug:
    @points(0)
    def test_answers_with_a_label_for_each_loop(self, student: Student) -> None:
        """Each of "a", "b", "c", "d" gets one of the eight labels (which one is right, only the grader says)."""
        for name in "abcd":
            label = student.find_bug(name).value
            is_label = isinstance(label, str) and label in LABELS
            expect(is_label, f'`find_bug("{name}")` is none of the eight labels', hint="Copy the label from the table.")
