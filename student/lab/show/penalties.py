"""Figures of what a penalty does to weights: to one weight, to two, to all, and which of them become exactly zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.style import (
    BLUE,
    GREEN,
    GREY,
    LEGEND_AT_THE_RIGHT,
    LINE_STYLES,
    PURPLE,
    VERMILION,
    Matrix,
    displayed_panels,
)

COLOURS = (BLUE, VERMILION, GREEN, PURPLE, GREY)
DASHES = ("-", (0, (4, 1.5)))
RIDGE = "Ridge"
SHOWN_SHARE = 0.35
"""The part of the largest weights at which the penalty's shape is drawn."""


@explain_drawing_errors
def shrinkage(soft: Callable[[Any, float], Any], t: float) -> None:
    """Show what a soft threshold `soft(v, t)` makes of one weight, and what a squared penalty makes of it."""
    v = np.linspace(-3.2 * t, 3.2 * t, 257)
    shrunk = soft(v, t)
    with displayed_panels(1, (5.8, 4.4)) as (axes,):
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.plot(v, v, color=GREY, linestyle=":", linewidth=1.4, label="no penalty")
        axes.plot(v, v / (1 + 2 * t), color=BLUE, linestyle="--", label="squared penalty: a share of it is left")
        axes.plot(v, shrunk, color=VERMILION, label="absolute penalty: t closer to zero")
        axes.axvspan(-t, t, color=VERMILION, alpha=0.09, linewidth=0)
        axes.text(0, -2.9 * t, "all of this\nlands on 0", ha="center", va="bottom", color="#8A3C00", fontsize=9.5)
        axes.set(title="One weight, before and after", xlabel="before", ylabel="after", xlim=(v[0], v[-1]))
        axes.legend(loc="upper left", fontsize=9)


@explain_drawing_errors
def budgets(A: Matrix, y: Matrix, paths: Mapping[str, Matrix], names: Sequence[str]) -> None:
    """Show the paths of two weights over the mean squared error, with the shape of each penalty at one point.

    The dashed line connects points with the same loss as that point.
    """
    X, centred = A[:, 1:] - A[:, 1:].mean(axis=0), y - y.mean()
    best = np.linalg.lstsq(X, centred, rcond=None)[0]
    reach = 1.25 * np.max(np.abs(best))
    line = np.linspace(-0.35 * reach, reach, 121)
    grid = np.stack(np.meshgrid(line, line), axis=-1)
    # Centring gives each pair of weights its best intercept, which no penalty acts on.
    heights = np.mean((grid @ X.T - centred) ** 2, axis=-1)
    rises = (heights - heights.min()) / np.ptp(heights)
    with displayed_panels(len(paths), (5.2 * len(paths), 4.9)) as panels:
        for axes, (kind, thetas) in zip(panels, paths.items(), strict=True):
            axes.contour(line, line, rises, levels=np.linspace(0.03, 1, 9) ** 2, colors="#9A9A92", linewidths=0.9)
            colour, weights = (BLUE if kind == RIDGE else VERMILION), thetas[:, 1:]
            sizes = np.linalg.norm(weights, axis=1)
            point = weights[np.argmin(np.abs(sizes - SHOWN_SHARE * sizes.max()))]
            _draw_budget(axes, kind, point, colour)
            level = float(np.mean((X @ point - centred) ** 2))
            if heights.min() < level < heights.max():
                axes.contour(line, line, heights, levels=[level], colors=[colour], linestyles="--", linewidths=1.4)
            axes.plot(*weights.T, color=colour, marker="o", markersize=3.5, linewidth=1.6)
            axes.plot(*best, color="#222222", marker="*", markersize=13)
            axes.annotate("λ = 0", (best[0], best[1]), xytext=(0, 10), textcoords="offset points", ha="center")
            axes.axhline(0, color=GREY, linewidth=0.8)
            axes.axvline(0, color=GREY, linewidth=0.8)
            axes.grid(visible=False)
            axes.set(title=f"{kind}: λ grows towards the origin", xlabel=f"weight of {names[0]}", aspect="equal")
            axes.set(ylabel=f"weight of {names[1]}", xlim=(line[0], reach), ylim=(line[0], reach))


