"""A figure of what autograd records: the values of the forward pass, and the derivatives of the backward pass."""

from __future__ import annotations

from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from lab.show.style import BLUE, GREY, VERMILION, displayed_panels

BOX_WIDTH, BOX_HEIGHT = 1.7, 1.15


class Box(NamedTuple):
    """A recorded value: its name, position and number, and the derivative of the loss with respect to it, if any."""

    name: str
    x: float
    y: float
    value: float
    derivative: float | None = None


def way_back(*, x: float, y: float, w: float, b: float) -> None:
    """Show the graph of one point's squared residual: values in black, derivatives of the loss in colour."""
    r = w * x + b - y
    boxes = [
        Box("w", 0.0, 0.8, w, 2 * r * x),
        Box("x", 0.0, -0.8, x),
        Box("w·x", 2.9, 0.0, w * x, 2 * r),
        Box("b", 2.9, 1.6, b, 2 * r),
        Box("ŷ = w·x + b", 5.8, 0.8, w * x + b, 2 * r),
        Box("y", 5.8, -0.8, y),
        Box("r = ŷ − y", 8.7, 0.0, r, 2 * r),
        Box("loss = r²", 11.6, 0.0, r * r, 1.0),
    ]
    steps = ((0, 2, f"× {_signed(x)}"), (1, 2, ""), (2, 4, "× 1"), (3, 4, "× 1"), (4, 6, "× 1"), (5, 6, ""))
    words = [f"{box.name} is {_signed(box.value)}, {_derivative(box)}." for box in boxes]
    text = " ".join(["The record of one point, from left to right:", *words])
    with displayed_panels(1, (10.6, 4.0), text=text) as (axes,):
        for start, end, factor in (*steps, (6, 7, f"× {_signed(2 * r)}")):
            _draw_arrow(axes, boxes[start], boxes[end], factor)
        for box in boxes:
            _draw_box(axes, box)
        axes.set(title="The record of one point", xlim=(-1.0, 12.6), ylim=(-1.6, 2.4))
        axes.axis("off")


def _derivative(box: Box) -> str:
    return "without a derivative" if box.derivative is None else f"derivative of the loss {_signed(box.derivative)}"


def _draw_box(axes: Axes, box: Box) -> None:
    has_derivative = box.derivative is not None
    corner, edge = (box.x - BOX_WIDTH / 2, box.y - BOX_HEIGHT / 2), BLUE if has_derivative else GREY
    style: dict[str, Any] = {"boxstyle": "round,pad=0,rounding_size=0.12", "facecolor": "white", "linewidth": 1.3}
    axes.add_patch(FancyBboxPatch(corner, BOX_WIDTH, BOX_HEIGHT, edgecolor=edge, **style))
    axes.text(box.x, box.y + 0.33, box.name, ha="center", va="center", weight="bold")
    axes.text(box.x, box.y, _signed(box.value), ha="center", va="center")
    below = "no derivative" if box.derivative is None else _signed(box.derivative)
    colour, weight = (VERMILION, "bold") if has_derivative else (GREY, None)
    axes.text(box.x, box.y - 0.33, below, ha="center", va="center", color=colour, weight=weight)


def _draw_arrow(axes: Axes, start: Box, end: Box, factor: str) -> None:
    """Draw an arrow of the forward pass in grey, and the factor of the backward pass beside it."""
    tail, head = (start.x + BOX_WIDTH / 2 + 0.06, start.y), (end.x - BOX_WIDTH / 2 - 0.06, end.y)
    axes.annotate("", xy=head, xytext=tail, arrowprops={"arrowstyle": "-|>", "color": GREY, "linewidth": 1.3})
    if factor:
        middle = (tail[0] + head[0]) / 2 + 0.08, (tail[1] + head[1]) / 2 + (0.14 if start.y >= end.y else -0.14)
        side = "bottom" if start.y >= end.y else "top"
        axes.text(*middle, factor, ha="center" if start.y == end.y else "left", va=side, color=VERMILION)


def _signed(number: float) -> str:
    return f"{number:.4g}".replace("-", "−")
