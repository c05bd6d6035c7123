"""Visible checks of `small-network`: operations on arrays of a few entries, which can be worked out on paper."""

import numpy as np

from lab.checking.api import Answer, Student, exercise, points
from lab.checking.properties import TINY

CHAIN = "If the grad of the result is 2 and not 1, does your share follow?"
SHARES = "For each parent: which array has its shape, and how much does each entry of it move the result?"

RESULT = "Print the result beside the one you expect: is it another number, or were digits lost on the way?"
DATA = "Which line writes into the data of a parent? The result needs an array of its own."


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

    @points(0)
    def test_small_results(self, student: Student) -> None:
        """A tiny result keeps its digits, and v its data."""
        v = student.Value(np.log([TINY, 3.0 * TINY]))
        student.exp(v).data.should_equal(np.array([TINY, 3.0 * TINY]), hint=RESULT)
        v.data.should_equal(np.log([TINY, 3.0 * TINY]), hint=DATA)


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

    @points(0)
    def test_close_to_one(self, student: Student) -> None:
        """At (log 99999) / 2 tanh is 0.99998, and at its negative -0.99998."""
        half = np.log(99999.0) / 2.0
        student.tanh(student.Value(np.array([half, -half]))).data.should_equal(
            np.array([0.99998, -0.99998]), hint=RESULT
        )


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

    @points(0)
    def test_entries_that_count_differently(self, student: Student) -> None:
        """Two small matrices, one of tiny numbers; the four entries of their product count 1, 2, 3 and 5 times."""
        left = student.Value(np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0]]) * TINY)
        right = student.Value(np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 3.0]]))
        product = student.matmul(left, right)
        product.data.should_equal(np.array([[5.0, -2.0], [2.0, -4.0]]) * TINY, hint=RESULT)
        backward_of(product, np.array([[1.0, 2.0], [3.0, 5.0]]))
        left.grad.should_equal(np.array([[1.0, 0.0, 6.0], [3.0, 1.0, 15.0]]), hint=SHARES)
        right.grad.should_equal(np.array([[1.0, 2.0], [5.0, 9.0], [-3.0, -5.0]]) * TINY, hint=SHARES)


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

    @points(0)
    def test_a_row_beside_a_column(self, student: Student) -> None:
        """A row (1, 3) and a column (2, 1) of tiny numbers make a table, whose entries count 1 to 6 times."""
        row, column = (
            student.Value(np.array([[1.0, 2.0, 3.0]]) * TINY),
            student.Value(np.array([[10.0], [20.0]]) * TINY),
        )
        table = student.add(row, column)
        table.data.should_equal(np.array([[11.0, 12.0, 13.0], [21.0, 22.0, 23.0]]) * TINY, hint=RESULT)
        backward_of(table, np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
        row.grad.should_equal(np.array([[5.0, 7.0, 9.0]]), hint=COPIES)
        column.grad.should_equal(np.array([[6.0], [15.0]]), hint=COPIES)


COPIES = "Mark in the table where each entry of the row and of the column is used. Which grads belong together?"


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

    @points(0)
    def test_scores_that_are_sure_and_wrong(self, student: Student) -> None:
        """Sure and wrong, a row costs as much as its score is large, in tens or in thousands, without a warning."""
        labels = np.array([0.0, 1.0, 1.0])
        for size in (60.0, 1200.0):
            scores = student.Value(np.array([[size], [-size], [0.0]]))
            mean = student.loss_of_scores(scores, labels)
            mean.data.should_equal((2.0 * size + float(np.log(2.0))) / 3.0, hint=SURE)
            mean.should_leave_arguments_alone()
            mean.should_not_warn()
            (mean * -2.0).backward().should_not_warn()
            scores.grad.should_equal(np.array([[-2.0], [2.0], [1.0]]) / 3.0, hint=CHAIN)


SURE = "Print what each row costs. Which part of your formula grows too large, or becomes 0 or 1, or is cut off?"


@exercise("network_scores")
class TestNetworkScores:
    @points(1)
    def test_one_unit_by_hand(self, student: Student) -> None:
        """One feature and one unit: tanh((log 3) / 2) is a half, times 4 plus 3 makes 5."""
        parameters = [student.Value(np.array(data)) for data in ([[2.0]], [-1.0], [[4.0]], [3.0])]
        X = np.array([[0.5 + np.log(3.0) / 4.0], [0.5]])
        answer = student.network_scores(X, *parameters)
        answer.data.should_equal(np.array([[5.0], [3.0]]), hint=ONE_ROW)

    @points(0)
    def test_back_to_every_parameter(self, student: Student) -> None:
        """In the same two rows, of which the second counts twice, the way back to all four fits on paper."""
        parameters = [student.Value(np.array(data)) for data in ([[2.0]], [-1.0], [[4.0]], [3.0])]
        scores = student.network_scores(np.array([[0.5 + np.log(3.0) / 4.0], [0.5]]), *parameters)
        scores.should_leave_arguments_alone()
        scores.data.should_equal(np.array([[5.0], [3.0]]), hint=ONE_ROW)
        backward_of(scores, np.array([[1.0], [2.0]]))
        grads = np.array([[5.5 + 0.75 * np.log(3.0)]]), np.array([11.0]), np.array([[0.5]]), np.array([3.0])
        for parameter, grad in zip(parameters, grads, strict=True):
            parameter.grad.should_equal(grad, hint="Which of the four have a grad of 0? Where is their way cut?")


ONE_ROW = "Follow one row on paper. What does the hidden layer hold, and what comes after it?"


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

    @points(0)
    def test_two_steps_on_paper(self, student: Student) -> None:
        """With beta1 = 0.5, beta2 = 0.75 and eps = 1, two steps from 3 and -3 fit on paper; the start stays."""
        run = student.fit_adam(lambda theta: theta, np.array([3.0, -3.0]), 10.0 / 3.0, 2, 0.5, 0.75, 1.0)
        run.should_leave_arguments_alone()
        last = 0.5 - 40.0 / 27.0
        states = np.array([[3.0, -3.0], [0.5, -0.5], [last, -last]])
        run.should_equal(states, hint="Write down g, m, q, m_hat and q_hat of both steps: in the second, q_hat is 4.")
