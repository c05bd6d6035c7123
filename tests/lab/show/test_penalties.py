"""The figures of prices on weights, and the table of what was measured."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from lab import show
from lab.show.table import Measured

mpl.use("agg")

NAMES = ("bmi", "bp", "age")
PRICES = np.geomspace(0.01, 10, 9)
THETAS = np.column_stack([np.full(9, 150.0), *(size / (1 + PRICES) for size in (20.0, 19.8, -3.0))])


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures that reach the page."""
    figures: list[Any] = []
    monkeypatch.setattr("lab.show.style.display", lambda figure: (figure.canvas.draw(), figures.append(figure)))
    return figures


def test_every_weight_of_a_path_is_named_beside_its_line(shown: list[Any]) -> None:
    show.coefficient_paths({"Ridge": (PRICES, THETAS), "Lasso": (PRICES[::-1], THETAS[::-1])}, NAMES)

    assert [axes.get_title(loc="left") for axes in shown[0].axes] == ["Ridge", "Lasso"]
    assert all({text.get_text() for text in axes.texts} == set(NAMES) for axes in shown[0].axes)


def test_names_of_neighbours_do_not_cover_each_other(shown: list[Any]) -> None:
    show.coefficient_paths({"Ridge": (PRICES, THETAS)}, NAMES)
    first, second = sorted((text.xy[1] for text in shown[0].axes[0].texts), reverse=True)[:2]

    assert first - second > 0.8


def test_exact_zeros_lie_on_a_rail_of_their_own(shown: list[Any]) -> None:
    show.smallest_weights({"one": np.array([3.0, 0.02, -0.3]), "other": np.array([3.1, 0.0, 0.0])}, NAMES)
    heights = shown[0].axes[0].lines[1].get_ydata()

    assert shown[0].axes[0].get_yscale() == "log"
    assert heights[1] == heights[2] < 0.01


def test_all_weights_may_be_zero(shown: list[Any]) -> None:
    show.smallest_weights({"none": np.zeros(3)}, NAMES)

    assert shown


def test_a_threshold_is_drawn_with_the_function_that_is_given(shown: list[Any]) -> None:
    show.shrinkage(lambda v, t: v - np.clip(v, -t, t), 1.0)

    assert np.ptp(shown[0].axes[0].lines[-1].get_ydata()) == pytest.approx(4.4)


def test_an_unwritten_threshold_leaves_no_half_drawn_figure(shown: list[Any]) -> None:
    def unwritten(v: Any, t: float) -> Any:
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        show.shrinkage(unwritten, 1.0)

    assert not shown
    assert plt.get_fignums() == []


def test_budgets_counts_shifts_and_what_is_left_are_drawn_and_closed(shown: list[Any]) -> None:
    A = np.column_stack([np.ones(6), [1, 2, 3, 4, 5, 6.5], [2, 0, 1, 5, 3, 1.0]])
    y = A @ np.array([1.0, 2.0, -1.0]) + np.array([0.1, -0.2, 0.0, 0.2, -0.1, 0.0])
    show.budgets(A, y, {"Ridge": THETAS[:, :3], "Lasso": THETAS[:, :3]}, ("a", "b"))
    show.counts((3, 2, 1), (0, 2, 1))
    show.shifts({"ridge": 2.0, "huber": 0.0})
    show.excess({"run": np.array([4.0, 2.0, 1.0, 1.0])}, best=1.0)

    assert len(shown) == 4
    assert plt.get_fignums() == []


def test_a_table_reads_in_a_page_and_in_a_console(monkeypatch: pytest.MonkeyPatch) -> None:
    tables: list[Measured] = []
    monkeypatch.setattr("lab.show.table.display", tables.append)
    show.table(("Ridge", "Lasso"), {"zeros <exact>": (0, 7), "moved by": (2.90412, 3.1), "convex": (True, False)})
    html, text = tables[0].html(), tables[0].text()

    assert "zeros &lt;exact&gt;" in html
    assert text.splitlines()[0].split() == ["Ridge", "Lasso"]
    assert [line.split()[-2:] for line in text.splitlines()[1:]] == [["0", "7"], ["2.9", "3.1"], ["yes", "no"]]
