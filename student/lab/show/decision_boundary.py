"""The probabilities of a classifier over two features: a surface that turns, and a map with its boundary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from matplotlib.lines import Line2D

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.interactive import InteractiveFigure, Trace, display_interactive, figure_3d, plotly_figure
from lab.show.style import BLUE, COLOUR_MAP, VERMILION, Matrix, Vector, displayed_panels

Sigmoid = Callable[[Any], Any]
Grid = tuple[Vector, Vector]
GROUPS = ((0.0, BLUE, "o", "y = 0"), (1.0, VERMILION, "^", "y = 1"))
PLOTLY_MARKS = ("circle", "diamond")
CAMERA = (-1.6, -1.9, 0.9)
LEVELS: dict[float, Literal["-", "--", ":"]] = {0.1: ":", 0.5: "-", 0.9: "--"}
GRID_POINTS = 41
MARGIN = 0.08
TITLE = "Probability over two features"


@explain_drawing_errors
def probability_surface(
    X: Matrix, y: Vector, states: Mapping[str, Vector], *, names: Sequence[str], sigmoid: Sigmoid
) -> None:
    """Show probabilities over two features as a surface that turns, with a slider over named states of theta.

    The points lie at 0 or 1; a line on the surface is the boundary, where the probability is one half. Where the page
    cannot turn figures, the last state is a picture.
    """
    first, second = (np.linspace(low, high, GRID_POINTS) for low, high in _ranges(X))
    heights = {name: _probabilities(first, second, theta, sigmoid) for name, theta in states.items()}
    lines = {name: _boundary(theta, X) for name, theta in states.items()}
    labels = (*names, "probability of a 1")
    with figure_3d(TITLE, labels, elevation=24, azimuth=-125) as (picture, axes):
        last = list(states)[-1]
        axes.locator_params(nbins=5)
        axes.plot_surface(*np.meshgrid(first, second), heights[last], cmap=COLOUR_MAP, alpha=0.65, linewidth=0)
        for group, colour, mark, label in GROUPS:
            rows = y == group
            axes.plot(*X[rows].T, y[rows], mark, color=colour, markersize=4, linestyle="", label=label)
        axes.plot(
            *lines[last], np.full(len(lines[last][0]), 0.5), color="black", linewidth=2.5, label="boundary: one half"
        )
        axes.legend(loc="upper left")
        text = (
            f"Probability over {names[0]} and {names[1]}, {last}: a step from 0 to 1, and the straight line at one half"
        )
        plotly = _turning_surface(X, y, (first, second), heights, lines, labels)
        display_interactive(InteractiveFigure(plotly, picture, text))


@explain_drawing_errors
def boundaries(X: Matrix, y: Vector, fits: Mapping[str, Vector], *, names: Sequence[str], sigmoid: Sigmoid) -> None:
    """Show for each fit, side by side, the points from above and the lines of equal probability."""
    first, second = (np.linspace(low, high, 4 * GRID_POINTS) for low, high in _ranges(X))
    with displayed_panels(len(fits), (4.6 * len(fits), 4.4)) as panels:
        for axes, (title, theta) in zip(panels, fits.items(), strict=True):
            axes.contour(
                first,
                second,
                _probabilities(first, second, theta, sigmoid),
                levels=list(LEVELS),
                colors="black",
                linestyles=list(LEVELS.values()),
                linewidths=1.4,
            )
            for group, colour, mark, label in GROUPS:
                first_feature, second_feature = X[y == group].T
                axes.scatter(
                    first_feature,
                    second_feature,
                    s=24,
                    color=colour,
                    marker=mark,
                    alpha=0.75,
                    linewidths=0,
                    label=label,
                )
            axes.set(title=title, xlabel=names[0], ylabel=names[1])
            axes.grid(visible=False)
        handles, labels = panels[0].get_legend_handles_labels()
        for level, dash in LEVELS.items():
            handles.append(Line2D([], [], color="black", linestyle=dash, linewidth=1.4))
            labels.append(f"p = {level}")
        panels[0].figure.legend(handles, labels, loc="outside lower center", ncols=len(handles))


def _turning_surface(
    X: Matrix, y: Vector, grid: Grid, heights: Mapping[str, Matrix], lines: Mapping[str, Grid], labels: Sequence[str]
) -> dict[str, object]:
    """Return the figure in Plotly's format: the points, and for each state a surface and its boundary."""
    traces: list[Trace] = []
    for (group, colour, _, label), mark in zip(GROUPS, PLOTLY_MARKS, strict=True):
        rows = y == group
        marker = {"size": 3.5, "color": colour, "symbol": mark}
        points = {"x": X[rows, 0], "y": X[rows, 1], "z": y[rows], "mode": "markers", "marker": marker, "name": label}
        traces.append({"type": "scatter3d", **points})
    last = len(heights) - 1
    for index, (name, height) in enumerate(heights.items()):
        surface = {
            "x": grid[0],
            "y": grid[1],
            "z": height,
            "colorscale": "Cividis",
            "opacity": 0.7,
            "cmin": 0,
            "cmax": 1,
        }
        x, x2 = lines[name]
        boundary = {"x": x, "y": x2, "z": np.full(len(x), 0.5), "mode": "lines", "line": {"color": "black", "width": 6}}
        traces.append({"type": "surface", "showscale": False, "visible": index == last, **surface})
        traces.append({"type": "scatter3d", "visible": index == last, **boundary})
    return plotly_figure(traces, labels, CAMERA, title=TITLE, sliders=[_slider(list(heights))])


def _slider(names: Sequence[str]) -> dict[str, object]:
    """Return a slider that shows the traces of one state; the first traces are the points and stay."""
    steps = []
    for name in names:
        visible = [True] * len(GROUPS) + [other == name for other in names for _ in range(2)]
        steps.append({"label": name, "method": "restyle", "args": [{"visible": visible}]})
    return {"active": len(names) - 1, "steps": steps, "x": 0.1, "len": 0.8, "pad": {"t": 10, "b": 25}}


def _ranges(X: Matrix) -> list[tuple[float, float]]:
    margins = MARGIN * np.ptp(X, axis=0)
    return list(zip(X.min(axis=0) - margins, X.max(axis=0) + margins, strict=True))


def _probabilities(first: Vector, second: Vector, theta: Vector, sigmoid: Sigmoid) -> Matrix:
    """Return the probabilities on a grid, of shape (second, first)."""
    return np.asarray(sigmoid(theta[0] + theta[1] * first + theta[2] * second[:, None]), dtype=np.float64)


def _boundary(theta: Vector, X: Matrix) -> tuple[Vector, Vector]:
    """Return both ends of the line of score 0 within the ranges of the features; no ends where there is no line."""
    (low, high), (bottom, top) = _ranges(X)
    if not np.any(theta[1:]):
        return np.empty(0), np.empty(0)
    normal = np.asarray(theta[1:], dtype=np.float64)
    foot = -theta[0] * normal / (normal @ normal)
    along = np.array([-normal[1], normal[0]]) / np.linalg.norm(normal)
    far = np.hypot(high - low, top - bottom) * 4
    line = foot + np.linspace(-far, far, 4001)[:, None] * along
    inside = line[(line[:, 0] >= low) & (line[:, 0] <= high) & (line[:, 1] >= bottom) & (line[:, 1] <= top)]
    ends = inside[[0, -1]] if len(inside) else np.empty((0, 2))
    return ends[:, 0], ends[:, 1]
