"""What the grader checks in `small-network` of the loss, the network and Adam, on data no notebook has seen."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Student, exercise, expect, points

from autograder.checking.array_layouts import Floats
from hidden_checks.small_network.cases import (
    NETWORKS,
    adam_path,
    entries,
    grads_of,
    layouts,
    quadratic,
    values,
    weights_for,
)

FEW_SUMS = 1e3
HUGE = np.array([[-1000.0], [800.0], [0.5], [40.0], [-45.0]])
HUGE_LABELS = np.array([0.0, 1.0, 1.0, 0.0, 1.0])
ROWS = "How many losses are in your mean? Print the shape of scores minus labels."
LARGE = "Which part of your formula becomes larger than any float for a score of 1000, or of -1000?"
GRAPH = "Who are the parents of your result? Follow the graph back to each of the four parameters."
LINKS = "Which shape does each link of the chain have?"
MEANS = "Write down m, q, m_hat and q_hat for the first two steps."


@exercise("loss_of_scores")
class TestLossOfScores:
    @points(1)
    def test_is_the_mean_of_all_losses(self, student: Student) -> None:
        """The loss should be the mean over the rows, for labels of both kinds and any number of rows."""
        for case in (*NETWORKS, *layouts()):
            (scores,) = values(student, case.scores)
            loss = student.loss_of_scores(scores, case.labels)
            loss.data.should_equal(_loss(case.scores, case.labels), condition=FEW_SUMS, hint=ROWS)

    @points(1)
    def test_share_of_every_score(self, student: Student) -> None:
        """Going back, every score gets its exact derivative, times the grad of the loss."""
        for case, weight in zip(NETWORKS, (1.0, -2.5, 0.3), strict=True):
            (scores,) = values(student, case.scores)
            answer = student.loss_of_scores(scores, case.labels)
            answer.should_leave_arguments_alone()
            (grad,) = grads_of(answer, np.array(weight), [scores])
            slopes = (1.0 / (1.0 + np.exp(-case.scores)) - case.labels[:, None]) / len(case.labels)
            grad.should_equal(weight * slopes, condition=FEW_SUMS, hint="Differentiate the loss of one row first.")

    @points(2)
    def test_scores_of_any_size(self, student: Student) -> None:
        """For scores such as 1000 and -1000 loss and derivatives are right too, and no warning appears."""
        for rows in (slice(0, 5), slice(1, 4)):
            (scores,) = values(student, HUGE[rows])
            loss = student.loss_of_scores(scores, HUGE_LABELS[rows])
            loss.data.should_equal(_loss(HUGE[rows], HUGE_LABELS[rows]), condition=FEW_SUMS, hint=LARGE)
            (grad,) = grads_of(loss, np.array(1.0), [scores])
            probabilities = np.array([[0.0], [1.0], [1.0 / (1.0 + np.exp(-0.5))], [1.0], [0.0]])[rows]
            slopes = (probabilities - HUGE_LABELS[rows, None]) / len(probabilities)
            grad.should_equal(slopes, condition=FEW_SUMS, hint=LARGE)
            loss.should_not_warn()
            loss.backward().should_not_warn()


def _loss(scores: Floats, labels: Floats) -> float:
    """Return the mean loss from the distance to the border, positive on the right side: log(1 + exp(-distance))."""
    distances = np.where(labels == 1, 1.0, -1.0) * scores[:, 0]
    return float(np.mean(np.maximum(-distances, 0.0) + np.log1p(np.exp(-np.abs(distances)))))


@exercise("network_scores")
class TestNetworkScores:
    @points(1)
    def test_scores_of_all_rows(self, student: Student) -> None:
        """The scores follow the formula, for any number of rows, features and units, and nothing given changes."""
        for case in (*NETWORKS, *layouts()):
            parameters = values(student, *case.parameters)
            answer = student.network_scores(case.X, *parameters)
            answer.data.should_equal(case.scores, condition=FEW_SUMS, hint=LINKS)
            answer.should_leave_arguments_alone()

    @points(2)
    def test_goes_back_to_every_parameter(self, student: Student) -> None:
        """Going back from the scores, all four parameters get their exact derivatives."""
        for case in NETWORKS:
            weights = weights_for(case.scores.shape)
            parameters = values(student, *case.parameters)
            answer = student.network_scores(case.X, *parameters)
            answer.data.should_equal(case.scores, condition=FEW_SUMS, hint=LINKS)
            grads = grads_of(answer, weights, parameters)
            for grad, expected in zip(grads, case.gradients(weights), strict=True):
                grad.should_equal(expected, condition=FEW_SUMS, hint=GRAPH)


@exercise("fit_adam")
class TestFitAdam:
    @points(1)
    def test_first_steps_have_the_length_of_the_rate(self, student: Student) -> None:
        """The first step is lr long in every coordinate, however large or small the gradient is there."""
        for p, lr in ((3, 0.05), (5, 0.2)):
            gradient = quadratic(p)
            states = student.fit_adam(gradient, np.zeros(p), lr, 1).array((2, p))
            expect(bool(np.all(states[0] == 0.0)), "row 0 should be the start")
            lengths = np.abs(states[1])
            expect(
                bool(np.all(np.abs(lengths / lr - 1.0) < 1e-6)), "the first step has not the length of lr", hint=MEANS
            )
            downhill = np.sign(states[1]) == -np.sign(gradient(np.zeros(p)))
            expect(bool(downhill.all()), "a coordinate moves uphill", hint="Where does the gradient point?")

    @points(2)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """Every state should be the one that the formulas give, for any beta1, beta2 and eps."""
        for p, lr, betas, eps in ((3, 0.05, (0.9, 0.999), 1e-8), (4, 0.3, (0.7, 0.95), 0.5)):
            gradient, start = quadratic(p), entries(p)
            for n_steps in (0, 6, 9):
                expected = adam_path(gradient, start, lr, n_steps, betas, eps)
                answer = student.fit_adam(gradient, start, lr, n_steps, *betas, eps)
                answer.should_equal(expected, condition=1e7, hint=MEANS)
            usual = student.fit_adam(gradient, start, lr, 7)
            usual.should_equal(adam_path(gradient, start, lr, 7, (0.9, 0.999), 1e-8), condition=1e7, hint=MEANS)

    @points(1)
    def test_every_run_begins_anew(self, student: Student) -> None:
        """A second run is like the first; starts of whole numbers and read-only ones are fine and stay as they are."""
        first, second = np.array([2, -3, 1]), entries(3)
        second.flags.writeable = False
        for start in (first, second, first):
            answer = student.fit_adam(quadratic(3), start, 0.1, 5)
            answer.should_leave_arguments_alone()
            expected = adam_path(quadratic(3), start, 0.1, 5, (0.9, 0.999), 1e-8)
            answer.should_equal(expected, condition=1e7, hint="What do m and q hold when a run begins?")
