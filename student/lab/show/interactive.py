"""Figures in two forms: one that the mouse turns, where the page knows Plotly, and a picture everywhere else.

Both are sent together, and the page picks the one it can show: VS Code and Colab the first, JupyterLab with Plotly's
extension the picture until the mouse enters it, a printed page and everything else the picture. Nothing is downloaded.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from IPython import display as notebook
from matplotlib.figure import Figure

from lab.display import console
from lab.show.style import STYLE, VERMILION, styled_figure

Trace = dict[str, object]

PLOTLY_MIME_TYPE = "application/vnd.plotly.v1+json"
# With `scrollZoom`, a reader who scrolls past with the wheel would zoom the figure out of sight.
PLOTLY_CONFIG: dict[str, object] = {"displaylogo": False, "scrollZoom": False}
# A legend on the axes would lie on the surface.
BESIDE_THE_SURFACE: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (1.06, 1.0)}
# The symbols of the maps, as far as Plotly has them in three dimensions: the lowest loss is a diamond, not a star.
POINTS: dict[str, dict[str, object]] = {
    "start": {"symbol": "square", "color": "white", "size": 6, "line": {"color": "black", "width": 2}},
    "end": {"symbol": "circle", "color": VERMILION, "size": 6, "line": {"color": "white", "width": 1}},
    "lowest": {"symbol": "diamond", "color": "white", "size": 7, "line": {"color": "black", "width": 2}},
}


@dataclass(frozen=True, eq=False)
class InteractiveFigure:
    """A figure in Plotly's format, the same drawn by Matplotlib, and a line of text for pages that show neither."""

    plotly: dict[str, object]
    picture: Figure
    text: str

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        file = io.BytesIO()
        self.picture.savefig(file, format="png", dpi=96, bbox_inches="tight")
        forms = {
            PLOTLY_MIME_TYPE: self.plotly,
            "image/png": base64.b64encode(file.getvalue()).decode("ascii"),
            "text/plain": self.text,
        }
        return forms, {"image/png": {"alt": self.text}}


def display_interactive(figure: InteractiveFigure) -> None:
    """Display both forms of a figure; a console gets a file with the picture."""
    if console.is_console():
        console.save_picture(figure.picture, figure.text)
    else:
        notebook.display(figure)


@contextmanager
def figure_3d(title: str, labels: Sequence[str], *, elevation: int, azimuth: int) -> Iterator[tuple[Figure, Any]]:
    """Yield a figure with three axes and its axes, in the course's style, and close it at the end."""
    with styled_figure((6.8, 5.2)) as figure:
        axes = figure.add_subplot(projection="3d", computed_zorder=False)
        axes.set(title=title, **dict(zip(("xlabel", "ylabel", "zlabel"), labels, strict=True)))
        axes.view_init(elev=elevation, azim=azimuth)
        yield figure, axes


def named_point(name: str, place: Sequence[float], hover: str = "") -> Trace:
    """Return one of `POINTS` at a place; the legend has its name. Only a surface with some opacity leaves it whole."""
    trace: Trace = {"type": "scatter3d", "mode": "markers", "name": name, "showlegend": True}
    trace |= {"marker": POINTS[name], "hovertemplate": hover or f"{name}<extra></extra>"}
    return trace | {axis: [value] for axis, value in zip("xyz", place, strict=True)}


def plotly_figure(
    traces: Sequence[Trace],
    labels: Sequence[str],
    eye: tuple[float, float, float],
    *,
    title: str = "",
    sliders: Sequence[dict[str, object]] = (),
) -> dict[str, object]:
    """Return a 3D figure in Plotly's format. Arrays become lists, so no version of Plotly is needed to read them."""
    axes = {f"{axis}axis": {"title": {"text": label}} for axis, label in zip("xyz", labels, strict=True)}
    layout: dict[str, object] = {
        "scene": axes | {"camera": {"eye": dict(zip("xyz", eye, strict=True))}},
        "height": 520,
        "margin": {"l": 0, "r": 0, "t": 50 if title else 10, "b": 0},
        "showlegend": any(trace.get("showlegend") for trace in traces),
        "legend": {"orientation": "h", "x": 0, "y": 1},
        "paper_bgcolor": STYLE["figure.facecolor"],
        "font": {"color": STYLE["text.color"]},
    }
    if sliders:
        layout["sliders"] = list(sliders)
    if title:
        layout["title"] = {"text": f"{title} (drag to turn)"}
    return {"data": _to_json(list(traces)), "layout": _to_json(layout), "config": PLOTLY_CONFIG}


def _to_json(value: Any) -> Any:
    """Return lists for arrays, and None for numbers that are not finite: JSON has none, and Plotly leaves them out."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, dict):
        return {key: _to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_to_json(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
