"""The given figures of a loss: residuals, landscape, map, sliders."""

from __future__ import annotations

import base64
import json
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from lab import data, show
from lab.display import frontend
from lab.show.interactive import PLOTLY

mpl.use("agg")

LINE = data.line()
W, B = np.linspace(-1.0, 4.0, 6), np.linspace(0.0, 4.0, 5)
GRID = 2.0 + (W[None, :] - 2.0) ** 2 + 3.0 * (B[:, None] - 1.0) ** 2


def predict(x: np.ndarray, w: float, b: float) -> np.ndarray:
    return w * x + b


def loss(y: np.ndarray, y_pred: np.ndarray) -> float:
    return float(np.mean((y_pred - y) ** 2))


def not_written(*_: Any) -> Any:
    raise NotImplementedError


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What reaches the page: drawn figures, and bundles of figures."""
    seen: list[Any] = []
    monkeypatch.setattr("lab.show.style.display", lambda figure: (figure.canvas.draw(), seen.append(figure)))
    monkeypatch.setattr("lab.show.interactive.display", lambda figure: seen.append(figure._repr_mimebundle_()))
    return seen


def test_lines_are_named_in_the_legend(shown: list[Any]) -> None:
    show.lines(LINE.x, LINE.y, {"one": LINE.x, "other": -LINE.x})

    assert [text.get_text() for text in shown[0].axes[0].get_legend().get_texts()] == ["one", "other"]


def test_squared_residuals_stand_beside_the_points_with_their_mean(shown: list[Any]) -> None:
    show.residuals(LINE.x, LINE.y, np.zeros_like(LINE.y))
    bars = [bar.get_height() for bar in shown[0].axes[1].patches]

    assert bars == sorted(bars, reverse=True)
    assert shown[0].axes[1].lines[0].get_ydata()[0] == pytest.approx(np.mean(LINE.y**2))


def test_the_landscape_travels_as_something_that_turns_and_as_a_picture(shown: list[Any]) -> None:
    show.loss_surface(W, B, GRID)
    bundle = shown[0]
    drawing = json.loads(json.dumps(bundle[PLOTLY]))

    assert drawing["data"][0]["z"] == GRID.tolist()
    assert [drawing["data"][1][axis] for axis in "xyz"] == [[2.0], [1.0], [2.0]]
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert bundle["text/plain"] == "The loss of every line: lowest at w = 2, b = 1"
    assert plt.get_fignums() == []


def test_a_reader_who_scrolls_past_does_not_zoom_the_landscape_away(shown: list[Any]) -> None:
    show.loss_surface(W, B, GRID)

    assert shown[0][PLOTLY]["config"]["scrollZoom"] is False


def test_the_map_marks_every_line_it_is_given(shown: list[Any]) -> None:
    show.loss_contour(W, B, GRID, marks={"a": (1.0, 1.0), "b": (2.0, 2.0)})

    assert [text.get_text() for text in shown[0].legends[0].get_texts()] == ["a", "b"]


@pytest.mark.parametrize("grid", [np.zeros((5, 6)), GRID * 0 + 3.0, GRID - 2.0], ids=["zero", "flat", "touches zero"])
@pytest.mark.filterwarnings("ignore:No contour levels were found")
def test_a_map_of_unusual_ground_can_be_shown(grid: np.ndarray, shown: list[Any]) -> None:
    show.loss_contour(W, B, grid)

    assert shown


def test_without_a_page_the_sliders_become_pictures_of_a_few_positions(shown: list[Any]) -> None:
    show.sliders(LINE.x, LINE.y, predict, loss, w=(-5, 5, 1, 0), b=(0, 5, 1, 0), stops=[(1, 2)])
    titles = [axes.get_title(loc="left") for axes in shown[0].axes]

    assert titles == ["w = 0, b = 0\nloss 22", "w = 1, b = 2\nloss 3"]


def test_on_a_page_the_sliders_move_the_line(shown: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    widgets = pytest.importorskip("ipywidgets")
    boxes: list[Any] = []
    monkeypatch.setattr(frontend, "is_alive", lambda: True)
    monkeypatch.setattr(widgets, "VBox", boxes.append)
    monkeypatch.setattr("IPython.display.display", lambda *_: None)
    monkeypatch.setattr("IPython.display.clear_output", lambda **_: None)
    show.sliders(LINE.x, LINE.y, predict, loss, w=(-5, 5, 1, 0), b=(0, 5, 1, 0))
    slope, intercept, _ = boxes[0]
    slope.value, intercept.value = 1.0, 2.0

    assert shown[-1].axes[0].get_title(loc="left") == "w = 1, b = 2\nloss 3"


@pytest.mark.parametrize(("line", "error"), [(not_written, loss), (predict, not_written)], ids=["line", "loss"])
def test_sliders_wait_for_functions_that_are_not_written(
    line: Any, error: Any, shown: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    show.sliders(LINE.x, LINE.y, line, error, w=(-5, 5, 1, 0), b=(0, 5, 1, 0))

    assert "need your code" in capsys.readouterr().out
    assert shown == []
