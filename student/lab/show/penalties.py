"""Figures of what a price does to weights: to one of them, to two, to all, and which of them end at exactly zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from lab.show.style import BLUE, GREEN, GREY, PURPLE, VERMILION, figure_of

Matrix = npt.NDArray[np.float64]

COLOURS = (BLUE, VERMILION, GREEN, PURPLE, GREY)
DASHES = ("-", (0, (4, 1.5)))
SQUARED = "Ridge"
SHARE = 0.35


def shrinkage(soft: Callable[[Any, float], Any], t: float) -> None:
    """Show what a soft threshold makes of one weight, beside what a squared price of the same size makes of it."""
    v = np.linspace(-3.2 * t, 3.2 * t, 257)
    left_over = soft(v, t)
    with figure_of(1, (5.8, 4.4)) as (axes,):
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.plot(v, v, color=GREY, linestyle=":", linewidth=1.4, label="no price")
        axes.plot(v, v / (1 + 2 * t), color=BLUE, linestyle="--", label="squared price: a share of it is left")
        axes.plot(v, left_over, color=VERMILION, label="absolute price: the same toll for all")
        axes.axvspan(-t, t, color=VERMILION, alpha=0.09, linewidth=0)
        axes.text(0, -2.9 * t, "all of this\nlands on 0", ha="center", va="bottom", color="#8A3C00", fontsize=9.5)
        axes.set(title="One weight, before and after", xlabel="before", ylabel="after", xlim=(v[0], v[-1]))
        axes.legend(loc="upper left", fontsize=9)


def budgets(A: Matrix, y: Matrix, paths: Mapping[str, Matrix], names: Sequence[str]) -> None:
    """Show the paths of two weights over the mean squared error, and the shape that each penalty holds them in.

    The shape belongs to one state of the path; the dashed line is where the loss is as large as there.
    """
    X, centred = A[:, 1:] - A[:, 1:].mean(axis=0), y - y.mean()
    best = np.linalg.lstsq(X, centred, rcond=None)[0]
    room = 1.25 * np.max(np.abs(best))
    line = np.linspace(-0.35 * room, room, 121)
    grid = np.stack(np.meshgrid(line, line), axis=-1)
    # The best bias for each pair of weights: it is free, so it always follows.
    heights = np.mean((grid @ X.T - centred) ** 2, axis=-1)
    rises = (heights - heights.min()) / np.ptp(heights)
    with figure_of(len(paths), (5.2 * len(paths), 4.9)) as panels:
        for axes, (kind, thetas) in zip(panels, paths.items(), strict=True):
            axes.contour(line, line, rises, levels=np.linspace(0.03, 1, 9) ** 2, colors="#9A9A92", linewidths=0.9)
            colour, weights = (BLUE if kind == SQUARED else VERMILION), thetas[:, 1:]
            sizes = np.linalg.norm(weights, axis=1)
            held = weights[np.argmin(np.abs(sizes - SHARE * sizes.max()))]
            _budget(axes, kind, held, colour)
            level = float(np.mean((X @ held - centred) ** 2))
            if heights.min() < level < heights.max():
                axes.contour(line, line, heights, levels=[level], colors=[colour], linestyles="--", linewidths=1.4)
            axes.plot(*weights.T, color=colour, marker="o", markersize=3.5, linewidth=1.6)
            axes.plot(*best, color="#222222", marker="*", markersize=13)
            axes.annotate("no price", (best[0], best[1]), xytext=(8, 6), textcoords="offset points")
            axes.axhline(0, color=GREY, linewidth=0.8)
            axes.axvline(0, color=GREY, linewidth=0.8)
            axes.grid(visible=False)
            axes.set(title=f"{kind}: the price rises towards 0", xlabel=f"weight of {names[0]}", aspect="equal")
            axes.set(ylabel=f"weight of {names[1]}", xlim=(line[0], room), ylim=(line[0], room))


def coefficient_paths(paths: Mapping[str, tuple[Matrix, Matrix]], names: Sequence[str]) -> None:
    """Show how all weights change with the price: for each kind its prices and, row by row, bias and weights."""
    with figure_of(len(paths), (5.9 * len(paths), 5.0)) as panels:
        everything = np.concatenate([thetas[:, 1:].ravel() for _, thetas in paths.values()])
        low, high = everything.min(), everything.max()
        room = 0.06 * (high - low)
        for axes, (kind, (prices, thetas)) in zip(panels, paths.items(), strict=True):
            cheapest = int(np.argmin(prices))
            heights = _apart(thetas[cheapest, 1:], 0.042 * (high - low + 2 * room))
            for j, name in enumerate(names):
                colour, dash = COLOURS[j % len(COLOURS)], DASHES[j // len(COLOURS) % len(DASHES)]
                axes.plot(prices, thetas[:, j + 1], color=colour, linestyle=dash, linewidth=1.7)
                place = (-0.015, heights[j])
                axes.annotate(
                    name, place, xycoords=("axes fraction", "data"), ha="right", va="center", color=colour, fontsize=9.5
                )
            axes.axhline(0, color=GREY, linewidth=0.8)
            axes.set(title=kind, xlabel="price λ (logarithmic)", xscale="log", ylim=(low - room, high + room))
            axes.set(xlim=(np.min(prices), np.max(prices)))
            axes.yaxis.tick_right()
            axes.spines["left"].set_visible(False)
        panels[-1].yaxis.set_label_position("right")
        panels[-1].set_ylabel("weight")


def smallest_weights(found: Mapping[str, Matrix], names: Sequence[str]) -> None:
    """Show how large each weight is on a logarithmic axis, and on a rail below it those that are exactly zero."""
    sizes = np.abs(np.concatenate([np.asarray(weights) for weights in found.values()]))
    lowest = float(np.min(sizes[sizes > 0], initial=1.0))
    rail = lowest / 30
    places = np.arange(len(names))
    with figure_of(1, (8.2, 4.0)) as (axes,):
        axes.axhspan(rail / 3, rail * 3, color="#EFEFEA", linewidth=0)
        for shift, colour, marker, (label, weights) in zip(
            (-0.14, 0.14), (BLUE, VERMILION), ("o", "D"), found.items(), strict=False
        ):
            size = np.abs(np.asarray(weights))
            heights = np.where(size > 0, size, rail)
            axes.plot(places + shift, heights, color=colour, marker=marker, linestyle="", markersize=7, label=label)
        axes.set_yscale("log")
        axes.annotate("exactly 0.0", (1.01, rail), xycoords=("axes fraction", "data"), va="center", fontsize=10)
        axes.set(
            title="How large is each weight?",
            ylabel="size of the weight",
            ylim=(rail / 3, 3 * max(sizes.max(), lowest)),
        )
        axes.set_xticks(places, names)
        axes.grid(axis="x", visible=False)
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.6))


def counts(prices: Sequence[float], numbers: Sequence[int]) -> None:
    """Show how many weights are in use at each price, from the highest price to the lowest."""
    with figure_of(1, (7.2, 3.6)) as (axes,):
        places = np.arange(len(numbers))
        axes.step(places, numbers, where="mid", color=BLUE)
        axes.plot(places, numbers, color=BLUE, marker="o", linestyle="")
        for place, number in zip(places, numbers, strict=True):
            axes.annotate(str(number), (float(place), number), xytext=(0, 7), textcoords="offset points", ha="center")
        axes.set(title="Weights that are not zero", xlabel="price λ, falling", ylim=(0, max(numbers) + 1.2))
        axes.set_xticks(places, [f"{price:g}" for price in prices])


def shifts(moved: Mapping[str, float], *, title: str = "How far the weights move") -> None:
    """Show one bar for each model, as long as its weights have moved."""
    with figure_of(1, (7.2, 1.1 + 0.5 * len(moved))) as (axes,):
        bars = axes.barh(list(moved), list(moved.values()), color=BLUE, height=0.55)
        axes.bar_label(bars, fmt="%.2g", padding=4)
        axes.set(title=title, xlabel="length of the change", xlim=(0, 1.15 * max(moved.values())))
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)


def _budget(axes: Axes, kind: str, weights: Matrix, colour: str) -> None:
    """All pairs of weights that cost as much as this one: a circle for squares, a diamond for absolute values."""
    if kind == SQUARED:
        turns = np.linspace(0, 2 * np.pi, 90)
        corners = np.linalg.norm(weights) * np.column_stack([np.cos(turns), np.sin(turns)])
    else:
        corners = np.sum(np.abs(weights)) * np.array([[1, 0], [0, 1], [-1, 0], [0, -1]])
    axes.add_patch(Polygon(corners, closed=True, facecolor=colour, alpha=0.13, edgecolor=colour, linewidth=1.2))
    axes.plot(*weights, color=colour, marker="o", markersize=8)


def _apart(values: Matrix, gap: float) -> Matrix:
    """The same heights, moved apart where labels would overlap."""
    order = np.argsort(values)
    spread = np.array(values, dtype=float)[order]
    for k in range(1, len(spread)):
        spread[k] = max(spread[k], spread[k - 1] + gap)
    # Half of what was pushed up goes back down, so that a crowd stays around its middle.
    spread -= np.mean(spread - np.asarray(values)[order]) if len(spread) else 0.0
    heights = np.empty_like(spread)
    heights[order] = spread
    return heights
