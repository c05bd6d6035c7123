"""The figures of how one gets to the bottom."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from lab import show

mpl.use("agg")


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures that reach the page."""
    figures: list[Any] = []
    monkeypatch.setattr("lab.show.style.display", lambda figure: (figure.canvas.draw(), figures.append(figure)))
    return figures


def test_what_is_left_is_drawn_by_factors_and_ends_where_digits_do(shown: list[Any]) -> None:
    show.excess({"fast": 2.0 + 0.1 ** np.arange(20), "slow": 2.0 + 0.9 ** np.arange(20)}, best=2.0, unit="epochs")
    axes = shown[0].axes[0]

    assert axes.get_yscale() == "log"
    assert axes.get_xlabel() == "epochs"
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["fast", "slow", "where float64 ends"]


def test_a_run_far_above_the_last_digits_is_not_squeezed_by_their_line(shown: list[Any]) -> None:
    show.excess({"slow": 2.0 + 0.9 ** np.arange(20)}, best=2.0)

    assert len(shown[0].axes[0].lines) == 1


def test_steps_that_go_up_are_counted_early_and_late(shown: list[Any]) -> None:
    show.rises(np.array([9.0, 4.0, 5.0, 3.0, 2.0, 3.0, 2.0]), each=4)
    titles = [axes.get_title(loc="left") for axes in shown[0].axes]

    assert titles == ["Early: 33% of the steps go up", "Late: 33% of the steps go up"]


@pytest.mark.parametrize("losses", [[4.0], [4.0, 3.0]], ids=["the start alone", "one step"])
def test_the_shortest_runs_can_be_shown(shown: list[Any], losses: list[float]) -> None:
    show.rises(np.array(losses))

    assert shown
    assert plt.get_fignums() == []
