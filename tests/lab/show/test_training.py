"""Figures of a training run, also of a run of no steps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab import data, show
from lab.show import film

LINE = data.line()
RUN = {"w": np.linspace(0, 1.4, 11), "b": np.linspace(0, 1.2, 11), "loss": np.linspace(22, 2, 11)}


def test_three_panels_show_loss_parameters_and_fit(displayed: list[Any]) -> None:
    show.three_panels(LINE.x, LINE.y, RUN, truth=(1.5, 2.0))
    titles = [axes.get_title(loc="left") for axes in displayed[0].axes]

    assert titles == ["Loss", "Parameters", "After 10 steps"]
    assert {text.get_text() for text in displayed[0].axes[1].get_legend().get_texts()} == {
        "w",
        "b",
        "true w",
        "true b",
    }


def test_a_run_of_no_steps_can_be_shown(displayed: list[Any]) -> None:
    start = {key: array[:1] for key, array in RUN.items()}
    show.three_panels(LINE.x, LINE.y, start)
    show.watch_line(LINE.x, LINE.y, start)

    assert len(displayed) == 2


@pytest.fixture
def states(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any, Any, str]]:
    """Title, line, limits and legend of each picture of a film, on a page that plays it."""
    states: list[tuple[str, Any, Any, str]] = []

    def draw(figure: Any, moving: Any, count: int, update: Any) -> list[bytes]:
        (axes,) = figure.axes
        for place in range(count):
            update(place)
            label = axes.get_legend().get_texts()[0].get_text()
            states.append((axes.get_title(loc="left"), axes.lines[0].get_ydata().tolist(), axes.get_ylim(), label))
        return [b"a picture"] * count

    monkeypatch.setattr(film, "plays_films", lambda: True)
    monkeypatch.setattr(film, "draw_pictures", draw)
    return states


def test_the_film_shows_the_first_and_the_last_state_on_fixed_axes(states: Any, displayed: list[Any]) -> None:
    show.watch_line(LINE.x, LINE.y, RUN, frames=5)

    ends = np.array([LINE.x.min(), LINE.x.max()])
    assert [title.partition(":")[0] for title, *_ in (states[0], states[-1])] == ["Step 0", "Step 10"]
    assert [line for _, line, *_ in (states[0], states[-1])] == [[0, 0], (1.4 * ends + 1.2).tolist()]
    assert len({limits for *_, limits, _ in states}) == 1
    assert states[-1][-1] == "w = 1.400, b = 1.200"
    assert ["image/png" in displayed[0], "text/html" in displayed[1]] == [True, True]


def test_a_run_that_explodes_is_a_film_all_the_same(displayed: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film, "plays_films", lambda: True)
    values = np.array([0.0, 1e3, -1e120, 1e245, np.inf, np.nan])
    show.watch_line(LINE.x, LINE.y, {"w": values, "b": values, "loss": values}, frames=6)

    assert displayed[0]["image/png"]


def test_where_no_page_plays_it_the_film_is_its_last_picture(displayed: list[Any]) -> None:
    show.watch_line(LINE.x, LINE.y, RUN)

    assert [figure.axes[0].get_title(loc="left") for figure in displayed] == ["Step 10: loss 2.000"]


def test_the_true_line_stays_in_the_animation(displayed: list[Any]) -> None:
    show.watch_line(LINE.x, LINE.y, RUN, truth=(1.5, 2.0), frames=2)
    texts = [text.get_text() for text in displayed[-1].axes[0].get_legend().get_texts()]

    assert texts == ["w = 1.400, b = 1.200", "true line"]


def test_both_lines_are_written_down_and_the_smallest_loss_is_drawn(displayed: list[Any]) -> None:
    show.three_panels(LINE.x, LINE.y, RUN, truth=(1.5, -2.0), best=1.8)
    left, middle, right = displayed[0].axes

    assert left.lines[-1].get_ydata()[0] == 1.8
    assert len({line.get_linestyle() for line in middle.lines[::2]}) == 2
    assert [text.get_text() for text in right.get_legend().get_texts()] == [
        "fitted: ŷ = 1.4 x + 1.2",
        "true: ŷ = 1.5 x − 2",
    ]


def test_the_sketches_of_a_loss_have_a_letter_each(displayed: list[Any]) -> None:
    show.curve_sketches()

    assert [axes.get_title(loc="left")[:2] for axes in displayed[0].axes] == ["A:", "B:", "C:", "D:"]


def test_gaps_and_points_are_drawn(displayed: list[Any]) -> None:
    show.scatter(LINE.x, LINE.y)
    show.gaps({"fit": {"opt_b": -0.3, "stat_b": 0.02}}, "b")

    assert len(displayed) == 2
