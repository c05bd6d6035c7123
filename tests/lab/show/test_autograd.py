"""The graph of one point: values of the forward pass and derivatives of the backward pass, as on paper."""

from __future__ import annotations

from typing import Any

import IPython.display
import pytest
from lab import show
from matplotlib.figure import Figure


def labels(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_each_box_has_its_value_and_the_derivative_of_the_loss_by_it(displayed: list[Any]) -> None:
    show.way_back(x=3.0, y=4.0, w=0.5, b=1.0)
    texts = labels(displayed[0])
    names = ("w", "b", "w·x", "r = ŷ − y", "loss = r²")
    boxes = {name: texts[texts.index(name) + 1 : texts.index(name) + 3] for name in names}

    assert boxes == {
        "w": ["0.5", "−9"],
        "b": ["1", "−3"],
        "w·x": ["1.5", "−3"],
        "r = ŷ − y": ["−1.5", "−3"],
        "loss = r²": ["2.25", "1"],
    }


def test_data_has_no_derivative(displayed: list[Any]) -> None:
    show.way_back(x=3.0, y=4.0, w=0.5, b=1.0)

    assert labels(displayed[0]).count("no derivative") == 2


def test_an_arrow_has_the_factor_of_the_backward_pass(displayed: list[Any]) -> None:
    show.way_back(x=2.5, y=4.0, w=1.0, b=1.0)
    factors = [label for label in labels(displayed[0]) if label.startswith("×")]

    assert factors == ["× 2.5", "× 1", "× 1", "× 1", "× −1"]


def test_a_screen_reader_hears_values_and_derivatives(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    monkeypatch.setattr(IPython.display, "display", lambda _, metadata: texts.append(metadata["image/png"]["alt"]))
    show.way_back(x=3.0, y=4.0, w=0.5, b=1.0)

    assert "w is 0.5, derivative of the loss −9. x is 3, without a derivative." in texts[0]
