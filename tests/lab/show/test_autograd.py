"""The record of one point: forward values and backward derivatives, as they are on paper."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from lab import show
from matplotlib.figure import Figure

mpl.use("agg")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Figure]]:
    """What was displayed."""
    figures: list[Figure] = []
    monkeypatch.setattr("lab.show.style.display", figures.append)
    yield figures
    plt.close("all")


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_each_box_holds_its_value_and_the_loss_s_derivative_by_it(drawn: list[Figure]) -> None:
    show.way_back(x=3.0, y=4.0, w=0.5, b=1.0)
    (figure,) = drawn
    said = words(figure)
    boxes = {
        name: said[said.index(name) + 1 : said.index(name) + 3] for name in ("w", "b", "w·x", "r = ŷ − y", "loss = r²")
    }

    assert boxes == {
        "w": ["0.5", "−9"],
        "b": ["1", "−3"],
        "w·x": ["1.5", "−3"],
        "r = ŷ − y": ["−1.5", "−3"],
        "loss = r²": ["2.25", "1"],
    }


def test_data_has_no_derivative(drawn: list[Figure]) -> None:
    show.way_back(x=3.0, y=4.0, w=0.5, b=1.0)

    assert words(drawn[0]).count("no derivative") == 2


def test_beside_an_arrow_stands_what_the_way_back_multiplies_by(drawn: list[Figure]) -> None:
    show.way_back(x=2.5, y=4.0, w=1.0, b=1.0)

    assert [word for word in words(drawn[0]) if word.startswith("×")] == ["× 2.5", "× 1", "× 1", "× 1", "× −1"]


def test_the_figure_is_closed_once_it_is_shown(drawn: list[Figure]) -> None:
    show.way_back(x=3.0, y=4.0, w=0.5, b=1.0)

    assert plt.get_fignums() == []
