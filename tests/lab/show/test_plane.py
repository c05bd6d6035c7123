"""Figures of fits with several features: drawn once, closed afterwards, and the same story on every page."""

from __future__ import annotations

import json
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from lab import data, show

mpl.use("agg")

PLANE = data.plane()
A = np.column_stack([np.ones(100), PLANE.X])
THETAS = np.linspace([0.0, 0.0, 0.0], [1.0, 2.0, 3.0], 8)


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures that reach the page."""
    figures: list[Any] = []
    for module in ("style", "turning"):
        monkeypatch.setattr(f"lab.show.{module}.display", figures.append)
    return figures


def test_a_plane_is_a_picture_and_a_drawing_that_turns(shown: list[Any]) -> None:
    show.fitted_plane(PLANE.X, PLANE.y, THETAS[-1])
    (figure,) = shown
    points, plane = figure.drawing["data"]

    assert (points["type"], plane["type"]) == ("scatter3d", "surface")
    assert len(points["x"]) == 100
    assert plane["z"][0][0] == pytest.approx(1 + 2 * PLANE.X[:, 0].min() + 3 * PLANE.X[:, 1].min())
    assert figure.words == "y = 1 + 2 x1 + 3 x2"
    json.dumps(figure.drawing)


def test_the_run_over_a_slice_is_drawn_at_its_own_losses(shown: list[Any]) -> None:
    show.slice_surface(A, PLANE.y, THETAS)
    surface, run = shown[0].drawing["data"]

    assert run["z"][0] == pytest.approx(np.mean(PLANE.y**2))
    assert np.shape(surface["z"]) == (len(surface["y"]), len(surface["x"]))


def test_contours_of_several_runs_share_one_scale_in_both_directions(shown: list[Any]) -> None:
    show.contours({"one": (A, PLANE.y, THETAS), "two": (A, PLANE.y, THETAS[:1])})

    assert [axes.get_title(loc="left") for axes in shown[0].axes] == ["one", "two"]
    assert {axes.get_aspect() for axes in shown[0].axes} == {1.0}


def test_parameters_are_shown_with_their_truth_where_it_is_known(shown: list[Any]) -> None:
    losses = np.geomspace(40.0, 0.3, 8)
    show.loss_and_parameters(THETAS, losses, ("b", "w1", "w2"), truth=(1, 2, 3))
    show.loss_and_parameters(THETAS, losses, ("b", "w1", "w2"))

    assert [len(figure.axes[1].lines) for figure in shown] == [6, 3]


def test_predictions_are_drawn_against_the_truth(shown: list[Any]) -> None:
    show.actual_against_predicted({"seen": (PLANE.y, PLANE.y + 1), "unseen": (PLANE.y, PLANE.y)}, quantity="sales")
    axes = shown[0].axes[0]

    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["actual = predicted", "seen", "unseen"]
    assert axes.get_xlabel() == "predicted sales"


def test_no_figure_stays_open(shown: list[Any]) -> None:
    show.fitted_plane(PLANE.X, PLANE.y, THETAS[-1])
    show.slice_surface(A, PLANE.y, THETAS)
    show.contours({"run": (A, PLANE.y, THETAS)})

    assert plt.get_fignums() == []
