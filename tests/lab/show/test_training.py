"""Figures of a training run, also of a run of no steps."""

from __future__ import annotations

from typing import Any

import IPython.display
import numpy as np
import pytest
from lab import data, show

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
    show.watch_line(LINE.x, LINE.y, start, pause=0)

    assert len(displayed) == 2


def test_the_animation_shows_the_first_and_the_last_state_on_fixed_axes(monkeypatch: pytest.MonkeyPatch) -> None:
    frames: list[tuple[str, Any, Any, str]] = []

    def record(figure: Any, **_: Any) -> None:
        (axes,) = figure.axes
        label = axes.get_legend().get_texts()[0].get_text()
        frames.append((axes.get_title(loc="left"), axes.lines[0].get_ydata().tolist(), axes.get_ylim(), label))

    monkeypatch.setattr(IPython.display, "display", record)
    show.watch_line(LINE.x, LINE.y, RUN, frames=5, pause=0)

    ends = np.array([LINE.x.min(), LINE.x.max()])
    assert [title.partition(":")[0] for title, *_ in (frames[0], frames[-1])] == ["Step 0", "Step 10"]
    assert [line for _, line, *_ in (frames[0], frames[-1])] == [[0, 0], (1.4 * ends + 1.2).tolist()]
    assert len({limits for *_, limits, _ in frames}) == 1
    assert frames[-1][-1] == "w = 1.400, b = 1.200"


def test_the_true_line_stays_in_the_animation(displayed: list[Any]) -> None:
    show.watch_line(LINE.x, LINE.y, RUN, truth=(1.5, 2.0), frames=2, pause=0)
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
