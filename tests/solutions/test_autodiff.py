"""The reference of `autodiff` against exact derivatives, theory, scikit-learn and the figures the course quotes."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lab import data
from lab.checks.autodiff import LABELS
from sklearn.linear_model import Lasso, LinearRegression, Ridge

from solutions.autodiff import LinearRegressionGD, Value, find_bug, fit_line_autodiff
from solutions.training_loop import fit_line

LINE = data.line()
PATIENTS = data.diabetes()
NOTEBOOK = Path(__file__).parents[2] / "source" / "autodiff" / "autodiff.ipynb"

FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "polynomial": lambda a, b: 3.0 * a**3 - 2.0 * a * b + b / 4.0,
    "quotient": lambda a, b: (a - b) / (2.0 + a * a) + 1.0 / b,
    "root": lambda a, b: (a * a + b * b) ** 0.5 - (-a),
    "reuse": lambda a, b: (a * b) * (a * b) + (7.0 - a * b) / (a * b),
}


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_a_pass_gives_what_the_complex_step_gives(function: Callable[[Any, Any], Any]) -> None:
    a, b = Value(1.7), Value(-0.6)
    result = function(a, b)
    result.backward()

    assert result.data == pytest.approx(function(1.7, -0.6), rel=1e-15)
    assert a.grad == pytest.approx(function(1.7 + 1e-20j, -0.6).imag / 1e-20, rel=1e-14)
    assert b.grad == pytest.approx(function(1.7, -0.6 + 1e-20j).imag / 1e-20, rel=1e-14)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_paths_and_passes_agree(function: Callable[[Any, Any], Any]) -> None:
    a, b = Value(1.7), Value(-0.6)
    result = function(a, b)
    result.backward()

    assert [result.by_paths(leaf) for leaf in (a, b)] == pytest.approx([a.grad, b.grad], rel=1e-14)


def test_x_squared_plus_x_has_the_slope_seven_at_three() -> None:
    x = Value(3)
    (x * x + x).backward()

    assert x.grad == 7.0


def test_a_second_pass_starts_from_zero() -> None:
    a, b, d = Value(2.0), Value(3.0), Value(1.0)
    e = (a + b) * d
    e.backward()
    e.backward()

    assert (a.grad, b.grad, d.grad, e.grad) == (1.0, 1.0, 5.0, 1.0)


def test_a_graph_may_be_deeper_than_python_calls() -> None:
    x = Value(0.5)
    total = x * 1.0
    for _ in range(20_000):
        total = total + x
    total.backward()

    assert x.grad == 20_001.0


def test_numbers_of_numpy_may_stand_on_either_side() -> None:
    v = Value(np.int64(4))

    assert [(np.float64(2) - v).data, (v / np.int64(8)).data, (np.float64(2) / v).data] == [-2.0, 0.5, 0.5]
    assert type(v.data) is float


def test_descent_without_formulas_is_descent_with_them() -> None:
    w, b = fit_line_autodiff(LINE.x, LINE.y, 0.01, 100)
    run = fit_line(LINE.x, LINE.y, 0.01, 100)

    assert (w, b) == pytest.approx((1.420588512863, 1.702423051087), abs=1e-12)
    assert (w, b) == pytest.approx((run["w"][-1], run["b"][-1]), abs=1e-13)


def test_whole_locked_and_strided_data_give_the_same() -> None:
    x, y = np.array([-2, 5, 1, 4, -1]), np.array([7, -3, 4, -2, 5])
    locked = x.astype(float)
    locked.flags.writeable = False
    wanted = fit_line_autodiff(x.astype(float), y.astype(float), 0.01, 5)

    assert fit_line_autodiff(x, y, 0.01, 5) == wanted
    assert fit_line_autodiff(np.repeat(locked, 2)[::2], y, 0.01, 5) == wanted


OTHERS = {
    "no penalty": (None, 0.0, LinearRegression()),
    "l2": ("l2", 0.1, Ridge(alpha=442 * 0.1)),
    "l1": ("l1", 9.0, Lasso(alpha=4.5, tol=1e-12)),
}


@pytest.mark.parametrize(("penalty", "lam", "other"), OTHERS.values(), ids=OTHERS)
def test_the_class_arrives_where_scikit_learn_does(penalty: str | None, lam: float, other: Any) -> None:
    centre, spread = PATIENTS.X.mean(axis=0), PATIENTS.X.std(axis=0)
    other.fit((PATIENTS.X - centre) / spread, PATIENTS.y)
    mine = LinearRegressionGD(0.24, 8000, penalty, lam).fit(PATIENTS.X, PATIENTS.y)

    np.testing.assert_allclose(mine.coef_ * spread, other.coef_, atol=1e-6)
    assert mine.intercept_ + mine.coef_ @ centre == pytest.approx(other.intercept_, rel=1e-9)
    assert mine.score(PATIENTS.X, PATIENTS.y) == pytest.approx(
        other.score((PATIENTS.X - centre) / spread, PATIENTS.y), abs=1e-9
    )


def test_lasso_leaves_exact_zeros() -> None:
    model = LinearRegressionGD(0.24, 2000, "l1", 9.0).fit(PATIENTS.X, PATIENTS.y)

    assert np.sum(model.coef_ == 0.0) == 5


def test_the_flats_of_paris_take_one_step() -> None:
    flats = data.paris_rents()
    model = LinearRegressionGD(0.5, 1).fit(flats.surface[:, None], flats.rent)

    assert model.coef_[0] == pytest.approx(32.564704, abs=1e-6)
    assert model.intercept_ == pytest.approx(173.599742, abs=1e-5)


def test_an_unknown_penalty_is_refused() -> None:
    with pytest.raises(ValueError, match="penalty is None, 'l2' or 'l1', not 'l3'"):
        LinearRegressionGD(0.1, 5, "l3")


def test_a_model_that_has_learnt_nothing_does_not_guess() -> None:
    with pytest.raises(RuntimeError, match="call fit first"):
        LinearRegressionGD(0.1, 5).predict(PATIENTS.X)


def loops() -> dict[str, Callable[..., dict[str, Any]]]:
    """The four broken loops, as they stand in the notebook."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    source = next(cell["source"] for cell in cells if cell["id"] == "broken-loops")
    names: dict[str, Any] = {"np": np}
    exec(compile(ast.parse(source), "broken-loops", "exec"), names)
    return {name: names[f"loop_{name}"] for name in "abcd"}


