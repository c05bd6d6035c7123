"""Figures of a training run on a line: the data, the run, the line as it moves, rates compared."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from lab.show.style import BLUE, GREY, RUNS, VERMILION, figure_of, film_of

Vector = npt.NDArray[np.float64]
Pair = tuple[float, float]


def scatter(x: Vector, y: Vector, *, x_label: str = "x", y_label: str = "y") -> None:
    """Show the points and nothing else."""
    with figure_of(1, (5.6, 3.6)) as (axes,):
        _points(axes, x, y)
        axes.set(title="The data", xlabel=x_label, ylabel=y_label)


def three_panels(x: Vector, y: Vector, history: Mapping[str, Vector], *, truth: Pair | None = None) -> None:
    """Show a run: its loss, its parameters (with the truth dashed), and the line it ends with."""
    w, b, loss = history["w"], history["b"], history["loss"]
    with figure_of(3, (12, 3.8)) as (left, middle, right):
        left.plot(loss, color=BLUE)
        left.set(title="Loss", xlabel="steps made", ylabel="mean squared error", ylim=(0, None))
        _parameters(middle, w, b, truth)
        _points(right, x, y)
        _line(right, x, w[-1], b[-1], VERMILION, "-", "fitted line")
        if truth:
            _line(right, x, *truth, GREY, "--", "true line")
        right.set(title=f"After {len(w) - 1} steps", xlabel="x", ylabel="y")
        right.legend(loc="upper left")


def watch_line(x: Vector, y: Vector, history: Mapping[str, Vector], *, frames: int = 30, pause: float = 0.05) -> None:
    """Play a run as a film: the line moves, the axes stand still."""
    w, b, loss = history["w"], history["b"], history["loss"]
    room = 0.1 * float(np.ptp(y))
    # Early steps move most, so the film spends most of its pictures there.
    moments = np.unique(np.round((len(w) - 1) * np.linspace(0, 1, frames) ** 2).astype(int))
    with film_of((6.4, 4)) as (axes, shoot):
        _points(axes, x, y)
        residuals = axes.vlines(x, y, y, color=GREY, alpha=0.25, linewidth=1)
        (line,) = axes.plot([x.min(), x.max()], [y.min(), y.max()], color=VERMILION, label="the line")
        axes.set(xlabel="x", ylabel="y")
        axes.set(xlim=(x.min() - 0.3, x.max() + 0.3), ylim=(y.min() - room, y.max() + room))
        (label,) = axes.legend(loc="upper left").get_texts()
        for t in moments:
            residuals.set_segments([[(at, seen), (at, w[t] * at + b[t])] for at, seen in zip(x, y, strict=True)])
            line.set_ydata(w[t] * line.get_xdata() + b[t])
            label.set_text(f"w = {w[t]:.3f}, b = {b[t]:.3f}")
            axes.set_title(f"Step {t}: loss {loss[t]:.3f}")
            shoot()
            time.sleep(pause)


def compare_losses(runs: Mapping[str, Vector], *, best: float | None = None) -> None:
    """Show the losses of several runs twice: on a linear axis, and on one that shows growth by factors."""
    with figure_of(2, (11, 3.9)) as (left, right):
        for axes in (left, right):
            for (label, loss), (colour, dash) in zip(runs.items(), RUNS, strict=False):
                axes.plot(loss, color=colour, linestyle=dash, label=label)
            axes.set(xlabel="steps made", ylabel="mean squared error")
            if best is not None:
                axes.axhline(best, color=GREY, linewidth=1, linestyle=(0, (1, 2)), label="smallest possible")
        left.set_title("Linear axis")
        right.set(title="Logarithmic axis", yscale="log")
        right.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))


def gaps(reports: Mapping[str, Mapping[str, float]], parameter: str = "b") -> None:
    """Show how far each fit's parameter is from the truth, split into unfinished descent and noise."""
    names = list(reports)
    descent = [abs(report[f"opt_{parameter}"]) for report in reports.values()]
    noise = [abs(report[f"stat_{parameter}"]) for report in reports.values()]
    with figure_of(1, (9, 1.1 + 0.55 * len(names))) as (axes,):
        axes.barh(names, descent, color=BLUE, label="optimisation gap", height=0.55)
        axes.barh(
            names,
            noise,
            left=descent,
            color="#E69F00",
            hatch="///",
            edgecolor="white",
            label="statistical gap",
            height=0.55,
        )
        axes.set(title=f"What separates {parameter} from the truth", xlabel=f"distance in {parameter}")
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))


def _points(axes: Axes, x: Vector, y: Vector) -> None:
    axes.scatter(x, y, s=22, color=BLUE, alpha=0.55, linewidths=0)


def _line(axes: Axes, x: Vector, w: float, b: float, colour: str, dash: str, label: str) -> None:
    ends = np.array([x.min(), x.max()])
    axes.plot(ends, w * ends + b, color=colour, linestyle=dash, label=label)


def _parameters(axes: Axes, w: Vector, b: Vector, truth: Pair | None) -> None:
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
