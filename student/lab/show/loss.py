"""Figures of a loss: lines and their residuals, and the loss over all lines as a surface and as a map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.ticker import NullLocator

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.interactive import (
    BESIDE_THE_SURFACE,
    InteractiveFigure,
    Trace,
    display_interactive,
    figure_3d,
    named_point,
    plotly_figure,
)
from lab.show.style import (
    BLUE,
    COLOUR_MAP,
    END,
    GREEN,
    GREY,
    LINE_STYLES,
    LOWEST,
    PURPLE,
    START,
    TRUTH,
    VERMILION,
    Matrix,
    Vector,
    displayed_panels,
    loss_text,
)

Pair = tuple[float, float]
Run = tuple[Vector, Vector, Vector]

AXIS_LABELS = ("w", "b", "loss")
LINE_COLOURS = (VERMILION, GREEN, PURPLE, GREY)
MARKER_STYLES = tuple(zip("v^Dp", LINE_COLOURS, strict=True))


@explain_drawing_errors
def lines(
    x: Vector, y: Vector, heights: Mapping[str, Vector], *, x_label: str = "x", y_label: str = "y", title: str = ""
) -> None:
    """Show the points and some lines; `heights` holds a name and the heights over x of each."""
    order = np.argsort(x)
    with displayed_panels(1, (6.2, 3.8)) as (axes,):
        axes.scatter(x, y, s=22, color=BLUE, alpha=0.55, linewidths=0)
        for (name, line), (_, dash), colour in zip(heights.items(), LINE_STYLES, LINE_COLOURS, strict=False):
            axes.plot(x[order], line[order], color=colour, linestyle=dash, label=name)
        axes.set(title=title or "The points and the line", xlabel=x_label, ylabel=y_label)
        if heights:
            axes.legend(loc="upper left")


@explain_drawing_errors
def residuals(x: Vector, y: Vector, y_pred: Vector) -> None:
    """Show each point's distance to the line, and the squares of the distances, largest first."""
    order = np.argsort(x)
    squares = np.sort((y_pred - y) ** 2)[::-1]
    with displayed_panels(2, (11, 3.9)) as (left, right):
        left.vlines(x, y, y_pred, color=GREY, alpha=0.45, linewidth=1)
        left.scatter(x, y, s=22, color=BLUE, alpha=0.7, linewidths=0)
        left.plot(x[order], y_pred[order], color=VERMILION, label="line")
        left.set(title="Residuals: from each point to the line", xlabel="x", ylabel="y")
        left.legend(loc="upper left")
        right.bar(np.arange(1, len(squares) + 1), squares, width=1.0, color=BLUE, alpha=0.75)
        right.axhline(float(np.mean(squares)), color=VERMILION, linestyle="--", label="their mean: the loss")
        right.set(title="Squared residuals, sorted", xlabel="points, the farthest first", ylabel="squared residual")
        right.legend(loc="upper right")


@explain_drawing_errors
def loss_surface(
    w_values: Vector,
    b_values: Vector,
    grid: Matrix,
    *,
    run: Run | None = None,
    title: str = "The loss of every line",
) -> None:
    """Show a grid of losses as a surface, which turns where the page can; `run` is (w, b, loss) of each step."""
    row, column = np.unravel_index(int(np.argmin(grid)), grid.shape)
    lowest = (float(w_values[column]), float(b_values[row]), float(grid[row, column]))
    with figure_3d(title, AXIS_LABELS, elevation=44 if run else 32, azimuth=-58) as (picture, axes):
        axes.locator_params(nbins=5)
        axes.zaxis.set_major_formatter(loss_text)
        axes.tick_params(axis="z", pad=9)
        axes.zaxis.labelpad = 18
        axes.plot_surface(
            *np.meshgrid(w_values, b_values), grid, cmap=COLOUR_MAP, linewidth=0, antialiased=True, alpha=0.92
        )
        if run:
            axes.plot(*run, color=VERMILION, marker="o", markersize=3, linewidth=1.5, label="the run")
            axes.plot(*(values[:1] for values in run), linestyle="", label="start", **START)
            axes.plot(*(values[-1:] for values in run), linestyle="", label="end", **END)
        axes.plot(*([value] for value in lowest), linestyle="", label="lowest point of the grid", **LOWEST)
        axes.legend(**BESIDE_THE_SURFACE)
        text = f"{title}: the loss over w and b, lowest at w = {lowest[0]:.4g}, b = {lowest[1]:.4g}"
        if run:
            text += f"; the run ends at w = {run[0][-1]:.4g}, b = {run[1][-1]:.4g}"
        plotly = _plotly_surface(w_values, b_values, grid, lowest, run, title)
        display_interactive(InteractiveFigure(plotly, picture, text))


