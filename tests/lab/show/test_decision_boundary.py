"""The probabilities of a classifier over two features, as a surface that turns and as a map."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from lab import data, show

EXAMS = data.exams()
NAMES = ("studied", "slept")
STATES = {"early": np.array([-7.0, 0.8, 0.5]), "late": np.array([-14.0, 1.6, 1.0])}


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def test_a_surface_turns_and_has_a_slider_over_its_states(displayed: list[Any]) -> None:
    show.probability_surface(EXAMS.X, EXAMS.y, STATES, names=NAMES, sigmoid=sigmoid)
    (figure,) = displayed
    failed, passed, *surfaces = figure.plotly["data"]
    (slider,) = figure.plotly["layout"]["sliders"]
    visible = [step["args"][0]["visible"] for step in slider["steps"]]

    assert len(failed["x"]) + len(passed["x"]) == len(EXAMS.y)
    assert [trace["type"] for trace in surfaces] == ["surface", "scatter3d"] * 2
    assert [trace["visible"] for trace in surfaces] == [False, False, True, True]
    assert [step["label"] for step in slider["steps"]] == ["early", "late"]
    assert visible == [[True, True, True, True, False, False], [True, True, False, False, True, True]]
    assert "studied and slept" in figure.text
    json.dumps(figure.plotly)


def test_the_boundary_lies_at_one_half_inside_the_figure(displayed: list[Any]) -> None:
    show.probability_surface(EXAMS.X, EXAMS.y, STATES, names=NAMES, sigmoid=sigmoid)
    boundary = displayed[0].plotly["data"][3]
    x, slept = np.array(boundary["x"]), np.array(boundary["y"])

    assert -7.0 + 0.8 * x + 0.5 * slept == pytest.approx(np.zeros(2), abs=1e-9)
    assert boundary["z"] == [0.5, 0.5]
    assert x.min() > -1.0
    assert x.max() < 11.0


def test_without_weights_there_is_no_boundary(displayed: list[Any]) -> None:
    show.probability_surface(EXAMS.X, EXAMS.y, {"start": np.zeros(3)}, names=NAMES, sigmoid=sigmoid)

    assert displayed[0].plotly["data"][3]["x"] == []


def test_maps_have_one_panel_for_each_fit(displayed: list[Any]) -> None:
    show.boundaries(EXAMS.X, EXAMS.y, STATES, names=NAMES, sigmoid=sigmoid)
    figure = displayed[0]

    assert [axes.get_title(loc="left") for axes in figure.axes] == ["early", "late"]
    legend = [text.get_text() for text in figure.legends[0].get_texts()]
    assert legend == ["y = 0", "y = 1", "p = 0.1", "p = 0.5", "p = 0.9"]
    assert (figure.axes[0].get_xlabel(), figure.axes[0].get_ylabel()) == NAMES
