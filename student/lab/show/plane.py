"""Figures of a fit with several features: the plane, the run, the loss around two of its weights, the predictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lab.show.interactive import CONFIG, Turning, turn
from lab.show.style import BLUE, GREY, RUNS, STYLE, VERMILION, figure_of

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]
Run = tuple[Matrix, Vector, Matrix]
Trace = dict[str, object]

MAP, ORANGE = "cividis", "#E69F00"
SIDE = 61
MARGIN = 0.35
MARKS = ("o", "^", "s", "D")


def fitted_plane(
    X: Matrix, y: Vector, theta: Vector, *, names: Sequence[str] = ("x1", "x2"), target: str = "y"
) -> None:
    """Show points over two features and the plane theta = (intercept, two weights): one that turns, where possible."""
    first, second = (np.linspace(column.min(), column.max(), 2) for column in X.T)
    height = theta[0] + theta[1] * first + theta[2] * second[:, None]
    labels = (*names, target)
    points: Trace = {"type": "scatter3d", "mode": "markers", "marker": {"size": 3, "color": BLUE}}
    plane: Trace = {"type": "surface", "x": first, "y": second, "z": height, "opacity": 0.5, "showscale": False}
    plane["colorscale"] = [[0, ORANGE], [1, ORANGE]]
    drawing = _drawing([points | dict(zip("xyz", (*X.T, y), strict=True)), plane], labels)
    with _solid("The fitted plane", labels, elevation=16, turned=-48) as (picture, axes):
        axes.scatter(*X.T, y, s=16, color=BLUE, depthshade=False)
        axes.plot_surface(*np.meshgrid(first, second), height, color=ORANGE, alpha=0.45)
        words = f"{target} = {theta[0]:.3g} + {theta[1]:.3g} {names[0]} + {theta[2]:.3g} {names[1]}"
        turn(Turning(drawing, picture, words))


def loss_and_parameters(thetas: Matrix, losses: Vector, names: Sequence[str], *, truth: Sequence[float] = ()) -> None:
    """Show a run: its loss on a logarithmic axis, and each parameter (with the truth dashed)."""
    with figure_of(2, (11, 3.9)) as (left, right):
        left.plot(losses, color=BLUE)
        left.set(title="Loss", xlabel="steps made", ylabel="mean squared error", yscale="log")
        for place, (name, path, (colour, dash)) in enumerate(zip(names, thetas.T, RUNS, strict=False)):
            right.plot(path, color=colour, linestyle=dash, label=name)
            if place < len(truth):
                right.axhline(truth[place], color=colour, linestyle=(0, (5, 5)), linewidth=1.0)
        right.set(title="Parameters" + (" (thin dashes: the truth)" if len(truth) else ""), xlabel="steps made")
        right.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))


def slice_surface(A: Matrix, y: Vector, thetas: Matrix, *, names: Sequence[str] = ("w1", "w2")) -> None:
    """Show the loss over the last two parameters, the others held at the run's end, and the run at its own losses."""
    horizontal, vertical = _window(thetas[:, -2:])
    ground = _slice(A, y, thetas[-1], horizontal, vertical)
    path = (*thetas[:, -2:].T, np.mean((thetas @ A.T - y) ** 2, axis=1))
    labels = (*names, "loss")
    surface: Trace = {"type": "surface", "x": horizontal, "y": vertical, "z": ground, "colorscale": "Cividis"}
    line: Trace = {"type": "scatter3d", "line": {"color": VERMILION, "width": 5}, "marker": {"size": 3}}
    drawing = _drawing([surface, line | dict(zip("xyz", path, strict=True))], labels)
    with _solid("The loss around the end of the run", labels, elevation=34, turned=-62) as (picture, axes):
        axes.plot_surface(*np.meshgrid(horizontal, vertical), ground, cmap=MAP, linewidth=0, alpha=0.9)
        axes.plot(*path, color=VERMILION, marker="o", markersize=3, label="the run, at its losses")
        axes.legend(loc="upper right")
        turn(Turning(drawing, picture, "The loss over two weights, and the run above it"))


def contours(runs: Mapping[str, Run], *, names: Sequence[str] = ("w1", "w2"), steps: int = 40) -> None:
    """Show runs side by side from above, each over its last two parameters, the others held where it ended.

    A run is (A, y, thetas). Both axes have the same scale, so that a right angle looks like one.
    """
    with figure_of(len(runs), (5.6 * len(runs), 4.8)) as panels:
        for axes, (title, (A, y, thetas)) in zip(panels, runs.items(), strict=True):
            _contours(axes, A, y, thetas, steps)
            axes.set(title=title, xlabel=names[0], ylabel=names[1], aspect="equal")
            axes.grid(visible=False)
        panels[-1].legend(loc="center left", bbox_to_anchor=(1.01, 0.5))


