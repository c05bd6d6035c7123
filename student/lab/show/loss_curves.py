"""Figures of a loss over the steps of a run: several runs compared, the excess over the minimum, steps that go up."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.style import BLUE, GREY, LEGEND_AT_THE_RIGHT, LINE_STYLES, VERMILION, Vector, displayed_panels


@explain_drawing_errors
def compare_losses(runs: Mapping[str, Vector], *, best: float | None = None) -> None:
    """Show the losses of several runs on a linear axis and on a logarithmic one, which shows growth by factors."""
    with displayed_panels(2, (11, 3.9)) as (left, right):
        for axes in (left, right):
            for (label, loss), (colour, dash) in zip(runs.items(), LINE_STYLES, strict=False):
                axes.plot(loss, color=colour, linestyle=dash, label=label)
            axes.set(xlabel="steps made", ylabel="mean squared error")
            if best is not None:
                axes.axhline(best, color=GREY, linewidth=1, linestyle=(0, (1, 2)), label="smallest possible")
        left.set_title("Linear axis")
        left.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.4g}".replace("e+", "e")))
        right.set(title="Logarithmic axis", yscale="log")
        _label_factors(right)
        right.legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def excess(runs: Mapping[str, Vector], *, best: float, unit: str = "steps made") -> None:
    """Show on a logarithmic axis how far each run's losses are above the smallest one, down to float64's precision."""
    with displayed_panels(1, (8.6, 3.8)) as (axes,):
        floor, lowest = 4 * float(np.finfo(float).eps) * abs(best), np.inf
        for (label, losses), (colour, dash) in zip(runs.items(), LINE_STYLES, strict=False):
            above = np.asarray(losses) - best
            axes.plot(np.where(above > floor, above, np.nan), color=colour, linestyle=dash, label=label)
            lowest = min(lowest, float(np.min(above, initial=np.inf)))
        reaches_floor = floor > 0 and lowest < 1e3 * floor
        if reaches_floor:
            axes.axhline(floor, color=GREY, linewidth=1, linestyle=(0, (1, 2)), label="where float64 ends")
        axes.set(title="What is left", xlabel=unit, ylabel="loss above the smallest", yscale="log")
        if reaches_floor:
            # A logarithmic axis does not grow to show a line across it.
            axes.set_ylim(bottom=min(axes.get_ylim()[0], floor / 3))
        axes.legend(**LEGEND_AT_THE_RIGHT)
        _label_factors(axes)


def _label_factors(axes: Axes) -> None:
    """Give a logarithmic axis at most eight labels: powers of ten, or 1, 2 and 5 times these where it is short."""
    low, high = np.log10(axes.get_ylim())
    if high - low < 2.5:
        ticks = [digit * 10.0**power for power in range(int(np.floor(low)), int(high) + 1) for digit in (1, 2, 5)]
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    else:
        stride = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (high - low) / step <= 8)
        first = int(np.ceil(low / stride)) * stride
        ticks = [10.0**power for power in range(first, int(high) + 1, stride)]
    axes.yaxis.set_major_locator(FixedLocator([tick for tick in ticks if low <= np.log10(tick) <= high]))
    axes.yaxis.set_minor_locator(NullLocator())


@explain_drawing_errors
def rises(losses: Vector, *, each: int = 120) -> None:
    """Show the loss after every step, early in a run and late in it; steps that raised it are marked."""
    with displayed_panels(2, (11, 3.9)) as panels:
        for axes, first in zip(panels, (0, max(len(losses) - each, 0)), strict=True):
            part = np.asarray(losses)[first : first + each]
            steps = first + np.arange(len(part))
            up = np.flatnonzero(np.diff(part) > 0) + 1
            axes.plot(steps, part, color=GREY, linewidth=0.8)
            axes.plot(np.delete(steps, up), np.delete(part, up), "o", color=BLUE, markersize=3, label="the loss fell")
            axes.plot(steps[up], part[up], "^", color=VERMILION, markersize=4.5, label="the loss rose")
            share = len(up) / max(len(part) - 1, 1)
            axes.set(title=f"{'Late' if first else 'Early'}: {share:.0%} of the steps go up", xlabel="steps made")
        panels[0].set_ylabel("loss over all rows")
        panels[0].legend(loc="upper right")
