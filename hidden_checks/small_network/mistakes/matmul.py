"""Wrong and right ways to write `matmul`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.small_network.mistakes import hints
from solutions.small_network import Value

PRODUCT = "test_multiplies_matrices_of_any_shape"
SHARES = "test_shares_of_both_matrices"
LEFT, RIGHT = "grad @ other.data.T", "self.data.T @ grad"
TRANSPOSE = (
    "Write the shapes of grad, of both matrices and of your share on paper. Which product fits for 4 × 3 and 3 × 2?"
)
ORDER = "In a matrix product the order counts. Which factor stands on the left in the product itself?"

MATMUL = mistakes("matmul")

MATMUL.add(
    "transpose-forgotten",
    hint=TRANSPOSE,
    fails=SHARES,
    matmul_without_the_left_transpose=replace(LEFT, "grad @ other.data"),
    matmul_without_the_right_transpose=replace(RIGHT, "self.data @ grad"),
    matmul_without_transposes=(replace(LEFT, "grad @ other.data"), replace(RIGHT, "self.data @ grad")),
)
MATMUL.add(
    "factors-exchanged",
    hint=ORDER,
    fails=SHARES,
    matmul_with_the_left_share_turned_round=replace(LEFT, "other.data.T @ grad"),
    matmul_with_the_right_share_turned_round=replace(RIGHT, "grad @ self.data.T"),
)
MATMUL.add(
    "share-transposed",
    hint="Compare the shape of each share with the shape of its parent.",
    fails=SHARES,
    matmul_with_the_left_share_transposed=replace(LEFT, "(grad @ other.data.T).T"),
    matmul_with_the_right_share_transposed=replace(RIGHT, "grad.T @ self.data"),
    matmul_with_the_grad_transposed=replace(LEFT, "grad.T @ other.data.T"),
)
MATMUL.add(
    "shares-exchanged",
    hint=hints.HANDED_OVER,
    fails=SHARES,
    matmul_with_the_shares_exchanged=replace(
        f"(lambda grad: {LEFT}, lambda grad: {RIGHT})", f"(lambda grad: {RIGHT}, lambda grad: {LEFT})"
    ),
    matmul_with_each_its_own_data=(replace(LEFT, "grad @ self.data.T"), replace(RIGHT, "other.data.T @ grad")),
)
MATMUL.add(
    "multiplied-entry-by-entry",
    hint="Is `*` the matrix product? Try it with (2, 3) and (3, 2).",
    fails=PRODUCT,
    matmul_entry_by_entry=replace("self.data @ other.data\n", "self.data * other.data\n"),
)
MATMUL.add(
    "multiplied-entry-by-entry",
    hint="Which `*` in your shares should be a matrix product?",
    fails=SHARES,
    matmul_with_shares_entry_by_entry=(replace(LEFT, "grad * other.data"), replace(RIGHT, "grad * self.data")),
)
MATMUL.add(
    "operands-exchanged",
    hint=ORDER,
    fails=PRODUCT,
    matmul_in_the_other_order=replace("self.data @ other.data\n", "other.data @ self.data\n"),
)
MATMUL.add(
    "factor-grad-missing",
    hint=hints.CHAIN,
    fails=SHARES,
    matmul_with_ones_for_the_grad=(
        replace(LEFT, "np.ones(grad.shape) @ other.data.T"),
        replace(RIGHT, "self.data.T @ np.ones(grad.shape)"),
    ),
)
MATMUL.add(
    "share-of-one-parent-missing",
    hint="Who are the parents of a product, and who of them gets a share from you?",
    fails=SHARES,
    matmul_with_a_share_for_the_right_only=replace(
        f"(self, other), (lambda grad: {LEFT}, lambda grad: {RIGHT})", f"(other,), (lambda grad: {RIGHT},)"
    ),
    matmul_with_a_share_for_the_left_only=replace(
        f"(self, other), (lambda grad: {LEFT}, lambda grad: {RIGHT})", f"(self,), (lambda grad: {LEFT},)"
    ),
)
MATMUL.add(
    "graph-cut-off",
    hint=hints.CUT,
    fails=SHARES,
    matmul_without_parents=replace(f", (self, other), (lambda grad: {LEFT}, lambda grad: {RIGHT})", ""),
)
MATMUL.add(
    "divided-by-n",
    hint="Is there a mean in a matrix product?",
    fails=SHARES,
    matmul_with_the_mean_over_rows=replace(RIGHT, "self.data.T @ grad / len(grad)"),
)
MATMUL.add(
    "nothing-returned", hint=hints.NO_RETURN, fails=PRODUCT, matmul_without_return=replace("return Value", "Value")
)
MATMUL.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=PRODUCT,
    matmul_rounded=replace("self.data @ other.data\n", "np.round(self.data @ other.data, 4)\n"),
)


@right("matmul")
def matmul_by_einsum(self, other):
    return Value(
        np.einsum("ij,jl->il", self.data, other.data),
        (self, other),
        (
            lambda grad: np.einsum("il,jl->ij", grad, other.data),
            lambda grad: np.einsum("ij,il->jl", self.data, grad),
        ),
    )


@right("matmul")
def matmul_by_dot(self, other):
    def left_share(grad):
        return np.dot(other.data, grad.T).T

    def right_share(grad):
        return sum(np.outer(row, g) for row, g in zip(self.data, grad))

    return Value(self.data.dot(other.data), [self, other], [left_share, right_share])
