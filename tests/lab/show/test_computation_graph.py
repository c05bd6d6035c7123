"""A calculation is drawn as a graph from left to right, with readable boxes and edges."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import IPython.display
import numpy as np
import pytest
from lab import show
from matplotlib.patches import FancyArrowPatch


def value(data: float, parents: tuple[Any, ...] = (), slopes: tuple[float, ...] = ()) -> SimpleNamespace:
    return SimpleNamespace(data=data, grad=0.0, parents=parents, slopes=slopes)


def labels(figure: Any) -> list[str]:
    return sorted(text.get_text() for text in figure.axes[0].texts)


def positions(figure: Any) -> dict[str, tuple[float, float]]:
    return {text.get_text().split("\n")[0].split("→  ")[-1]: text.get_position() for text in figure.axes[0].texts}


def test_each_value_has_its_numbers_and_each_edge_its_slope(displayed: list[Any]) -> None:
    a, b = value(2.0), value(-3.0)
    product = value(-6.0, (a, b), (-3.0, 2.0))
    show.graph(product, {"a": a, "product": product})

    assert labels(displayed[0]) == sorted(["a = 2", "−3", "·  →  product = −6", "×−3", "×2"])


def test_a_graph_goes_from_left_to_right(displayed: list[Any]) -> None:
    a, b, late = value(1.0), value(2.0), value(5.0)
    total = value(3.0, (a, b), (1.0, 1.0))
    show.graph(value(15.0, (total, late), (5.0, 3.0)))
    x = {name: x for name, (x, _) in positions(displayed[0]).items()}

    assert x["1"] == x["2"] == 0.0
    assert x["3"] == x["5"] == 1.0
    assert x["15"] == 2.0


def test_two_uses_of_one_value_are_two_arrows(displayed: list[Any]) -> None:
    x = value(3.0)
    show.graph(value(9.0, (x, x), (3.0, 3.0)))
    axes = displayed[0].axes[0]
    labels = [text.get_position() for text in axes.texts if text.get_text() == "×3"]

    assert sum(isinstance(patch, FancyArrowPatch) for patch in axes.patches) == 2
    assert labels[0] != labels[1]


@pytest.mark.parametrize("first", ["the square", "the leaf"])
def test_an_edge_is_bent_around_a_value_in_its_way(displayed: list[Any], first: str) -> None:
    x = value(3.0)
    square = value(9.0, (x,), (6.0,))
    show.graph(value(12.0, (square, x) if first == "the square" else (x, square), (1.0, 1.0)))
    heights = [text.get_position()[1] for text in displayed[0].axes[0].texts if text.get_text() == "×1"]

    assert max(map(abs, heights)) > 0.3


def test_values_of_one_column_do_not_overlap(displayed: list[Any]) -> None:
    leaves = [value(float(n)) for n in range(5)]
    show.graph(value(10.0, tuple(leaves), (1.0,) * 5))
    heights = sorted(y for name, (_, y) in positions(displayed[0]).items() if name in "01234")

    assert min(np.diff(heights)) >= 1.0


@pytest.mark.parametrize(
    ("data", "operands", "slopes", "operation"),
    [
        (5.0, (2.0, 3.0), (1, 1), "+"),
        (-1.0, (2.0, 3.0), (1, -1), "−"),
        (6.0, (2.0, 3.0), (3, 2), "·"),
        (4.0, (2.0, 0.5), (2, -8), "/"),
        (9.0, (-3.0,), (-6.0,), "^2"),
        (-0.5, (-2.0,), (-0.25,), "^−1"),
        (0.0, (0.0,), (0.0,), ""),
        (7.0, (2.0, 3.0), (1, 1), ""),
        (3.0, (1.0, 1.0, 1.0), (1, 1, 1), ""),
    ],
)
def test_the_operation_is_found_out(
    displayed: list[Any], data: float, operands: tuple[float, ...], slopes: tuple[float, ...], operation: str
) -> None:
    show.graph(value(data, tuple(map(value, operands)), slopes))
    last = displayed[0].axes[0].texts[-1].get_text()

    assert last.rpartition("  →  ")[0] == operation


def test_grads_are_shown_once_there_are_some(displayed: list[Any]) -> None:
    a = value(2.0)
    result = value(4.0, (a,), (4.0,))
    show.graph(result)
    a.grad, result.grad = 4.0, 1.0
    show.graph(result)

    assert labels(displayed[0]) == ["2", "^2  →  4", "×4"]
    assert labels(displayed[1]) == ["2\ngrad 4", "^2  →  4\ngrad 1", "×4"]


def test_a_graph_with_too_many_values_is_refused() -> None:
    result = value(1.0)
    for _ in range(60):
        result = value(1.0, (result,), (1.0,))

    with pytest.raises(ValueError, match="a graph of 61 values cannot be read"):
        show.graph(result)


def test_a_screen_reader_hears_parents_and_slopes(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    monkeypatch.setattr(IPython.display, "display", lambda _, metadata: texts.append(metadata["image/png"]["alt"]))
    a, b = value(2.0), value(1.0)
    show.graph(value(3.0, (a, b), (1.0, 1.0)), {"a": a}, title="a + b")

    assert texts == ["a + b: 3 comes from a = 2 (slope 1) and 1 (slope 1)."]


def test_an_arrow_ends_before_a_wide_frame(displayed: list[Any]) -> None:
    x = value(3.0)
    result = value(9.0, (x,), (6.0,))
    for name in ("", "a long name for it"):
        show.graph(result, {name: result} if name else {})
    short, long = (figure.axes[0].patches[0].shrinkB for figure in displayed)

    assert long > short + 30
