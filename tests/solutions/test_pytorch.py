"""The reference of `pytorch` against theory, the reference of `training-loop` and numbers that the course quotes."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data

from tests.solutions.array_layouts import array_layouts

torch = pytest.importorskip("torch", reason="the optional unit `pytorch` needs torch: pip install -e '.[torch]'")

from solutions import training_loop  # noqa: E402 - needs torch
from solutions.pytorch import LinearRegression, autograd_gradients, fit_autograd, fit_nn_linear  # noqa: E402

LINE = data.line()
FLATS = data.paris_rents()
SURFACE = (FLATS.surface - FLATS.surface.mean()) / FLATS.surface.std()
RENT = (FLATS.rent - FLATS.rent.mean()) / FLATS.rent.std()


def seeded_line() -> tuple[np.ndarray, np.ndarray]:
    """The 100 points around y = 2x + 3 of PyTorch's generator with the seed 0, as columns."""
    torch.manual_seed(0)
    x = torch.randn(100, 1)
    y = 2 * x + 3 + 0.1 * torch.randn(100, 1)
    return x.double().numpy(), y.double().numpy()


class TestAutogradGradients:
    def test_agree_with_the_formula_up_to_rounding(self) -> None:
        residual = 0.7 * SURFACE + 0.3 - RENT
        formula = 2 * np.mean(residual * SURFACE), 2 * np.mean(residual)

        assert autograd_gradients(SURFACE, RENT, 0.7, 0.3) == pytest.approx(formula, rel=1e-14)

    def test_are_the_same_in_a_second_call(self) -> None:
        first, second = (autograd_gradients(LINE.x, LINE.y, 1.0, -2.0) for _ in range(2))

        assert first == second

    def test_convert_integers(self) -> None:
        dw, db = autograd_gradients(np.array([0, 1, 2, 3]), np.array([0, 0, 1, 1]), 1, 0)

        assert (dw, db) == (4.5, 2.0)


class TestFitAutograd:
    def test_agrees_with_the_loop_with_formulas(self) -> None:
        run = fit_autograd(LINE.x, LINE.y, 0.01, 100, w0=0.5, b0=-1.0)
        expected = training_loop.fit_line(LINE.x, LINE.y, 0.01, 100, w0=0.5, b0=-1.0)

        for key in ("w", "b", "loss"):
            np.testing.assert_allclose(run[key], expected[key], rtol=1e-12)

    def test_ends_where_the_course_says(self) -> None:
        run = fit_autograd(LINE.x, LINE.y, 0.01, 100)

        assert (run["w"][-1], run["b"][-1]) == pytest.approx((1.420588512863, 1.702423051087), abs=1e-12)

    def test_reaches_the_minimum_of_standardised_rents_in_one_step_with_a_rate_of_a_half(self) -> None:
        run = fit_autograd(SURFACE, RENT, 0.5, 1, w0=0.5, b0=0.5)

        assert run["w"][-1] == pytest.approx(np.corrcoef(SURFACE, RENT)[0, 1], rel=1e-12)
        assert run["b"][-1] == pytest.approx(0.0, abs=1e-12)


