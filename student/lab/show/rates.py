"""Figures of rates: the factor and the error of each direction, valleys, and walks through one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
from IPython.display import display

from lab.show.style import GREEN, GREY, RUNS, STYLE, VERMILION, figure_of

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]
Run = tuple[Matrix, Vector, Matrix]

MAP = "cividis"
SIDE = 61


def factors(curvatures: Vector, *, marked: Mapping[str, float] | None = None) -> None:
    """Show over the learning rate what one step leaves of the error along each eigenvector, and the worst of them."""
    curvatures = np.sort(np.asarray(curvatures, dtype=float))
    limit = 2.0 / float(curvatures[-1])
    rates = np.linspace(0.0, 1.15 * limit, 400)
    left = np.abs(1.0 - rates[:, None] * curvatures)
    with figure_of(1, (8.4, 4.2)) as (axes,):
        for curvature, line, (colour, dash) in zip(curvatures, left.T, RUNS, strict=False):
            axes.plot(rates, line, color=colour, linestyle=dash, linewidth=1.4, label=f"curvature {curvature:.3g}")
        axes.plot(rates, left.max(axis=1), color="black", linewidth=4, alpha=0.25, label="the worst of them")
        axes.axvline(limit, color=GREY, linewidth=1, linestyle=(0, (1, 2)))
        axes.text(limit, 0.03, " runs away", color=GREY)
        for name, lr in (marked or {}).items():
            height = float(np.abs(1.0 - lr * curvatures).max())
            axes.plot(lr, height, "o", color=VERMILION, markeredgecolor="white", markersize=9, zorder=5)
            axes.annotate(name, (lr, height), xytext=(-7, -14), textcoords="offset points", ha="right")
        axes.set(title="What one step leaves of the error", xlabel="learning rate", ylabel="|1 - lr · curvature|")
        axes.set(xlim=(0, rates[-1]), ylim=(0, 1.2))
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))


def directions(thetas: Matrix, best: Vector, hessian: Matrix, *, steps: int = 30) -> None:
    """Show, step by step, how far a run is from the best parameters along each eigenvector, relative to its start."""
    curvatures, basis = np.linalg.eigh(hessian)
    along = (thetas[: steps + 1] - best) @ basis
    with figure_of(1, (8.4, 3.9)) as (axes,):
        for curvature, path, (colour, dash) in zip(curvatures, along.T, RUNS, strict=False):
            axes.plot(path / path[0], color=colour, linestyle=dash, marker=".", label=f"curvature {curvature:.3g}")
        axes.axhline(0.0, color=GREY, linewidth=1)
        axes.set(title="Error along each direction", xlabel="steps made", ylabel="share of the first error")
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))


def valleys(runs: Mapping[str, Run], best: Mapping[str, Vector], *, reach: Mapping[str, Sequence[float]]) -> None:
    """Show the loss over (b, w) of several runs side by side: as a surface, and from above, with the path on both.

    A run is (A, y, thetas) with two parameters; `best` is the lowest point of each, `reach` how far around it to look,
    in b and in w. Where the window is chosen to fit each valley, the numbers on its axes tell how narrow it is.
    """
    with plt.rc_context(STYLE):
        figure = plt.figure(figsize=(5.6 * len(runs), 8.6), layout="constrained")
        for place, (title, run) in enumerate(runs.items(), start=1):
            b, w = (
                np.linspace(middle - side, middle + side, SIDE)
                for middle, side in zip(best[title], reach[title], strict=True)
            )
            solid = figure.add_subplot(2, len(runs), place, projection="3d", computed_zorder=False)
            flat = figure.add_subplot(2, len(runs), len(runs) + place)
            _surface(solid, b, w, run)
            _map(flat, b, w, run)
            solid.set_title(title)
        display(figure)
        plt.close(figure)


def walks(A: Matrix, y: Vector, paths: Mapping[str, Matrix], *, names: Sequence[str] = ("b", "w")) -> None:
    """Show several paths through one valley from above: the lines are places of equal loss, the star is the best one.

    A path holds two parameters per row. Each has its colour and its dash; its last state is a filled circle.
    """
    best = np.asarray(np.linalg.lstsq(A, y, rcond=None)[0], dtype=np.float64)
    ends = np.vstack([best, *paths.values()])
    low, high = ends.min(axis=0), ends.max(axis=0)
    with figure_of(1, (8.6, 4.8)) as (axes,):
        across, along = (
            np.linspace(m - 0.1 * (n - m), n + 0.1 * (n - m), SIDE) for m, n in zip(low, high, strict=True)
        )
        ground = _ground(across, along, (A, y, best))
        least, most = float(np.mean((A @ best - y) ** 2)), float(ground.max())
        levels = least + (most - least) * np.geomspace(1e-3, 1.0, 12)
        axes.contour(across, along, ground, levels=levels, colors=GREY, linewidths=0.8, alpha=0.45)
        for (name, path), (colour, dash) in zip(paths.items(), RUNS, strict=False):
            axes.plot(*path.T, color=colour, linestyle=dash, linewidth=1.5, label=name)
            axes.plot(*path[-1], "o", color=colour, markeredgecolor="white", markersize=9, zorder=4)
        axes.plot(
            *next(iter(paths.values()))[0], "s", color="white", markeredgecolor="black", markersize=8, label="start"
        )
        axes.plot(*best, "*", color="white", markeredgecolor="black", markersize=15, zorder=5, label="the best place")
        axes.set(title="Seen from above", xlabel=names[0], ylabel=names[1])
        axes.grid(visible=False)
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))


def _surface(axes: Any, b: Vector, w: Vector, run: Run) -> None:
    ground, path = _ground(b, w, run), run[2]
    heights = np.mean((path @ run[0].T - run[1]) ** 2, axis=1)
    axes.plot_surface(*np.meshgrid(b, w), ground, cmap=MAP, linewidth=0, alpha=0.9)
    axes.plot(*path.T, heights, color=VERMILION, marker="o", markersize=3)
    axes.set(xlabel="b", ylabel="w", zlabel="loss")
    axes.view_init(elev=32, azim=-58)
    axes.locator_params(nbins=5)


def _map(axes: Any, b: Vector, w: Vector, run: Run) -> None:
    ground, path = _ground(b, w, run), run[2]
    low, high = float(ground.min()), float(ground.max())
    levels = low + (high - low) * np.geomspace(1e-3, 1.0, 12)
    axes.contourf(b, w, ground, levels=[low, *levels], cmap=MAP, norm="symlog")
    axes.contour(b, w, ground, levels=levels, colors="white", linewidths=0.7, alpha=0.8)
    axes.plot(*path.T, color=VERMILION, marker="o", markersize=4, linewidth=1.4, label=f"{len(path) - 1} steps")
    axes.plot(*path[0], "s", color="white", markeredgecolor="black", markersize=8, label="start")
    axes.plot(*path[-1], "*", color=GREEN, markeredgecolor="white", markersize=15, label="end")
    axes.set(xlabel="b", ylabel="w", xlim=(b[0], b[-1]), ylim=(w[0], w[-1]))
    axes.grid(visible=False)
    axes.legend(loc="upper right", frameon=True, facecolor="white", framealpha=0.85)


def _ground(b: Vector, w: Vector, run: Run) -> Matrix:
    """Losses of shape (w, b) over both parameters."""
    A, y, _ = run
    residuals = b[None, :, None] * A[:, 0] + w[:, None, None] * A[:, 1] - y
    return np.asarray(np.mean(residuals**2, axis=2))
