"""Figures of how a model does on new rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab import show

PLACES = np.linspace(0, 24, 13)
POINTS = np.array([1.0, 8.0, 20.0]), np.array([5.0, 14.0, 12.0])
TRUTH = PLACES, 10 + np.sin(PLACES)
LABELS = ("hour", "°C")
LAMS = np.geomspace(0.001, 10, 5)


def test_a_curve_that_swings_out_does_not_flatten_the_points(displayed: list[Any]) -> None:
    show.fitted_curves(POINTS, {"wild": (PLACES, 1e6 * TRUTH[1]), "calm": TRUTH}, TRUTH, labels=LABELS)
    limits = [axes.get_ylim() for axes in displayed[0].axes]

    assert limits[0] == limits[1] == pytest.approx((2.75, 16.25))
    assert [axes.get_title(loc="left") for axes in displayed[0].axes] == ["wild", "calm"]


def test_the_mean_of_repeated_fits_is_drawn(displayed: list[Any]) -> None:
    fits = np.array([TRUTH[1] - 1.0, TRUTH[1] + 2.0])
    show.repeated_fits({"degree 1": (PLACES, fits)}, TRUTH, labels=LABELS)
    lines = {line.get_label(): line.get_ydata() for line in displayed[0].axes[0].lines}

    np.testing.assert_allclose(lines["mean of the fits"], TRUTH[1] + 0.5)
    assert next(iter(lines)) == "one of the fits"


def test_the_smallest_error_of_each_set_of_rows_is_marked(displayed: list[Any]) -> None:
    errors = {"training": np.array([9.0, 4.0, 1.0]), "others": np.array([9.0, 3.0, 30.0])}
    show.errors_by_degree(np.array([1, 2, 3]), errors, noise=1.5)
    axes = displayed[0].axes[0]

    assert [axes.lines[k].get_xydata().tolist() for k in (1, 3)] == [[[3, 1]], [[2, 3]]]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == [
        "training",
        "others",
        "variance of the noise",
    ]
    assert axes.get_yscale() == "log"


def test_learning_curves_share_one_axis_of_errors(displayed: list[Any]) -> None:
    sizes = np.array([10, 20, 40])
    runs = {"one": {"training rows": sizes / 10, "validation rows": 40 / sizes}, "two": {"training rows": 50.0 * sizes}}
    show.learning_curves(sizes, runs, noise=1.0)
    first, second = displayed[0].axes

    assert first.get_ylim() == second.get_ylim()
    assert [label.get_text() for label in first.get_xticklabels()] == ["10", "20", "40"]


def test_each_choice_is_a_line_with_its_strength(displayed: list[Any]) -> None:
    validation = np.array([[9.0, 8.0], [4.0, 3.0], [2.0, 3.0], [3.0, 3.5], [8.0, 9.0]])
    show.validation_curves(LAMS, validation / 2, validation, {"smallest mean": 0.1, "rule": 1.0})
    texts = [text.get_text() for text in displayed[0].axes[0].get_legend().get_texts()]

    assert "smallest mean: λ = 0.1" in texts
    assert "rule: λ = 1" in texts
    assert "one standard error" in texts
