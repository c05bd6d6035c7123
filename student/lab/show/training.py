"""Figures of a training run on a line: the data, loss and parameters, the moving line, the distance to the truth."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from lab.show.style import BLUE, GREY, LEGEND_AT_THE_RIGHT, ORANGE, VERMILION, Vector, animated_panel, displayed_panels

Pair = tuple[float, float]


def scatter(x: Vector, y: Vector, *, x_label: str = "x", y_label: str = "y") -> None:
    """Show the points."""
    with displayed_panels(1, (5.6, 3.6)) as (axes,):
        _draw_points(axes, x, y)
        axes.set(title="The data", xlabel=x_label, ylabel=y_label)


def three_panels(x: Vector, y: Vector, history: Mapping[str, Vector], *, truth: Pair | None = None) -> None:
    """Show a run: its loss, its parameters (with the truth dashed), and the line it ends with."""
    w, b, loss = history["w"], history["b"], history["loss"]
    with displayed_panels(3, (12, 3.8)) as (left, middle, right):
        left.plot(loss, color=BLUE)
        left.set(title="Loss", xlabel="steps made", ylabel="mean squared error", ylim=(0, None))
        _draw_parameters(middle, w, b, truth)
        _draw_points(right, x, y)
        _draw_line(right, x, w[-1], b[-1], VERMILION, "-", "fitted line")
        if truth:
            _draw_line(right, x, *truth, GREY, "--", "true line")
        right.set(title=f"After {len(w) - 1} steps", xlabel="x", ylabel="y")
        right.legend(loc="upper left")


def watch_line(x: Vector, y: Vector, history: Mapping[str, Vector], *, frames: int = 30, pause: float = 0.05) -> None:
    """Show a run as an animation: the line moves, the axes stay."""
    w, b, loss = history["w"], history["b"], history["loss"]
    margin = 0.1 * float(np.ptp(y))
    # Early steps move the line most, so most frames show these.
    steps = np.unique(np.round((len(w) - 1) * np.linspace(0, 1, frames) ** 2).astype(int))
    with animated_panel((6.4, 4)) as (axes, display_frame):
        _draw_points(axes, x, y)
        residuals = axes.vlines(x, y, y, color=GREY, alpha=0.25, linewidth=1)
        (line,) = axes.plot([x.min(), x.max()], [y.min(), y.max()], color=VERMILION, label="the line")
        axes.set(xlabel="x", ylabel="y")
        axes.set(xlim=(x.min() - 0.3, x.max() + 0.3), ylim=(y.min() - margin, y.max() + margin))
        (label,) = axes.legend(loc="upper left").get_texts()
        for t in steps:
            residuals.set_segments([[(xi, yi), (xi, w[t] * xi + b[t])] for xi, yi in zip(x, y, strict=True)])
            line.set_ydata(w[t] * line.get_xdata() + b[t])
            label.set_text(f"w = {w[t]:.3f}, b = {b[t]:.3f}")
            axes.set_title(f"Step {t}: loss {loss[t]:.3f}")
            display_frame()
            time.sleep(pause)


def gaps(reports: Mapping[str, Mapping[str, float]], parameter: str = "b") -> None:
    """Show how far each fit's parameter is from the truth, split into unfinished descent and noise."""
    names = list(reports)
    descent = [abs(report[f"opt_{parameter}"]) for report in reports.values()]
    noise = [abs(report[f"stat_{parameter}"]) for report in reports.values()]
    with displayed_panels(1, (9, 1.1 + 0.55 * len(names))) as (axes,):
        axes.barh(names, descent, color=BLUE, label="optimisation gap", height=0.55)
        axes.barh(
            names,
            noise,
            left=descent,
            color=ORANGE,
            hatch="///",
            edgecolor="white",
            label="statistical gap",
            height=0.55,
        )
        axes.set(title=f"What separates {parameter} from the truth", xlabel=f"distance in {parameter}")
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.legend(**LEGEND_AT_THE_RIGHT)


def _draw_points(axes: Axes, x: Vector, y: Vector) -> None:
    axes.scatter(x, y, s=22, color=BLUE, alpha=0.55, linewidths=0)


def _draw_line(axes: Axes, x: Vector, w: float, b: float, colour: str, dash: str, label: str) -> None:
    ends = np.array([x.min(), x.max()])
    axes.plot(ends, w * ends + b, color=colour, linestyle=dash, label=label)


def _draw_parameters(axes: Axes, w: Vector, b: Vector, truth: Pair | None) -> None:
    steps = len(w) - 1
    for name, path, colour, true in (
        ("w", w, BLUE, truth and truth[0]),
        ("b", b, VERMILION, truth and truth[1]),
    ):
        axes.plot(path, color=colour, label=name)
        if true is not None:
            axes.axhline(true, color=colour, linestyle="--", linewidth=1.2, label=f"true {name}")
    axes.set(title="Parameters", xlabel="steps made", ylabel="value", xlim=(0, max(steps, 1)))
    axes.legend(loc="lower right", ncols=2)
