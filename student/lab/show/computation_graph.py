"""A calculation drawn as a graph: the data of each value, its parents, and the slope along every edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from lab.show.style import BLUE, GREY, STYLE, VERMILION, displayed_panels

Position = tuple[float, float]

MAX_VALUES = 40
INPUT, INTERMEDIATE, RESULT = (BLUE, "--", 1.6), (GREY, "-", 1.0), (VERMILION, "-", 2.6)
"""Colour, dash and width of the frames: inputs, calculated values, and the result."""


def graph(result: Any, names: Mapping[str, Any] | None = None, *, title: str = "") -> None:
    """Show all values from which `result` was calculated, left to right; `names` are names of some of them.

    A value is any object with `data`, `grad`, `parents` and `slopes`. Its operation is found out from these. The grads
    are shown once one is not 0. Raises ValueError where there are too many values.
    """
    values = _topological_order(result)
    if len(values) > MAX_VALUES:
        raise ValueError(f"a graph of {len(values)} values cannot be read; {MAX_VALUES} are the most")
    names_by_id = {id(value): name for name, value in (names or {}).items()}
    columns = _columns(values)
    positions = _positions(columns)
    tallest = max(len(column) for column in columns)
    shows_grads = any(value.grad != 0 for value in values)
    labels = {id(value): _label(value, names_by_id.get(id(value), ""), shows_grad=shows_grads) for value in values}
    size = (2.3 + 1.95 * (len(columns) - 1), 0.7 + 1.05 * tallest)
    with displayed_panels(1, size, text=_in_words(title, values, labels)) as (axes,):
        for value in values:
            _draw_edges(axes, value, positions, labels[id(value)])
        for value in values:
            frame = RESULT if value is result else INTERMEDIATE if value.parents else INPUT
            _draw_box(axes, positions[id(value)], labels[id(value)], frame)
        axes.set(title=title, xlim=(-0.5, len(columns) - 0.5), ylim=(-tallest / 2 - 0.05, tallest / 2 + 0.05))
        axes.set_axis_off()


def _topological_order(result: Any) -> list[Any]:
    """Return the values of the graph, each after its parents."""
    ordered: dict[int, Any] = {}
    stack = [result]
    while stack:
        missing = [parent for parent in stack[-1].parents if id(parent) not in ordered]
        if missing:
            stack += reversed(missing)
        else:
            value = stack.pop()
            ordered[id(value)] = value
    return list(ordered.values())


def _columns(values: Sequence[Any]) -> list[list[Any]]:
    """Put calculated values one column right of their last parent, inputs just left of their first use."""
    depth: dict[int, int] = {}
    for value in values:
        depth[id(value)] = 1 + max((depth[id(parent)] for parent in value.parents), default=-1)
    for leaf in (value for value in values if not value.parents):
        uses = [depth[id(value)] for value in values if any(parent is leaf for parent in value.parents)]
        depth[id(leaf)] = min(uses, default=1) - 1
    columns: list[list[Any]] = [[] for _ in range(1 + max(depth.values()))]
    for value in values:
        columns[depth[id(value)]].append(value)
    return columns


def _positions(columns: Sequence[Sequence[Any]]) -> dict[int, Position]:
    """Return the position of each value: in a column, values are ordered by the mean height of their parents."""
    positions: dict[int, Position] = {}
    for x, column in enumerate(columns):
        heights = {id(value): _parents_height(value, positions, row) for row, value in enumerate(column)}
        ordered = sorted(column, key=lambda value: -heights[id(value)])
        for row, value in enumerate(ordered):
            positions[id(value)] = (float(x), (len(ordered) - 1) / 2 - row)
    return positions


def _parents_height(value: Any, positions: Mapping[int, Position], row: int) -> float:
    heights = [positions[id(parent)][1] for parent in value.parents if id(parent) in positions]
    return sum(heights) / len(heights) if heights else -float(row)


def _in_words(title: str, values: Sequence[Any], labels: Mapping[int, str]) -> str:
    """Return the graph as sentences, one for each calculated value: its parents, and the slopes along the edges."""
    words = {key: label.split("→")[-1].strip().replace("\n", ", ") for key, label in labels.items()}
    sentences = []
    for value in values:
        edges = zip(value.parents, value.slopes, strict=True)
        origins = [f"{words[id(parent)]} (slope {_signed(slope)})" for parent, slope in edges]
        if origins:
            sentences.append(f"{words[id(value)]} comes from {' and '.join(origins)}.")
    return " ".join([f"{title}:" if title else "A calculation:", *sentences])


def _draw_edges(axes: Axes, value: Any, positions: Mapping[int, Position], label: str) -> None:
    """Draw an arrow from each parent to the frame around the label; two uses of the same one are bent apart."""
    end = positions[id(value)]
    half_a_frame = 10 + 2.6 * max(len(line) for line in label.split("\n"))  # in points
    for index, (parent, slope) in enumerate(zip(value.parents, value.slopes, strict=True)):
        start = positions[id(parent)]
        uses = sum(other is parent for other in value.parents)
        bend = 0.28 * (1 if index else -1) if uses > 1 else 0.3 * _bend_direction(start, end, positions.values())
        arrow: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 13, "shrinkA": 26, "color": GREY}
        arrow["shrinkB"] = half_a_frame
        axes.add_patch(FancyArrowPatch(start, end, connectionstyle=f"arc3,rad={bend}", zorder=1, **arrow))
        # Not in the middle, where edges often cross.
        along = 0.5 if bend else 0.36
        x, y = (first + along * (last - first) for first, last in zip(start, end, strict=True))
        background = {"boxstyle": "round,pad=0.15", "facecolor": STYLE["axes.facecolor"], "edgecolor": "none"}
        y -= bend * (end[0] - start[0]) * 0.7
        axes.text(x, y, f"×{_signed(slope)}", ha="center", va="center", fontsize=9.5, bbox=background, zorder=2)


def _bend_direction(start: Position, end: Position, positions: Iterable[Position]) -> int:
    """Return how to bend a line past another value: -1 above it, 1 below it, 0 where none is in the way."""
    rise = (end[1] - start[1]) / (end[0] - start[0])
    distances = [start[1] + rise * (x - start[0]) - y for x, y in positions if start[0] < x < end[0]]
    nearest = min(distances, key=abs, default=1.0)
    return 0 if abs(nearest) > 0.3 else -1 if nearest > 0 else 1


def _draw_box(axes: Axes, position: Position, label: str, frame: tuple[str, str, float]) -> None:
    colour, dash, width = frame
    box = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": colour, "linestyle": dash}
    axes.text(*position, label, ha="center", va="center", fontsize=9.5, bbox={**box, "linewidth": width}, zorder=3)


def _label(value: Any, name: str, *, shows_grad: bool) -> str:
    first = f"{name} = {_signed(value.data)}" if name else _signed(value.data)
    operation = _operation(value)
    lines = [f"{operation}  →  {first}" if operation else first]
    return "\n".join([*lines, f"grad {_signed(value.grad)}"] if shows_grad else lines)


def _operation(value: Any) -> str:
    """Return the operation whose result and slopes these are, or nothing where it is another one."""
    data, slopes = [parent.data for parent in value.parents], tuple(value.slopes)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if len(data) == 1 and value.data != 0:
            exponent = slopes[0] * data[0] / value.data
            is_power = np.isclose(np.float64(data[0]) ** exponent, value.data)
            return f"^{_signed(exponent)}" if is_power else ""
        if len(data) != 2:
            return ""
        a, b = np.float64(data[0]), np.float64(data[1])
        operations = {"+": (a + b, 1, 1), "−": (a - b, 1, -1), "·": (a * b, b, a), "/": (a / b, 1 / b, -a / b**2)}
    fits = (sign for sign, numbers in operations.items() if np.allclose((value.data, *slopes), numbers))
    return next(fits, "")


def _signed(number: float) -> str:
    return f"{number:.4g}".replace("-", "−")
