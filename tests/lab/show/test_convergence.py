"""Figures of convergence along eigenvectors, and of paths through the loss."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab import data, show

X = np.column_stack([np.ones(100), data.line().x])
Y = data.line().y
PATH = np.linspace([0.0, 0.0], [2.0, 1.4], 9)


def test_each_eigenvector_has_its_factor_and_the_worst_is_emphasised(displayed: list[Any]) -> None:
    show.factors(np.array([8.0, 2.0]), marks={"best": 0.2})
    axes = displayed[0].axes[0]
    labels = [text.get_text() for text in axes.get_legend().get_texts()]

    assert labels == ["curvature 2", "curvature 8", "the worst of them", "best"]
    assert axes.lines[2].get_ydata().min() == pytest.approx(0.6, abs=0.01)


def test_errors_along_each_eigenvector_are_relative_to_the_start(displayed: list[Any]) -> None:
    show.directions(PATH, np.array([2.5, 1.5]), 2 / 100 * X.T @ X)

    assert [line.get_ydata()[0] for line in displayed[0].axes[0].lines[:2]] == pytest.approx([1.0, 1.0])


def test_valleys_are_drawn_as_surfaces_that_turn_and_as_maps(displayed: list[Any]) -> None:
    best = np.linalg.lstsq(X, Y)[0]
    show.valleys(
        {"one": (X, Y, PATH), "two": (X, Y, PATH[:1])},
        {"one": best, "two": best},
        reach={"one": (3, 2), "two": (1, 1)},
    )
    *surfaces, figure = displayed
    maps = figure.axes[:2]

    assert [len(surface.plotly["data"]) for surface in surfaces] == [5, 5]
    assert [axes.get_title(loc="left") or axes.get_title() for axes in maps] == ["one", "two"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["the run", "start", "lowest place", "end"]
    assert (maps[1].get_xlabel(), maps[1].get_xlim()) == ("w", pytest.approx((best[1] - 1, best[1] + 1)))


def test_only_a_window_as_wide_as_high_has_one_scale(displayed: list[Any]) -> None:
    best = np.linalg.lstsq(X, Y)[0]
    runs = {"narrow": (X, Y, PATH), "round": (X, Y, PATH)}
    show.valleys(runs, {"narrow": best, "round": best}, reach={"narrow": (3, 2), "round": (1, 1)})

    assert [axes.get_aspect() for axes in displayed[-1].axes[:2]] == ["auto", 1.0]


def test_paths_through_one_valley_share_its_map(displayed: list[Any]) -> None:
    show.walks(X, Y, {"slow": PATH[:4], "fast": PATH}, names=("height", "slope"))
    axes = displayed[0].axes[0]
    labels = [text.get_text() for text in axes.get_legend().get_texts()]

    assert labels == ["slow", "fast", "start", "lowest place"]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("slope", "height")
    assert axes.lines[1].get_xydata().tolist() == [PATH[3, ::-1].tolist()]
    assert axes.lines[-1].get_xydata()[0] == pytest.approx(np.linalg.lstsq(X, Y)[0][::-1])
