"""Figures of a loss: the residuals it is made of, and the ground it makes over all lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from lab.show.interactive import CONFIG, Turning, turn
from lab.show.style import BLUE, GREY, RUNS, STYLE, VERMILION, figure_of

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]
Pair = tuple[float, float]

MAP = "cividis"
LINES = (VERMILION, "#009E73", "#8E4C9E", GREY)
MARKS = (*zip("osD", LINES, strict=False), ("*", "#E69F00"), ("P", "#222222"))


def lines(
    x: Vector, y: Vector, heights: Mapping[str, Vector], *, x_label: str = "x", y_label: str = "y", title: str = ""
) -> None:
    """Show the points and some lines; `heights` holds a name and the heights over x of each."""
    order = np.argsort(x)
    with figure_of(1, (6.2, 3.8)) as (axes,):
        axes.scatter(x, y, s=22, color=BLUE, alpha=0.55, linewidths=0)
        for (name, line), (_, dash), colour in zip(heights.items(), RUNS, LINES, strict=False):
            axes.plot(x[order], line[order], color=colour, linestyle=dash, label=name)
        axes.set(title=title or "The points and the line", xlabel=x_label, ylabel=y_label)
        if heights:
            axes.legend(loc="upper left")


def residuals(x: Vector, y: Vector, y_pred: Vector) -> None:
    """Show each point's way to the line, and beside it what its square adds to the loss, largest first."""
    order = np.argsort(x)
    squares = np.sort((y_pred - y) ** 2)[::-1]
    with figure_of(2, (11, 3.9)) as (left, right):
        left.vlines(x, y, y_pred, color=GREY, alpha=0.45, linewidth=1)
        left.scatter(x, y, s=22, color=BLUE, alpha=0.7, linewidths=0)
        left.plot(x[order], y_pred[order], color=VERMILION, label="line")
        left.set(title="Residuals: from each point to the line", xlabel="x", ylabel="y")
        left.legend(loc="upper left")
        right.bar(np.arange(1, len(squares) + 1), squares, width=1.0, color=BLUE, alpha=0.75)
        right.axhline(float(np.mean(squares)), color=VERMILION, linestyle="--", label="their mean: the loss")
        right.set(title="Squared residuals, sorted", xlabel="points, the farthest first", ylabel="squared residual")
        right.legend(loc="upper right")


def loss_surface(w_values: Vector, b_values: Vector, grid: Matrix, *, title: str = "The loss of every line") -> None:
    """Show a grid of losses as a landscape: one that turns where the page can do that, a picture elsewhere."""
    row, column = np.unravel_index(int(np.argmin(grid)), grid.shape)
    lowest = (float(w_values[column]), float(b_values[row]), float(grid[row, column]))
    drawing = _plotly(w_values, b_values, grid, lowest, title)
    with plt.rc_context(STYLE):
        figure = _landscape(w_values, b_values, grid, lowest, title)
        turn(Turning(drawing, figure, f"{title}: lowest at w = {lowest[0]:.4g}, b = {lowest[1]:.4g}"))
        plt.close(figure)


def loss_contour(
    w_values: Vector,
    b_values: Vector,
    grid: Matrix,
    *,
    marks: Mapping[str, Pair] | None = None,
    title: str = "The same landscape from above",
) -> None:
    """Show a grid of losses as a map; neighbouring contours are equal factors apart, not equal differences."""
    low = max(float(grid.min()), 1e-12 * float(grid.max())) or 1e-12
    levels = np.geomspace(low, max(float(grid.max()), 1.1 * low), 15)
    with figure_of(1, (6.6, 5.0)) as (axes,):
        filled = axes.contourf(w_values, b_values, np.maximum(grid, low), levels=levels, cmap=MAP, norm="log")
        axes.contour(w_values, b_values, grid, levels=levels[1:-1], colors="white", linewidths=0.6, alpha=0.7)
        for (name, (w, b)), (marker, colour) in zip((marks or {}).items(), MARKS, strict=False):
            size = 16 if marker == "*" else 10
            look: dict[str, Any] = {
                "color": colour,
                "markeredgecolor": "white",
                "markersize": size,
                "clip_on": False,
                "zorder": 5,
            }
            axes.plot(w, b, marker, linestyle="", label=name, **look)
        axes.set(title=title, xlabel="w", ylabel="b")
        axes.grid(visible=False)
        bar = axes.figure.colorbar(filled, ax=axes, label="loss")
        bar.ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.3g}" if value < 1e3 else f"{value:,.0f}")
        if marks:
            axes.figure.legend(loc="outside lower center", ncols=len(MARKS))


def _landscape(
    w_values: Vector, b_values: Vector, grid: Matrix, lowest: tuple[float, float, float], title: str
) -> Figure:
    figure = plt.figure(figsize=(6.8, 5.2))
    axes = figure.add_subplot(projection="3d", computed_zorder=False)
    axes.plot_surface(*np.meshgrid(w_values, b_values), grid, cmap=MAP, linewidth=0, antialiased=True, alpha=0.92)
    axes.plot(*([value] for value in lowest), "o", color=VERMILION, markersize=8, label="lowest point of the grid")
    axes.set(title=title, xlabel="w", ylabel="b", zlabel="loss")
    axes.view_init(elev=32, azim=-58)
    axes.legend(loc="upper right")
    return figure


def _plotly(
    w_values: Vector, b_values: Vector, grid: Matrix, lowest: tuple[float, float, float], title: str
) -> dict[str, object]:
    """The landscape in Plotly's own format: plain lists, so that neither side needs the other's version."""
    said = "w %{x:.4g}<br>b %{y:.4g}<br>loss %{z:.4g}<extra></extra>"
    surface = {
        "type": "surface",
        "x": w_values.tolist(),
        "y": b_values.tolist(),
        "z": grid.tolist(),
        "colorscale": "Cividis",
        "hovertemplate": said,
        "colorbar": {"title": {"text": "loss"}},
    }
    point = {
        "type": "scatter3d",
        "mode": "markers",
        **{axis: [value] for axis, value in zip("xyz", lowest, strict=True)},
        "marker": {"size": 5, "color": VERMILION},
        "hovertemplate": "lowest point of the grid<br>" + said,
    }
    axes = {f"{axis}axis": {"title": {"text": name}} for axis, name in zip("xyz", ("w", "b", "loss"), strict=True)}
    layout = {
        "title": {"text": f"{title} (drag to turn)"},
        "scene": axes | {"camera": {"eye": {"x": 1.0, "y": -1.65, "z": 1.0}}},
        "height": 520,
        "margin": {"l": 0, "r": 0, "t": 50, "b": 0},
        "showlegend": False,
        "paper_bgcolor": STYLE["figure.facecolor"],
        "font": {"color": STYLE["text.color"]},
    }
    return {"data": [surface, point], "layout": layout, "config": CONFIG}
