"""A figure of training runs side by side: the loss of each above, its parameters below."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.style import BLUE, GREY, VERMILION, Vector, displayed_panels


@explain_drawing_errors
def side_by_side(runs: Mapping[str, Mapping[str, Vector]], *, best: tuple[float, float], least: float) -> None:
    """Show the loss (logarithmic) and w and b of several runs; dashed lines are the best line's values.

    A diverging loss or parameter leaves its panel.
    """
    with displayed_panels(len(runs), (3.1 * len(runs), 5.0), rows=2) as panels:
        losses, parameters = panels[: len(runs)], panels[len(runs) :]
        for (name, run), above, below in zip(runs.items(), losses, parameters, strict=True):
            _draw_loss(above, run["loss"], name, least)
            _draw_parameters(below, run, best)
        losses[0].set_ylabel("loss")
        parameters[0].set_ylabel("parameter")
        losses[-1].legend(loc="upper right", fontsize=9)
        parameters[-1].legend(loc="lower right", ncols=2, fontsize=9)


def _draw_loss(axes: Axes, loss: Vector, name: str, least: float) -> None:
    axes.plot(loss, color=GREY, marker="o", markersize=2.5, linewidth=1.2)
    axes.axhline(least, color=GREY, linewidth=1, linestyle="--", label="smallest possible")
    axes.set(title=f"loop {name}", yscale="log")
    axes.set_ylim(least / 2, None)


def _draw_parameters(axes: Axes, run: Mapping[str, Vector], best: tuple[float, float]) -> None:
    # A diverging run would flatten everything else: it is drawn until it leaves the panel.
    steps, limit = len(run["w"]) - 1, 4 * max(map(abs, best))
    outside = np.maximum(np.abs(run["w"]), np.abs(run["b"])) > limit
    last = int(np.argmax(outside)) - 1 if outside.any() else steps
    for name, goal, colour, dash in (("w", best[0], BLUE, "-"), ("b", best[1], VERMILION, "-.")):
        axes.plot(run[name][: last + 2], color=colour, linestyle=dash, label=name)
        axes.axhline(goal, color=colour, linewidth=1, linestyle="--", label=f"best {name}")
    low, high = axes.get_ylim()
    width = min(steps, max(last + 1, 2))
    axes.set(xlabel="steps made", xlim=(-0.05 * width, 1.05 * width))
    axes.set_ylim(max(min(low, -0.1), -limit), min(high, limit))
    if last < steps:
        axes.text(0.5, 0.1, f"gone in step {last + 1}", transform=axes.transAxes, ha="center")