@explain_drawing_errors
def loss_contour(
    w_values: Vector,
    b_values: Vector,
    grid: Matrix,
    *,
    marks: Mapping[str, Pair] | None = None,
    truth: Pair | None = None,
    title: str = "The same landscape from above",
) -> None:
    """Show a grid of losses as a map, with its lowest cell, some marked lines, and the line the data was made from.

    Along neighbouring contours the loss above its lowest value differs by equal factors, so the innermost is closed.
    """
    row, column = np.unravel_index(int(np.argmin(grid)), grid.shape)
    low, high = float(grid.min()), float(grid.max())
    reach = max(high - low, 1e-12)
    levels = low + reach * np.geomspace(1e-3, 1.0, 13)
    with displayed_panels(1, (6.8, 5.0)) as (axes,):
        excess = np.clip(grid - low, 1e-4 * reach, reach)
        edges = reach * np.array([1e-4, *np.geomspace(1e-3, 1.0, 13)])
        filled = axes.contourf(w_values, b_values, excess, levels=edges, cmap=COLOUR_MAP, norm="log")
        axes.contour(w_values, b_values, grid, levels=levels[:-1], colors="white", linewidths=0.7, alpha=0.8)
        for (name, (w, b)), (marker, colour) in zip((marks or {}).items(), MARKER_STYLES, strict=False):
            style: dict[str, Any] = {"color": colour, "markeredgecolor": "white", "markersize": 10, "zorder": 7}
            inside = w_values[0] <= w <= w_values[-1] and b_values[0] <= b <= b_values[-1]
            axes.plot(w, b, marker, linestyle="", label=name if inside else f"{name} (outside the map)", **style)
        axes.plot(w_values[column], b_values[row], linestyle="", label="lowest cell", **LOWEST)
        if truth:
            axes.plot(*truth, linestyle="", label="made from", **TRUTH)
        axes.set(title=title, xlabel="w", ylabel="b")
        axes.set(xlim=(w_values[0], w_values[-1]), ylim=(b_values[0], b_values[-1]))
        axes.grid(visible=False)
        bar = axes.figure.colorbar(filled, ax=axes, label="loss", ticks=_round_losses(low, reach) - low)
        bar.ax.yaxis.set_major_formatter(
            lambda value, _: f"{value + low:,.4g}" if high < 1e3 else f"{value + low:,.0f}"
        )
        bar.ax.yaxis.set_minor_locator(NullLocator())
        axes.figure.legend(loc="outside lower center", ncols=6)


def _round_losses(low: float, reach: float) -> Vector:
    """Return losses with one or two digits, which lie above the lowest loss by growing amounts."""
    above = low + reach * np.geomspace(1e-3, 1.0, 7)
    digits = np.floor(np.log10(above)) - 1
    return np.unique(np.ceil(above / 10**digits) * 10**digits)[:-1]


def _plotly_surface(
    w_values: Vector, b_values: Vector, grid: Matrix, lowest: tuple[float, float, float], run: Run | None, title: str
) -> dict[str, object]:
    numbers = "w %{x:.4g}<br>b %{y:.4g}<br>loss %{z:.4g}<extra></extra>"
    surface: Trace = {
        "type": "surface",
        "x": w_values,
        "y": b_values,
        "z": grid,
        "colorscale": "Cividis",
        "hovertemplate": numbers,
        "opacity": 0.92,
        "colorbar": {"title": {"text": "loss"}},
    }
    traces = [surface, named_point("lowest", lowest, "lowest point of the grid<br>" + numbers)]
    if run:
        line: Trace = {
            "type": "scatter3d",
            "name": "the run",
            "line": {"color": VERMILION, "width": 5},
            "marker": {"size": 3},
        }
        traces.append(line | dict(zip("xyz", run, strict=True)) | {"hovertemplate": "the run<br>" + numbers})
        for name, t in (("start", 0), ("end", -1)):
            traces.append(named_point(name, [float(values[t]) for values in run]))
    return plotly_figure(traces, AXIS_LABELS, (1.0, -1.65, 1.35), title=title)
