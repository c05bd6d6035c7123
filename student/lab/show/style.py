"""The style of all figures. Colours are Okabe and Ito's, safe for colour-blind readers; lines also differ in dash.

Figures keep a light background of their own, so that labels stay readable on a dark page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
from IPython import display as notebook
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lab.display import console

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]

BLUE, VERMILION, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#8E4C9E", "#5A5A5A"
ORANGE = "#E69F00"
LINE_STYLES = ((BLUE, "-"), (VERMILION, "--"), (GREEN, "-."), (PURPLE, ":"))
COLOUR_MAP = "cividis"
# One meaning for each symbol, in every map of every unit: where a run starts and ends, the lowest loss, the truth.
START: dict[str, Any] = {"marker": "s", "color": "white", "markeredgecolor": "black", "markersize": 8, "zorder": 5}
END: dict[str, Any] = {"marker": "o", "color": VERMILION, "markeredgecolor": "white", "markersize": 9, "zorder": 6}
LOWEST: dict[str, Any] = {"marker": "*", "color": "white", "markeredgecolor": "black", "markersize": 15, "zorder": 5}
TRUTH: dict[str, Any] = {"marker": "P", "color": ORANGE, "markeredgecolor": "black", "markersize": 9, "zorder": 6}
LEGEND_AT_THE_RIGHT: dict[str, Any] = {"loc": "center left", "bbox_to_anchor": (1.01, 0.5)}
STYLE: Any = {
    "figure.facecolor": "#FCFCFA",
    "axes.facecolor": "#FCFCFA",
    "savefig.facecolor": "#FCFCFA",
    "text.color": "#222222",
    "axes.labelcolor": "#222222",
    "axes.edgecolor": "#777777",
    "xtick.color": "#444444",
    "ytick.color": "#444444",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#E3E3DE",
    "axes.axisbelow": True,
    "axes.titlesize": "medium",
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "legend.frameon": False,
    "font.size": 10.5,
    "lines.linewidth": 2.0,
}
DRAWN_BEFORE_DISPLAY = ContextVar("DRAWN_BEFORE_DISPLAY", default=False)
"""Whether a figure is drawn before it is displayed, so that an error in it is raised where the figure is made."""
WIDE_INCHES = 8.0
"""A figure of several panels that is wider scrolls on a small screen: shrunk, its labels could not be read."""


def loss_text(loss: float, _: object = None) -> str:
    """Return a loss as the ticks of an axis say it: four digits, or all of them in a large number."""
    return f"{loss:.4g}" if abs(loss) < 1e4 else f"{loss:,.0f}"


@contextmanager
def styled_figure(size: tuple[float, float], **options: Any) -> Iterator[Figure]:
    """Yield an empty figure in the course's style, and close it at the end."""
    with plt.rc_context(STYLE):
        figure = plt.figure(figsize=size, **options)
        try:
            yield figure
        finally:
            plt.close(figure)


@contextmanager
def displayed_panels(
    panels: int, size: tuple[float, float], *, rows: int = 1, text: str = ""
) -> Iterator[tuple[Axes, ...]]:
    """Yield the axes of rows of panels, one row after the other; display the figure at the end unless one raises.

    `text` is its alternative text; without it titles, axes and legends make one.
    """
    with styled_figure(size, layout="constrained") as figure:
        yield tuple(figure.subplots(rows, panels, squeeze=False).flat)
        display_figure(figure, text)


def display_figure(figure: Figure, text: str = "") -> None:
    """Display a figure with an alternative text, for exported pages and screen readers; a console gets a file."""
    if DRAWN_BEFORE_DISPLAY.get():
        figure.canvas.draw()
    words = text or alternative_text(figure)
    if console.is_console():
        console.save_picture(figure, words)
    else:
        scrolls = {"unconfined": True} if figure.get_figwidth() > WIDE_INCHES and len(figure.axes) > 1 else {}
        notebook.display(figure, metadata={"image/png": {"alt": words} | scrolls})


def alternative_text(figure: Figure) -> str:
    """Say in words what a figure shows: the title, the axes and the legend of each panel."""
    panels = [text for axes in figure.axes if (text := _panel_in_words(axes))]
    shared = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    return " ".join([*panels, f"In all panels: {', '.join(shared)}."] if shared else panels)


def _panel_in_words(axes: Axes) -> str:
    """Return a sentence about one panel; nothing for a colour bar, which has neither a title nor two labels."""
    title = " ".join((axes.get_title(loc="left") or axes.get_title()).split())
    horizontal, vertical = axes.get_xlabel(), axes.get_ylabel()
    if not title and not (horizontal and vertical):
        return ""
    legend = axes.get_legend()
    entries = [text.get_text() for text in legend.get_texts()] if legend else []
    across = f"{vertical} over {horizontal}" if horizontal and vertical else horizontal or vertical
    parts = [part for part in (title, across, ", ".join(entries)) if part]
    return f"{'; '.join(parts)}."
