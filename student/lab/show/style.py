"""How every given figure looks. Colours are Okabe and Ito's, safe for colour-blind readers; lines also differ in dash.

Figures keep a light ground of their own, so labels stay readable on a dark page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib.pyplot as plt
from IPython.display import clear_output, display
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE, VERMILION, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#8E4C9E", "#5A5A5A"
RUNS = ((BLUE, "-"), (VERMILION, "--"), (GREEN, "-."), (PURPLE, ":"))
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
def figure_of(panels: int, size: tuple[float, float]) -> Iterator[tuple[Axes, ...]]:
    """A row of panels in the course's style, displayed once and closed."""
    with _figure(panels, size) as (figure, axes):
        yield axes
        display(figure)


@contextmanager
def film_of(size: tuple[float, float]) -> Iterator[tuple[Axes, Callable[[], None]]]:
    """One panel to be changed, and what shows its present state in place of the one before."""
    with _figure(1, size) as (figure, (axes,)):

        def shoot() -> None:
            clear_output(wait=True)
            display(figure)

        yield axes, shoot


@contextmanager
def _figure(panels: int, size: tuple[float, float]) -> Iterator[tuple[Figure, tuple[Axes, ...]]]:
    with plt.rc_context(STYLE):
        figure: Figure
        figure, grid = plt.subplots(1, panels, figsize=size, layout="constrained", squeeze=False)
        try:
            yield figure, tuple(grid[0])
        finally:
            plt.close(figure)
