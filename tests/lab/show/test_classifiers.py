"""Figures of classifiers: the border is where the score is zero, and curves are those of the losses passed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab import data, show
from lab.show.style import alternative_text

MOONS = data.two_moons()


def test_each_classifier_has_a_panel_with_the_points_of_both_classes(displayed: list[Any]) -> None:
    show.class_regions(MOONS.X, MOONS.labels, {"first": lambda p: p[:, 0], "second": lambda p: p[:, 1] - 0.25})
    panels = displayed[0].axes[:2]

    for axes in panels:
        first, second = (line for line in axes.lines if line.get_label().startswith("label"))
        assert np.array_equal(np.column_stack(first.get_data()), MOONS.X[MOONS.labels == 0.0])
        assert np.array_equal(np.column_stack(second.get_data()), MOONS.X[MOONS.labels == 1.0])
        assert first.get_marker() != second.get_marker()
    assert "In all panels: border, label 0, label 1." in alternative_text(displayed[0])


def test_the_border_is_where_the_score_is_zero(displayed: list[Any]) -> None:
    show.class_regions(MOONS.X, MOONS.labels, {"level": lambda p: p[:, 1] - 0.25})
    border = displayed[0].axes[0].collections[-1]
    heights = np.concatenate([path.vertices[:, 1] for path in border.get_paths()])

    assert heights == pytest.approx(0.25)


def test_huge_scores_are_drawn_without_a_warning(displayed: list[Any]) -> None:
    show.class_regions(MOONS.X, MOONS.labels, {"steep": lambda p: 1e6 * (p[:, 1] - 0.25)})

    assert len(displayed) == 1


def test_ends_are_marked_on_the_curve_between_them(displayed: list[Any]) -> None:
    way = np.linspace(-0.2, 1.2, 29)
    show.loss_between(way, list(4.0 - way), names=["one", "two"])
    axes = displayed[0].axes[0]
    marks = next(line for line in axes.lines if line.get_label() == "the two ends")

    assert marks.get_xydata() == pytest.approx(np.array([[0.0, 4.0], [1.0, 3.0]]))
    assert [text.get_text() for text in axes.texts] == ["end of one", "end of two"]


def test_methods_are_drawn_in_different_dashes(displayed: list[Any]) -> None:
    show.losses_by_method({"plain": [1.0, 0.5], "momentum": [1.0, 0.4], "Adam": [1.0, 0.2]})
    lines = displayed[0].axes[0].lines

    assert [line.get_label() for line in lines] == ["plain", "momentum", "Adam"]
    assert len({line.get_linestyle() for line in lines}) == 3


def test_the_best_rate_of_each_method_has_a_star(displayed: list[Any]) -> None:
    show.losses_by_rate([0.01, 0.1, 1.0], {"plain": [0.5, 0.4, 0.3], "Adam": [0.3, 0.1, 0.6]})
    stars = [line for line in displayed[0].axes[0].lines if line.get_marker() == "*" and len(line.get_xdata())]

    assert [tuple(star.get_xydata()[0]) for star in stars] == [(1.0, 0.3), (0.1, 0.1)]
