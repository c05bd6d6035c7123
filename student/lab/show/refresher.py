"""Figures of the refresher: a slope as the limit of secants, vectors as arrows, what a matrix does to the plane."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.style import (
    BLUE,
    GREEN,
    GREY,
    LEGEND_AT_THE_RIGHT,
    LINE_STYLES,
    VERMILION,
    Matrix,
    Vector,
    displayed_panels,
)

Arrows = Mapping[str, Sequence[float]]

EDGE = 1.5
"""How far the grid of the plane goes to each side."""


@explain_drawing_errors
def secants(f: Callable[[Vector], Vector], x: float, steps: Sequence[float], slope: float) -> None:
    """Show a curve, straight lines through the point at x and points a step further on, and the tangent at x."""
    reach = max(steps) * 1.4
    grid = np.linspace(x - reach, x + reach, 121)
    here = float(f(np.array([x]))[0])
    with displayed_panels(1, (7.6, 4.4)) as (axes,):
        axes.plot(grid, f(grid), color=GREY, linewidth=3, label="the function")
        for step, (colour, dash) in zip(steps, LINE_STYLES, strict=False):
            there = float(f(np.array([x + step]))[0])
            rise = (there - here) / step
            label = f"secant, step {step:g}: slope {rise:.3g}"
            axes.plot(grid, here + rise * (grid - x), dash, color=colour, linewidth=1.6, label=label)
            axes.plot(x + step, there, "o", color=colour, markersize=6)
        axes.plot(grid, here + slope * (grid - x), color="black", linewidth=2.0, label=f"tangent: slope {slope:.3g}")
        axes.plot(x, here, "s", color="black", markersize=7, zorder=5)
        axes.set(title="Secants turn into the tangent", xlabel="x", ylabel="f(x)")
        axes.legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def arrows(vectors: Arrows, title: str, *, tails: Mapping[str, Sequence[float]] | None = None) -> None:
    """Show vectors as arrows from the origin, or from the tail that is given for their name."""
    starts = {name: np.asarray((tails or {}).get(name, (0.0, 0.0)), dtype=float) for name in vectors}
    with displayed_panels(1, (6.6, 4.4)) as (axes,):
        _draw_arrows(axes, vectors, starts)
        ends = [starts[name] + np.asarray(vector, dtype=float) for name, vector in vectors.items()]
        _set_plane(axes, np.array([*starts.values(), *ends]), title)
        axes.legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def plane_before_and_after(A: Matrix, vectors: Arrows) -> None:
    """Show a grid and some vectors, and beside it what multiplication by the 2 by 2 matrix A makes of them."""
    A = np.asarray(A, dtype=float)
    images = {name: A @ np.asarray(vector, dtype=float) for name, vector in vectors.items()}
    corners = EDGE * np.array([[-1.0, 1.0, 1.0, -1.0], [-1.0, -1.0, 1.0, 1.0]])
    everything = np.hstack([corners, A @ corners]).T
    with displayed_panels(2, (11, 4.2)) as panels:
        for axes, matrix, ends, title in zip(
            panels, (np.eye(2), A), (vectors, images), ("Before", "After: multiplied by A"), strict=True
        ):
            for line in _grid_lines():
                axes.plot(*(matrix @ line), color=GREY, linewidth=0.8, alpha=0.7)
            _draw_arrows(axes, ends, {name: np.zeros(2) for name in ends})
            _set_plane(axes, everything, title)
            axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.22), ncols=len(ends))


@explain_drawing_errors
def eigenvectors(A: Matrix, directions: int = 8) -> None:
    """Show vectors of length 1 and, from their ends on, where the symmetric 2 by 2 matrix A takes these ends.

    What A does to an eigenvector lies on the eigenvector's own line; any other vector leaves its line.
    """
    A = np.asarray(A, dtype=float)
    values, vectors = np.linalg.eigh(A)
    angles = np.linspace(0.0, 2.0 * np.pi, 200)
    circle = np.array([np.cos(angles), np.sin(angles)])
    with displayed_panels(1, (7.6, 5.6)) as (axes,):
        axes.plot(*circle, ":", color=GREY, label="all vectors of length 1")
        axes.plot(*(A @ circle), color=GREY, linewidth=1.6, label="where the matrix takes them")
        for k in range(directions):
            angle = 2.0 * np.pi * (k + 0.5) / directions
            start = np.array([np.cos(angle), np.sin(angle)])
            label = "another vector: it turns" if k == 0 else ""
            _draw_pair(axes, start, A @ start, BLUE, label)
        for k, colour in ((1, VERMILION), (0, GREEN)):
            label = f"eigenvector: {values[k]:.3g} times as long"
            _draw_pair(axes, vectors[:, k], A @ vectors[:, k], colour, label, width=0.012)
        _set_plane(axes, (A @ circle).T, "Two directions that do not turn")
        axes.legend(**LEGEND_AT_THE_RIGHT)


def _draw_pair(axes: Axes, start: Vector, end: Vector, colour: str, label: str, *, width: float = 0.005) -> None:
    """Draw a vector, dashed, and its image, as an arrow."""
    axes.plot([0.0, start[0]], [0.0, start[1]], "--", color=colour, linewidth=1.2)
    axes.plot(*start, "o", color=colour, markersize=4)
    _arrow(axes, np.zeros(2), end, colour, label, width)


def _draw_arrows(axes: Axes, vectors: Arrows, tails: Mapping[str, Vector]) -> None:
    for (name, vector), (colour, _) in zip(vectors.items(), LINE_STYLES, strict=False):
        tail, tip = tails[name], tails[name] + np.asarray(vector, dtype=float)
        _arrow(axes, tail, tip, colour, f"{name} = ({vector[0]:g}, {vector[1]:g})", 0.009)
        across, up = (tip - tail) / max(float(np.hypot(*(tip - tail))), 1e-12)
        away = 10 + 3 * len(name) * abs(up)  # a name is wide: beside a steep arrow it needs more room
        beside: dict[str, Any] = {"xytext": (-away * up, away * across), "textcoords": "offset points"}
        beside |= {"ha": "center", "va": "center"}
        axes.annotate(name, (tail + tip) / 2, color=colour, weight="bold", **beside)


def _arrow(axes: Axes, tail: Vector, tip: Vector, colour: str, label: str, width: float) -> None:
    axes.quiver(
        *tail, *(tip - tail), color=colour, label=label or None, width=width,
        angles="xy", scale_units="xy", scale=1.0, zorder=4,
    )  # fmt: skip


def _set_plane(axes: Axes, points: Matrix, title: str) -> None:
    """Give both axes one scale, so that a right angle looks like one, and room for all points and the origin."""
    low, high = np.minimum(points.min(axis=0), 0.0) - 0.5, np.maximum(points.max(axis=0), 0.0) + 0.5
    axes.set(title=title, xlabel="first entry", ylabel="second entry", aspect="equal")
    axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))


def _grid_lines() -> list[Matrix]:
    ends = np.array([-EDGE, EDGE])
    lines = [np.array([[place, place], ends]) for place in np.linspace(-EDGE, EDGE, 7)]
    return [*lines, *(line[::-1] for line in lines)]
