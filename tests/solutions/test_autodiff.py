"""The reference of `autodiff` against exact derivatives and the numbers that the course quotes."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lab import data
from lab.checks.autodiff import LABELS

from autograder.course.notebook import parse_notebook
from solutions.autodiff import Value, find_bug, fit_line_autodiff
from solutions.training_loop import fit_line
from tests.solutions.array_layouts import array_layouts

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
def test_backward_agrees_with_the_complex_step(function: Callable[[Any, Any], Any]) -> None:
    a, b = Value(1.7), Value(-0.6)
    result = function(a, b)
    result.backward()

    assert result.data == pytest.approx(function(1.7, -0.6), rel=1e-15)
    assert a.grad == pytest.approx(function(1.7 + 1e-20j, -0.6).imag / 1e-20, rel=1e-14)
    assert b.grad == pytest.approx(function(1.7, -0.6 + 1e-20j).imag / 1e-20, rel=1e-14)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_by_paths_and_backward_agree(function: Callable[[Any, Any], Any]) -> None:
    a, b = Value(1.7), Value(-0.6)
    result = function(a, b)
    result.backward()

    assert [result.by_paths(leaf) for leaf in (a, b)] == pytest.approx([a.grad, b.grad], rel=1e-14)


def test_the_derivative_of_x_squared_plus_x_at_three_is_seven() -> None:
    x = Value(3)
    (x * x + x).backward()

    assert x.grad == 7.0


def test_a_second_backward_starts_from_zero() -> None:
    a, b, d = Value(2.0), Value(3.0), Value(1.0)
    e = (a + b) * d
    e.backward()
    e.backward()

    assert (a.grad, b.grad, d.grad, e.grad) == (1.0, 1.0, 5.0, 1.0)


def test_a_graph_may_be_deeper_than_pythons_recursion_limit() -> None:
    x = Value(0.5)
    total = x * 1.0
    for _ in range(20_000):
        total = total + x
    total.backward()

    assert x.grad == 20_001.0


def test_numpy_numbers_may_be_either_operand() -> None:
    v = Value(np.int64(4))

    assert [(np.float64(2) - v).data, (v / np.int64(8)).data, (np.float64(2) / v).data] == [-2.0, 0.5, 0.5]
    assert type(v.data) is float


def test_gradient_descent_with_and_without_formulas_agrees() -> None:
    w, b = fit_line_autodiff(LINE.x, LINE.y, 0.01, 100)
    run = fit_line(LINE.x, LINE.y, 0.01, 100)

    assert (w, b) == pytest.approx((1.420588512863, 1.702423051087), abs=1e-12)
    assert (w, b) == pytest.approx((run["w"][-1], run["b"][-1]), abs=1e-13)


def test_integers_views_and_read_only_arrays_give_the_same_result_and_are_not_changed() -> None:
    x, y = np.array([-2, 5, 1, 4, -1]), np.array([7, -3, 4, -2, 5])
    expected = fit_line_autodiff(x.astype(float), y.astype(float), 0.01, 5)

    for arrays in array_layouts(x, y):
        assert fit_line_autodiff(*arrays, 0.01, 5) == expected
    assert x.tolist() == [-2, 5, 1, 4, -1]


def broken_loops() -> dict[str, Callable[..., dict[str, Any]]]:
    """The four broken loops of the notebook."""
    cells = parse_notebook(NOTEBOOK.read_text(encoding="utf-8"), "autodiff")["cells"]
    source = next(cell["source"] for cell in cells if cell["id"] == "broken-loops")
    namespace: dict[str, Any] = {"np": np}
    exec(compile(ast.parse(source), "broken-loops", "exec"), namespace)
    return {name: namespace[f"loop_{name}"] for name in "abcd"}


def loop_with_mistake(mistake: str, x: Any, y: Any, lr: float, n_steps: int) -> dict[str, Any]:
    """Run gradient descent with exactly one of the eight mistakes."""
    A, theta = np.column_stack([x, np.ones(len(x))]), np.zeros(2)
    total, thetas, losses = np.zeros(2), [theta], [np.mean(y**2)]
    first = 2 * A.T @ (A @ theta - y) / len(y)
    for _ in range(n_steps):
        gradient = 2 * A.T @ (A @ theta - y) / len(y)
        if mistake == "sequential-update":
            half_step = theta - lr * gradient * [1, 0]
            gradient = np.array([gradient[0], 2 * np.mean(A @ half_step - y)])
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
def test_each_broken_loop_has_exactly_the_mistake_that_find_bug_names(name: str) -> None:
    run = broken_loops()[name](LINE.x, LINE.y, 0.05, 8)
    labels = [
        label
        for label in LABELS
        if all(np.allclose(run[key], loop_with_mistake(label, LINE.x, LINE.y, 0.05, 8)[key], rtol=1e-9) for key in run)
    ]

    assert labels == [find_bug(name)]
