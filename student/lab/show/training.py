"""Figures of a training run on a line: the data, loss and parameters, the moving line, the distance to the truth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.film import show_film
from lab.show.style import (
    BLUE,
    GREEN,
    GREY,
    LEGEND_AT_THE_RIGHT,
    LINE_STYLES,
    ORANGE,
    VERMILION,
    Vector,
    displayed_panels,
    styled_figure,
)

Pair = tuple[float, float]


@explain_drawing_errors
def scatter(x: Vector, y: Vector, *, x_label: str = "x", y_label: str = "y", title: str = "The data") -> None:
    """Show the points."""
    with displayed_panels(1, (5.6, 3.6)) as (axes,):
        _draw_points(axes, x, y)
        axes.set(title=title, xlabel=x_label, ylabel=y_label)


@explain_drawing_errors
def three_panels(
    x: Vector,
    y: Vector,
    history: Mapping[str, Vector],
    *,
    truth: Pair | None = None,
    best: float | None = None,
    x_label: str = "x",
    y_label: str = "y",
) -> None:
    """Show a run: its loss, its parameters (with the truth dotted), and the line it ends with.

    `best` is the smallest possible loss, if it is to be drawn.
    """
    w, b, loss = history["w"], history["b"], history["loss"]
    with displayed_panels(3, (12, 3.8)) as (left, middle, right):
        left.plot(loss, color=BLUE)
        if best is not None:
            left.axhline(best, color=GREY, linestyle=":", label="smallest possible")
            left.legend(loc="upper right")
        left.set(title="Loss", xlabel="steps made", ylabel="mean squared error", ylim=(0, None))
        _draw_parameters(middle, w, b, truth)
        _draw_points(right, x, y)
        _draw_line(right, x, w[-1], b[-1], VERMILION, "-", f"fitted: {_equation(w[-1], b[-1])}")
        if truth:
            _draw_line(right, x, *truth, GREEN, "--", f"true: {_equation(*truth)}")
        right.set(title=f"After {len(w) - 1} steps", xlabel=x_label, ylabel=y_label)
        right.legend(loc="upper left")


@explain_drawing_errors
def curve_sketches() -> None:
    """Show four sketches of how a loss may go down, each with a letter: they belong to no data."""
    time_axis = np.linspace(0.0, 1.0, 60)
    sketches = {
        "A: by the same amount in each step": 1.0 - 0.9 * time_axis,
        "B: fast at first, then ever slower": 0.1 + 0.9 * np.exp(-6.0 * time_axis),
        "C: slowly at first, then ever faster": 1.0 - 0.9 * time_axis**3,
        "D: up and down on its way": 0.1 + 0.9 * np.exp(-2.5 * time_axis) * (1.0 + 0.3 * np.sin(40.0 * time_axis)),
    }
    with displayed_panels(4, (12, 2.6)) as panels:
        for axes, (title, sketch) in zip(panels, sketches.items(), strict=True):
            axes.plot(time_axis, sketch, color=BLUE)
            axes.set(xlabel="steps", ylabel="loss", xticks=[], yticks=[], ylim=(0.0, 1.3))
            axes.set_title(title, fontsize="small")


@explain_drawing_errors
def watch_line(
    x: Vector,
    y: Vector,
    history: Mapping[str, Vector],
    *,
    truth: Pair | None = None,
    frames: int = 30,
) -> None:
    """Show a run as a film: the line moves, the axes and the true line stay. It ends as a picture of the last step."""
    w, b, loss = history["w"], history["b"], history["loss"]
    margin = 0.1 * float(np.ptp(y))
    # Early steps move the line most, so most frames show these.
    steps = np.unique(np.round((len(w) - 1) * np.linspace(0, 1, frames) ** 2).astype(int))
    with styled_figure((6.4, 4), layout="constrained") as figure:
        axes = figure.subplots()
        _draw_points(axes, x, y)
        residuals = axes.vlines(x, y, y, color=GREY, alpha=0.25, linewidth=1)
        (line,) = axes.plot([x.min(), x.max()], [y.min(), y.max()], color=VERMILION, label="the line")
        if truth:
            _draw_line(axes, x, *truth, GREEN, "--", "true line")
        axes.set(xlabel="x", ylabel="y")
        axes.set(xlim=(x.min() - 0.3, x.max() + 0.3), ylim=(y.min() - margin, y.max() + margin))
        legend, title = axes.legend(loc="upper left"), axes.set_title("Step 0")
        reach = 10 * float(np.ptp(y)) + 1.0  # a line that is lost in the distance is drawn no farther away

        def update(place: int) -> None:
            t = steps[place]
            heights = np.clip(w[t] * x + b[t], y.min() - reach, y.max() + reach)
            residuals.set_segments([[(xi, yi), (xi, height)] for xi, yi, height in zip(x, y, heights, strict=True)])
            line.set_ydata(w[t] * np.array([x.min(), x.max()]) + b[t])
            legend.get_texts()[0].set_text(f"w = {_three_digits(w[t])}, b = {_three_digits(b[t])}")
            title.set_text(f"Step {t}: loss {_three_digits(loss[t])}")

        show_film(figure, (residuals, line, legend, title), [f"step {t} of {len(w) - 1}" for t in steps], update)


@explain_drawing_errors
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


def _three_digits(value: float) -> str:
    """Return a number with three decimals, a very large one with three digits."""
    return f"{value:.3f}" if abs(value) < 1e5 else f"{value:.3g}"


def _equation(w: float, b: float) -> str:
    return f"ŷ = {w:.4g} x {'+' if b >= 0 else '−'} {abs(b) if abs(b) > 1e-9 else 0:.4g}"


def _draw_parameters(axes: Axes, w: Vector, b: Vector, truth: Pair | None) -> None:
    steps = len(w) - 1
    for name, path, (colour, dash), true in (
        ("w", w, LINE_STYLES[0], truth and truth[0]),
        ("b", b, LINE_STYLES[1], truth and truth[1]),
    ):
        axes.plot(path, color=colour, linestyle=dash, label=name)
        if true is not None:
            axes.axhline(true, color=colour, linestyle=":", linewidth=1.4, label=f"true {name}")
    axes.set(title="Parameters", xlabel="steps made", ylabel="value", xlim=(0, max(steps, 1)))
    # Below the panel: w and b may go anywhere in it.
    axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=4, fontsize=9, handlelength=1.6, columnspacing=1.2
    )