def honest(mistake: str, x: Any, y: Any, lr: float, n_steps: int) -> dict[str, Any]:
    """A sound loop into which exactly one of the eight mistakes is put."""
    A, theta = np.column_stack([x, np.ones(len(x))]), np.zeros(2)
    total, thetas, losses = np.zeros(2), [theta], [np.mean(y**2)]
    first = 2 * A.T @ (A @ theta - y) / len(y)
    for _ in range(n_steps):
        gradient = 2 * A.T @ (A @ theta - y) / len(y)
        if mistake == "sequential-update":
            moved = theta - lr * gradient * [1, 0]
            gradient = np.array([gradient[0], 2 * np.mean(A @ moved - y)])
        total = total + gradient
        step = {
            "gradient-sign": -lr * gradient,
            "sum-not-mean": lr * len(y) * gradient,
            "stale-gradient": lr * first,
            "gradient-not-reset": lr * total,
            "learning-rate-forgotten": gradient,
        }.get(mistake, lr * gradient)
        theta = theta - step
        thetas.append(theta)
        losses.append(np.mean((A @ theta - y) ** 2))
    if mistake == "aliased-history":
        thetas = [theta] * len(thetas)
    if mistake == "loss-after-update":
        losses = losses[1:] + losses[-1:]
    w, b = np.array(thetas).T
    return {"w": w, "b": b, "loss": np.array(losses)}


@pytest.mark.parametrize("name", list("abcd"))
def test_each_loop_has_the_mistake_that_is_named_and_no_other(name: str) -> None:
    run = loops()[name](LINE.x, LINE.y, 0.05, 8)
    alike = [
        label
        for label in LABELS
        if all(np.allclose(run[key], honest(label, LINE.x, LINE.y, 0.05, 8)[key], rtol=1e-9) for key in run)
    ]

    assert alike == [find_bug(name)]
