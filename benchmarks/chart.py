"""The charts of docs/speed.md: seconds per submission of every system, the cost as a class grows, and every unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.results import Row, format_number

# Okabe and Ito's colours, which colour-blind readers can tell apart; hatching marks two workers in black and white.
THIS_ENGINE, OTHER_SYSTEMS, LOWER_BOUNDS = "#0072B2", "#D55E00", "#7F7F7F"
LABELS = {
    "a": "autograder grade",
    "b": "this engine, all outputs",
    "c": "nbgrader through this engine",
    "d": "stock nbgrader",
    "e": "otter run",
    "f": "only the needed cells",
    "g": "cells and checks, not isolated",
    "h": "all cells, no figures",
}
KINDS = {
    "right": ("o", "#0072B2"),
    "wrong": ("s", "#D55E00"),
    "half-finished": ("^", "#009E73"),
    "known mistakes, each once": ("x", "#7F7F7F"),
}
"""The marker and the colour of each kind of submission."""
COLOURS = dict.fromkeys("abc", THIS_ENGINE) | dict.fromkeys("de", OTHER_SYSTEMS) | dict.fromkeys("fgh", LOWER_BOUNDS)


def draw(rows: Sequence[Row], path: Path) -> None:
    """Write the chart; its format follows from the suffix of `path`."""
    figure = Figure(figsize=(10, 4.4), layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    normal_rows = [row for row in rows if not row.hostile]
    _draw_bars(left, normal_rows)
    _draw_growth(right, [row for row in normal_rows if row.letter == "a"])
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def draw_units(ratios: Mapping[str, Mapping[str, float]], target: float, path: Path) -> None:
    """Write the chart of units: for each kind of submission, its ratio to the same cells and checks in one process."""
    figure = Figure(figsize=(10, 0.42 * len(ratios) + 1.2), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    units = list(ratios)[::-1]
    for kind, (marker, colour) in KINDS.items():
        points = [(ratios[unit][kind], row) for row, unit in enumerate(units) if kind in ratios[unit]]
        axes.scatter(*zip(*points, strict=True), marker=marker, color=colour, label=kind, zorder=2)
    axes.axvline(target, color=LOWER_BOUNDS, linestyle="--", zorder=1)
    axes.annotate(f" {target:g} × g", (target, 1), xycoords=("data", "axes fraction"), va="bottom", color=LOWER_BOUNDS)
    axes.set_yticks(range(len(units)), units)
    axes.set_xlim(left=0)
    axes.set_xlabel("CPU time, as a multiple of the same cells and checks in one process without isolation (g)")
    axes.grid(axis="y", color="#DDDDDD", zorder=0)
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _draw_bars(axes: Axes, rows: Sequence[Row]) -> None:
    """Draw one bar for each system and number of workers: its largest class."""
    largest = {(row.letter, row.workers): row for row in sorted(rows, key=lambda row: row.size)}
    bar_rows = [largest[key] for key in sorted(largest, reverse=True)]
    labels = [f"{LABELS[row.letter]}{', 2 workers' if row.workers == 2 else ''}" for row in bar_rows]
    colours = [COLOURS[row.letter] for row in bar_rows]
    bars = axes.barh(labels, [row.seconds_each for row in bar_rows], color=colours, height=0.7)
    for bar, row in zip(bars, bar_rows, strict=True):
        bar.set_hatch("///" if row.workers == 2 else "")
        bar.set_edgecolor("white")
    axes.bar_label(bars, [f" {format_number(row.seconds_each)} s" for row in bar_rows])
    axes.set_xscale("log")
    axes.set_xlim(right=max(row.seconds_each for row in bar_rows) * 6)
    axes.set_xlabel("seconds per submission, without start-up (logarithmic)")
    axes.spines[["top", "right"]].set_visible(False)


def _draw_growth(axes: Axes, rows: Sequence[Row]) -> None:
    """Draw the seconds per submission over the size of the class, one line for each number of workers."""
    for workers, marker, style in ((1, "o", "-"), (2, "s", "--")):
        line = [row for row in rows if row.workers == workers]
        label = f"{workers} worker{'s' * (workers > 1)}"
        sizes, milliseconds = [row.size for row in line], [row.seconds_each * 1e3 for row in line]
        axes.plot(sizes, milliseconds, style, marker=marker, color=THIS_ENGINE, label=label)
    axes.set_xscale("log")
    axes.set_xticks([row.size for row in rows], [f"{row.size:,}" for row in rows], minor=False)
    axes.minorticks_off()
    axes.set_ylim(bottom=0)
    axes.set_xlabel("submissions in the class")
    axes.set_ylabel("milliseconds per submission")
    axes.set_title("autograder grade", fontsize="medium")
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
