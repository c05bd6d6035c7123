"""The course's line and linear model with PyTorch's gradients and optimiser.

The loss is the mean of ``(y_hat - y)**2`` over all entries. Functions and methods take arrays of any real type, compute
in float64 on copies, and raise ValueError where predictions and targets differ in shape. Gradient descent starts at
zeros unless a start is given.
"""

from __future__ import annotations

from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt
import torch

Floats = npt.NDArray[np.float64]


class History(TypedDict):
    """All states of a run: entry ``t`` of each array belongs to the state after ``t`` steps."""

    w: Floats
    b: Floats
    loss: Floats


def autograd_gradients(x: npt.NDArray[Any], y: npt.NDArray[Any], w: float, b: float) -> tuple[float, float]:
    """Compute both derivatives of a line's mean squared error with one backward pass.

    Parameters
    ----------
    x, y : array, shape (n,)
        Inputs and targets, n at least 1.
    w, b : float
        Slope (units of y per unit of x) and intercept (units of y) at which to differentiate.

    Returns
    -------
    dw, db : float
        The derivatives of ``mean((w*x + b - y)**2)`` with respect to w and b.

    Raises
    ------
    ValueError
        If x and y do not have the same shape.

    Notes
    -----
    Reverse mode: PyTorch records the operations that lead to the loss, and applies the chain rule to them from the last
    to the first. See A. Baydin et al., *Automatic Differentiation in Machine Learning: a Survey* (2018), section 3.2.

    Examples
    --------
    >>> autograd_gradients(np.array([1.0, 3.0]), np.array([2.0, 4.0]), 0.0, 0.0)
    (-14.0, -6.0)
    """
    slope, intercept = _parameter(w), _parameter(b)
    _mean_square(slope * _tensor(x) + intercept, _tensor(y)).backward()
    return slope.grad.item(), intercept.grad.item()


def fit_autograd(
    x: npt.NDArray[Any], y: npt.NDArray[Any], lr: float, n_steps: int, w0: float = 0.0, b0: float = 0.0
) -> History:
    """Run gradient descent with gradients from autograd and keep every state, including the start.

    Parameters
    ----------
    x, y : array, shape (n,)
        Inputs and targets.
    lr : float
        Learning rate.
    n_steps : int
        Number of steps, 0 or more.
    w0, b0 : float
        Where to start.

    Returns
    -------
    dict with "w", "b", "loss" : arrays, shape (n_steps + 1,)
        Entry t is the state after t steps, and ``loss[t]`` is the loss at ``(w[t], b[t])``.

    Notes
    -----
    The update is inside ``torch.no_grad()``, because it is not part of the loss and must not be recorded. ``backward``
    adds to ``grad``, so each step has to reset the gradients. See the tutorial *The Fundamentals of Autograd* in
    PyTorch's documentation.

    Examples
    --------
    >>> run = fit_autograd(np.array([1.0, 3.0]), np.array([2.0, 4.0]), lr=0.1, n_steps=2)
    >>> [np.round(run[key], 3).tolist() for key in ("w", "b", "loss")]
    [[0.0, 1.4, 1.16], [0.0, 0.6, 0.52], [10.0, 0.32, 0.051]]
    """
    slope, intercept = _parameter(w0), _parameter(b0)
    w, b, losses = np.empty(n_steps + 1), np.empty(n_steps + 1), np.empty(n_steps + 1)
    for t in range(n_steps + 1):
        loss = _mean_square(slope * _tensor(x) + intercept, _tensor(y))
        w[t], b[t], losses[t] = slope.item(), intercept.item(), loss.item()
        loss.backward()
        _descend([slope, intercept], lr)
    return {"w": w, "b": b, "loss": losses}


