"""Wrong and right ways to write `add`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.small_network.mistakes import hints
from solutions.small_network import Value

SUM = "test_adds_arrays_of_any_shapes"
SHARES = "test_shares_have_the_shapes_of_their_parents"
FEWER_AXES = "while grad.ndim > len(shape):\n    grad = grad.sum(axis=0)"
LENGTH_ONE = (
    "for axis, length in enumerate(shape):\n    if length == 1:\n        grad = grad.sum(axis=axis, keepdims=True)"
)
COPIES = "How many times is each entry of the smaller array used? Compare the shape of its share with its own."

ADD = mistakes("add")

ADD.add(
    "broadcasting-not-summed-back",
    hint=COPIES,
    fails=SHARES,
    add_that_hands_on_the_grad=(replace(FEWER_AXES, ""), replace(LENGTH_ONE, "")),
)
ADD.add(
    "broadcasting-not-summed-back",
    hint="Your function handles arrays with fewer axes. What about an axis of length 1, as in (4, 1)?",
    fails=SHARES,
    add_without_axes_of_length_one=replace(LENGTH_ONE, ""),
)
ADD.add(
    "broadcasting-not-summed-back",
    hint="Your function handles axes of length 1. What about an array with fewer axes, as (3,) beside (4, 3)?",
    fails=SHARES,
    add_without_missing_axes=replace(FEWER_AXES, ""),
)
ADD.add(
    "broadcasting-not-summed-back",
    hint="Which of the two operands may be the smaller one?",
    fails=SHARES,
    add_that_sums_for_the_right_only=replace("share(grad, self.data.shape)", "grad"),
    add_that_sums_for_the_left_only=replace("share(grad, other.data.shape)", "grad"),
)
ADD.add(
    "summed-over-the-wrong-axis",
    hint="A vector beside a matrix is repeated for every row. Along which axis do its copies lie?",
    fails=SHARES,
    add_summed_over_the_last_axis=replace("grad.sum(axis=0)", "grad.sum(axis=-1)"),
)
ADD.add(
    "mean-instead-of-sum",
    hint="A value is used three times: is its grad the mean of the three shares?",
    fails=SHARES,
    add_with_means=(
        replace("grad.sum(axis=0)", "grad.mean(axis=0)"),
        replace("grad.sum(axis=axis", "grad.mean(axis=axis"),
    ),
    add_with_the_mean_over_rows=replace("grad.sum(axis=0)", "grad.mean(axis=0)"),
)
ADD.add(
    "first-copy-only",
    hint="What becomes of the shares of the second copy, and of the third?",
    fails=SHARES,
    add_with_the_first_row=replace("grad.sum(axis=0)", "grad[0]"),
)
ADD.add(
    "axis-of-length-one-lost",
    hint="Which shape does your share have where its parent has the shape (4, 1)?",
    fails=SHARES,
    add_without_keepdims=replace(", keepdims=True", ""),
)
ADD.add(
    "all-entries-added",
    hint=hints.SUMMED,
    fails=SHARES,
    add_with_the_total=(replace(FEWER_AXES, "grad = grad.sum()"), replace(LENGTH_ONE, "")),
)
ADD.add(
    "added-along-the-wrong-axis",
    hint="Call it with (4, 3) and (3,), and print the result: to which entries is the vector added?",
    fails=SUM,
    add_to_the_columns=replace(
        "self.data + other.data,",
        "(self.data.T + other.data).T if self.data.ndim == 2 and other.data.ndim == 1 else self.data + other.data,",
    ),
)
ADD.add(
    "shares-exchanged",
    hint=hints.HANDED_OVER,
    fails=SHARES,
    add_with_the_shapes_exchanged=(
        replace("share(grad, self.data.shape)", "share(grad, other.data.shape )"),
        replace("share(grad, other.data.shape)", "share(grad, self.data.shape)"),
    ),
)
ADD.add(
    "factor-grad-missing",
    hint=hints.CHAIN,
    fails=SHARES,
    add_with_ones=(
        replace("share(grad, self.data.shape)", "share(np.ones(grad.shape), self.data.shape)"),
        replace("share(grad, other.data.shape)", "share(np.ones(grad.shape), other.data.shape)"),
    ),
)
ADD.add(
    "slopes-of-a-product",
    hint="If one operand moves by a little, by how much does the sum move?",
    fails=SHARES,
    add_with_the_slopes_of_a_product=(
        replace("share(grad, self.data.shape)", "share(grad * other.data, self.data.shape)"),
        replace("share(grad, other.data.shape)", "share(grad * self.data, other.data.shape)"),
    ),
)
ADD.add(
    "graph-cut-off",
    hint=hints.CUT,
    fails=SHARES,
    add_without_parents=replace(
        "Value(self.data + other.data, (self, other), shares)", "Value(self.data + other.data)"
    ),
)
ADD.add(
    "share-of-one-parent-missing",
    hint="Who are the parents of a sum, and who of them gets a share from you?",
    fails=SHARES,
    add_with_a_constant_on_the_right=replace("(self, other), shares)", "(self,), shares[:1])"),
    add_with_a_constant_on_the_left=replace("(self, other), shares)", "(other,), shares[1:])"),
)
ADD.add(
    "operand-changed-in-place",
    hint=hints.IN_PLACE,
    fails=SUM,
    add_into_the_larger_array=replace(
        "return Value(self.data + other.data",
        "if self.data.shape == np.shape(self.data + other.data):\n    self.data += other.data\n"
        "    return Value(self.data + other.data, (self, other), shares)\nreturn Value(self.data + other.data",
    ),
)
ADD.add("nothing-returned", hint=hints.NO_RETURN, fails=SUM, add_without_return=replace("return Value", "Value"))
ADD.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=SUM,
    add_rounded=replace("Value(self.data + other.data", "Value(np.round(self.data + other.data, 4)"),
)


@mistake("subtracted-instead-of-added", "add", hint="What are 2 and 3 together?", fails=SUM)
def add_that_subtracts(self, other):
    def share(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.sum(axis=0)
        for axis, length in enumerate(shape):
            if length == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        return grad

    return Value(
        self.data - other.data,
        (self, other),
        (lambda grad: share(grad, self.data.shape), lambda grad: -share(grad, other.data.shape)),
    )


@right("add")
def add_by_aligned_shapes(self, other):
    result = self.data + other.data

    def back_to(shape):
        padded = (1,) * (result.ndim - len(shape)) + shape
        axes = tuple(i for i, (small, large) in enumerate(zip(padded, result.shape)) if small != large)
        return lambda grad: grad.sum(axis=axes, keepdims=True).reshape(shape)

    return Value(result, (self, other), (back_to(self.data.shape), back_to(other.data.shape)))


@right("add")
def add_by_counting_copies(self, other):
    result = self.data + other.data

    def back_to(array):
        numbers = np.broadcast_to(np.arange(array.size).reshape(array.shape), result.shape)

        def share(grad):
            total = np.zeros(array.size)
            np.add.at(total, numbers.ravel(), grad.ravel())
            return total.reshape(array.shape)

        return share

    return Value(result, (self, other), (back_to(self.data), back_to(other.data)))
