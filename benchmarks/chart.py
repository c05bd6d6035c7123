"""The chart of the results: seconds per submission of every system, and the cost as a class grows."""

from __future__ import annotations

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.results import Row, number

# Okabe and Ito's colours, told apart by all readers; the hatch tells two workers from one in black and white.
KIT, OTHERS, FLOORS = "#0072B2", "#D55E00", "#7F7F7F"
NAMES = {
    "a": "autograder grade",
    "b": "this engine, all outputs",
    "c": "nbgrader through this engine",
    "d": "stock nbgrader",
    "e": "otter run",
    "f": "the needed cells alone",
    "g": "cells and checks, no walls",
    "h": "all cells, nothing drawn",
}
COLOURS = dict.fromkeys("abc", KIT) | dict.fromkeys("de", OTHERS) | dict.fromkeys("fgh", FLOORS)


def draw(found: list[Row], path: Path) -> None:
    """Write the chart; its format follows from the file's name."""
    figure = Figure(figsize=(10, 4.4), layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    honest = [row for row in found if not row.hostile]
    _bars(left, honest)
    _growth(right, [row for row in honest if row.letter == "a"])
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _bars(axes: Axes, found: list[Row]) -> None:
    largest = {(row.letter, row.workers): row for row in sorted(found, key=lambda row: row.size)}
    shown = [largest[key] for key in sorted(largest, reverse=True)]
    labels = [f"{NAMES[row.letter]}{', 2 workers' if row.workers == 2 else ''}" for row in shown]
    bars = axes.barh(labels, [row.each for row in shown], color=[COLOURS[row.letter] for row in shown], height=0.7)
    for bar, row in zip(bars, shown, strict=True):
        bar.set_hatch("///" if row.workers == 2 else "")
        bar.set_edgecolor("white")
    axes.bar_label(bars, [f" {number(row.each)} s" for row in shown])
    axes.set_xscale("log")
    axes.set_xlim(right=max(row.each for row in shown) * 6)
    axes.set_xlabel("seconds per submission, start-up left out (logarithmic)")
    axes.spines[["top", "right"]].set_visible(False)


def _growth(axes: Axes, found: list[Row]) -> None:
    for workers, marker, style in ((1, "o", "-"), (2, "s", "--")):
        line = [row for row in found if row.workers == workers]
        label = f"{workers} worker{'s' * (workers > 1)}"
        sizes, spent = [row.size for row in line], [row.each * 1e3 for row in line]
        axes.plot(sizes, spent, style, marker=marker, color=KIT, label=label)
    axes.set_xscale("log")
    axes.set_xticks([row.size for row in found], [f"{row.size:,}" for row in found], minor=False)
    axes.minorticks_off()
    axes.set_ylim(bottom=0)
    axes.set_xlabel("submissions in the class")
    axes.set_ylabel("milliseconds per submission")
    axes.set_title("autograder grade", fontsize="medium")
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
