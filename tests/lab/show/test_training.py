"""The given figures: drawn once, closed afterwards, at ease with short and wild runs."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from lab import data, show

mpl.use("agg")

LINE = data.line()
RUN = {"w": np.linspace(0, 1.4, 11), "b": np.linspace(0, 1.2, 11), "loss": np.linspace(22, 2, 11)}


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures that reach the page."""
    figures: list[Any] = []
    monkeypatch.setattr("lab.show.style.display", lambda figure: (figure.canvas.draw(), figures.append(figure)))
    return figures


def test_three_panels_show_loss_parameters_and_fit(shown: list[Any]) -> None:
    show.three_panels(LINE.x, LINE.y, RUN, truth=(1.5, 2.0))
    titles = [axes.get_title(loc="left") for axes in shown[0].axes]

    assert titles == ["Loss", "Parameters", "After 10 steps"]
    assert {text.get_text() for text in shown[0].axes[1].get_legend().get_texts()} == {
        "w",
        "b",
        "true w",
        "true b",
    }


def test_a_run_of_no_steps_can_be_shown(shown: list[Any]) -> None:
    start = {key: array[:1] for key, array in RUN.items()}
    show.three_panels(LINE.x, LINE.y, start)
    show.watch_line(LINE.x, LINE.y, start, pause=0)

    assert len(shown) == 2


def test_the_film_shows_the_first_and_the_last_state_on_axes_that_stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    frames: list[tuple[str, Any, Any, str]] = []

    def note(figure: Any) -> None:
        figure.canvas.draw()
        (axes,) = figure.axes
        label = axes.get_legend().get_texts()[0].get_text()
        frames.append((axes.get_title(loc="left"), axes.lines[0].get_ydata().tolist(), axes.get_ylim(), label))

    monkeypatch.setattr("lab.show.style.display", note)
    show.watch_line(LINE.x, LINE.y, RUN, frames=5, pause=0)

    ends = np.array([LINE.x.min(), LINE.x.max()])
    assert [title.partition(":")[0] for title, *_ in (frames[0], frames[-1])] == ["Step 0", "Step 10"]
    assert [line for _, line, *_ in (frames[0], frames[-1])] == [[0, 0], (1.4 * ends + 1.2).tolist()]
    assert len({limits for *_, limits, _ in frames}) == 1
    assert frames[-1][-1] == "w = 1.400, b = 1.200"


def test_losses_are_compared_on_a_linear_and_a_logarithmic_axis(shown: list[Any]) -> None:
    show.compare_losses({"slow": RUN["loss"], "wild": 10.0 ** np.arange(11) * 1e150}, best=1.8)

    assert [axes.get_yscale() for axes in shown[0].axes] == ["linear", "log"]


def test_a_run_that_has_become_infinite_can_be_shown(shown: list[Any]) -> None:
    show.compare_losses({"runaway": np.array([1.0, 1e200, np.inf, np.nan])})

    assert shown


def test_gaps_and_points_are_drawn_and_no_figure_stays_open(shown: list[Any]) -> None:
    show.scatter(LINE.x, LINE.y)
    show.gaps({"fit": {"opt_b": -0.3, "stat_b": 0.02}}, "b")

    assert len(shown) == 2
    assert plt.get_fignums() == []


def test_figures_leave_the_students_style_alone() -> None:
    before = dict(plt.rcParams)
    show.scatter(LINE.x, LINE.y)

    assert dict(plt.rcParams) == before
