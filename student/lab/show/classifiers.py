"""Figures of classifiers and their training: regions of two classes, losses between two ends, and by method."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.style import (
    BLUE,
    END,
    GREY,
    LEGEND_AT_THE_RIGHT,
    LINE_STYLES,
    VERMILION,
    Matrix,
    Vector,
    displayed_panels,
)

GRID_POINTS = 161
CLASS_STYLES = ((BLUE, "o"), (VERMILION, "^"))


@explain_drawing_errors
def class_regions(X: Matrix, labels: Vector, classifiers: Mapping[str, Callable[[Matrix], npt.ArrayLike]]) -> None:
    """Show the points of two classes over the probability of label 1, one panel for each classifier.

    A classifier gives points of shape (m, 2) their scores of shape (m,). Its border is where the score is 0.
    """
    margin = 0.08 * np.ptp(X, axis=0)
    low, high = X.min(axis=0) - margin, X.max(axis=0) + margin
    x1, x2 = (np.linspace(start, stop, GRID_POINTS) for start, stop in zip(low, high, strict=True))
    grid = np.column_stack([axis.ravel() for axis in np.meshgrid(x1, x2)])
    with displayed_panels(len(classifiers), (5.2 * len(classifiers) + 1.2, 4.4)) as panels:
        for axes, (title, scores_of) in zip(panels, classifiers.items(), strict=True):
            scores = np.asarray(scores_of(grid), dtype=np.float64).reshape(len(x2), len(x1))
            filled = axes.contourf(
                x1, x2, 0.5 + 0.5 * np.tanh(0.5 * scores), np.linspace(0, 1, 11), cmap="Greys", alpha=0.35
            )
            axes.contour(x1, x2, scores, levels=[0.0], colors="black", linewidths=2)
            axes.plot([], [], color="black", label="border")
            _draw_classes(axes, X, labels)
            axes.set(title=title, xlabel="x1", ylabel="x2", aspect="equal")
            axes.grid(visible=False)
        panels[0].figure.colorbar(filled, ax=panels[-1], label="probability of label 1", shrink=0.8)
        handles, names = panels[0].get_legend_handles_labels()
        panels[0].figure.legend(handles, names, loc="outside lower center", ncols=3)


@explain_drawing_errors
def loss_between(way: Sequence[float] | Vector, losses: Sequence[float], *, names: Sequence[str]) -> None:
    """Show the loss on the straight way between two ends, 0 and 1, and the straight line between their losses."""
    at_ends = np.interp([0.0, 1.0], way, losses)
    with displayed_panels(1, (8.4, 3.8)) as (axes,):
        axes.plot(way, losses, color=BLUE, label="loss on the way")
        axes.plot(
            [0.0, 1.0], at_ends, color=GREY, linestyle="--", linewidth=1.2, label="straight line between the ends"
        )
        axes.plot([0.0, 1.0], at_ends, linestyle="", label="the two ends", **END)
        for place, height, name in zip((0.0, 1.0), at_ends, names, strict=True):
            offset: dict[str, Any] = {"xytext": (0, -16), "textcoords": "offset points", "ha": "center"}
            axes.annotate(f"end of {name}", (place, height), **offset)
        axes.set(title="From one end to the other", xlabel="share of the way", ylabel="loss")
        axes.set_ylim(bottom=axes.get_ylim()[0] - 0.08 * np.ptp(axes.get_ylim()))
        axes.legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def losses_by_method(runs: Mapping[str, Sequence[float]]) -> None:
    """Show the losses of several methods of descent over the steps made, on a logarithmic axis."""
    with displayed_panels(1, (8.4, 3.8)) as (axes,):
        for (name, losses), (colour, dash) in zip(runs.items(), LINE_STYLES, strict=False):
            axes.plot(losses, color=colour, linestyle=dash, label=name)
        axes.set(title="Three methods, one rate", xlabel="steps made", ylabel="loss", yscale="log")
        _label_losses(axes)
        axes.legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def losses_by_rate(rates: Sequence[float], losses: Mapping[str, Sequence[float]]) -> None:
    """Show over the learning rate where each method of descent ends; a star marks its best rate."""
    with displayed_panels(1, (8.4, 3.8)) as (axes,):
        for (name, ends), (colour, dash) in zip(losses.items(), LINE_STYLES, strict=False):
            best = int(np.argmin(ends))
            axes.plot(rates, ends, color=colour, linestyle=dash, marker=".", label=name)
            axes.plot(rates[best], ends[best], "*", color=colour, markeredgecolor="black", markersize=14, zorder=5)
        axes.plot([], [], "*", color="white", markeredgecolor="black", markersize=12, label="best rate of a method")
        axes.set(title="The end of a run, by its rate", xlabel="learning rate", ylabel="loss after the last step")
        axes.set(xscale="log", yscale="log")
        axes.set_xticks(rates, [f"{rate:g}" for rate in rates])
        axes.minorticks_off()
        _label_losses(axes)
        axes.legend(**LEGEND_AT_THE_RIGHT)


def _draw_classes(axes: Axes, X: Matrix, labels: Vector) -> None:
    for label, (colour, marker) in enumerate(CLASS_STYLES):
        rows = X[labels == label]
        style: dict[str, Any] = {
            "color": colour,
            "marker": marker,
            "markersize": 6,
            "markeredgecolor": "white",
            "linestyle": "",
        }
        axes.plot(rows[:, 0], rows[:, 1], markeredgewidth=0.5, label=f"label {label}", **style)


def _label_losses(axes: Axes) -> None:
    """Label a logarithmic axis with 1, 2 and 5 times powers of ten."""
    low, high = axes.get_ylim()
    ticks = [digit * 10.0**power for power in range(-4, 3) for digit in (1, 2, 5)]
    inside = [tick for tick in ticks if low <= tick <= high]
    axes.set_yticks(inside, [f"{tick:g}" for tick in inside])
    axes.minorticks_off()
