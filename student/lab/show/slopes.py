"""Figures of a gradient: cuts through a loss with their tangents, the way down on a map, errors of differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from lab.show.style import BLUE, GREEN, GREY, PURPLE, VERMILION, figure_of

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]
Pair = tuple[float, float]
Surface = Callable[[float, float], float]

# Where two curves lie on each other, the large hollow marks of one still show around the small ones of the other.
WAYS = {"forward": (BLUE, "-", "o", 4), "central": (VERMILION, "--", "s", 6.5), "complex": (GREEN, "-.", "D", 3.5)}
SMALLEST = 1e-18


def tangents(loss: Surface, w: float, b: float, slopes: Pair | None = None, *, reach: float = 3.0) -> None:
    """Show the loss along w and along b through one place, with a straight line of the given slope at each."""
    here = float(loss(w, b))
    cuts = (
        ("w", w, np.array([loss(w + d, b) for d in _away(reach)])),
        ("b", b, np.array([loss(w, b + d) for d in _away(reach)])),
    )
    with figure_of(2, (11, 3.9)) as panels:
        for k, (axes, (name, middle, losses)) in enumerate(zip(panels, cuts, strict=True)):
            axes.plot(middle + _away(reach), losses, color=BLUE, label=f"loss along {name}")
            axes.plot(middle, here, "o", color=GREY, markersize=8, label="where you stand")
            if slopes is not None:
                _tangent(axes, middle, here, slopes[k], reach)
            top = float(losses.max())
            axes.set(title=f"A cut along {name}", xlabel=name, ylabel="loss", ylim=(-0.08 * top, 1.05 * top))
            axes.legend(loc="upper center")


def downhill(
    w_values: Vector, b_values: Vector, loss: Surface, slopes: Callable[[float, float], Pair], *, arrows: int = 11
) -> None:
    """Show a map of the loss with an arrow against the gradient at every few places; steeper ground, longer arrow."""
    grid = np.array([[loss(w, b) for w in w_values] for b in b_values])
    places = [(w, b) for w in _thinned(w_values, arrows) for b in _thinned(b_values, arrows)]
    steps = -np.array([slopes(w, b) for w, b in places], dtype=np.float64)
    # Slopes differ by a factor of hundreds: with the root of their length, the short arrows can still be seen.
    steps /= np.sqrt(np.maximum(np.linalg.norm(steps, axis=1, keepdims=True), 1e-12))
    with figure_of(1, (6.6, 4.9)) as (axes,):
        axes.contour(w_values, b_values, grid, levels=14, colors=GREY, linewidths=0.7, alpha=0.6)
        axes.quiver(*np.transpose(places), *steps.T, color=VERMILION, width=0.0035, angles="xy")
        axes.set(title="Against the gradient: the way down from everywhere", xlabel="w", ylabel="b")
        axes.grid(visible=False)


def error_curves(hs: Vector, curves: Mapping[str, Vector]) -> None:
    """Show errors over step sizes on logarithmic axes, with slopes 1 and 2 to compare with; zeros lie on the floor."""
    hs = np.asarray(hs, dtype=np.float64)
    with figure_of(1, (7.6, 4.8)) as (axes,):
        for name, errors in curves.items():
            colour, dash, marker, size = WAYS.get(name, (PURPLE, ":", "^", 4))
            marks: dict[str, Any] = {
                "marker": marker,
                "markersize": size,
                "markerfacecolor": "none" if size > 4 else colour,
            }
            axes.plot(hs, np.maximum(errors, SMALLEST), dash, color=colour, label=name, linewidth=1.5, **marks)
        for slope in (1, 2):
            guide = hs >= 1e-4
            axes.plot(hs[guide], hs[guide] ** slope, color=GREY, linewidth=1, linestyle=(0, (1, 2)))
            axes.annotate(f"slope {slope}", (hs.max(), hs.max() ** slope), color=GREY, fontsize="small")
        axes.set(xscale="log", yscale="log", title="How exact is a slope?", xlabel="step h", ylabel="largest error")
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))


def _away(reach: float) -> Vector:
    return np.linspace(-reach, reach, 81)


def _tangent(axes: Axes, middle: float, here: float, slope: float, reach: float) -> None:
    ends = np.array([-0.6 * reach, 0.6 * reach])
    axes.plot(middle + ends, here + slope * ends, color=VERMILION, linestyle="--", label=f"slope {slope:.3g}")


def _thinned(values: Vector, most: int) -> Vector:
    chosen = np.unique(np.linspace(0, len(values) - 1, min(most, len(values))).astype(int))
    return np.asarray(values[chosen])
