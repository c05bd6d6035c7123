"""Inputs of the hidden checks of `small-network`: arrays of Values, networks, and gradients for Adam."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from lab.checking.api import Answer, Student

from autograder.checking.array_layouts import Array, Floats, read_only, strided


@dataclass(frozen=True)
class Network:
    """Rows, labels, and the parameters of a network with one hidden layer."""

    X: Array
    labels: Array
    W1: Array
    b1: Array
    W2: Array
    b2: Array

    @property
    def parameters(self) -> tuple[Array, ...]:
        """The parameters in the order of the exercise's arguments."""
        return self.W1, self.b1, self.W2, self.b2

    @property
    def hidden(self) -> Floats:
        """The outputs of the hidden units, of shape (n, k)."""
        return np.asarray(np.tanh(self.X @ self.W1 + self.b1))

    @property
    def scores(self) -> Floats:
        """The scores, of shape (n, 1)."""
        return np.asarray(self.hidden @ self.W2 + self.b2)

    def gradients(self, weights: Floats) -> tuple[Floats, ...]:
        """Return the derivatives of the weighted sum of the scores with respect to each parameter, by formula."""
        slopes = (weights @ self.W2.T) * (1.0 - self.hidden**2)
        return self.X.T @ slopes, slopes.sum(axis=0), self.hidden.T @ weights, weights.sum(axis=0)


def network(n: int, d: int, k: int) -> Network:
    """Return a network whose units are neither flat nor saturated, the same for every submission."""
    rng = np.random.default_rng(8000 + 100 * n + 10 * d + k)
    X, labels = rng.uniform(-1.0, 1.5, (n, d)), rng.permutation(np.resize([1.0, 0.0, 0.0], n))
    W1, b1 = rng.normal(0.0, 0.8, (d, k)), rng.uniform(0.2, 0.6, k)
    return Network(X, labels, W1, b1, rng.normal(0.0, 1.2, (k, 1)), rng.uniform(-0.9, -0.4, 1))


NETWORKS = (network(7, 2, 3), network(11, 3, 4), network(9, 4, 2))
WHOLE = Network(
    np.array([[1, -1], [0, 1], [-1, 0], [1, 1], [0, -1]]),
    np.array([1, 0, 0, 1, 1]),
    np.array([[1, -1, 1], [0, 1, 1]]),
    np.array([-1, 0, 1]),
    np.array([[2], [-1], [1]]),
    np.array([-1]),
)


def layouts() -> tuple[Network, ...]:
    """Return a network of whole numbers, a read-only one and a strided one."""
    return WHOLE, read_only(NETWORKS[0]), strided(NETWORKS[1])


def entries(*shape: int, low: float = -1.7, high: float = 1.9) -> Floats:
    """Return an array of this shape with entries of both signs unless `low` is positive, always the same ones."""
    rng = np.random.default_rng(8500 + 7 * len(shape) + sum(shape))
    return rng.uniform(low, high, shape)


def weights_for(shape: tuple[int, ...]) -> Floats:
    """Return weights that make the gradient of each entry of a result another number, of either sign."""
    count = int(np.prod(shape))
    return (np.linspace(0.6, 2.1, count) * np.resize([1.0, -1.0, 1.0], count)).reshape(shape)


def grads_of(result: Answer, weights: Floats, leaves: Iterable[Answer]) -> list[Answer]:
    """Go back twice from the weighted sum of a result's entries, and return the grads of the leaves."""
    weighted = result * weights
    for _ in range(2):
        weighted.backward().should_return()
    return [parameter.grad.read() for parameter in leaves]


def values(student: Student, *arrays: Array) -> list[Answer]:
    """Return a Value of the student's for each array."""
    return [student.Value(array) for array in arrays]


@dataclass(frozen=True)
class Gradient:
    """The gradient of a quadratic function, scaled: its size differs by orders of magnitude between coordinates."""

    matrix: Floats
    lowest: Floats

    def __call__(self, theta: Floats) -> Floats:
        """Return the gradient at theta."""
        return np.asarray(self.matrix @ (np.asarray(theta, dtype=np.float64) - self.lowest))


def quadratic(p: int) -> Gradient:
    """Return the gradient of a quadratic function of p parameters."""
    rng = np.random.default_rng(8800 + p)
    root = rng.normal(0.0, 1.0, (p + 2, p)) * np.geomspace(0.3, 12.0, p)
    return Gradient(root.T @ root, rng.uniform(0.5, 2.0, p) * np.resize([1.0, -1.0], p))


def adam_path(
    gradient: Gradient, theta: Array, lr: float, n_steps: int, betas: tuple[float, float], eps: float
) -> Floats:
    """Return every state of Adam, with both means written as sums over all gradients so far."""
    thetas, gradients = [np.asarray(theta, dtype=np.float64)], []
    for t in range(1, n_steps + 1):
        gradients.append(gradient(thetas[-1]))
        past = np.array(gradients)
        ages = np.arange(t)[::-1, None]
        means = [
            np.sum((1.0 - beta) * beta**ages * past**power, axis=0) / (1.0 - beta**t)
            for beta, power in zip(betas, (1, 2), strict=True)
        ]
        thetas.append(thetas[-1] - lr * means[0] / (np.sqrt(means[1]) + eps))
    return np.array(thetas)
