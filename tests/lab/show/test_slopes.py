"""The given figures of a gradient: tangents, the way down, errors of differences."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from lab import show

mpl.use("agg")


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures that reach the page."""
    figures: list[Any] = []
    monkeypatch.setattr("lab.show.style.display", lambda figure: (figure.canvas.draw(), figures.append(figure)))
    return figures


def loss(w: float, b: float) -> float:
    return (w - 1.0) ** 2 + 2.0 * (b + 1.0) ** 2 + 3.0


def slopes(w: float, b: float) -> tuple[float, float]:
    return 2.0 * (w - 1.0), 4.0 * (b + 1.0)


def test_cuts_show_the_place_and_only_with_slopes_the_tangents(shown: list[Any]) -> None:
    show.tangents(loss, 0.0, 0.0)
    show.tangents(loss, 0.0, 0.0, slopes=slopes(0.0, 0.0))
    names = [[text.get_text() for text in figure.axes[1].get_legend().get_texts()] for figure in shown]

    assert names == [["loss along b", "where you stand"], ["loss along b", "where you stand", "slope 4"]]


def test_a_tangent_touches_its_curve_where_the_reader_stands(shown: list[Any]) -> None:
    show.tangents(loss, 0.0, 0.0, slopes=slopes(0.0, 0.0))
    _, place, tangent = shown[0].axes[0].lines
    (left, right), (low, high) = tangent.get_data()

    assert (high - low) / (right - left) == pytest.approx(-2.0)
    assert (low + high) / 2 == pytest.approx(place.get_ydata()[0])


def test_arrows_lead_down_and_stop_at_the_bottom(shown: list[Any]) -> None:
    values = np.linspace(-3.0, 3.0, 7)
    show.downhill(values, values, loss, slopes, arrows=7)
    quiver = next(c for c in shown[0].axes[0].collections if hasattr(c, "U"))
    w, b = quiver.XY.T

    assert np.all(quiver.U * (w - 1.0) <= 0.0)
    assert np.all(quiver.V * (b + 1.0) <= 0.0)
    assert plt.get_fignums() == []


def test_errors_of_zero_lie_on_the_floor_of_the_picture(shown: list[Any]) -> None:
    hs = np.logspace(-1, -12, 12)
    show.error_curves(hs, {"forward": hs, "central": hs**2, "complex": np.zeros(12)})
    axes = shown[0].axes[0]

    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["forward", "central", "complex"]
    assert axes.lines[2].get_ydata().min() > 0
