"""Automatic differentiation of numbers in reverse mode.

An operation stores its operands and, for each of them, the derivative along that edge of the graph. The chain rule
multiplies the derivatives along a path and adds the products of all paths. `LinearRegressionGD` is defined in
`solutions.linear_model`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from solutions.linear_model import LinearRegressionGD as LinearRegressionGD


class Value:
    """A number that stores how it was computed.

    Parameters
    ----------
    data : float
        The number; integers are converted to float.
    parents : tuple of Value
        The operands it was computed from; empty for an input.
    slopes : tuple of float
        For each parent, the partial derivative of this value with respect to it.

    Attributes
    ----------
    grad : float
        0.0 before `backward`; then the derivative of the result with respect to this value.

    Notes
    -----
    Supports sums, products, quotients and powers with fixed exponents; either operand may be a plain number. See
    A. Griewank and A. Walther, *Evaluating Derivatives* (2008), chapter 3.

    Examples
    --------
    >>> x = Value(3)
    >>> y = 2 / x - x**2 * 0.5
    >>> y.backward()
    >>> round(y.data, 4), round(x.grad, 4)
    (-3.8333, -3.2222)
    """

    def __init__(self, data: float, parents: tuple[Value, ...] = (), slopes: tuple[float, ...] = ()) -> None:
        self.data = float(data)
        self.grad = 0.0
        self.parents, self.slopes = parents, slopes

    def __repr__(self) -> str:
        return f"Value({self.data:g}, grad={self.grad:g})"

    def __add__(self, other: Value | float) -> Value:
        other = _as_value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other: Value | float) -> Value:
        other = _as_value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, exponent: float) -> Value:
        return Value(self.data**exponent, (self,), (exponent * self.data ** (exponent - 1),))

    def __neg__(self) -> Value:
        return self * -1.0

    def __sub__(self, other: Value | float) -> Value:
        return self + -_as_value(other)

    def __truediv__(self, other: Value | float) -> Value:
        return self * _as_value(other) ** -1.0

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, number: float) -> Value:
        return number + -self

    def __rtruediv__(self, number: float) -> Value:
        return number * self**-1.0

    def by_paths(self, leaf: Value) -> float:
        """Compute the derivative of this value with respect to `leaf`: the products of slopes, summed over all paths.

        Slow on large graphs: every operation may double the number of paths.
        """
        if self is leaf:
            return 1.0
        edges = zip(self.parents, self.slopes, strict=True)
        return float(sum(slope * parent.by_paths(leaf) for parent, slope in edges))

    def backward(self) -> None:
        """Set `.grad` of every value of the graph to the derivative of this value with respect to it.

        Notes
        -----
        One pass in topological order, from the result to the leaves: a value passes its gradient on after all values
        computed from it have done so. All gradients of the graph are set to zero first, so a second call gives the
        same result. There is no recursion, so the depth of a graph is limited by memory only.
        """
        order = _topological_order(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad += slope * node.grad


backward = Value.backward


def _as_value(number: Value | float) -> Value:
    return number if isinstance(number, Value) else Value(number)


def _topological_order(result: Value) -> list[Value]:
    """Return every value of the graph once, each after its parents."""
    order: list[Value] = []
    visited: set[Value] = set()
    stack = [(result, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return order


def fit_line_autodiff(x: npt.NDArray[Any], y: npt.NDArray[Any], lr: float, n_steps: int) -> tuple[float, float]:
    """Fit a line by gradient descent from ``w = b = 0``, with gradients from automatic differentiation.

    Parameters
    ----------
    x, y : array, shape (n,)
        Inputs and targets.
    lr : float
        Learning rate.
    n_steps : int
        Number of steps, 0 or more.

    Returns
    -------
    w, b : float
        Slope (units of y per unit of x) and intercept (units of y) after the last step.

    Notes
    -----
    Up to rounding, the result is that of gradient descent with the formulas ``dL/dw = 2 mean(r x)`` and
    ``dL/db = 2 mean(r)``. A graph belongs to one point, so every step builds a new one.

    Examples
    --------
    >>> fit_line_autodiff(np.array([1.0, 3.0]), np.array([2.0, 4.0]), lr=0.25, n_steps=1)
    (3.5, 1.5)
    """
    points = list(zip(np.asarray(x, dtype=float).tolist(), np.asarray(y, dtype=float).tolist(), strict=True))
    w, b = Value(0.0), Value(0.0)
    for _ in range(n_steps):
        loss = sum((w * x_i + b - y_i) ** 2 for x_i, y_i in points) / len(points)
        loss.backward()
        w, b = Value(w.data - lr * w.grad), Value(b.data - lr * b.grad)
    return w.data, b.data


def find_bug(name: str) -> str:
    """Name the mistake in one of the unit's four broken training loops.

    Parameters
    ----------
    name : "a", "b", "c" or "d"
        Which loop.

    Returns
    -------
    str
        One of the eight labels of the unit.

    Examples
    --------
    >>> len({find_bug(name) for name in "abcd"})
    4
    """
    labels = {"a": "sum-not-mean", "b": "aliased-history", "c": "gradient-not-reset", "d": "sequential-update"}
    return labels[name]
