"""Visible checks of `small-network`: operations on arrays of a few entries, which can be worked out on paper."""

import numpy as np

from lab.checking.api import Answer, Student, exercise, points

CHAIN = "If the grad of the result is 2 and not 1, does your share follow?"
SHARES = "For each parent: which array has its shape, and how much does each entry of it move the result?"


def backward_of(result: Answer, weights: object = 1.0) -> None:
    """Go back from a result whose entries count with these weights."""
    (result * weights).backward().should_return()


@exercise("exp")
class TestExp:
    @points(1)
    def test_at_zero_and_at_log_three(self, student: Student) -> None:
        """At 0 and log 3 the exponential is 1 and 3, and so is its slope; counted twice, the grads are 2 and 6."""
        v = student.Value(np.log([1.0, 3.0]))
        result = student.exp(v)
        result.data.should_equal(np.array([1.0, 3.0]))
        backward_of(result, 2.0)
        v.grad.should_equal(np.array([2.0, 6.0]), hint=CHAIN)


@exercise("log")
class TestLog:
    @points(1)
    def test_at_one_and_at_four(self, student: Student) -> None:
        """At 1 and 4 the slopes of the logarithm are 1 and a quarter; counted twice, the grads are 2 and 0.5."""
        v = student.Value(np.array([1.0, 4.0]))
        result = student.log(v)
        result.data.should_equal(np.array([0.0, 2.0 * np.log(2.0)]))
        backward_of(result, 2.0)
        v.grad.should_equal(np.array([2.0, 0.5]), hint=CHAIN)


@exercise("tanh")
class TestTanh:
    @points(1)
    def test_at_zero_and_at_half_of_log_three(self, student: Student) -> None:
        """At 0 and (log 3) / 2 tanh is 0 and a half, with the slopes 1 and 3/4; counted twice: 2 and 1.5."""
        v = student.Value(np.log([1.0, 3.0]) / 2.0)
        result = student.tanh(v)
        result.data.should_equal(np.array([0.0, 0.5]))
        backward_of(result, 2.0)
        v.grad.should_equal(np.array([2.0, 1.5]), hint=CHAIN)


@exercise("matmul")
class TestMatmul:
    @points(1)
    def test_a_row_times_a_column(self, student: Student) -> None:
        """(1, 2) times the column (3, 4) is 11. Going back, the row gets (3, 4) and the column gets (1, 2)."""
        row, column = student.Value(np.array([[1.0, 2.0]])), student.Value(np.array([[3.0], [4.0]]))
        product = student.matmul(row, column)
        product.data.should_equal(np.array([[11.0]]))
        backward_of(product)
        row.grad.should_equal(np.array([[3.0, 4.0]]), hint=SHARES)
        column.grad.should_equal(np.array([[1.0], [2.0]]), hint=SHARES)


@exercise("add")
class TestAdd:
    @points(1)
    def test_adds_as_numpy_does(self, student: Student) -> None:
        """The vector (10, 20) is added to each of two rows."""
        matrix, vector = student.Value(np.array([[1.0, 2.0], [3.0, 4.0]])), student.Value(np.array([10.0, 20.0]))
        student.add(matrix, vector).data.should_equal(np.array([[11.0, 22.0], [13.0, 24.0]]))

    @points(1)
    def test_a_vector_beside_three_rows(self, student: Student) -> None:
        """Added to three rows, each entry of the vector is used three times: its grad is 3, and its shape (2,)."""
        matrix, vector = student.Value(np.zeros((3, 2))), student.Value(np.array([10.0, 20.0]))
        backward_of(student.add(matrix, vector))
        vector.grad.should_equal(np.array([3.0, 3.0]), hint="How many times is each entry of the vector used?")
        matrix.grad.should_equal(np.ones((3, 2)), hint="Each entry of the matrix is used once.")


@exercise("loss_of_scores")
class TestLossOfScores:
    @points(1)
    def test_scores_of_zero(self, student: Student) -> None:
        """A score of 0 is a probability of one half: the loss is log 2, whatever the labels."""
        loss = student.loss_of_scores(student.Value(np.zeros((2, 1))), np.array([1.0, 0.0]))
        loss.data.should_equal(float(np.log(2.0)), hint="What is log(1 + exp(0))? How many losses are in the mean?")

    @points(1)
    def test_slopes_at_zero(self, student: Student) -> None:
        """There the derivatives are (1/2 - label) / n: -0.25 for the label 1 and 0.25 for the label 0."""
        scores = student.Value(np.zeros((2, 1)))
        student.loss_of_scores(scores, np.array([1.0, 0.0])).backward().should_return()
        scores.grad.should_equal(
            np.array([[-0.25], [0.25]]),
            hint="What is the slope of each loss at the score 0? How many losses are in the mean?",
        )


@exercise("network_scores")
class TestNetworkScores:
    @points(1)
    def test_one_unit_by_hand(self, student: Student) -> None:
        """One feature and one unit: tanh((log 3) / 2) is a half, times 4 plus 3 makes 5."""
        parameters = [student.Value(np.array(data)) for data in ([[2.0]], [-1.0], [[4.0]], [3.0])]
        X = np.array([[0.5 + np.log(3.0) / 4.0], [0.5]])
        answer = student.network_scores(X, *parameters)
        answer.data.should_equal(
            np.array([[5.0], [3.0]]),
            hint="Follow one row on paper. What does the hidden layer hold, and what comes after it?",
        )


@exercise("fit_adam")
class TestFitAdam:
    @points(1)
    def test_keeps_every_state(self, student: Student) -> None:
        """Three steps from two parameters leave an array of shape (4, 2), and no step at all leaves the start."""
        student.fit_adam(lambda theta: theta, np.array([1.0, -2.0]), 0.1, 3).array((4, 2))
        student.fit_adam(lambda theta: theta, np.array([1.0, -2.0]), 0.1, 0).should_equal(np.array([[1.0, -2.0]]))

    @points(1)
    def test_constant_gradients(self, student: Student) -> None:
        """Where the gradient is (300, -0.02) everywhere, each of two steps moves both coordinates by 0.1."""
        answer = student.fit_adam(lambda theta: np.array([300.0, -0.02]), np.zeros(2), 0.1, 2)
        states = np.array([[0.0, 0.0], [-0.1, 0.1], [-0.2, 0.2]])
        answer.should_equal(
            states, condition=1e11, hint="For constant gradients m_hat is g in every step, and q_hat is g²."
        )
