"""What the lesson on PyTorch says in words and numbers. PyTorch itself is not needed here."""

from __future__ import annotations

import re

import numpy as np
import pytest
from lab import data

from solutions import many_features, training_loop
from tests.course.lesson_cells import cells, number, plain_text, source

UNIT = "pytorch"
PARIS = data.paris_rents()
WORDS = {"one": 1.0, "half a": 0.5, "two": 2.0}


def test_the_rates_near_the_limit_are_as_far_from_it_as_told() -> None:
    match = re.search(
        r"On both sides of the limit, (half a|one|two) per cent away", plain_text(UNIT, "near-the-limit-reads")
    )
    rates = re.search(r"for rate in \(([^)]*)\)", source(UNIT, "near-the-limit"))
    x = (PARIS.surface - PARIS.surface.mean()) / PARIS.surface.std()
    A = np.column_stack([np.ones(50), x])
    limit = 2 / (50 * np.linalg.eigvalsh(2 / 50 * A.T @ A)[-1])

    assert match
    assert rates
    low, high = map(float, rates[1].split(", ")[1:])
    assert [100 * (1 - low / limit), 100 * (high / limit - 1)] == pytest.approx([WORDS[match[1]]] * 2, abs=0.01)


def test_the_truth_differs_from_the_best_line_by_as_many_euros_as_told() -> None:
    w, b = training_loop.closed_form_line(PARIS.surface, PARIS.rent)
    sizes = np.array([30, 50, 70, 90])
    largest = np.max(np.abs((w - PARIS.true_w) * sizes + b - PARIS.true_b))

    assert int(largest) == number(UNIT, "three-roads-reflect", "differs by up to", "euros")


@pytest.mark.parametrize(("lr", "start"), [(0.1, 0.5), (0.4, 0.0)])
def test_each_descent_ends_within_a_cent_of_the_best_line(lr: float, start: float) -> None:
    x, y = ((values - values.mean()) / values.std() for values in (PARIS.surface, PARIS.rent))
    run = training_loop.fit_line(x, y, lr, 200, start, start)
    sizes = (np.array([30, 50, 70, 90]) - PARIS.surface.mean()) / PARIS.surface.std()
    w, b = training_loop.closed_form_line(x, y)
    cents = 100 * PARIS.rent.std() * np.abs((run["w"][-1] - w) * sizes + run["b"][-1] - b)

    assert "the first three rows differ by less than a cent" in plain_text(UNIT, "three-roads-reflect")
    assert cents.max() < 1


def test_the_two_ways_to_divide_differ_by_one_per_cent() -> None:
    assert "they differ by one per cent" in plain_text(UNIT, "habits-why")
    assert PARIS.surface.std(ddof=1) / PARIS.surface.std() == pytest.approx(1.01, abs=0.001)


def test_raw_advertising_allows_no_larger_rate_than_told() -> None:
    A = many_features.add_intercept(data.advertising().X)
    limit = 2 / np.linalg.eigvalsh(2 / len(A) * A.T @ A)[-1]

    assert limit == pytest.approx(number(UNIT, "use-the-class", "no rate above", "."), rel=0.05)


def test_the_towns_are_split_as_in_the_unit_on_many_features() -> None:
    towns = data.advertising()
    order = np.random.default_rng(0).permutation(200)
    parts = many_features.train_test_split(towns.X, towns.y, 0.2, np.random.default_rng(0))

    assert "kept_back, seen = order[:40], order[40:]" in source(UNIT, "markets")
    assert np.array_equal(parts[0], towns.X[order[40:]])
    assert "train_test_split(markets.X, markets.y, 0.2, np.random.default_rng(0))" in "".join(
        cell["source"] for cell in cells("many-features")
    )


def test_numbers_by_formula_are_those_of_the_training_loop() -> None:
    line = data.line()
    run = training_loop.fit_line(line.x, line.y, 0.01, 100)

    assert f"w = {run['w'][-1]:.12f}, b = {run['b'][-1]:.12f}" in source(UNIT, "compare-logbooks")


def test_the_published_run_of_the_class_can_be_reproduced() -> None:
    torch = pytest.importorskip("torch")
    from solutions.pytorch import LinearRegression

    torch.manual_seed(0)
    inputs = torch.randn(100, 1)
    noisy = 2 * inputs + 3 + 0.1 * torch.randn(100, 1)
    model = LinearRegression(1, 1, learning_rate=0.1)
    model.weights.data = torch.randn(1, 1).double()
    losses = model.train(inputs.numpy(), noisy.numpy(), epochs=100)

    assert "learning_rate=0.1" in source(UNIT, "two-x-plus-three-run")
    assert [round(float(losses[epoch - 1]), 4) for epoch in (1, 10, 20, 100)] == [19.7387, 0.2763, 0.0107, 0.0084]
    assert round(model.predict(np.array([[4.0]])).item(), 4) == 10.9684
