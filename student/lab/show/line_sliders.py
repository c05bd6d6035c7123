"""A line that the reader moves: two sliders on a page with widgets, a few positions side by side elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Text

from lab.display import cards, frontend, widget_forms
from lab.show.film import PIXELS_PER_INCH, MovingFigure, picture_forms
from lab.show.style import (
    BLUE,
    GREEN,
    GREY,
    STYLE,
    VERMILION,
    Vector,
    alternative_text,
    displayed_panels,
    styled_figure,
)

Predict = Callable[[Vector, float, float], Vector]
Loss = Callable[[Vector, Vector], float]
SLIDERS_TEXT = "(While the notebook runs, two sliders stand here. Run this cell again to move the line.)"
SliderRange = tuple[float, float, float, float]


@dataclass(frozen=True)
class Slider:
    """The range of a slider, its step, and its first value."""

    low: float
    high: float
    step: float
    start: float


@dataclass(frozen=True, eq=False)
class LineFigure:
    """The points, and the student's own functions for the heights of a line and for their loss."""

    x: Vector
    y: Vector
    predict: Predict
    loss: Loss
    x_label: str
    y_label: str
    truth: tuple[float, float] | None = None

    def draw(self, axes: Axes) -> LineArtists:
        """Draw the points and all that moves. The axes stay, so a bad line leaves them."""
        order, margin = np.argsort(self.x), 0.25 * float(np.ptp(self.y))
        residuals = axes.vlines(self.x, self.y, self.y, color=GREY, alpha=0.3, linewidth=1)
        axes.scatter(self.x, self.y, s=22, color=BLUE, alpha=0.7, linewidths=0)
        if self.truth is not None:
            true_heights = self.truth[0] * self.x + self.truth[1]
            axes.plot(self.x[order], true_heights[order], color=GREEN, linestyle="--", linewidth=1.5, label="true line")
        (line,) = axes.plot(self.x[order], self.y[order], color=VERMILION, label="your line")
        axes.set(xlabel=self.x_label, ylabel=self.y_label, ylim=(self.y.min() - margin, self.y.max() + margin))
        note = axes.text(0.97, 0.97, "", transform=axes.transAxes, ha="right", color=VERMILION)
        legend, title = axes.legend(loc="upper left"), axes.set_title("w\nloss")
        return LineArtists(self, axes, residuals, line, note, title, legend)


@dataclass(frozen=True, eq=False)
class LineArtists:
    """What moves in a panel when w and b change."""

    figure: LineFigure
    axes: Axes
    residuals: LineCollection
    line: Line2D
    note: Text
    title: Text
    legend: Legend

    def moving(self) -> tuple[Artist, ...]:
        """Return the artists in the order in which they are drawn."""
        return self.residuals, self.line, self.note, self.title, self.legend

    def move(self, w: float, b: float) -> None:
        """Show the line of w and b, by the student's own functions."""
        x, y = self.figure.x, self.figure.y
        heights = np.asarray(self.figure.predict(x, w, b), dtype=np.float64)
        self.residuals.set_segments([[(xi, yi), (xi, height)] for xi, yi, height in zip(x, y, heights, strict=True)])
        self.line.set_ydata(heights[np.argsort(x)])
        low, high = self.axes.get_ylim()
        self.note.set_text("")
        if np.all(heights < low) or np.all(heights > high):
            where, height, side = ("below", 0.03, "bottom") if heights[0] < low else ("above", 0.97, "top")
            self.note.set(text=f"your line is {where} this picture", y=height, va=side)
        self.title.set_text(f"w = {w:g}, b = {b:g}\nloss {self.figure.loss(y, heights):,.0f}")


def sliders(
    x: Vector,
    y: Vector,
    predict: Predict,
    loss: Loss,
    *,
    w: SliderRange,
    b: SliderRange,
    stops: Sequence[tuple[float, float]] = (),
    truth: tuple[float, float] | None = None,
    x_label: str = "x",
    y_label: str = "y",
) -> None:
    """Show sliders for w and b, the line and its loss; `w` and `b` are (low, high, step, start).

    `predict(x, w, b)` and `loss(y, y_pred)` are the student's own; `truth` is the line the points were made from.
    Without widgets, the start and the `stops` are shown side by side.
    """
    figure = LineFigure(x, y, predict, loss, x_label, y_label, truth)
    slider_w, slider_b = Slider(*w), Slider(*b)
    try:
        loss(y, predict(x, slider_w.start, slider_b.start))
    except NotImplementedError:
        words = "It moves your own line. Finish `predict_line` and `mse` above, then run this cell again."
        cards.display_card(cards.card("The sliders need your code", words, tone="waiting"))
        return
    if frontend.supports_widgets():
        _show_sliders(figure, slider_w, slider_b)
    else:
        _show_panels(figure, [(slider_w.start, slider_b.start), *stops])


def _show_panels(figure: LineFigure, stops: Sequence[tuple[float, float]]) -> None:
    with displayed_panels(len(stops), (3.6 * len(stops), 3.6)) as panels:
        for axes, (w, b) in zip(panels, stops, strict=True):
            figure.draw(axes).move(w, b)


def _show_sliders(figure: LineFigure, w: Slider, b: Slider) -> None:
    """Show two sliders, and below them the picture as an output of its own: a saved notebook keeps it."""
    import ipywidgets as widgets
    from IPython.display import display

    def build_widget(name: str, slider: Slider) -> Any:
        ends = {"min": slider.low, "max": slider.high, "step": slider.step, "value": slider.start}
        digits = ".0f" if float(slider.step).is_integer() else ".2f"
        layout = widgets.Layout(width="auto", max_width="34em")
        return widgets.FloatSlider(**ends, description=name, readout_format=digits, layout=layout)

    with styled_figure((6.4, 4.2), layout="constrained", dpi=PIXELS_PER_INCH) as picture:
        artists = figure.draw(picture.subplots())
        artists.move(w.start, b.start)
        moving_figure = MovingFigure(picture, artists.moving())
    widget_w, widget_b = build_widget("w", w), build_widget("b", b)

    def forms() -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        text = alternative_text(picture)
        return picture_forms(moving_figure.picture(), text), {"image/png": {"alt": text}}

    def redraw(_: object = None) -> None:
        with plt.rc_context(STYLE):
            artists.move(widget_w.value, widget_b.value)
            data, metadata = forms()
        handle.update(data, raw=True, metadata=metadata)

    display(widget_forms.build(widgets.VBox([widget_w, widget_b]), SLIDERS_TEXT), raw=True)
    data, metadata = forms()
    handle = display(data, raw=True, metadata=metadata, display_id=True)
    for widget in (widget_w, widget_b):
        widget.observe(redraw, names="value")
