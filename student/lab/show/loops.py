"""Training runs side by side: how the loss goes, and where the parameters do."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
from IPython.display import display
from matplotlib.axes import Axes

from lab.show.style import BLUE, GREY, STYLE, VERMILION

Vector = npt.NDArray[np.float64]


def side_by_side(runs: Mapping[str, Mapping[str, Vector]], *, best: tuple[float, float], least: float) -> None:
    """Show the loss (logarithmic) and w and b of several runs; dashed lines say what the best line has.

    A loss or parameter that runs away leaves its picture.
    """
    with plt.rc_context(STYLE):
        figure, grid = plt.subplots(2, len(runs), figsize=(3.1 * len(runs), 5.0), layout="constrained", squeeze=False)
        try:
            for (name, run), (above, below) in zip(runs.items(), grid.T, strict=True):
                _losses(above, run["loss"], name, least)
                _parameters(below, run, best)
            grid[0][0].set_ylabel("loss")
            grid[1][0].set_ylabel("parameter")
            grid[1][-1].legend(loc="lower right")
            display(figure)
        finally:
            plt.close(figure)


def _losses(axes: Axes, loss: Vector, name: str, least: float) -> None:
    axes.plot(loss, color=GREY, marker="o", markersize=2.5, linewidth=1.2)
    axes.axhline(least, color=GREY, linewidth=1, linestyle="--")
    axes.set(title=f"loop {name}", yscale="log")
    axes.set_ylim(least / 2, None)


def _parameters(axes: Axes, run: Mapping[str, Vector], best: tuple[float, float]) -> None:
    # A runaway would press everything else flat: it is shown until it leaves the picture.
    steps, room = len(run["w"]) - 1, 4 * max(map(abs, best))
    far = np.maximum(np.abs(run["w"]), np.abs(run["b"])) > room
    gone = int(np.argmax(far)) - 1 if far.any() else steps
    for name, goal, colour, dash in (("w", best[0], BLUE, "-"), ("b", best[1], VERMILION, "-.")):
        axes.plot(run[name][: gone + 2], color=colour, linestyle=dash, label=name)
        axes.axhline(goal, color=colour, linewidth=1, linestyle="--")
    low, high = axes.get_ylim()
    axes.set(xlabel="steps made", xlim=(-0.05 * steps, 1.05 * steps))
    axes.set_ylim(max(min(low, -0.1), -room), min(high, room))
    if gone < steps:
        axes.text(0.5, 0.1, f"gone in step {gone + 1}", transform=axes.transAxes, ha="center")
