"""Figures of how a model does on new rows: fits of several degrees, and errors over degree, rows and penalty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from lab.show.drawing_errors import explain_drawing_errors
from lab.show.style import (
    BLUE,
    GREEN,
    GREY,
    LEGEND_AT_THE_RIGHT,
    LINE_STYLES,
    VERMILION,
    Matrix,
    Vector,
    displayed_panels,
    loss_text,
)

Curve = tuple[Vector, Vector]
MEASURED: dict[str, Any] = {"color": BLUE, "marker": "o", "markersize": 4, "linestyle": "", "alpha": 0.75}


@explain_drawing_errors
def fitted_curves(points: Curve, fits: Mapping[str, Curve], truth: Curve, *, labels: tuple[str, str]) -> None:
    """Show one panel for each fit: the points it was fitted to, its curve, and the truth dotted.

    A curve that swings out of the panel is cut off.
    """
    low, high = float(np.min(points[1])), float(np.max(points[1]))
    margin = 0.25 * (high - low)
    with displayed_panels(len(fits), (3.9 * len(fits), 3.7)) as panels:
        for axes, (name, curve) in zip(panels, fits.items(), strict=True):
            axes.plot(*points, **MEASURED, label="measured")
            axes.plot(*truth, color=GREEN, linestyle=":", label="truth")
            axes.plot(*curve, color=VERMILION, label="fitted")
            axes.set(title=name, xlabel=labels[0], ylabel=labels[1], ylim=(low - margin, high + margin))
        panels[0].legend(fontsize=9, ncols=3, loc="lower center", columnspacing=0.8, handlelength=1.4)


@explain_drawing_errors
def repeated_fits(fits: Mapping[str, tuple[Vector, Matrix]], truth: Curve, *, labels: tuple[str, str]) -> None:
    """Show for each model the curves of many fits to new measurements, with their mean and the truth dotted."""
    low, high = float(np.min(truth[1])), float(np.max(truth[1]))
    margin = 0.6 * (high - low)
    with displayed_panels(len(fits), (3.9 * len(fits), 3.7)) as panels:
        for axes, (name, (places, curves)) in zip(panels, fits.items(), strict=True):
            for k, curve in enumerate(curves):
                label = "one of the fits" if k == 0 else None
                axes.plot(places, curve, color=GREY, linewidth=0.7, alpha=0.6, label=label)
            axes.plot(places, np.mean(curves, axis=0), color=VERMILION, label="mean of the fits")
            axes.plot(*truth, color=GREEN, linestyle=":", label="truth", linewidth=2.6)
            axes.set(title=name, xlabel=labels[0], ylabel=labels[1], ylim=(low - margin, high + margin))
        panels[-1].legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def errors_by_degree(degrees: Vector, errors: Mapping[str, Vector], *, noise: float) -> None:
    """Show errors over the degree of a polynomial, on several sets of rows; each minimum is marked."""
    with displayed_panels(1, (8.6, 3.9)) as (axes,):
        _draw_errors(axes, degrees, errors)
        _draw_noise(axes, noise)
        axes.set(title="Error of the fit (circle: smallest)", xlabel="degree, growing", ylabel="mean squared error")
        axes.set_xticks(degrees)
        _make_logarithmic(axes)
        axes.legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def learning_curves(sizes: Vector, runs: Mapping[str, Mapping[str, Vector]], *, noise: float) -> None:
    """Show a panel for each run: its errors over the number of rows it was fitted to."""
    with displayed_panels(len(runs), (4.6 * len(runs) + 2.2, 3.8)) as panels:
        for axes, (name, errors) in zip(panels, runs.items(), strict=True):
            for (rows, values), (colour, dash) in zip(errors.items(), LINE_STYLES, strict=False):
                axes.plot(sizes, values, color=colour, linestyle=dash, marker="o", markersize=4, label=rows)
            _draw_noise(axes, noise)
            axes.set(title=name, xlabel="rows to fit, growing (logarithmic)", ylabel="mean squared error")
            axes.set_xscale("log")
            _make_logarithmic(axes)
            axes.set_xticks(sizes, [f"{size:g}" for size in sizes])
            axes.set_xticks([], minor=True)
        low, high = (pick(axes.get_ylim()[k] for axes in panels) for k, pick in ((0, min), (1, max)))
        for axes in panels:
            axes.set_ylim(low, high)
        panels[-1].legend(**LEGEND_AT_THE_RIGHT)


@explain_drawing_errors
def validation_curves(lams: Vector, training: Matrix, validation: Matrix, choices: Mapping[str, float]) -> None:
    """Show the mean errors over λ, with a band of one standard error; a vertical line marks each choice of λ.

    `training` and `validation` have a row for each λ and a column for each fold.
    """
    unseen = np.mean(validation, axis=1)
    spread = validation.std(axis=1, ddof=1) / np.sqrt(validation.shape[1])
    with displayed_panels(1, (8.6, 4.1)) as (axes,):
        label = "one standard error"
        axes.fill_between(lams, unseen - spread, unseen + spread, color=VERMILION, alpha=0.15, linewidth=0, label=label)
        rows = {"training rows": training.mean(axis=1), "validation rows": unseen}
        _draw_errors(axes, lams, rows)
        for (name, lam), dash in zip(choices.items(), (":", "-."), strict=False):
            axes.axvline(lam, color=GREY, linestyle=dash, linewidth=1.6, label=f"{name}: λ = {lam:.2g}")
        axes.set(title="Mean error over the folds (circle: smallest)", xlabel="λ, growing (logarithmic)", xscale="log")
        lowest = 0.5 * float(min(training.mean(axis=1).min(), unseen.min()))
        _make_logarithmic(axes)
        axes.set(ylabel="mean squared error", ylim=(lowest, None))
        axes.legend(**LEGEND_AT_THE_RIGHT)


def _draw_errors(axes: Axes, places: Vector, errors: Mapping[str, Vector]) -> None:
    for (name, sizes), (colour, dash) in zip(errors.items(), LINE_STYLES, strict=False):
        axes.plot(places, sizes, color=colour, linestyle=dash, label=name)
        smallest = int(np.argmin(sizes))
        axes.plot(places[smallest], sizes[smallest], color=colour, marker="o", markersize=8, linestyle="")


def _draw_noise(axes: Axes, noise: float) -> None:
    axes.axhline(noise**2, color=GREY, linestyle=(0, (1, 2)), linewidth=1.2, label="variance of the noise")


def _make_logarithmic(axes: Axes) -> None:
    """Give errors a logarithmic axis with plain numbers: 1, 2, 5, 10."""
    axes.set_yscale("log")
    axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.yaxis.set_major_formatter(FuncFormatter(loss_text))
    axes.yaxis.set_minor_locator(NullLocator())