def actual_against_predicted(parts: Mapping[str, tuple[Vector, Vector]], *, quantity: str = "y") -> None:
    """Show predictions against the truth, (actual, predicted) of each part; perfect ones lie on the diagonal."""
    with figure_of(1, (5.8, 4.8)) as (axes,):
        values = np.concatenate([np.concatenate(pair) for pair in parts.values()])
        ends = [float(values.min()), float(values.max())]
        axes.plot(ends, ends, color=GREY, linestyle="--", linewidth=1.2, label="actual = predicted")
        for (name, (actual, predicted)), (colour, _), mark in zip(parts.items(), RUNS, MARKS, strict=False):
            axes.scatter(predicted, actual, s=26, color=colour, alpha=0.6, marker=mark, linewidths=0, label=name)
        axes.set(title="Actual against predicted", xlabel=f"predicted {quantity}", ylabel=f"actual {quantity}")
        axes.legend(loc="upper left")


def _contours(axes: Axes, A: Matrix, y: Vector, thetas: Matrix, steps: int) -> None:
    horizontal, vertical = _window(thetas[:, -2:])
    ground = _slice(A, y, thetas[-1], horizontal, vertical)
    low, high = float(ground.min()), float(ground.max())
    # Equal factors above the lowest point: near the bottom the lines stay apart, far up they do not crowd.
    levels = low + (high - low) * np.geomspace(1e-3, 1.0, 12)
    axes.contourf(horizontal, vertical, ground, levels=[low, *levels], cmap=MAP, norm="symlog")
    axes.contour(horizontal, vertical, ground, levels=levels, colors="white", linewidths=0.7, alpha=0.8)
    seen = thetas[: steps + 1, -2:]
    axes.plot(*seen.T, color=VERMILION, marker="o", markersize=3.5, linewidth=1.4, label=f"first {len(seen) - 1} steps")
    axes.plot(*thetas[0, -2:], "s", color="white", markeredgecolor="black", markersize=8, label="start")
    axes.plot(*thetas[-1, -2:], "*", color="white", markeredgecolor="black", markersize=14, label="end of the run")


def _window(path: Matrix) -> tuple[Vector, Vector]:
    """Values for the two axes: all the path's room and some around it, as wide as it is high."""
    middle, half = (path.max(axis=0) + path.min(axis=0)) / 2, float(np.ptp(path, axis=0).max()) / 2 or 1.0
    reach = half * (1 + MARGIN)
    return np.linspace(middle[0] - reach, middle[0] + reach, SIDE), np.linspace(
        middle[1] - reach, middle[1] + reach, SIDE
    )


def _slice(A: Matrix, y: Vector, held: Vector, horizontal: Vector, vertical: Vector) -> Matrix:
    """Losses of shape (vertical, horizontal) over the last two parameters."""
    rest = A[:, :-2] @ held[:-2] - y
    residuals = rest + horizontal[None, :, None] * A[:, -2] + vertical[:, None, None] * A[:, -1]
    return np.asarray(np.mean(residuals**2, axis=2))


@contextmanager
def _solid(title: str, labels: Sequence[str], *, elevation: int, turned: int) -> Iterator[tuple[Figure, Any]]:
    """A figure with three axes in the course's style, closed afterwards."""
    with plt.rc_context(STYLE):
        figure = plt.figure(figsize=(6.8, 5.2))
        axes = figure.add_subplot(projection="3d", computed_zorder=False)
        axes.set(title=title, **dict(zip(("xlabel", "ylabel", "zlabel"), labels, strict=True)))
        axes.view_init(elev=elevation, azim=turned)
        axes.locator_params(nbins=5)
        yield figure, axes
        plt.close(figure)


def _drawing(traces: list[Trace], labels: Sequence[str]) -> dict[str, object]:
    """Plotly's format, arrays as plain lists, so that neither side needs the other's version."""
    plain = [
        {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in trace.items()}
        for trace in traces
    ]
    axes = {f"{axis}axis": {"title": {"text": name}} for axis, name in zip("xyz", labels, strict=True)}
    layout = {
        "scene": axes | {"camera": {"eye": {"x": -1.3, "y": -1.5, "z": 0.9}}},
        "height": 520,
        "margin": {"l": 0, "r": 0, "t": 10, "b": 0},
        "showlegend": False,
        "paper_bgcolor": STYLE["figure.facecolor"],
        "font": {"color": STYLE["text.color"]},
    }
    return {"data": plain, "layout": layout, "config": CONFIG}