class TestLinearRegression:
    def test_fits_the_seeded_line(self) -> None:
        x, y = seeded_line()
        model = LinearRegression(1, 1, learning_rate=0.1)
        losses = model.train(x, y, epochs=100)

        assert losses[-1] == pytest.approx(0.00836233, abs=1e-8)
        assert model.predict(np.array([[4.0]])) == pytest.approx(10.968378, abs=1e-6)

    def test_refuses_targets_of_one_dimension(self) -> None:
        x, y = seeded_line()

        with pytest.raises(ValueError, match=r"shapes \(100, 1\) and \(100,\) differ"):
            LinearRegression(1, 1).train(x, y[:, 0])

    def test_with_two_outputs_takes_half_the_step_of_a_mean_over_rows(self) -> None:
        X, Y = np.array([[1.0, 0.0], [2.0, -1.0], [0.5, 3.0]]), np.array([[1.0, 2.0], [0.0, 4.0], [3.0, -1.0]])
        model = LinearRegression(2, 2, learning_rate=1.0)
        model.train(X, Y, epochs=1)

        np.testing.assert_allclose(model.weights.detach().numpy(), X.T @ Y / 3, rtol=1e-14)
        np.testing.assert_allclose(model.bias.detach().numpy(), Y.mean(axis=0), rtol=1e-14)

    def test_takes_tensors_and_arrays(self) -> None:
        x, y = seeded_line()
        by_array, by_tensor = LinearRegression(1, 1), LinearRegression(1, 1)

        assert by_array.train(x, y, 5).tolist() == by_tensor.train(torch.tensor(x), torch.tensor(y), 5).tolist()

    def test_can_be_trained_step_by_step(self) -> None:
        x, y = seeded_line()
        whole, stepwise = LinearRegression(1, 1), LinearRegression(1, 1)
        whole.train(x, y, epochs=3)
        for _ in range(3):
            stepwise.mse_loss(stepwise.forward(x), y).backward()
            stepwise.step()

        assert whole.predict(x).tolist() == stepwise.predict(x).tolist()


class TestFitNnLinear:
    def test_agrees_with_the_loop(self) -> None:
        w, b, losses = fit_nn_linear(LINE.x, LINE.y, 0.01, 100)
        run = fit_autograd(LINE.x, LINE.y, 0.01, 100)

        assert (w.shape, b.shape) == ((1, 1), (1,))
        assert (w.item(), b.item()) == pytest.approx((run["w"][-1], run["b"][-1]), rel=1e-12)
        np.testing.assert_allclose(losses, run["loss"], rtol=1e-12)

    @pytest.mark.parametrize(("lr", "decreases"), [(0.0199, True), (0.0201, False)], ids=["just below", "just above"])
    def test_with_a_sum_is_stable_below_a_rate_of_two_hundredths(self, lr: float, decreases: bool) -> None:
        losses = fit_nn_linear(SURFACE, RENT, lr, 300, reduction="sum")[2]

        assert bool(losses[-1] < losses[0]) is decreases

    def test_returns_parameters_that_a_new_layer_can_load(self) -> None:
        w, b, _ = fit_nn_linear(LINE.x, LINE.y, 0.01, 3)
        layer = torch.nn.Linear(1, 1, dtype=torch.float64)
        layer.load_state_dict({"weight": torch.tensor(w), "bias": torch.tensor(b)})

        assert layer.bias.item() == b.item()


def flat(result: object) -> np.ndarray:
    """All numbers of a history or a tuple of arrays as one vector."""
    return np.hstack([np.ravel(array) for array in (result.values() if isinstance(result, dict) else result)])


@pytest.mark.parametrize("fit", [fit_autograd, fit_nn_linear], ids=["fit_autograd", "fit_nn_linear"])
def test_integers_views_and_read_only_arrays_give_the_same_result_and_are_not_changed(fit: object) -> None:
    x, y = np.array([-2, 5, 1, 4, -1]), np.array([7, -3, 4, -2, 5])
    expected = flat(fit(x.astype(float), y.astype(float), 0.01, 5))

    for arrays in array_layouts(x, y):
        np.testing.assert_allclose(flat(fit(*arrays, 0.01, 5)), expected, rtol=1e-14)
    assert (x.tolist(), y.tolist()) == ([-2, 5, 1, 4, -1], [7, -3, 4, -2, 5])


@pytest.mark.parametrize(
    "function",
    [
        lambda x, y: autograd_gradients(x, y, 0.0, 0.0),
        lambda x, y: fit_autograd(x, y, 0.1, 1),
        lambda x, y: LinearRegression(1, 1).train(x.reshape(-1, 1), y[:, 0]),
    ],
    ids=["autograd_gradients", "fit_autograd", "LinearRegression"],
)
def test_shapes_that_would_broadcast_are_refused(function: object) -> None:
    with pytest.raises(ValueError, match="differ"):
        function(np.arange(4.0), np.arange(4.0).reshape(4, 1))