class LinearRegression:
    """A linear model with any number of features and outputs, trained by gradient descent through autograd.

    Parameters
    ----------
    input_dim, output_dim : int
        Number of features d, and of outputs k.
    learning_rate : float
        Learning rate of ``step``.

    Attributes
    ----------
    weights : tensor, shape (d, k)
        Starts at zeros; a column for each output.
    bias : tensor, shape (k,)
        Starts at zeros.

    Notes
    -----
    The loss is a mean over all ``n * k`` entries, so its gradient with respect to the weights is
    ``2/(n k) X^T (X W + b - Y)``: with two outputs, half of that of a mean over the rows. The loss of a linear model is
    convex, so any start is as good as zeros; a network with hidden layers needs a random start.

    Examples
    --------
    >>> model = LinearRegression(1, 1, learning_rate=0.1)
    >>> model.train(np.array([[1.0], [3.0]]), np.array([[2.0], [4.0]]), epochs=2).round(3).tolist()
    [10.0, 0.32, 0.051]
    >>> model.predict(np.array([[5.0]])).round(2).tolist()
    [[6.32]]
    """

    def __init__(self, input_dim: int, output_dim: int, learning_rate: float = 0.01) -> None:
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X: npt.NDArray[Any]) -> torch.Tensor:
        """Return ``X W + b``, shape (n, k), as a tensor with its computation graph."""
        return _tensor(X) @ self.weights + self.bias

    def predict(self, X: npt.NDArray[Any]) -> Floats:
        """Return ``X W + b``, shape (n, k), as a NumPy array."""
        return self.forward(X).detach().numpy()

    def mse_loss(self, predictions: torch.Tensor, targets: npt.NDArray[Any]) -> torch.Tensor:
        """Return the mean of the squared residuals over all n * k entries; ValueError where the shapes differ."""
        return _mean_square(_tensor(predictions), _tensor(targets))

    def step(self) -> None:
        """Update both parameters with their gradients, and reset the gradients."""
        _descend([self.weights, self.bias], self.learning_rate)

    def train(self, X: npt.NDArray[Any], y: npt.NDArray[Any], epochs: int = 100) -> Floats:
        """Take `epochs` steps from the current parameters; return the losses before each step and after the last one.

        ``X`` has the shape (n, d) and ``y`` the shape (n, k). ValueError for a ``y`` of shape (n,), which would give
        (n, n) residuals.
        """
        losses = np.empty(epochs + 1)
        for t in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses[t] = loss.item()
            loss.backward()
            self.step()
        losses[epochs] = self.mse_loss(self.forward(X), y).item()
        return losses


def fit_nn_linear(
    x: npt.NDArray[Any], y: npt.NDArray[Any], lr: float, n_steps: int, reduction: str = "mean"
) -> tuple[Floats, Floats, Floats]:
    """Fit a line from zeros with PyTorch's own layer, loss and optimiser.

    Parameters
    ----------
    x, y : array, shape (n,)
        Inputs and targets.
    lr : float
        Learning rate.
    n_steps : int
        Number of steps, 0 or more.
    reduction : str
        "mean" or "sum" of the squares, as in ``torch.nn.MSELoss``. The gradient of the sum is n times that of the
        mean, so "sum" with ``lr / n`` takes the same steps as "mean" with ``lr``.

    Returns
    -------
    w : array, shape (1, 1)
        The layer's weight: one row for each output, one column for each input.
    b : array, shape (1,)
        The layer's bias. ``Linear(1, 1)`` could not load another shape.
    losses : array, shape (n_steps + 1,)
        Entry t is the loss after t steps, with that reduction.

    Notes
    -----
    See ``torch.nn.Linear``, ``torch.nn.MSELoss`` and ``torch.optim.SGD`` in PyTorch's documentation. With all rows in
    every step, ``SGD`` is plain gradient descent.

    Examples
    --------
    >>> w, b, losses = fit_nn_linear(np.array([1.0, 3.0]), np.array([2.0, 4.0]), lr=0.1, n_steps=2)
    >>> w.round(2).tolist(), b.round(2).tolist(), losses.round(3).tolist()
    ([[1.16]], [0.52], [10.0, 0.32, 0.051])
    """
    inputs, targets = _tensor(x).reshape(-1, 1), _tensor(y).reshape(-1, 1)
    layer = torch.nn.Linear(1, 1, dtype=torch.float64)
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    measure = torch.nn.MSELoss(reduction=reduction)
    optimiser = torch.optim.SGD(layer.parameters(), lr=lr)
    losses = np.empty(n_steps + 1)
    for t in range(n_steps + 1):
        loss = measure(layer(inputs), targets)
        losses[t] = loss.item()
        if t < n_steps:
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return layer.weight.detach().numpy(), layer.bias.detach().numpy(), losses


def _tensor(values: npt.NDArray[Any] | torch.Tensor) -> torch.Tensor:
    """Return a tensor unchanged, and an array as a new float64 tensor."""
    return values if isinstance(values, torch.Tensor) else torch.tensor(np.asarray(values, dtype=np.float64))


def _parameter(value: float) -> torch.Tensor:
    """Return a number as a tensor with a gradient; integers are converted, because they cannot have one."""
    return torch.tensor(float(value), dtype=torch.float64, requires_grad=True)


def _mean_square(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    if predictions.shape != targets.shape:
        raise ValueError(f"shapes {tuple(predictions.shape)} and {tuple(targets.shape)} differ")
    return torch.mean((predictions - targets) ** 2)


def _descend(parameters: list[torch.Tensor], lr: float) -> None:
    """Take one unrecorded step with each parameter, and reset the gradients for the next step."""
    with torch.no_grad():
        for parameter in parameters:
            parameter -= lr * parameter.grad
            parameter.grad = None
