"""Figures of multiple linear regression, interactive and still ones."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from lab import data, show

PLANE = data.plane()
A = np.column_stack([np.ones(100), PLANE.X])
THETAS = np.linspace([0.0, 0.0, 0.0], [1.0, 2.0, 3.0], 8)


def test_a_fitted_plane_can_be_turned_and_says_its_equation(displayed: list[Any]) -> None:
    show.fitted_plane(PLANE.X, PLANE.y, THETAS[-1])
    (figure,) = displayed
    points, plane = figure.plotly["data"]

    assert (points["type"], plane["type"]) == ("scatter3d", "surface")
    assert len(points["x"]) == 100
    assert plane["z"][0][0] == pytest.approx(1 + 2 * PLANE.X[:, 0].min() + 3 * PLANE.X[:, 1].min())
    assert figure.text == "The fitted plane: y = 1 + 2 x1 + 3 x2"
    json.dumps(figure.plotly)


def test_the_run_over_a_slice_is_drawn_at_its_own_losses(displayed: list[Any]) -> None:
    show.slice_surface(A, PLANE.y, THETAS)
    surface, run, upright, start, end = displayed[0].plotly["data"]

    assert run["z"][0] == pytest.approx(np.mean(PLANE.y**2))
    assert upright["z"][:3] == [pytest.approx(np.mean((PLANE.y - THETAS[-1][0]) ** 2)), run["z"][0], None]
    assert len(upright["x"]) == 3 * len(THETAS)
    assert [(point["name"], point["z"]) for point in (start, end)] == [
        ("start", run["z"][:1]),
        ("end", run["z"][-1:]),
    ]
    json.dumps(displayed[0].plotly)
    assert np.shape(surface["z"]) == (len(surface["y"]), len(surface["x"]))


def test_contours_of_several_runs_share_one_scale_in_both_directions(displayed: list[Any]) -> None:
    show.contours({"one": (A, PLANE.y, THETAS), "two": (A, PLANE.y, THETAS[:1])})

    maps = displayed[0].axes[:2]

    assert [axes.get_title(loc="left") for axes in maps] == ["one", "two"]
    assert {axes.get_aspect() for axes in maps} == {1.0}


def test_parameters_are_drawn_with_their_true_values_where_these_are_known(displayed: list[Any]) -> None:
    losses = np.geomspace(40.0, 0.3, 8)
    show.loss_and_parameters(THETAS, losses, ("b", "w1", "w2"), truth=(1, 2, 3))
    show.loss_and_parameters(THETAS, losses, ("b", "w1", "w2"))

    assert [len(figure.axes[1].lines) for figure in displayed] == [6, 3]


def test_predictions_are_drawn_against_the_actual_values(displayed: list[Any]) -> None:
    show.actual_against_predicted({"seen": (PLANE.y, PLANE.y + 1), "unseen": (PLANE.y, PLANE.y)}, quantity="sales")
    axes = displayed[0].axes[0]

    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["actual = predicted", "seen", "unseen"]
    assert axes.get_xlabel() == "predicted sales"
