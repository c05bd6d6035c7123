"""Figures of multiple linear regression: the fitted plane, the run, the loss over two weights, the predictions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

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
    GREY,
    LEGEND_AT_THE_RIGHT,
    LINE_STYLES,
    ORANGE,
    START,
    VERMILION,
    Matrix,
    Vector,
    displayed_panels,
    loss_text,
)

Run = tuple[Matrix, Vector, Matrix]

GRID_POINTS = 61
MARGIN = 0.35
CAMERA = (-1.3, -1.5, 0.9)
BESIDE_THE_RUN = (0.65, -1.85, 0.7)
MARKERS = ("o", "^", "s", "D")


@explain_drawing_errors
def fitted_plane(
    X: Matrix, y: Vector, theta: Vector, *, names: Sequence[str] = ("x1", "x2"), target: str = "y"
) -> None:
    """Show points over two features and the plane theta = (intercept, two weights); it turns where the page can."""
    first, second = (np.linspace(column.min(), column.max(), 2) for column in X.T)
    height = theta[0] + theta[1] * first + theta[2] * second[:, None]
    labels = (*names, target)
    points: Trace = {"type": "scatter3d", "mode": "markers", "marker": {"size": 3, "color": BLUE}}
    plane: Trace = {"type": "surface", "x": first, "y": second, "z": height, "opacity": 0.5, "showscale": False}
    plane["colorscale"] = [[0, ORANGE], [1, ORANGE]]
    title = "The fitted plane"
    plotly = plotly_figure([points | dict(zip("xyz", (*X.T, y), strict=True)), plane], labels, CAMERA, title=title)
    with figure_3d(title, labels, elevation=16, azimuth=-48) as (picture, axes):
        axes.locator_params(nbins=5)
        predicted = theta[0] + X @ theta[1:]
        above = y > predicted
        # Painted from below to above: the points under the plane, the plane, the points over it.
        _draw_residuals(axes, X[~above], y[~above], predicted[~above], "below the plane", "none")
        axes.plot_surface(*np.meshgrid(first, second), height, color=ORANGE, alpha=0.5)
        _draw_residuals(axes, X[above], y[above], predicted[above], "above the plane", BLUE)
        axes.legend(loc="upper left")
        text = f"The fitted plane: {target} = {theta[0]:.3g} + {theta[1]:.3g} {names[0]} + {theta[2]:.3g} {names[1]}"
        display_interactive(InteractiveFigure(plotly, picture, text))


@explain_drawing_errors
def loss_and_parameters(thetas: Matrix, losses: Vector, names: Sequence[str], *, truth: Sequence[float] = ()) -> None:
    """Show a run: its loss on a logarithmic axis, and each parameter (with the truth dashed)."""
    with displayed_panels(2, (11, 3.9)) as (left, right):
        left.plot(losses, color=BLUE)
        left.set(title="Loss", xlabel="steps made", ylabel="mean squared error", yscale="log")
        for index, (name, path, (colour, dash)) in enumerate(zip(names, thetas.T, LINE_STYLES, strict=False)):
            right.plot(path, color=colour, linestyle=dash, label=name)
            if index < len(truth):
                right.axhline(truth[index], color=colour, linestyle=(0, (5, 5)), linewidth=1.0)
        right.set(title="Parameters" + (" (thin dashes: the truth)" if len(truth) else ""), xlabel="steps made")
        right.legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def slice_surface(A: Matrix, y: Vector, thetas: Matrix, *, names: Sequence[str] = ("w1", "w2")) -> None:
    """Show the loss over the last two parameters, the others fixed at the run's end, and the run at its own losses.

    Upright lines lead from the run to the surface above or below it.
    """
    horizontal, vertical = _window(thetas[:, -2:])
    losses = _slice_losses(A, y, thetas[-1], horizontal, vertical)
    path = (*thetas[:, -2:].T, np.mean((thetas @ A.T - y) ** 2, axis=1))
    on_the_slice = np.column_stack([np.tile(thetas[-1, :-2], (len(thetas), 1)), thetas[:, -2:]])
    beneath = np.mean((on_the_slice @ A.T - y) ** 2, axis=1)
    labels = (*names, "loss")
    surface: Trace = {"type": "surface", "x": horizontal, "y": vertical, "z": losses, "colorscale": "Cividis"}
    surface |= {"opacity": 0.75, "colorbar": {"title": {"text": "loss"}}}
    line: Trace = {
        "type": "scatter3d",
        "name": "the run, at its losses",
        "line": {"color": VERMILION, "width": 5},
        "marker": {"size": 3},
    }
    title = "The loss around the end of the run"
    feet = [([path[0][t]] * 2, [path[1][t]] * 2, [beneath[t], path[2][t]]) for t in range(min(12, len(thetas)))]
    upright: Trace = {"type": "scatter3d", "mode": "lines", "line": {"color": "black", "width": 3, "dash": "dot"}}
    upright["name"] = "from the run to the surface"
    # A gap after each pair of points keeps the lines apart.
    upright |= {axis: [place for foot in feet for place in (*foot[k], None)] for k, axis in enumerate("xyz")}
    ends = [named_point(name, [float(values[t]) for values in path]) for name, t in (("start", 0), ("end", -1))]
    traces = [surface, line | dict(zip("xyz", path, strict=True)), upright, *ends]
    plotly = plotly_figure(traces, labels, BESIDE_THE_RUN, title=title)
    with figure_3d(title, labels, elevation=20, azimuth=-70) as (picture, axes):
        axes.locator_params(nbins=5)
        axes.plot_surface(*np.meshgrid(horizontal, vertical), losses, cmap=COLOUR_MAP, linewidth=0, alpha=0.75)
        for foot in feet:
            axes.plot(*foot, color="black", linewidth=1.0, linestyle=":")
        axes.plot(*path, color=VERMILION, marker="o", markersize=3, label="the run, at its losses")
        axes.plot([], [], color="black", linestyle=":", label="from the run to the surface")
        axes.plot(*(values[:1] for values in path), linestyle="", label="start", **START)
        axes.plot(*(values[-1:] for values in path), linestyle="", label="end", **END)
        axes.legend(**BESIDE_THE_SURFACE)
        text = "The loss over two weights, the others held at their last values, and the run at its own losses"
        display_interactive(InteractiveFigure(plotly, picture, text))


@explain_drawing_errors
def contours(runs: Mapping[str, Run], *, names: Sequence[str] = ("w1", "w2"), steps: int = 40) -> None:
    """Show runs side by side from above, each over its last two parameters, the others fixed at the run's end.

    A run is (A, y, thetas). Both axes have the same scale, so that a right angle looks like one.
    """
    with displayed_panels(len(runs), (5.2 * len(runs) + 1.0, 5.6)) as panels:
        for axes, (title, (A, y, thetas)) in zip(panels, runs.items(), strict=True):
            filled = _draw_contours(axes, A, y, thetas, steps)
            axes.set(title=title, xlabel=names[0], ylabel=names[1], aspect="equal")
            axes.grid(visible=False)
            bar = axes.figure.colorbar(filled, ax=axes, label="loss", shrink=0.75, format=loss_text)
            bar.set_ticks(list(bar.get_ticks()[::2]))
        handles, labels = panels[-1].get_legend_handles_labels()
        panels[-1].figure.legend(handles, labels, loc="outside lower center", ncols=len(labels))


@explain_drawing_errors
def actual_against_predicted(parts: Mapping[str, tuple[Vector, Vector]], *, quantity: str = "y") -> None:
    """Show predictions against the truth, (actual, predicted) of each part; perfect ones lie on the diagonal."""
    with displayed_panels(1, (5.8, 4.8)) as (axes,):
        values = np.concatenate([np.concatenate(pair) for pair in parts.values()])
        ends = [float(values.min()), float(values.max())]
        axes.plot(ends, ends, color=GREY, linestyle="--", linewidth=1.2, label="actual = predicted")
        for (name, (actual, predicted)), (colour, _), mark in zip(parts.items(), LINE_STYLES, MARKERS, strict=False):
            axes.scatter(predicted, actual, s=26, color=colour, alpha=0.6, marker=mark, linewidths=0, label=name)
        axes.set(title="Actual against predicted", xlabel=f"predicted {quantity}", ylabel=f"actual {quantity}")
        axes.legend(loc="upper left")


def _draw_residuals(axes: Any, X: Matrix, y: Vector, predicted: Vector, label: str, fill: str) -> None:
    """Draw points over two features in 3D, each with an upright line to its prediction."""
    for (x1, x2), target, height in zip(X, y, predicted, strict=True):
        axes.plot([x1, x1], [x2, x2], [target, height], color=GREY, linewidth=0.8)
    axes.plot(*X.T, y, "o", color=BLUE, markerfacecolor=fill, markersize=4.5, linestyle="", label=label)


def _draw_contours(axes: Axes, A: Matrix, y: Vector, thetas: Matrix, steps: int) -> Any:
    horizontal, vertical = _window(thetas[:, -2:])
    losses = _slice_losses(A, y, thetas[-1], horizontal, vertical)
    low, high = float(losses.min()), float(losses.max())
    # Equal factors above the lowest point keep the lines apart near the bottom and also far above it.
    levels = low + (high - low) * np.geomspace(1e-3, 1.0, 12)
    filled = axes.contourf(horizontal, vertical, losses, levels=[low, *levels], cmap=COLOUR_MAP, norm="symlog")
    axes.contour(horizontal, vertical, losses, levels=levels, colors="white", linewidths=0.7, alpha=0.8)
    first = thetas[: steps + 1, -2:]
    axes.plot(
        *first.T, color=VERMILION, marker="o", markersize=3.5, linewidth=1.4, label=f"first {len(first) - 1} steps"
    )
    axes.plot(*thetas[steps:, -2:].T, color="black", linestyle="--", linewidth=1.4, label="all later steps")
    axes.plot(*thetas[0, -2:], linestyle="", label="start", **START)
    axes.plot(*thetas[-1, -2:], linestyle="", label="end", **END)
    return filled


def _window(path: Matrix) -> tuple[Vector, Vector]:
    """Return values for both axes: a square around the path, with a margin."""
    middle, half = (path.max(axis=0) + path.min(axis=0)) / 2, float(np.ptp(path, axis=0).max()) / 2 or 1.0
    reach = half * (1 + MARGIN)
    return np.linspace(middle[0] - reach, middle[0] + reach, GRID_POINTS), np.linspace(
        middle[1] - reach, middle[1] + reach, GRID_POINTS
    )


def _slice_losses(A: Matrix, y: Vector, theta: Vector, horizontal: Vector, vertical: Vector) -> Matrix:
    """Return the losses over the last two parameters, of shape (vertical, horizontal)."""
    rest = A[:, :-2] @ theta[:-2] - y
    residuals = rest + horizontal[None, :, None] * A[:, -2] + vertical[:, None, None] * A[:, -1]
    return np.asarray(np.mean(residuals**2, axis=2))
