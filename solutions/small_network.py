"""Automatic differentiation of arrays, a network with one hidden layer, and Adam.

An operation stores its operands and, for each of them, a function that turns the gradient of the result into the
operand's part of it. See A. Griewank and A. Walther, *Evaluating Derivatives* (2008), chapter 3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Pullback = Callable[[Floats], Floats]


class Value:
    """An array that stores how it was computed.

    Parameters
    ----------
    data : array or number
        Integers are converted to float.
    parents : tuple of Value
        The operands it was computed from; empty for an input.
    pullbacks : tuple of callable
        For each parent: from the gradient with respect to this value to the parent's part of it.

    Attributes
    ----------
    grad : array, shape of data
        Zeros before `backward`; then the derivative of the sum of the result's entries with respect to each entry.

    Examples
    --------
    >>> x = Value([0.0, 2.0])
    >>> y = x.exp() * 3.0
    >>> y.backward()
    >>> x.grad.round(4)
    array([ 3.    , 22.1672])
    """

    def __init__(self, data: Any, parents: tuple[Value, ...] = (), pullbacks: tuple[Pullback, ...] = ()) -> None:
        self.data: Floats = np.asarray(data, dtype=np.float64)
        self.grad: Floats = np.zeros_like(self.data)
        self.parents = parents
        self.pullbacks = pullbacks

    def __mul__(self, other: Value | npt.ArrayLike) -> Value:
        factor = other if isinstance(other, Value) else Value(other)
        pullbacks = (lambda part: part * factor.data, lambda part: part * self.data)
        return Value(self.data * factor.data, (self, factor), pullbacks)

    def exp(self) -> Value:
        """Return the exponential of every entry; its derivative is the exponential itself."""
        powers = np.exp(self.data)
        return Value(powers, (self,), (lambda part: powers * part,))

    def log(self) -> Value:
        """Return the natural logarithm of every entry, which must be positive; the derivative of log(x) is 1/x."""
        return Value(np.log(self.data), (self,), (lambda part: part / self.data,))

    def tanh(self) -> Value:
        """Return the hyperbolic tangent of every entry; the derivative of t = tanh(x) is 1 - t**2."""
        height = np.tanh(self.data)
        return Value(height, (self,), (lambda part: part * (1.0 - height * height),))

    def matmul(self, other: Value) -> Value:
        """Return the matrix product, shapes (n, d) and (d, k) to (n, k).

        With Y = A B the parts are G Bᵀ for A and Aᵀ G for B; see M. Giles, *Collected Matrix Derivative Results for
        Forward and Reverse Mode Algorithmic Differentiation* (2008), section 2.2.2.
        """
        pullbacks = (lambda part: part @ other.data.T, lambda part: self.data.T @ part)
        return Value(self.data @ other.data, (self, other), pullbacks)

    def add(self, other: Value) -> Value:
        """Return the sum, broadcast as NumPy does; a part is summed over the axes along which entries were repeated."""
        pullbacks = (lambda part: _summed(part, self.data.shape), lambda part: _summed(part, other.data.shape))
        return Value(self.data + other.data, (self, other), pullbacks)

    def backward(self) -> None:
        """Set `.grad` of every value of the graph, in one pass from the result; an earlier pass leaves no trace."""
        order = _topological_order(self)
        for node in order:
            node.grad = np.zeros_like(node.data)
        self.grad = np.ones_like(self.data)
        for node in order[::-1]:
            for parent, pullback in zip(node.parents, node.pullbacks, strict=True):
                parent.grad = parent.grad + pullback(node.grad)


exp, log, tanh, matmul, add = Value.exp, Value.log, Value.tanh, Value.matmul, Value.add


def _summed(part: Floats, shape: tuple[int, ...]) -> Floats:
    """Return the sums of the entries that broadcasting made from one entry of an array of this shape."""
    leading = part.ndim - len(shape)
    repeated = tuple(leading + axis for axis, size in enumerate(shape) if size == 1)
    return np.asarray(part.sum(axis=(*range(leading), *repeated)).reshape(shape))


def _topological_order(result: Value) -> list[Value]:
    """Return every value of the graph once, each after its parents."""
    order: list[Value] = []

    def visit(node: Value) -> None:
        if node not in order:
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(result)
    return order


def loss_of_scores(scores: Value, labels: npt.NDArray[Any]) -> Value:
    """Compute the mean cross-entropy of scores, for every finite score.

    Parameters
    ----------
    scores : Value, shape (n, 1)
        Logarithm of the odds of label 1.
    labels : array, shape (n,)
        0 or 1.

    Returns
    -------
    Value
        A single number, the mean of ``log(1 + exp(s)) - label * s``; its derivative is ``(sigmoid(s) - label) / n``.

    Notes
    -----
    ``log(1 + exp(s))`` is ``logaddexp(0, s)``, which does not overflow, and ``sigmoid(s) = (1 + tanh(s / 2)) / 2``.

    Examples
    --------
    >>> scores = Value([[0.0], [1000.0]])
    >>> loss = loss_of_scores(scores, np.array([1.0, 0.0]))
    >>> loss.backward()
    >>> loss.data.round(4), scores.grad.tolist()
    (np.float64(500.3466), [[-0.25], [0.5]])
    """
    targets = np.asarray(labels, dtype=np.float64)[:, np.newaxis]
    losses = np.logaddexp(0.0, scores.data) - targets * scores.data
    slopes = (0.5 + 0.5 * np.tanh(0.5 * scores.data) - targets) / len(targets)
    return Value(losses.mean(), (scores,), (lambda part: part * slopes,))


def network_scores(X: npt.NDArray[Any], W1: Value, b1: Value, W2: Value, b2: Value) -> Value:
    """Compute the scores of a network with one hidden layer of tanh units.

    Parameters
    ----------
    X : array, shape (n, d)
        Rows of features.
    W1, b1 : Value, shapes (d, k) and (k,)
        Weights and intercepts of the k hidden units.
    W2, b2 : Value, shapes (k, 1) and (1,)
        Weights and intercept of the score.

    Returns
    -------
    Value, shape (n, 1)
        ``tanh(X W1 + b1) W2 + b2``.

    Examples
    --------
    >>> W1, b1, W2, b2 = Value([[1.0, -1.0]]), Value([0.0, 0.5]), Value([[2.0], [1.0]]), Value([-1.0])
    >>> network_scores(np.array([[0.5]]), W1, b1, W2, b2).data.round(4)
    array([[-0.0758]])
    """
    units = Value(X).matmul(W1).add(b1).tanh()
    return units.matmul(W2).add(b2)


def fit_adam(
    gradient: Callable[[Floats], Floats],
    theta: npt.NDArray[Any],
    lr: float,
    n_steps: int,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> Floats:
    """Minimise a function by Adam.

    Parameters
    ----------
    gradient : callable
        From parameters of shape (p,) to the gradient of shape (p,).
    theta : array, shape (p,)
        The start.
    lr, beta1, beta2, eps : float
        Learning rate, share kept of the mean of gradients and of the mean of their squares, guard of the division.
    n_steps : int
        Number of steps, 0 or more.

    Returns
    -------
    array, shape (n_steps + 1, p)
        Row t is the state after t steps.

    Notes
    -----
    D. Kingma and J. Ba, *Adam: A Method for Stochastic Optimization* (2015), algorithm 1.

    Examples
    --------
    >>> fit_adam(lambda theta: theta * [1000.0, 1.0], np.array([1.0, 1.0]), lr=0.1, n_steps=1).round(6)
    array([[1. , 1. ],
           [0.9, 0.9]])
    """
    states = [np.array(theta, dtype=np.float64)]
    mean, square = np.zeros_like(states[0]), np.zeros_like(states[0])
    for step in range(1, n_steps + 1):
        slopes = gradient(states[-1])
        mean = beta1 * mean + (1.0 - beta1) * slopes
        square = beta2 * square + (1.0 - beta2) * slopes**2
        direction = mean / (1.0 - beta1**step) / (np.sqrt(square / (1.0 - beta2**step)) + eps)
        states.append(states[-1] - lr * direction)
    return np.array(states)
