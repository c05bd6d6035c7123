"""The style of all figures. Colours are Okabe and Ito's, safe for colour-blind readers; lines also differ in dash.

Figures keep a light background of their own, so that labels stay readable on a dark page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
from IPython import display as notebook
from matplotlib.axes import Axes
from matplotlib.figure import Figure

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]

BLUE, VERMILION, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#8E4C9E", "#5A5A5A"
ORANGE = "#E69F00"
LINE_STYLES = ((BLUE, "-"), (VERMILION, "--"), (GREEN, "-."), (PURPLE, ":"))
COLOUR_MAP = "cividis"
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
def displayed_panels(panels: int, size: tuple[float, float], *, rows: int = 1) -> Iterator[tuple[Axes, ...]]:
    """Yield the axes of rows of panels, one row after the other; display the figure at the end unless one raises."""
    with styled_figure(size, layout="constrained") as figure:
        yield tuple(figure.subplots(rows, panels, squeeze=False).flat)
        notebook.display(figure)


@contextmanager
def animated_panel(size: tuple[float, float]) -> Iterator[tuple[Axes, Callable[[], None]]]:
    """Yield one panel, and a function that displays its present state in place of the one before."""
    with styled_figure(size, layout="constrained") as figure:
        (axes,) = figure.subplots(1, 1, squeeze=False).flat

        def display_frame() -> None:
            notebook.clear_output(wait=True)
            notebook.display(figure)

        yield axes, display_frame
