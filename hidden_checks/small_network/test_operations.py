"""What the grader checks in `small-network` of operations on arrays, on entries no notebook has seen."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points

from autograder.checking.array_layouts import Floats, read_only, strided
from hidden_checks.small_network.cases import entries, grads_of, values, weights_for

FEW_SUMS = 1e3
SLOPE = "Take one entry. If it moves by a little, by how much does its result move, and what does the share multiply?"
SHAPES = "Write down the shapes of grad, of both parents and of both shares. Which product has which shape?"
REPEATED = "Along which axes was this parent repeated? What becomes of the shares of all copies of one entry?"
SAME = "The operation should leave the numbers and the grads of its parents as they were."


def _should_be(student: Student, name: str, x: Floats, expected: tuple[Floats, Floats]) -> None:
    """Check the entries of a result, and the grads for weights that differ; the parent is used a second time."""
    results, slopes = expected
    weights = weights_for(results.shape)
    (v,) = values(student, x)
    result = getattr(student, name)(v)
    result.data.should_equal(results, condition=FEW_SUMS, hint="Look at the entries one by one.")
    v.data.should_equal(np.asarray(x, dtype=np.float64), condition=1.0, hint=SAME)
    v.grad.should_equal(np.zeros(x.shape), hint=SAME)
    (grad,) = grads_of(result, weights, [v])
    grad.should_equal(weights * slopes, condition=FEW_SUMS, hint=SLOPE)
    (grad,) = grads_of(result * v, weights, [v])
    grad.should_equal(weights * (results + slopes * x), condition=FEW_SUMS, hint=SLOPE)


@exercise("exp")
class TestExp:
    @points(1)
    def test_entries_and_shares(self, student: Student) -> None:
        """The entries are exponentials, and going back each entry gets its slope times the grad of its result."""
        for x in (entries(3), read_only(entries(4, 2)), strided(entries(5)), np.array([-2, 0, 1, 3])):
            _should_be(student, "exp", x, (np.exp(x), np.exp(x)))


@exercise("log")
class TestLog:
    @points(1)
    def test_entries_and_shares(self, student: Student) -> None:
        """The entries are logarithms, and going back each entry gets its slope times the grad of its result."""
        positive = {"low": 0.2, "high": 4.0}
        arrays = (entries(3, **positive), read_only(entries(4, 2, **positive)), strided(entries(5, **positive)))
        for x in (*arrays, np.array([1, 2, 5])):
            _should_be(student, "log", x, (np.log(x), 1.0 / x))


@exercise("tanh")
class TestTanh:
    @points(1)
    def test_entries_and_shares(self, student: Student) -> None:
        """The entries are tanh, and going back each entry gets its slope times the grad of its result."""
        for x in (entries(3), read_only(entries(4, 2)), strided(entries(5)), np.array([-2, 0, 1, 3])):
            _should_be(student, "tanh", x, (np.tanh(x), 1.0 / np.cosh(x) ** 2))


@exercise("matmul")
class TestMatmul:
    @points(1)
    def test_multiplies_matrices_of_any_shape(self, student: Student) -> None:
        """The result is the matrix product, for square matrices, other ones and whole numbers."""
        whole = np.array([[1, -2], [3, 0], [2, 5]]), np.array([[2, -1, 4], [0, 3, -2]])
        for a, b in ((entries(3, 3), entries(3, 3) - 0.4), (entries(4, 3), entries(3, 2)), whole):
            student.matmul(*values(student, a, b)).data.should_equal(a @ b, condition=FEW_SUMS)

    @points(2)
    def test_shares_of_both_matrices(self, student: Student) -> None:
        """Going back, each matrix gets a share of its own shape: the exact derivatives."""
        pairs = (
            (entries(3, 3), entries(3, 3) - 0.4),
            (entries(4, 3), entries(3, 2)),
            (strided(entries(2, 5)), read_only(entries(5, 4))),
        )
        for a, b in pairs:
            left, right = values(student, a, b)
            weights = weights_for((len(a), b.shape[1]))
            grads = grads_of(student.matmul(left, right), weights, [left, right])
            _should_equal_each(grads, (weights @ b.T, a.T @ weights), SHAPES)
        square = entries(3, 3)
        (v,) = values(student, square)
        weights = weights_for((3, 3))
        grads = grads_of(student.matmul(v, v), weights, [v])
        _should_equal_each(grads, (weights @ square.T + square.T @ weights,), "A matrix may be both parents at once.")


@exercise("add")
class TestAdd:
    @points(1)
    def test_adds_arrays_of_any_shapes(self, student: Student) -> None:
        """The result is NumPy's sum, whichever of the two is repeated, for numbers and matrices."""
        for a, b in BROADCAST_PAIRS:
            left, right = values(student, a, b)
            student.add(left, right).data.should_equal(a + b, condition=FEW_SUMS)
            left.data.should_equal(a.astype(float), condition=1.0, hint=SAME)

    @points(3)
    def test_shares_have_the_shapes_of_their_parents(self, student: Student) -> None:
        """Going back, the shares of all copies of an entry are added up, and every grad has its parent's shape."""
        for a, b in BROADCAST_PAIRS:
            left, right = values(student, a, b)
            weights = weights_for(np.shape(a + b))
            grads = grads_of(student.add(left, right), weights, [left, right])
            _should_equal_each(grads, (_summed(weights, a.shape), _summed(weights, b.shape)), REPEATED)
        (v,) = values(student, entries(4))
        grads = grads_of(student.add(v, v), weights_for((4,)), [v])
        _should_equal_each(grads, (2.0 * weights_for((4,)),), "A value may be both parents at once.")


BROADCAST_PAIRS = (
    (entries(4, 3), entries(3)),
    (entries(3), entries(5, 3)),
    (entries(3, 3), entries(3) - 0.3),
    (entries(4, 3), entries(4, 1)),
    (strided(entries(1, 3)), entries(4, 3)),
    (entries(1, 2), read_only(entries(5, 1))),
    (np.array([[1, -2], [3, 0]]), np.array([4, -1])),
    (entries(2, 3), np.array(1.5)),
    (entries(2, 3, 2), entries(3, 1)),
    (entries(3), entries(3) + 1.0),
)


def _summed(weights: Floats, shape: tuple[int, ...]) -> Floats:
    """Return the sum over all copies: those of entry i are where an array of numbers 0, 1, 2, ... shows i."""
    count = int(np.prod(shape))
    copies = np.broadcast_to(np.arange(count).reshape(shape), weights.shape)
    return np.bincount(copies.ravel(), weights.ravel(), minlength=count).reshape(shape)


def _should_equal_each(grads: list[Answer], expected: tuple[Floats, ...], hint: str) -> None:
    for grad, numbers in zip(grads, expected, strict=True):
        shape = np.shape(grad.value)
        message = f"a parent of shape {numbers.shape} should get a share of this shape; it got {shape}"
        expect(shape == numbers.shape, message, hint=hint)
        grad.should_equal(numbers if numbers.shape else float(numbers), condition=FEW_SUMS, hint=hint)
