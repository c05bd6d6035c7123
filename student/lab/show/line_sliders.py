"""A line that the reader moves: two sliders on a page with widgets, a few positions side by side elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lab.display import cards, frontend
from lab.show.style import BLUE, GREEN, GREY, VERMILION, Vector, displayed_panels

Predict = Callable[[Vector, float, float], Vector]
Loss = Callable[[Vector, Vector], float]
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

    def draw(self, axes: Axes, w: float, b: float) -> None:
        """Draw one line with its residuals. The axes stay, so a bad line leaves them."""
        heights = np.asarray(self.predict(self.x, w, b), dtype=np.float64)
        order, margin = np.argsort(self.x), 0.25 * float(np.ptp(self.y))
        axes.vlines(self.x, self.y, heights, color=GREY, alpha=0.3, linewidth=1)
        axes.scatter(self.x, self.y, s=22, color=BLUE, alpha=0.7, linewidths=0)
        if self.truth is not None:
            true_heights = self.truth[0] * self.x + self.truth[1]
            axes.plot(self.x[order], true_heights[order], color=GREEN, linestyle="--", linewidth=1.5, label="true line")
        axes.plot(self.x[order], heights[order], color=VERMILION, label="your line")
        low, high = self.y.min() - margin, self.y.max() + margin
        axes.set(xlabel=self.x_label, ylabel=self.y_label, ylim=(low, high))
        axes.legend(loc="upper left")
        if np.all(heights < low) or np.all(heights > high):
            where, side = ("below", "bottom") if heights[0] < low else ("above", "top")
            axes.text(
                0.97,
                0.03 if side == "bottom" else 0.97,
                f"your line is {where} this picture",
                transform=axes.transAxes,
                ha="right",
                va=side,
                color=VERMILION,
            )
        axes.set_title(f"w = {w:g}, b = {b:g}\nloss {self.loss(self.y, heights):,.0f}")


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
            figure.draw(axes, w, b)


def _show_sliders(figure: LineFigure, w: Slider, b: Slider) -> None:
    import ipywidgets as widgets
    from IPython.display import clear_output, display

    def build_widget(name: str, slider: Slider) -> Any:
        ends = {"min": slider.low, "max": slider.high, "step": slider.step, "value": slider.start}
        digits = ".0f" if float(slider.step).is_integer() else ".2f"
        return widgets.FloatSlider(**ends, description=name, readout_format=digits, layout=widgets.Layout(width="34em"))

    widget_w, widget_b = build_widget("w", w), build_widget("b", b)
    output = widgets.Output()

    def redraw(_: object = None) -> None:
        with output:
            clear_output(wait=True)
            with displayed_panels(1, (6.4, 4.2)) as (axes,):
                figure.draw(axes, widget_w.value, widget_b.value)

    for widget in (widget_w, widget_b):
        widget.observe(redraw, names="value")
    display(widgets.VBox([widget_w, widget_b, output]))
    redraw()
