"""A line moved by hand: two sliders where a notebook page is alive, a few chosen positions side by side elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from lab.display import cards, frontend
from lab.show.style import BLUE, GREY, VERMILION, figure_of

Vector = npt.NDArray[np.float64]
Predict = Callable[[Vector, float, float], Vector]
Loss = Callable[[Vector, Vector], float]
Ends = tuple[float, float, float, float]


@dataclass(frozen=True)
class Slide:
    """One slider: where it begins and ends, its step, and where it stands first."""

    low: float
    high: float
    step: float
    start: float


@dataclass(frozen=True, eq=False)
class Scene:
    """The points, and the student's own two functions that turn (w, b) into heights and heights into a loss."""

    x: Vector
    y: Vector
    predict: Predict
    loss: Loss
    x_label: str
    y_label: str

    def draw(self, axes: Axes, w: float, b: float) -> None:
        """Show one line with its residuals; the axes stand still, so a bad line leaves them."""
        heights = np.asarray(self.predict(self.x, w, b), dtype=np.float64)
        order, room = np.argsort(self.x), 0.25 * float(np.ptp(self.y))
        axes.vlines(self.x, self.y, heights, color=GREY, alpha=0.3, linewidth=1)
        axes.scatter(self.x, self.y, s=22, color=BLUE, alpha=0.7, linewidths=0)
        axes.plot(self.x[order], heights[order], color=VERMILION)
        axes.set(xlabel=self.x_label, ylabel=self.y_label, ylim=(self.y.min() - room, self.y.max() + room))
        axes.set_title(f"w = {w:g}, b = {b:g}\nloss {self.loss(self.y, heights):,.0f}")


def sliders(
    x: Vector,
    y: Vector,
    predict: Predict,
    loss: Loss,
    *,
    w: Ends,
    b: Ends,
    stops: Sequence[tuple[float, float]] = (),
    x_label: str = "x",
    y_label: str = "y",
) -> None:
    """Let the reader move w and b and watch the loss; each is (low, high, step, start).

    `predict(x, w, b)` and `loss(y, y_pred)` are the student's own. Where nothing can be moved, the start and the
    `stops` are shown instead.
    """
    scene = Scene(x, y, predict, loss, x_label, y_label)
    slide_w, slide_b = Slide(*w), Slide(*b)
    try:
        loss(y, predict(x, slide_w.start, slide_b.start))
    except NotImplementedError:
        words = "It moves your own line. Finish `predict_line` and `mse` above, then run this cell again."
        cards.show(cards.card("The sliders need your code", words, tone="waiting"))
        return
    if frontend.is_alive():
        _alive(scene, slide_w, slide_b)
    else:
        _still(scene, [(slide_w.start, slide_b.start), *stops])


def _still(scene: Scene, stops: Sequence[tuple[float, float]]) -> None:
    with figure_of(len(stops), (3.6 * len(stops), 3.6)) as panels:
        for axes, (w, b) in zip(panels, stops, strict=True):
            scene.draw(axes, w, b)


def _alive(scene: Scene, w: Slide, b: Slide) -> None:
    import ipywidgets as widgets
    from IPython.display import clear_output, display

    def bar(name: str, slide: Slide) -> Any:
        ends = {"min": slide.low, "max": slide.high, "step": slide.step, "value": slide.start}
        digits = ".0f" if float(slide.step).is_integer() else ".2f"
        return widgets.FloatSlider(**ends, description=name, readout_format=digits, layout=widgets.Layout(width="34em"))

    bars, picture = (bar("w", w), bar("b", b)), widgets.Output()

    def redraw(_: object = None) -> None:
        with picture:
            clear_output(wait=True)
            with figure_of(1, (6.4, 4.2)) as (axes,):
                scene.draw(axes, bars[0].value, bars[1].value)

    for one in bars:
        one.observe(redraw, names="value")
    display(widgets.VBox([*bars, picture]))
    redraw()
