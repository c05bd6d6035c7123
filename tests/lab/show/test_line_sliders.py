"""Sliders for a line: widgets where the page has them, panels side by side elsewhere."""

from __future__ import annotations

import base64
import io
from types import SimpleNamespace
from typing import Any

import IPython.display
import numpy as np
import pytest
from lab import data, show
from lab.display import frontend
from lab.display.widget_forms import WIDGET_VIEW
from PIL import Image

LINE = data.line()


def predict(x: np.ndarray, w: float, b: float) -> np.ndarray:
    return w * x + b


def loss(y: np.ndarray, y_pred: np.ndarray) -> float:
    return float(np.mean((y_pred - y) ** 2))


def unfinished(*_: Any) -> Any:
    raise NotImplementedError


def test_without_widgets_a_few_positions_are_shown_side_by_side(displayed: list[Any]) -> None:
    show.sliders(LINE.x, LINE.y, predict, loss, w=(-5, 5, 1, 0), b=(0, 5, 1, 0), stops=[(1, 2)])
    titles = [axes.get_title(loc="left") for axes in displayed[0].axes]

    assert titles == ["w = 0, b = 0\nloss 22", "w = 1, b = 2\nloss 3"]


def test_the_true_line_is_dashed(displayed: list[Any]) -> None:
    show.sliders(LINE.x, LINE.y, predict, loss, w=(-5, 5, 1, 0), b=(0, 5, 1, 0), truth=(1.5, 2.0))
    axes = displayed[0].axes[0]

    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["true line", "your line"]
    assert axes.lines[0].get_linestyle() == "--"


@pytest.mark.parametrize(("b", "side"), [(-500.0, "below"), (500.0, "above"), (2.0, None)])
def test_a_line_outside_the_picture_is_said_to_be_there(displayed: list[Any], b: float, side: str | None) -> None:
    show.sliders(LINE.x, LINE.y, predict, loss, w=(-5, 5, 1, 1), b=(-500, 500, 1, b))
    texts = [text.get_text() for text in displayed[0].axes[0].texts]

    assert texts == [f"your line is {side} this picture" if side else ""]


def test_on_a_page_with_widgets_the_sliders_move_the_line(
    displayed: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    widgets = pytest.importorskip("ipywidgets")
    boxes: list[Any] = []
    box = widgets.VBox
    updates: list[Any] = []
    handle = SimpleNamespace(update=lambda content, **_: updates.append(content))
    monkeypatch.setattr(frontend, "supports_widgets", lambda: True)
    monkeypatch.setattr(widgets, "VBox", lambda children: boxes.append(children) or box(children))
    monkeypatch.setattr(IPython.display, "display", lambda output, **_: displayed.append(output) or handle)
    show.sliders(LINE.x, LINE.y, predict, loss, w=(-5, 5, 1, 0), b=(0, 5, 1, 0))
    slope, intercept = boxes[0]
    slope.value, intercept.value = 1.0, 2.0

    assert [WIDGET_VIEW in output for output in displayed] == [True, False]
    assert displayed[1]["text/plain"].startswith("w = 0, b = 0 loss 22")
    assert updates[-1]["text/plain"].startswith("w = 1, b = 2 loss 3")
    corner = (0, 40, 60, 400)  # the numbers beside the axis: what does not move stays where it is
    pictures = [Image.open(io.BytesIO(base64.b64decode(output["image/png"]))) for output in (displayed[1], updates[-1])]
    first, second = (np.asarray(picture.convert("L").crop(corner), dtype=float) for picture in pictures)
    assert np.abs(first - second).mean() < 1.0
    assert updates[-1]["image/png"] != displayed[1]["image/png"]
    assert slope.layout.width == "auto", "a fixed width would hide the number on a small screen"


@pytest.mark.parametrize(("line", "error"), [(unfinished, loss), (predict, unfinished)], ids=["line", "loss"])
def test_sliders_ask_for_functions_that_are_not_written_yet(
    line: Any, error: Any, displayed: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    show.sliders(LINE.x, LINE.y, line, error, w=(-5, 5, 1, 0), b=(0, 5, 1, 0))

    assert "need your code" in capsys.readouterr().out
    assert displayed == []
