"""The reference of `small-network` against the complex step, central differences and PyTorch's Adam."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import data

from solutions.small_network import Value, fit_adam, loss_of_scores, network_scores
from tests.solutions.array_layouts import array_layouts

MOONS = data.two_moons()
STEP = 1e-20
NUMBERS = np.array([[0.4, 1.7], [2.2, 0.9]])

CHAINS: dict[str, tuple[Callable[[Value], Value], Callable[[Any], Any]]] = {
    "exp": (lambda v: v.exp() * 3.0, lambda z: 3.0 * np.exp(z)),
    "log": (lambda v: (v * v).log(), lambda z: np.log(z * z)),
    "tanh": (lambda v: v.tanh() * v, lambda z: np.tanh(z) * z),
    "matmul": (lambda v: v.matmul(v), lambda z: z @ z),
    "add": (lambda v: v.add(v.tanh()).exp(), lambda z: np.exp(z + np.tanh(z))),
}


@pytest.mark.parametrize(("chain", "function"), CHAINS.values(), ids=CHAINS)
def test_backward_agrees_with_the_complex_step(chain: Callable[[Value], Value], function: Callable[[Any], Any]) -> None:
    v = Value(NUMBERS)
    chain(v).backward()
    exact = np.zeros(NUMBERS.shape)
    for place in np.ndindex(NUMBERS.shape):
        moved = NUMBERS.astype(complex)
        moved[place] += 1j * STEP
        exact[place] = np.sum(function(moved)).imag / STEP

    assert v.grad == pytest.approx(exact, rel=1e-13)


@pytest.mark.parametrize("shape", [(3,), (4, 1), (1, 3), (1, 1), (), (2, 1, 3), (2, 4, 3)], ids=str)
def test_parts_of_a_sum_have_the_shape_of_their_parent(shape: tuple[int, ...]) -> None:
    matrix, other = Value(np.ones((4, 3))), Value(np.ones(shape))
    total = matrix.add(other)
    total.backward()

    assert matrix.grad.shape == (4, 3)
    assert other.grad.shape == shape
    assert np.all(other.grad == total.data.size / max(other.data.size, 1))


def parameters(k: int) -> list[np.ndarray]:
    rng = np.random.default_rng(5)
    return [rng.normal(0.0, 1.0, shape) for shape in ((2, k), (k,), (k, 1), (1,))]


def test_the_gradient_of_the_loss_agrees_with_central_differences() -> None:
    arrays = parameters(3)
    leaves = [Value(array) for array in arrays]
    loss_of_scores(network_scores(MOONS.X, *leaves), MOONS.labels).backward()

    def loss_with(index: int, place: tuple[int, ...], change: float) -> float:
        moved = [array.copy() for array in arrays]
        moved[index][place] += change
        return float(loss_of_scores(network_scores(MOONS.X, *map(Value, moved)), MOONS.labels).data)

    for index, array in enumerate(arrays):
        for place in np.ndindex(array.shape):
            difference = (loss_with(index, place, 1e-5) - loss_with(index, place, -1e-5)) / 2e-5
            assert leaves[index].grad[place] == pytest.approx(difference, abs=1e-9)


def test_the_loss_of_huge_scores_is_finite_and_warns_of_nothing() -> None:
    scores = Value([[1e4], [-1e4], [1e4]])
    loss = loss_of_scores(scores, np.array([1, 1, 0]))
    loss.backward()

    assert float(loss.data) == pytest.approx(2e4 / 3)
    assert scores.grad.ravel().tolist() == pytest.approx([0.0, -1 / 3, 1 / 3])


def test_a_small_network_learns_the_moons() -> None:
    start = parameters(8)
    sizes = np.cumsum([array.size for array in start])[:-1]

    def gradient(theta: np.ndarray) -> np.ndarray:
        leaves = [Value(part.reshape(array.shape)) for part, array in zip(np.split(theta, sizes), start, strict=True)]
        loss_of_scores(network_scores(MOONS.X, *leaves), MOONS.labels).backward()
        return np.concatenate([leaf.grad.ravel() for leaf in leaves])

    theta = fit_adam(gradient, np.concatenate([array.ravel() for array in start]), lr=0.1, n_steps=300)[-1]
    leaves = [Value(part.reshape(array.shape)) for part, array in zip(np.split(theta, sizes), start, strict=True)]
    right = (network_scores(MOONS.X, *leaves).data[:, 0] > 0) == MOONS.labels

    assert right.mean() > 0.93


@pytest.mark.parametrize("options", [{}, {"beta1": 0.7, "beta2": 0.95, "eps": 0.3}], ids=["usual", "unusual"])
def test_adam_takes_the_steps_of_pytorch(options: dict[str, float]) -> None:
    torch = pytest.importorskip("torch")
    matrix = np.array([[3.0, 0.5], [0.5, 200.0]])
    start = np.array([1.5, -2.0])
    theta = torch.tensor(start, requires_grad=True)
    betas = (options.get("beta1", 0.9), options.get("beta2", 0.999))
    optimiser = torch.optim.Adam([theta], lr=0.05, betas=betas, eps=options.get("eps", 1e-8))
    states = [start]
    for _ in range(20):
        theta.grad = torch.tensor(matrix @ theta.detach().numpy())
        optimiser.step()
        states.append(theta.detach().numpy().copy())

    assert fit_adam(lambda point: matrix @ point, start, 0.05, 20, **options) == pytest.approx(
        np.array(states), rel=1e-10
    )


def test_adams_first_step_has_the_length_of_the_rate() -> None:
    states = fit_adam(lambda theta: np.array([300.0, -0.02]), np.zeros(2), lr=0.1, n_steps=1)

    assert np.abs(states[1]) == pytest.approx(0.1, rel=1e-6)


def test_integers_views_and_read_only_arrays_give_the_same_result_and_are_not_changed() -> None:
    start, labels = np.array([2, -3, 1]), np.array([1, 0, 1])
    expected = fit_adam(lambda theta: 2.0 * theta, start.astype(float), 0.1, 4)

    for layout, flags in array_layouts(start, labels):
        assert np.array_equal(fit_adam(lambda theta: 2.0 * theta, layout, 0.1, 4), expected)
        scores = Value(np.zeros((3, 1)))
        assert float(loss_of_scores(scores, flags).data) == pytest.approx(np.log(2.0))
    assert start.tolist() == [2, -3, 1]
