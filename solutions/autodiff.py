"""Automatic differentiation of numbers: values that remember where they come from, and the pass back through them.

Reverse mode, one number at a time. An operation stores its operands and, for each, the slope along that edge of the
graph; the chain rule multiplies slopes along a path and adds over paths. `LinearRegressionGD` lives in
`solutions.linear_model`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from solutions.linear_model import LinearRegressionGD as LinearRegressionGD


class Value:
    """A number that remembers how it was calculated.

    Parameters
    ----------
    data : float
        The number; whole numbers become floats.
    parents : tuple of Value
        What it was calculated from, empty for a number that was simply given.
    slopes : tuple of float
        For each parent the derivative of this value by that parent, the others held fixed.

    Attributes
    ----------
    grad : float
        0.0 until a `backward` has passed; then the derivative of the result by this value.

    Notes
    -----
    Sums, products, quotients and powers with fixed exponents. A plain number may stand on either side. See
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
        other = _lifted(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other: Value | float) -> Value:
        other = _lifted(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, exponent: float) -> Value:
        return Value(self.data**exponent, (self,), (exponent * self.data ** (exponent - 1),))

    def __neg__(self) -> Value:
        return self * -1.0

    def __sub__(self, other: Value | float) -> Value:
        return self + -_lifted(other)

    def __truediv__(self, other: Value | float) -> Value:
        return self * _lifted(other) ** -1.0

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, number: float) -> Value:
        return number + -self

    def __rtruediv__(self, number: float) -> Value:
        return number * self**-1.0

    def by_paths(self, leaf: Value) -> float:
        """Derivative of this value by `leaf`: over all paths back, the sum of the products of slopes.

        Exact, and as slow as there are paths: they may double with every operation.
        """
        if self is leaf:
            return 1.0
        edges = zip(self.parents, self.slopes, strict=True)
        return float(sum(slope * parent.by_paths(leaf) for parent, slope in edges))

    def backward(self) -> None:
        """Leave in every value of the graph, as `.grad`, the derivative of this one by it.

        Notes
        -----
        One pass, from the result to the leaves: each value hands its gradient on after all its children have handed
        theirs to it (topological order). All gradients of the graph are set to zero first, so calling twice gives
        the same. Written without recursion: a graph may be as deep as memory allows.
        """
        order = _parents_first(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad += slope * node.grad


backward = Value.backward


def _lifted(other: Value | float) -> Value:
    return other if isinstance(other, Value) else Value(other)


def _parents_first(result: Value) -> list[Value]:
    """Every value of the graph once, each after its parents."""
    order: list[Value] = []
    entered: set[Value] = set()
    waiting = [(result, False)]
    while waiting:
        node, parents_done = waiting.pop()
        if parents_done:
            order.append(node)
        elif node not in entered:
            entered.add(node)
            waiting.append((node, True))
            waiting.extend((parent, False) for parent in node.parents)
    return order


def fit_line_autodiff(x: npt.NDArray[Any], y: npt.NDArray[Any], lr: float, n_steps: int) -> tuple[float, float]:
    """Fit a line by gradient descent from ``w = b = 0``, with gradients that nobody derived by hand.

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
    The same numbers as descent by the formulas ``dL/dw = 2 mean(r x)``, ``dL/db = 2 mean(r)``, but for rounding. The
    graph belongs to one point: every step builds a new one.

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
    found = {"a": "sum-not-mean", "b": "aliased-history", "c": "gradient-not-reset", "d": "sequential-update"}
    return found[name]
