"""Figures of how one gets to the bottom: what is left of the way, noisy steps, steps with a memory."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from lab.show.style import BLUE, GREY, RUNS, VERMILION, figure_of

Vector = npt.NDArray[np.float64]


def excess(runs: Mapping[str, Vector], *, best: float, unit: str = "steps made") -> None:
    """Show on a logarithmic axis how far each run's losses are above the smallest one, as long as digits last."""
    with figure_of(1, (8.6, 3.8)) as (axes,):
        floor, lowest = 4 * float(np.finfo(float).eps) * abs(best), np.inf
        for (label, losses), (colour, dash) in zip(runs.items(), RUNS, strict=False):
            above = np.asarray(losses) - best
            axes.plot(np.where(above > floor, above, np.nan), color=colour, linestyle=dash, label=label)
            lowest = min(lowest, float(np.min(above, initial=np.inf)))
        if floor > 0 and lowest < 1e3 * floor:
            axes.axhline(floor, color=GREY, linewidth=1, linestyle=(0, (1, 2)), label="where float64 ends")
        axes.set(title="What is left", xlabel=unit, ylabel="loss above the smallest", yscale="log")
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))


def rises(losses: Vector, *, each: int = 120) -> None:
    """Show the loss after every single step, early in a run and late in it; steps that raised it are marked."""
    with figure_of(2, (11, 3.9)) as panels:
        for axes, first in zip(panels, (0, max(len(losses) - each, 0)), strict=True):
            part = np.asarray(losses)[first : first + each]
            at = first + np.arange(len(part))
            up = np.flatnonzero(np.diff(part) > 0) + 1
            axes.plot(at, part, color=GREY, linewidth=0.8)
            axes.plot(np.delete(at, up), np.delete(part, up), color=BLUE, marker="o", markersize=3, linestyle="")
            axes.plot(at[up], part[up], color=VERMILION, marker="^", markersize=4.5, linestyle="")
            share = len(up) / max(len(part) - 1, 1)
            axes.set(title=f"{'Late' if first else 'Early'}: {share:.0%} of the steps go up", xlabel="steps made")
        panels[0].set_ylabel("loss over all rows")
