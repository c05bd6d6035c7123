"""Figures of a loss over the steps of a run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab import show


def test_the_excess_is_logarithmic_and_ends_at_the_precision_of_float64(displayed: list[Any]) -> None:
    show.excess({"fast": 2.0 + 0.1 ** np.arange(20), "slow": 2.0 + 0.9 ** np.arange(20)}, best=2.0, unit="epochs")
    axes = displayed[0].axes[0]

    assert axes.get_yscale() == "log"
    assert axes.get_xlabel() == "epochs"
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["fast", "slow", "where float64 ends"]


def test_the_line_of_float64_is_left_out_where_no_run_comes_near_it(displayed: list[Any]) -> None:
    show.excess({"slow": 2.0 + 0.9 ** np.arange(20)}, best=2.0)

    assert len(displayed[0].axes[0].lines) == 1


@pytest.mark.parametrize("largest", [1e240, 1e12, 40.0])
def test_a_logarithmic_axis_has_a_few_round_labels(displayed: list[Any], largest: float) -> None:
    show.compare_losses({"run": np.geomspace(largest, 1.7, 30)})
    left, right = displayed[0].axes
    low, high = right.get_ylim()
    ticks = [tick for tick in right.get_yticks() if low <= tick <= high]

    assert 2 <= len(ticks) <= 9
    assert all(f"{tick:.0e}"[0] in "125" for tick in ticks)
    assert left.yaxis.get_offset_text().get_text() == ""


def test_steps_that_go_up_are_counted_early_and_late(displayed: list[Any]) -> None:
    show.rises(np.array([9.0, 4.0, 5.0, 3.0, 2.0, 3.0, 2.0]), each=4)
    titles = [axes.get_title(loc="left") for axes in displayed[0].axes]

    assert titles == ["Early: 33% of the steps go up", "Late: 33% of the steps go up"]
    assert [text.get_text() for text in displayed[0].axes[0].get_legend().get_texts()] == [
        "the loss fell",
        "the loss rose",
    ]


@pytest.mark.parametrize("losses", [[4.0], [4.0, 3.0]], ids=["only the start", "one step"])
def test_the_shortest_runs_can_be_shown(displayed: list[Any], losses: list[float]) -> None:
    show.rises(np.array(losses))

    assert displayed


def test_losses_are_compared_on_a_linear_and_a_logarithmic_axis(displayed: list[Any]) -> None:
    show.compare_losses({"slow": np.linspace(22, 2, 11), "wild": 10.0 ** np.arange(11) * 1e150}, best=1.8)

    assert [axes.get_yscale() for axes in displayed[0].axes] == ["linear", "log"]


def test_a_run_that_has_become_infinite_can_be_shown(displayed: list[Any]) -> None:
    show.compare_losses({"runaway": np.array([1.0, 1e200, np.inf, np.nan])})

    assert displayed