@explain_drawing_errors
def coefficient_paths(paths: Mapping[str, tuple[Matrix, Matrix]], names: Sequence[str]) -> None:
    """Show how all weights change while λ falls.

    `paths` holds for each penalty its strengths λ and, in a row for each of them, intercept and weights.
    """
    with displayed_panels(len(paths), (5.9 * len(paths), 5.0)) as panels:
        all_weights = np.concatenate([thetas[:, 1:].ravel() for _, thetas in paths.values()])
        low, high = all_weights.min(), all_weights.max()
        margin = 0.06 * (high - low)
        for axes, (kind, (lams, thetas)) in zip(panels, paths.items(), strict=True):
            ends = thetas[int(np.argmin(lams)), 1:]
            heights = _spread(ends, 0.042 * (high - low + 2 * margin))
            for j, name in enumerate(names):
                colour, dash = COLOURS[j % len(COLOURS)], DASHES[j // len(COLOURS) % len(DASHES)]
                axes.plot(lams, thetas[:, j + 1], color=colour, linestyle=dash, linewidth=1.7)
                _label_end(axes, name, (ends[j], heights[j]), colour)
            axes.axhline(0, color=GREY, linewidth=0.8)
            axes.set(title=kind, xlabel="λ, falling (logarithmic)", xscale="log", ylim=(low - margin, high + margin))
            axes.set(xlim=(np.max(lams), np.min(lams)), ylabel="weight")


@explain_drawing_errors
def smallest_weights(models: Mapping[str, Matrix], names: Sequence[str]) -> None:
    """Show the size of each weight on a logarithmic axis, with a band below it for those that are exactly zero."""
    sizes = np.abs(np.concatenate([np.asarray(weights) for weights in models.values()]))
    lowest = float(np.min(sizes[sizes > 0], initial=1.0))
    band = lowest / 30
    positions = np.arange(len(names))
    with displayed_panels(1, (8.2, 4.0)) as (axes,):
        axes.axhspan(band / 3, band * 3, color="#EFEFEA", linewidth=0)
        for shift, colour, marker, (label, weights) in zip(
            (-0.14, 0.14), (BLUE, VERMILION), ("o", "D"), models.items(), strict=False
        ):
            size = np.abs(np.asarray(weights))
            heights = np.where(size > 0, size, band)
            axes.plot(positions + shift, heights, color=colour, marker=marker, linestyle="", markersize=7, label=label)
        axes.set_yscale("log")
        axes.annotate("exactly 0.0", (1.01, band), xycoords=("axes fraction", "data"), va="center", fontsize=10)
        axes.set(
            title="How large is each weight?",
            ylabel="size of the weight",
            ylim=(band / 3, 3 * max(sizes.max(), lowest)),
        )
        # The band stands for zero, which a logarithmic axis does not have: no power of ten lies in it.
        powers = np.arange(np.ceil(np.log10(lowest / 3)), np.ceil(np.log10(3 * max(sizes.max(), lowest))))
        axes.set_yticks(10.0**powers)
        axes.set_yticks([], minor=True)
        axes.set_xticks(positions, names)
        axes.grid(axis="x", visible=False)
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.6))


@explain_drawing_errors
def errors_by_penalty(lams: Matrix, errors: Mapping[str, Matrix], *, measure: str = "root mean square error") -> None:
    """Show the errors of fits over the strength λ of their penalty, on several sets of rows; each minimum is marked."""
    with displayed_panels(1, (8.6, 3.9)) as (axes,):
        for (name, sizes), (colour, dash) in zip(errors.items(), LINE_STYLES, strict=False):
            axes.plot(lams, sizes, color=colour, linestyle=dash, label=name)
            smallest = int(np.argmin(sizes))
            axes.plot(lams[smallest], sizes[smallest], color=colour, marker="o", markersize=8, linestyle="")
        axes.set(title="Error of the fit (circle: smallest)", xlabel="λ, growing (logarithmic)", xscale="log")
        axes.set(ylabel=measure, ylim=(0, None))
        axes.legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def counts(lams: Sequence[float], numbers: Sequence[int]) -> None:
    """Show how many weights are not zero for each λ, from the largest λ to the smallest."""
    with displayed_panels(1, (7.2, 3.6)) as (axes,):
        positions = np.arange(len(numbers))
        axes.step(positions, numbers, where="mid", color=BLUE)
        axes.plot(positions, numbers, color=BLUE, marker="o", linestyle="")
        for position, number in zip(positions, numbers, strict=True):
            axes.annotate(
                str(number), (float(position), number), xytext=(0, 7), textcoords="offset points", ha="center"
            )
        axes.set(title="Weights that are not zero", xlabel="λ, falling", ylim=(0, max(numbers) + 1.2))
        axes.set_xticks(positions, [f"{lam:g}" for lam in lams])


@explain_drawing_errors
def shifts(changes: Mapping[str, float], *, title: str = "How far the weights move") -> None:
    """Show a bar for each model, as long as the change of its weights."""
    with displayed_panels(1, (7.2, 1.1 + 0.5 * len(changes))) as (axes,):
        bars = axes.barh(list(changes), list(changes.values()), color=BLUE, height=0.55)
        axes.bar_label(bars, fmt="%.2g", padding=4)
        axes.set(title=title, xlabel="length of the change", xlim=(0, 1.15 * max(changes.values())))
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)


def _draw_budget(axes: Axes, kind: str, weights: Matrix, colour: str) -> None:
    """Draw all pairs of weights with the same penalty as this one: a circle for Ridge, a diamond for Lasso."""
    if kind == RIDGE:
        angles = np.linspace(0, 2 * np.pi, 90)
        corners = np.linalg.norm(weights) * np.column_stack([np.cos(angles), np.sin(angles)])
    else:
        corners = np.sum(np.abs(weights)) * np.array([[1, 0], [0, 1], [-1, 0], [0, -1]])
    axes.add_patch(Polygon(corners, closed=True, facecolor=colour, alpha=0.13, edgecolor=colour, linewidth=1.2))
    axes.plot(*weights, color=colour, marker="o", markersize=8)


def _label_end(axes: Axes, name: str, heights: tuple[float, float], colour: str) -> None:
    """Write a curve's name right of the panel; a thin line leads from the curve's height to the name's."""
    curve, label = heights
    beside = axes.get_yaxis_transform()
    axes.plot((1.0, 1.03), (curve, label), color=colour, linewidth=0.8, transform=beside, clip_on=False)
    axes.text(1.035, label, name, color=colour, fontsize=9.5, va="center", transform=beside)


def _spread(values: Matrix, gap: float) -> Matrix:
    """Return the values, moved apart where labels would overlap."""
    order = np.argsort(values)
    spread = np.array(values, dtype=float)[order]
    for k in range(1, len(spread)):
        spread[k] = max(spread[k], spread[k - 1] + gap)
    # Shift all back by the mean displacement, so that a group stays around its middle.
    spread -= np.mean(spread - np.asarray(values)[order]) if len(spread) else 0.0
    heights = np.empty_like(spread)
    heights[order] = spread
    return heights
