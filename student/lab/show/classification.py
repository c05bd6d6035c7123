"""Figures of a classifier: the sigmoid, what rows cost, how weights grow, and how well it is calibrated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.style import (
    BLUE,
    GREY,
    LEGEND_AT_THE_RIGHT,
    LINE_STYLES,
    STYLE,
    VERMILION,
    Matrix,
    Vector,
    displayed_panels,
)

Sigmoid = Callable[[Any], Any]
EVENLY = np.array([0.0, 1.0])
BEHIND_NUMBERS = {"facecolor": STYLE["axes.facecolor"], "edgecolor": "none", "pad": 0.8}


@explain_drawing_errors
def sigmoid_curve(sigmoid: Sigmoid) -> None:
    """Show the student's `sigmoid(z)` with some odds, on the same axes as the straight line that touches it at 0."""
    z = np.linspace(-7.0, 7.0, 281)
    with displayed_panels(1, (6.4, 3.9)) as (axes,):
        axes.axhline(0.5, color=GREY, linewidth=0.8)
        axes.plot(z, sigmoid(z), color=BLUE, label="sigmoid(z)")
        axes.plot(z, 0.5 + z / 4, color=GREY, linestyle=":", linewidth=1.5, label="line with slope 1/4")
        scores = np.log([1 / 9, 1 / 3, 1, 3, 9])
        heights = np.asarray(sigmoid(scores))
        axes.plot(scores, heights, "o", color=VERMILION, markersize=6, label="odds in whole numbers")
        for score, height, odds in zip(scores, heights, ("1 : 9", "1 : 3", "1 : 1", "3 : 1", "9 : 1"), strict=True):
            place: dict[str, Any] = {"xytext": (-9, 4), "ha": "right"} if score < 0 else {"xytext": (9, -12)}
            axes.annotate(odds, (score, height), textcoords="offset points", fontsize=9.5, **place)
        axes.set(
            title="From a score to a probability", xlabel="score z", ylabel="probability of a 1", ylim=(-0.05, 1.05)
        )
        axes.legend(loc="upper left", fontsize=9)


@explain_drawing_errors
def pulls_of_losses() -> None:
    """Show how strongly a row with y = 1 pulls at its score under the cross-entropy and under the squared error."""
    z = np.linspace(-8.0, 6.0, 281)
    p = 1.0 / (1.0 + np.exp(-z))
    with displayed_panels(2, (10.4, 3.7)) as (left, right):
        curves = (("cross-entropy", -np.log(p), 1 - p), ("squared error", (1 - p) ** 2, 2 * (1 - p) * p * (1 - p)))
        for (name, loss, pull), (colour, dash) in zip(curves, LINE_STYLES, strict=False):
            left.plot(z, loss, color=colour, linestyle=dash, label=name)
            right.plot(z, pull, color=colour, linestyle=dash, label=name)
        left.set(title="What a row with y = 1 costs", xlabel="score z", ylabel="loss of the row")
        right.set(title="How strongly it pulls its score upwards", xlabel="score z", ylabel="size of the slope")
        for axes in (left, right):
            axes.axvline(0, color=GREY, linewidth=0.8)
            axes.legend()


@explain_drawing_errors
def weight_growth(runs: Mapping[str, tuple[Matrix, Vector]]) -> None:
    """Show the length of the weights and the objective of runs (thetas, losses) over the steps made."""
    with displayed_panels(2, (10.8, 3.9)) as (left, right):
        for (name, (thetas, losses)), (colour, dash) in zip(runs.items(), LINE_STYLES, strict=False):
            steps = np.arange(1, len(losses))
            left.plot(steps, np.linalg.norm(thetas[1:, 1:], axis=1), color=colour, linestyle=dash, label=name)
            right.plot(steps, losses[1:], color=colour, linestyle=dash, label=name)
        left.set(title="Length of the weights", xlabel="steps made", ylabel="length of w", xscale="log")
        right.set(title="Objective", xlabel="steps made", ylabel="loss plus penalty", xscale="log", yscale="log")
        for axes in (left, right):
            axes.legend()


@explain_drawing_errors
def reliability(tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Show calibration tables: observed frequency over predicted probability, bins as dots with their counts."""
    with displayed_panels(len(tables), (4.8 * len(tables), 4.5)) as panels:
        for axes, (title, table), (colour, _) in zip(panels, tables.items(), LINE_STYLES, strict=False):
            axes.plot(EVENLY, EVENLY, color=GREY, linestyle="--", linewidth=1.2, label="as often as predicted")
            _draw_bins(axes, table, colour)
            axes.set(title=title, xlabel="predicted probability", ylabel="observed frequency", aspect="equal")
            axes.set(xlim=(-0.06, 1.06), ylim=(-0.06, 1.06))
            axes.legend(loc="upper left", fontsize=9)


@explain_drawing_errors
def loss_and_accuracy(steps: Sequence[int], losses: Mapping[str, Sequence[float]], shares: Mapping[str, Any]) -> None:
    """Show losses and accuracies of parts of the data over the steps of a run."""
    with displayed_panels(2, (10.8, 3.9)) as (left, right):
        for axes, curves in ((left, losses), (right, shares)):
            for (name, values), (colour, dash) in zip(curves.items(), LINE_STYLES, strict=False):
                axes.plot(steps, values, color=colour, linestyle=dash, marker="o", markersize=3.5, label=name)
            axes.set(xlabel="steps made", xscale="log")
        left.set(title="Cross-entropy", ylabel="mean cross-entropy")
        right.set(title="Accuracy", ylabel="share of right classes", ylim=(0.45, 1.02))
        right.legend(**LEGEND_AT_THE_RIGHT)


def _draw_bins(axes: Axes, table: Mapping[str, Any], colour: str) -> None:
    filled = np.asarray(table["count"]) > 0
    counts, predicted, observed = (np.asarray(table[key])[filled] for key in ("count", "predicted", "observed"))
    axes.plot(predicted, observed, color=colour, marker="o", linewidth=1.4, label="bins, with their numbers of rows")
    for count, x, height in zip(counts, predicted, observed, strict=True):
        axes.annotate(
            f"{count:.0f}", (x, height), xytext=(7, -12), textcoords="offset points", fontsize=9, bbox=BEHIND_NUMBERS
        )
