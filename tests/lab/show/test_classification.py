"""Figures of a classifier: its curve, what rows cost, its runs and its calibration."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab import show


def labels(axes: Any) -> list[str]:
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_the_curve_is_the_students_own_with_odds(displayed: list[Any]) -> None:
    show.sigmoid_curve(lambda z: 1 / (1 + np.exp(-z)))
    axes = displayed[0].axes[0]
    odds = axes.lines[3].get_ydata()

    assert [text.get_text() for text in axes.texts] == ["1 : 9", "1 : 3", "1 : 1", "3 : 1", "9 : 1"]
    assert odds == pytest.approx([0.1, 0.25, 0.5, 0.75, 0.9])


def test_pulls_are_the_slopes_of_the_losses(displayed: list[Any]) -> None:
    show.pulls_of_losses()
    left, right = displayed[0].axes

    for loss, pull in zip(left.lines[:2], right.lines[:2], strict=True):
        slopes = np.gradient(loss.get_ydata(), loss.get_xdata())
        assert pull.get_ydata()[5:-5] == pytest.approx(-slopes[5:-5], abs=1e-3)


def test_growth_shows_lengths_without_the_intercept(displayed: list[Any]) -> None:
    thetas = np.array([[0.0, 0.0, 0.0], [9.0, 3.0, 4.0], [9.0, 6.0, 8.0]])
    show.weight_growth({"run": (thetas, np.array([1.0, 0.5, 0.2]))})
    left, right = displayed[0].axes

    assert left.lines[0].get_ydata().tolist() == [5.0, 10.0]
    assert right.lines[0].get_ydata().tolist() == [0.5, 0.2]
    assert (right.get_xscale(), right.get_yscale()) == ("log", "log")


def test_empty_bins_are_left_out_and_others_have_their_counts(displayed: list[Any]) -> None:
    table = {"count": [3.0, 0.0, 2.0], "predicted": [0.2, np.nan, 0.9], "observed": [0.0, np.nan, 1.0]}
    show.reliability({"one": table, "two": table})
    axes = displayed[0].axes[0]

    assert axes.lines[1].get_xdata().tolist() == [0.2, 0.9]
    assert [text.get_text() for text in axes.texts] == ["3", "2"]
    assert labels(axes)[0] == "as often as predicted"


def test_losses_and_accuracies_stand_side_by_side(displayed: list[Any]) -> None:
    parts = {"training": [0.3, 0.1], "test": [0.4, 0.5]}
    show.loss_and_accuracy([10, 100], parts, parts)
    left, right = displayed[0].axes

    assert [line.get_ydata().tolist() for line in left.lines] == [[0.3, 0.1], [0.4, 0.5]]
    assert labels(right) == ["training", "test"]
