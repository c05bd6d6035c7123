"""A calculation as a graph, and training runs side by side."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from lab import show
from matplotlib.patches import FancyArrowPatch

mpl.use("agg")


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures that reach the page."""
    figures: list[Any] = []
    for module in ("style", "loops"):
        monkeypatch.setattr(f"lab.show.{module}.display", lambda one: (one.canvas.draw(), figures.append(one)))
    return figures


def value(data: float, parents: tuple[Any, ...] = (), slopes: tuple[float, ...] = ()) -> SimpleNamespace:
    return SimpleNamespace(data=data, grad=0.0, parents=parents, slopes=slopes)


def words(figure: Any) -> list[str]:
    return sorted(text.get_text() for text in figure.axes[0].texts)


def places(figure: Any) -> dict[str, tuple[float, float]]:
    return {text.get_text().split("\n")[0]: text.get_position() for text in figure.axes[0].texts}


def test_every_value_shows_its_numbers_and_every_edge_its_slope(shown: list[Any]) -> None:
    a, b = value(2.0), value(-3.0)
    product = value(-6.0, (a, b), (-3.0, 2.0))
    show.graph(product, {"a": a, "product": product})

    assert words(shown[0]) == sorted(["a = 2\ngrad 0", "-3\ngrad 0", "product = -6\ngrad 0", "×-3", "×2"])


def test_a_graph_reads_from_left_to_right(shown: list[Any]) -> None:
    a, b, late = value(1.0), value(2.0), value(5.0)
    total = value(3.0, (a, b), (1.0, 1.0))
    show.graph(value(15.0, (total, late), (5.0, 3.0)))
    x = {name: place[0] for name, place in places(shown[0]).items()}

    assert x["1"] == x["2"] == 0.0
    assert x["3"] == x["5"] == 1.0
    assert x["15"] == 2.0


def test_two_uses_of_one_value_are_two_arrows_apart(shown: list[Any]) -> None:
    x = value(3.0)
    show.graph(value(9.0, (x, x), (3.0, 3.0)))
    axes = shown[0].axes[0]
    labels = [text.get_position() for text in axes.texts if text.get_text() == "×3"]

    assert sum(isinstance(patch, FancyArrowPatch) for patch in axes.patches) == 2
    assert labels[0] != labels[1]


@pytest.mark.parametrize("first", ["the square", "the leaf"])
def test_an_edge_goes_round_a_value_in_its_way(shown: list[Any], first: str) -> None:
    x = value(3.0)
    square = value(9.0, (x,), (6.0,))
    show.graph(value(12.0, (square, x) if first == "the square" else (x, square), (1.0, 1.0)))
    heights = [text.get_position()[1] for text in shown[0].axes[0].texts if text.get_text() == "×1"]

    assert max(map(abs, heights)) > 0.3


def test_values_of_one_column_never_lie_on_each_other(shown: list[Any]) -> None:
    leaves = [value(float(n)) for n in range(5)]
    show.graph(value(10.0, tuple(leaves), (1.0,) * 5))
    heights = sorted(place[1] for name, place in places(shown[0]).items() if name in "01234")

    assert min(np.diff(heights)) >= 1.0


def test_a_graph_nobody_could_read_is_refused() -> None:
    result = value(1.0)
    for _ in range(60):
        result = value(1.0, (result,), (1.0,))

    with pytest.raises(ValueError, match="a graph of 61 values cannot be read"):
        show.graph(result)
    assert plt.get_fignums() == []


def test_runs_stand_side_by_side_with_what_the_best_line_has(shown: list[Any]) -> None:
    steady = {"w": np.array([0.0, 1.0]), "b": np.array([0.0, 2.0]), "loss": np.array([9.0, 1.5])}
    wild = {"w": np.array([0.0, 1e70]), "b": np.array([0.0, -1e70]), "loss": np.array([9.0, 1e140])}
    show.side_by_side({"a": steady, "b": wild}, best=(1.5, 2.0), least=1.0)
    above, below = shown[0].axes[:2], shown[0].axes[2:]

    assert [axes.get_title(loc="left") for axes in above] == ["loop a", "loop b"]
    assert {axes.get_yscale() for axes in above} == {"log"}
    assert all(axes.get_ylim()[0] < 0 < axes.get_ylim()[1] for axes in below)
    assert max(axes.get_ylim()[1] for axes in below) <= 8.0
    assert [[text.get_text() for text in axes.texts] for axes in below] == [[], ["gone in step 1"]]
    assert plt.get_fignums() == []
