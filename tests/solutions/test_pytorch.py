"""The reference of `pytorch` against theory, the reference of `training-loop` and the figures the course quotes."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data

torch = pytest.importorskip("torch", reason="the optional unit `pytorch` needs torch: pip install -e '.[torch]'")

from solutions import training_loop  # noqa: E402 - what needs torch can be imported only where it is
from solutions.pytorch import LinearRegression, autograd_gradients, fit_autograd, fit_nn_linear  # noqa: E402

LINE = data.line()
FLATS = data.paris_rents()
SURFACE = (FLATS.surface - FLATS.surface.mean()) / FLATS.surface.std()
RENT = (FLATS.rent - FLATS.rent.mean()) / FLATS.rent.std()


def line_of_the_second_text() -> tuple[np.ndarray, np.ndarray]:
    """The 100 points around y = 2x + 3 that PyTorch's generator gives for the seed 0, as columns."""
    torch.manual_seed(0)
    x = torch.randn(100, 1)
    y = 2 * x + 3 + 0.1 * torch.randn(100, 1)
    return x.double().numpy(), y.double().numpy()


class TestAutogradGradients:
    def test_agree_with_the_formula_to_rounding(self) -> None:
        residual = 0.7 * SURFACE + 0.3 - RENT
        by_hand = 2 * np.mean(residual * SURFACE), 2 * np.mean(residual)

        assert autograd_gradients(SURFACE, RENT, 0.7, 0.3) == pytest.approx(by_hand, rel=1e-14)

    def test_are_the_same_when_asked_again(self) -> None:
        first, second = (autograd_gradients(LINE.x, LINE.y, 1.0, -2.0) for _ in range(2))

        assert first == second

    def test_take_whole_numbers_which_have_no_derivative_of_their_own(self) -> None:
        dw, db = autograd_gradients(np.array([0, 1, 2, 3]), np.array([0, 0, 1, 1]), 1, 0)

        assert (dw, db) == (4.5, 2.0)


class TestFitAutograd:
    def test_agrees_with_the_loop_written_by_hand(self) -> None:
        ours = fit_autograd(LINE.x, LINE.y, 0.01, 100, w0=0.5, b0=-1.0)
        by_hand = training_loop.fit_line(LINE.x, LINE.y, 0.01, 100, w0=0.5, b0=-1.0)

        for key in ("w", "b", "loss"):
            np.testing.assert_allclose(ours[key], by_hand[key], rtol=1e-12)

    def test_ends_where_the_course_says(self) -> None:
        run = fit_autograd(LINE.x, LINE.y, 0.01, 100)

        assert (run["w"][-1], run["b"][-1]) == pytest.approx((1.420588512863, 1.702423051087), abs=1e-12)

    def test_solves_the_standardised_flats_in_one_step_of_a_half(self) -> None:
        run = fit_autograd(SURFACE, RENT, 0.5, 1, w0=0.5, b0=0.5)

        assert run["w"][-1] == pytest.approx(np.corrcoef(SURFACE, RENT)[0, 1], rel=1e-12)
        assert run["b"][-1] == pytest.approx(0.0, abs=1e-12)


class TestLinearRegression:
    def test_learns_the_line_of_the_second_text(self) -> None:
        x, y = line_of_the_second_text()
        model = LinearRegression(1, 1, learning_rate=0.1)
        losses = model.train(x, y, epochs=100)

        assert losses[-1] == pytest.approx(0.00836233, abs=1e-8)
        assert model.predict(np.array([[4.0]])) == pytest.approx(10.968378, abs=1e-6)

    def test_refuses_targets_without_a_column(self) -> None:
        x, y = line_of_the_second_text()

        with pytest.raises(ValueError, match=r"shapes \(100, 1\) and \(100,\) differ"):
            LinearRegression(1, 1).train(x, y[:, 0])

    def test_of_two_outputs_takes_half_the_step_of_a_mean_over_rows(self) -> None:
        X, Y = np.array([[1.0, 0.0], [2.0, -1.0], [0.5, 3.0]]), np.array([[1.0, 2.0], [0.0, 4.0], [3.0, -1.0]])
        model = LinearRegression(2, 2, learning_rate=1.0)
        model.train(X, Y, epochs=1)

        np.testing.assert_allclose(model.weights.detach().numpy(), X.T @ Y / 3, rtol=1e-14)
        np.testing.assert_allclose(model.bias.detach().numpy(), Y.mean(axis=0), rtol=1e-14)

    def test_takes_tensors_as_well_as_arrays(self) -> None:
        x, y = line_of_the_second_text()
        by_array, by_tensor = LinearRegression(1, 1), LinearRegression(1, 1)

        assert by_array.train(x, y, 5).tolist() == by_tensor.train(torch.tensor(x), torch.tensor(y), 5).tolist()

    def test_can_be_trained_by_hand_step_by_step(self) -> None:
        x, y = line_of_the_second_text()
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

    @pytest.mark.parametrize(("lr", "falls"), [(0.0199, True), (0.0201, False)], ids=["just below", "just above"])
    def test_of_a_sum_has_its_limit_at_two_hundredths(self, lr: float, falls: bool) -> None:
        losses = fit_nn_linear(SURFACE, RENT, lr, 300, reduction="sum")[2]

        assert bool(losses[-1] < losses[0]) is falls

    def test_gives_a_state_that_a_fresh_layer_can_load(self) -> None:
        w, b, _ = fit_nn_linear(LINE.x, LINE.y, 0.01, 3)
        fresh = torch.nn.Linear(1, 1, dtype=torch.float64)
        fresh.load_state_dict({"weight": torch.tensor(w), "bias": torch.tensor(b)})

        assert fresh.bias.item() == b.item()


@pytest.mark.parametrize("fit", [fit_autograd, fit_nn_linear], ids=["by hand", "by parts"])
def test_arguments_of_any_layout_give_the_same_and_stay_the_same(fit: object) -> None:
    x, y = np.array([-2, 5, 1, 4, -1]), np.array([7, -3, 4, -2, 5])
    locked = x.copy(), y.copy()
    for array in locked:
        array.flags.writeable = False
    found = [
        fit(*given, 0.01, 5)
        for given in ((x.astype(float), y.astype(float)), (x, y), (np.repeat(x, 2)[::2], np.repeat(y, 2)[::2]), locked)
    ]
    ends = [np.hstack([np.ravel(part) for part in (run.values() if isinstance(run, dict) else run)]) for run in found]

    for end in ends[1:]:
        np.testing.assert_allclose(end, ends[0], rtol=1e-14)
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
