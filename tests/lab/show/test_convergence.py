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

    assert labels == ["curvature 2", "curvature 8", "the worst of them"]
    assert axes.lines[2].get_ydata().min() == pytest.approx(0.6, abs=0.01)


def test_errors_along_each_eigenvector_are_relative_to_the_start(displayed: list[Any]) -> None:
    show.directions(PATH, np.array([2.5, 1.5]), 2 / 100 * X.T @ X)

    assert [line.get_ydata()[0] for line in displayed[0].axes[0].lines[:2]] == pytest.approx([1.0, 1.0])


def test_valleys_are_drawn_as_surfaces_and_as_maps(displayed: list[Any]) -> None:
    best = np.linalg.lstsq(X, Y)[0]
    show.valleys(
        {"one": (X, Y, PATH), "two": (X, Y, PATH[:1])},
        {"one": best, "two": best},
        reach={"one": (3, 2), "two": (1, 1)},
    )
    maps = displayed[0].axes[1::2]

    assert [axes.get_title() for axes in displayed[0].axes[::2]] == ["one", "two"]
    assert [text.get_text() for text in maps[0].get_legend().get_texts()] == ["8 steps", "start", "end"]
    assert maps[1].get_xlim() == pytest.approx((best[0] - 1, best[0] + 1))


def test_paths_through_one_valley_share_its_map(displayed: list[Any]) -> None:
    show.walks(X, Y, {"slow": PATH[:4], "fast": PATH}, names=("bias", "slope"))
    axes = displayed[0].axes[0]
    labels = [text.get_text() for text in axes.get_legend().get_texts()]

    assert labels == ["slow", "fast", "start", "the best place"]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("bias", "slope")
    assert axes.lines[1].get_xydata().tolist() == [PATH[3].tolist()]
    assert axes.lines[-1].get_xydata()[0] == pytest.approx(np.linalg.lstsq(X, Y)[0])
