"""Figures of a loss: lines, residuals, the surface and the map."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from lab import data, show
from lab.show.interactive import PLOTLY_MIME_TYPE

LINE = data.line()
W, B = np.linspace(-1.0, 4.0, 6), np.linspace(0.0, 4.0, 5)
GRID = 2.0 + (W[None, :] - 2.0) ** 2 + 3.0 * (B[:, None] - 1.0) ** 2


def test_lines_are_named_in_the_legend(displayed: list[Any]) -> None:
    show.lines(LINE.x, LINE.y, {"one": LINE.x, "other": -LINE.x})

    assert [text.get_text() for text in displayed[0].axes[0].get_legend().get_texts()] == ["one", "other"]


def test_squared_residuals_are_sorted_and_have_their_mean(displayed: list[Any]) -> None:
    show.residuals(LINE.x, LINE.y, np.zeros_like(LINE.y))
    bars = [bar.get_height() for bar in displayed[0].axes[1].patches]

    assert bars == sorted(bars, reverse=True)
    assert displayed[0].axes[1].lines[0].get_ydata()[0] == pytest.approx(np.mean(LINE.y**2))


def test_the_surface_can_be_turned_and_has_its_minimum_marked(displayed: list[Any]) -> None:
    show.loss_surface(W, B, GRID)
    bundle, _ = displayed[0]._repr_mimebundle_()
    plotly = json.loads(json.dumps(bundle[PLOTLY_MIME_TYPE]))

    assert plotly["data"][0]["z"] == GRID.tolist()
    assert [plotly["data"][1][axis] for axis in "xyz"] == [[2.0], [1.0], [2.0]]
    assert bundle["text/plain"] == "The loss of every line: the loss over w and b, lowest at w = 2, b = 1"


def test_a_surface_with_a_run_says_where_the_run_ends(displayed: list[Any]) -> None:
    run = (np.array([0.0, 1.5]), np.array([0.0, 0.5]), np.array([9.0, 3.0]))
    show.loss_surface(W, B, GRID, run=run, title="raw")

    assert displayed[0].text.endswith("lowest at w = 2, b = 1; the run ends at w = 1.5, b = 0.5")


def test_the_map_marks_every_line(displayed: list[Any]) -> None:
    show.loss_contour(W, B, GRID, marks={"a": (1.0, 1.0), "b": (2.0, 2.0)}, truth=(1.5, 1.5))
    names = [text.get_text() for text in displayed[0].legends[0].get_texts()]

    assert names == ["a", "b", "lowest cell", "made from"]


def test_a_mark_outside_the_map_is_said_to_be_there(displayed: list[Any]) -> None:
    show.loss_contour(W, B, GRID, marks={"yours": (9.0, 1.0)})

    assert displayed[0].legends[0].get_texts()[0].get_text() == "yours (outside the map)"
    assert displayed[0].axes[0].get_xlim() == (W[0], W[-1])


def test_the_innermost_contour_closes_around_the_lowest_cell(displayed: list[Any]) -> None:
    w, b = np.linspace(22.0, 42.0, 101), np.linspace(80.0, 320.0, 121)
    flats = data.paris_rents()
    grid = np.mean((w[:, None] * flats.surface + b[:, None, None] - flats.rent) ** 2, axis=2)
    show.loss_contour(w, b, grid)
    contours = displayed[0].axes[0].collections[-1]
    innermost = contours.get_paths()[0].vertices

    assert 80.0 < innermost[:, 1].min() < 174.0 < innermost[:, 1].max() < 320.0


def test_a_run_is_drawn_on_the_surface(displayed: list[Any]) -> None:
    steps = np.array([1.0, 2.0])
    show.loss_surface(W, B, GRID, run=(steps, steps, steps))
    _, lowest, path, start, end = displayed[0].plotly["data"]

    assert [trace["name"] for trace in (lowest, path, start, end)] == ["lowest", "the run", "start", "end"]
    assert path["z"] == [*start["z"], *end["z"]] == [1.0, 2.0]
    assert displayed[0].plotly["layout"]["showlegend"]


@pytest.mark.parametrize("grid", [np.zeros((5, 6)), GRID * 0 + 3.0, GRID - 2.0], ids=["zero", "flat", "touches zero"])
@pytest.mark.filterwarnings("ignore:No contour levels were found")
def test_a_map_of_unusual_losses_can_be_shown(grid: np.ndarray, displayed: list[Any]) -> None:
    show.loss_contour(W, B, grid)

    assert displayed
