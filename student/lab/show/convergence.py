"""Figures of convergence: factor and error of each eigenvector, and paths on the loss surface, seen from above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.loss import loss_surface
from lab.show.style import (
    COLOUR_MAP,
    END,
    GREY,
    LEGEND_AT_THE_RIGHT,
    LINE_STYLES,
    LOWEST,
    START,
    VERMILION,
    Matrix,
    Vector,
    displayed_panels,
    loss_text,
)

Run = tuple[Matrix, Vector, Matrix]

GRID_POINTS = 61
DOTTED_STEPS = 60


@explain_drawing_errors
def factors(curvatures: Vector, *, marks: Mapping[str, float] | None = None) -> None:
    """Show over the learning rate by which factor one step changes the error along each eigenvector."""
    curvatures = np.sort(np.asarray(curvatures, dtype=float))
    limit = 2.0 / float(curvatures[-1])
    rates = np.linspace(0.0, 1.15 * limit, 400)
    remaining = np.abs(1.0 - rates[:, None] * curvatures)
    with displayed_panels(1, (8.4, 4.2)) as (axes,):
        for curvature, line, (colour, dash) in zip(curvatures, remaining.T, LINE_STYLES, strict=False):
            axes.plot(rates, line, color=colour, linestyle=dash, linewidth=1.4, label=f"curvature {curvature:.3g}")
        axes.plot(rates, remaining.max(axis=1), color="black", linewidth=4, alpha=0.25, label="the worst of them")
        axes.axvline(limit, color=GREY, linewidth=1, linestyle=(0, (1, 2)))
        axes.text(limit, 0.03, " above the limit", color=GREY, rotation=90, va="bottom")
        for (name, lr), marker in zip((marks or {}).items(), "osD^v", strict=False):
            height = float(np.abs(1.0 - lr * curvatures).max())
            style: dict[str, Any] = {"color": VERMILION, "markeredgecolor": "white", "markersize": 9, "zorder": 5}
            axes.plot(lr, height, marker, label=name, **style)
        axes.set(title="What one step leaves of the error", xlabel="learning rate", ylabel="|1 - lr · curvature|")
        axes.set(xlim=(0, rates[-1]), ylim=(0, 1.2))
        axes.legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def directions(thetas: Matrix, best: Vector, hessian: Matrix, *, steps: int = 30) -> None:
    """Show, step by step, the error of a run along each eigenvector, relative to its start."""
    curvatures, basis = np.linalg.eigh(hessian)
    along = (thetas[: steps + 1] - best) @ basis
    with displayed_panels(1, (8.4, 3.9)) as (axes,):
        for curvature, path, (colour, dash) in zip(curvatures, along.T, LINE_STYLES, strict=False):
            axes.plot(path / path[0], color=colour, linestyle=dash, marker=".", label=f"curvature {curvature:.3g}")
        axes.axhline(0.0, color=GREY, linewidth=1)
        axes.set(title="Error along each direction", xlabel="steps made", ylabel="share of the first error")
        axes.legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def valleys(runs: Mapping[str, Run], best: Mapping[str, Vector], *, reach: Mapping[str, Sequence[float]]) -> None:
    """Show the loss over (w, b) of several runs, each as a surface that turns; then all from above, with the paths.

    A run is (A, y, thetas) with rows (b, w); `best` is the lowest point of each, `reach` the size of the window around
    it, in b and in w. A window that is as wide as it is high is drawn as a square, so that a round valley is round.
    """
    for title, run in runs.items():
        b, w = _window(best[title], reach[title], 81)
        heights = np.mean((run[2] @ run[0].T - run[1]) ** 2, axis=1)
        loss_surface(w, b, _losses(b, w, run).T, run=(run[2][:, 1], run[2][:, 0], heights), title=title)
    with displayed_panels(len(runs), (6.4 * len(runs), 5.6)) as panels:
        for axes, (title, run) in zip(panels, runs.items(), strict=True):
            _draw_map(axes, *_window(best[title], reach[title], 301), run, best[title])
            same = reach[title][0] == reach[title][1]
            axes.set(title=title, aspect="equal" if same else "auto")
        handles, labels = panels[0].get_legend_handles_labels()
        panels[0].figure.legend(handles, labels, loc="outside lower center", ncols=len(labels))


@explain_drawing_errors
def walks(A: Matrix, y: Vector, paths: Mapping[str, Matrix], *, names: Sequence[str] = ("b", "w")) -> None:
    """Show several paths through one valley from above: lines connect points of equal loss, the star is the minimum.

    A path holds two parameters, b and w, per row; `names` are theirs, and w is drawn to the right. Each path has its
    colour and dash, and a short one a dot for every step; a filled circle marks its last state.
    """
    best = np.asarray(np.linalg.lstsq(A, y, rcond=None)[0], dtype=np.float64)
    ends = np.vstack([best, *paths.values()])
    low, high = ends.min(axis=0), ends.max(axis=0)
    with displayed_panels(1, (8.6, 4.8)) as (axes,):
        b, w = (np.linspace(m - 0.1 * (n - m), n + 0.1 * (n - m), GRID_POINTS) for m, n in zip(low, high, strict=True))
        losses = np.mean((b[:, None, None] * A[:, 0] + w[None, :, None] * A[:, 1] - y) ** 2, axis=2)
        least, most = float(np.mean((A @ best - y) ** 2)), float(losses.max())
        levels = least + (most - least) * np.geomspace(1e-3, 1.0, 12)
        axes.contour(w, b, losses, levels=levels, colors=GREY, linewidths=0.8, alpha=0.45)
        for position, ((name, path), (colour, dash)) in enumerate(zip(paths.items(), LINE_STYLES, strict=False)):
            dots = "." if len(path) <= DOTTED_STEPS else ""
            axes.plot(path[:, 1], path[:, 0], color=colour, linestyle=dash, marker=dots, markersize=5, label=name)
            # Each circle is smaller than the one below it, so that ends in the same place are all seen.
            size = max(14 - 4 * position, 5)
            axes.plot(*path[-1, ::-1], "o", color=colour, markeredgecolor="white", markersize=size, zorder=4)
        axes.plot(*next(iter(paths.values()))[0, ::-1], **START, linestyle="", label="start")
        axes.plot(*best[::-1], **LOWEST, linestyle="", label="lowest place")
        axes.set(title="Seen from above", xlabel=names[1], ylabel=names[0])
        axes.grid(visible=False)
        axes.legend(**LEGEND_AT_THE_RIGHT)


def _window(best: Vector, reach: Sequence[float], points: int) -> tuple[Vector, Vector]:
    """Return values of b and of w around the lowest point."""
    b, w = (np.linspace(middle - side, middle + side, points) for middle, side in zip(best, reach, strict=True))
    return b, w


def _draw_map(axes: Axes, b: Vector, w: Vector, run: Run, best: Vector) -> None:
    losses, path = _losses(b, w, run).T, run[2]
    low, high = float(losses.min()), float(losses.max())
    levels = low + (high - low) * np.geomspace(1e-3, 1.0, 10)
    filled = axes.contourf(w, b, losses, levels=[low, *levels], cmap=COLOUR_MAP, norm="symlog")
    axes.contour(w, b, losses, levels=levels, colors="white", linewidths=0.7, alpha=0.8)
    axes.plot(path[:, 1], path[:, 0], color=VERMILION, marker="o", markersize=4, linewidth=1.4, label="the run")
    axes.plot(path[0, 1], path[0, 0], linestyle="", label="start", **START)
    axes.plot(best[1], best[0], linestyle="", label="lowest place", **LOWEST)
    axes.plot(path[-1, 1], path[-1, 0], linestyle="", label="end", **END)
    axes.set(xlabel="w", ylabel="b", xlim=(w[0], w[-1]), ylim=(b[0], b[-1]))
    axes.grid(visible=False)
    axes.figure.colorbar(filled, ax=axes, label="loss", ticks=[low, *levels[1::2]], format=loss_text)


def _losses(b: Vector, w: Vector, run: Run) -> Matrix:
    """Return the losses over both parameters, of shape (w, b)."""
    A, y, _ = run
    residuals = b[None, :, None] * A[:, 0] + w[:, None, None] * A[:, 1] - y
    return np.asarray(np.mean(residuals**2, axis=2))
