"""Figures of a gradient: tangents of a loss, arrows of steepest descent on a map, errors of finite differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.style import BLUE, GREEN, GREY, LEGEND_AT_THE_RIGHT, PURPLE, VERMILION, Vector, displayed_panels

Pair = tuple[float, float]
Surface = Callable[[float, float], float]

# Where two curves coincide, the large hollow markers of one stay visible around the small ones of the other.
CURVE_STYLES = {
    "forward": (BLUE, "-", "o", 4),
    "central": (VERMILION, "--", "s", 6.5),
    "complex": (GREEN, "-.", "D", 3.5),
}
MIN_ERROR = 1e-18


@explain_drawing_errors
def tangents(loss: Surface, w: float, b: float, slopes: Pair | None = None, *, reach: float = 3.0) -> None:
    """Show the loss along w and along b through one point, each with a straight line of the given slope."""
    here = float(loss(w, b))
    cuts = (
        ("w", w, np.array([loss(w + d, b) for d in _offsets(reach)])),
        ("b", b, np.array([loss(w, b + d) for d in _offsets(reach)])),
    )
    with displayed_panels(2, (11, 3.9)) as panels:
        for k, (axes, (name, middle, losses)) in enumerate(zip(panels, cuts, strict=True)):
            axes.plot(middle + _offsets(reach), losses, color=BLUE, label=f"loss along {name}")
            axes.plot(middle, here, "o", color=GREY, markersize=8, label="where you stand")
            top = float(losses.max())
            if slopes is not None:
                # A steep tangent is drawn as far as the panel goes.
                half = min(0.6 * reach, (here + 0.06 * top) / max(abs(slopes[k]), 1e-12))
                _draw_tangent(axes, middle, here, slopes[k], half)
            axes.set(title=f"A cut along {name}", xlabel=name, ylabel="loss", ylim=(-0.08 * top, 1.05 * top))
            axes.legend(loc="upper center")


@explain_drawing_errors
def downhill(
    w_values: Vector, b_values: Vector, loss: Surface, slopes: Callable[[float, float], Pair], *, arrows: int = 11
) -> None:
    """Show a map of the loss with arrows against the gradient; the root of the slope gives an arrow's length.

    Both axes have the same scale, so that a right angle looks like one.
    """
    grid = np.array([[loss(w, b) for w in w_values] for b in b_values])
    points = [(w, b) for w in _thinned(w_values, arrows) for b in _thinned(b_values, arrows)]
    steps = -np.array([slopes(w, b) for w, b in points], dtype=np.float64)
    # Slopes differ by factors of hundreds: scaled by the root of their length, the short arrows stay visible.
    steps /= np.sqrt(np.maximum(np.linalg.norm(steps, axis=1, keepdims=True), 1e-12))
    spacing = min(float(np.ptp(w_values)), float(np.ptp(b_values))) / (arrows - 1)
    steps *= 0.95 * spacing / max(float(np.linalg.norm(steps, axis=1).max()), 1e-12)
    with displayed_panels(1, (5.6, 6.4)) as (axes,):
        axes.contour(w_values, b_values, grid, levels=14, colors=GREY, linewidths=0.7, alpha=0.6)
        axes.quiver(
            *np.transpose(points), *steps.T, color=VERMILION, width=0.004, angles="xy", scale_units="xy", scale=1.0
        )
        axes.set(title="Against the gradient: the way down", xlabel="w", ylabel="b", aspect="equal")
        axes.set(xlim=(w_values[0] - spacing, w_values[-1] + spacing))
        axes.set(ylim=(b_values[0] - spacing, b_values[-1] + spacing))
        axes.grid(visible=False)


@explain_drawing_errors
def error_curves(hs: Vector, curves: Mapping[str, Vector]) -> None:
    """Show errors over step sizes on logarithmic axes, with lines of slope 1 and 2; zeros are drawn at the bottom."""
    hs = np.asarray(hs, dtype=np.float64)
    with displayed_panels(1, (7.6, 4.8)) as (axes,):
        for name, errors in curves.items():
            colour, dash, marker, size = CURVE_STYLES.get(name, (PURPLE, ":", "^", 4))
            markers: dict[str, Any] = {
                "marker": marker,
                "markersize": size,
                "markerfacecolor": "none" if size > 4 else colour,
            }
            axes.plot(hs, np.maximum(errors, MIN_ERROR), dash, color=colour, label=name, linewidth=1.5, **markers)
        for slope, dots in ((1, (1, 2)), (2, (6, 3))):
            guide = hs >= 1e-4
            axes.plot(hs[guide], hs[guide] ** slope, color=GREY, linewidth=1, dashes=dots, label=f"slope {slope}")
        axes.set(xscale="log", yscale="log", title="How exact is a slope?", xlabel="step h", ylabel="largest error")
        axes.legend(**LEGEND_AT_THE_RIGHT)


def _offsets(reach: float) -> Vector:
    return np.linspace(-reach, reach, 81)


def _draw_tangent(axes: Axes, middle: float, here: float, slope: float, half: float) -> None:
    ends = np.array([-half, half])
    axes.plot(middle + ends, here + slope * ends, color=VERMILION, linestyle="--", label=f"slope {slope:.3g}")


def _thinned(values: Vector, max_count: int) -> Vector:
    indices = np.unique(np.linspace(0, len(values) - 1, min(max_count, len(values))).astype(int))
    return np.asarray(values[indices])
