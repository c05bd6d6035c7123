"""Figures of a gradient: tangents, arrows of steepest descent, errors of finite differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab import show


def loss(w: float, b: float) -> float:
    return (w - 1.0) ** 2 + 2.0 * (b + 1.0) ** 2 + 3.0


def slopes(w: float, b: float) -> tuple[float, float]:
    return 2.0 * (w - 1.0), 4.0 * (b + 1.0)


def test_tangents_are_drawn_only_where_slopes_are_passed(displayed: list[Any]) -> None:
    show.tangents(loss, 0.0, 0.0)
    show.tangents(loss, 0.0, 0.0, slopes=slopes(0.0, 0.0))
    names = [[text.get_text() for text in figure.axes[1].get_legend().get_texts()] for figure in displayed]

    assert names == [["loss along b", "where you stand"], ["loss along b", "where you stand", "slope 4"]]


def test_a_tangent_touches_its_curve_at_the_point(displayed: list[Any]) -> None:
    show.tangents(loss, 0.0, 0.0, slopes=slopes(0.0, 0.0))
    _, point, tangent = displayed[0].axes[0].lines
    (left, right), (low, high) = tangent.get_data()

    assert (high - low) / (right - left) == pytest.approx(-2.0)
    assert (low + high) / 2 == pytest.approx(point.get_ydata()[0])


def test_a_steep_tangent_stays_in_its_panel(displayed: list[Any]) -> None:
    show.tangents(loss, -1.9, 0.0, slopes=slopes(-1.9, 0.0))
    panel = displayed[0].axes[0]
    low, high = panel.get_ylim()

    assert low <= panel.lines[2].get_ydata().min() < panel.lines[2].get_ydata().max() <= high


def test_arrows_point_to_the_minimum(displayed: list[Any]) -> None:
    values = np.linspace(-3.0, 3.0, 7)
    show.downhill(values, values, loss, slopes, arrows=7)
    quiver = next(c for c in displayed[0].axes[0].collections if hasattr(c, "U"))
    w, b = quiver.XY.T

    assert np.all(quiver.U * (w - 1.0) <= 0.0)
    assert np.all(quiver.V * (b + 1.0) <= 0.0)


def test_an_arrow_of_twice_the_length_is_for_a_slope_of_four_times_the_size(displayed: list[Any]) -> None:
    values = np.linspace(-3.0, 3.0, 7)
    show.downhill(values, values, loss, slopes, arrows=7)
    quiver = next(c for c in displayed[0].axes[0].collections if hasattr(c, "U"))
    lengths = np.hypot(quiver.U, quiver.V)
    sizes = np.array([np.hypot(*slopes(w, b)) for w, b in quiver.XY])

    assert lengths[sizes > 0] / np.sqrt(sizes[sizes > 0]) == pytest.approx(lengths.max() / np.sqrt(sizes.max()))
    assert lengths.max() < 1.0


def test_errors_of_zero_are_drawn_above_zero(displayed: list[Any]) -> None:
    hs = np.logspace(-1, -12, 12)
    show.error_curves(hs, {"forward": hs, "central": hs**2, "complex": np.zeros(12)})
    axes = displayed[0].axes[0]

    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    assert [text.get_text() for text in axes.get_legend().get_texts()] == [
        "forward",
        "central",
        "complex",
        "slope 1",
        "slope 2",
    ]
    assert axes.lines[2].get_ydata().min() > 0
