"""A calculation drawn as a graph: what each value holds, where it comes from, and the slope along every edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from lab.show.style import BLUE, GREY, STYLE, VERMILION, figure_of

Place = tuple[float, float]

MOST_VALUES = 40
GIVEN, MADE, RESULT = (BLUE, "-", 1.6), (GREY, "-", 1.0), (VERMILION, "-", 2.6)
"""Colour, dash and width of a value's frame: given, calculated, and the end of it all."""


def graph(result: Any, names: Mapping[str, Any] | None = None, *, title: str = "") -> None:
    """Show everything `result` was calculated from, left to right; `names` says what some of the values are called.

    A value is anything with `data`, `grad`, `parents` and `slopes`. ValueError where there are too many to be read.
    """
    values = _behind(result)
    if len(values) > MOST_VALUES:
        raise ValueError(f"a graph of {len(values)} values cannot be read; {MOST_VALUES} are the most")
    called = {id(value): name for name, value in (names or {}).items()}
    columns = _columns(values)
    places = _places(columns)
    tallest = max(len(column) for column in columns)
    with figure_of(1, (2.3 + 1.95 * (len(columns) - 1), 0.7 + 1.05 * tallest)) as (axes,):
        for value in values:
            _edges(axes, value, places)
        for value in values:
            kind = RESULT if value is result else MADE if value.parents else GIVEN
            _box(axes, places[id(value)], _words(value, called.get(id(value), "")), kind)
        axes.set(title=title, xlim=(-0.5, len(columns) - 0.5), ylim=(-tallest / 2 - 0.05, tallest / 2 + 0.05))
        axes.set_axis_off()


def _behind(result: Any) -> list[Any]:
    """The values of the graph, each after its parents."""
    done: dict[int, Any] = {}
    waiting = [result]
    while waiting:
        missing = [parent for parent in waiting[-1].parents if id(parent) not in done]
        if missing:
            waiting += reversed(missing)
        else:
            value = waiting.pop()
            done[id(value)] = value
    return list(done.values())


def _columns(values: Sequence[Any]) -> list[list[Any]]:
    """Calculated values one column right of their last parent, given ones just left of their first use."""
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


def _places(columns: Sequence[Sequence[Any]]) -> dict[int, Place]:
    """Columns from left to right; in each, values at the height of what they come from, kept a row apart."""
    places: dict[int, Place] = {}
    for x, column in enumerate(columns):
        wanted = {id(value): _height(value, places, row) for row, value in enumerate(column)}
        ordered = sorted(column, key=lambda value: -wanted[id(value)])
        for row, value in enumerate(ordered):
            places[id(value)] = (float(x), (len(ordered) - 1) / 2 - row)
    return places


def _height(value: Any, places: Mapping[int, Place], row: int) -> float:
    above = [places[id(parent)][1] for parent in value.parents if id(parent) in places]
    return sum(above) / len(above) if above else -float(row)


def _edges(axes: Axes, value: Any, places: Mapping[int, Place]) -> None:
    """An arrow from each parent; two uses of the same one are bent apart."""
    end = places[id(value)]
    for place, (parent, slope) in enumerate(zip(value.parents, value.slopes, strict=True)):
        start = places[id(parent)]
        twins = sum(other is parent for other in value.parents)
        bend = 0.28 * (1 if place else -1) if twins > 1 else 0.3 * _way_round(start, end, places.values())
        look: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 13, "shrinkA": 26, "shrinkB": 33, "color": GREY}
        axes.add_patch(FancyArrowPatch(start, end, connectionstyle=f"arc3,rad={bend}", zorder=1, **look))
        # Not in the middle, where edges like to cross.
        along = 0.5 if bend else 0.36
        x, y = (first + along * (last - first) for first, last in zip(start, end, strict=True))
        ground = {"boxstyle": "round,pad=0.15", "facecolor": STYLE["axes.facecolor"], "edgecolor": "none"}
        y -= bend * (end[0] - start[0]) * 0.7
        axes.text(x, y, f"×{slope:.4g}", ha="center", va="center", fontsize=9.5, bbox=ground, zorder=2)


def _way_round(start: Place, end: Place, others: Iterable[Place]) -> int:
    """How to bend a line that would run through another place: -1 above it, 1 below it, 0 where none is in the way."""
    rise = (end[1] - start[1]) / (end[0] - start[0])
    above = [start[1] + rise * (x - start[0]) - y for x, y in others if start[0] < x < end[0]]
    near = min(above, key=abs, default=1.0)
    return 0 if abs(near) > 0.3 else -1 if near > 0 else 1


def _box(axes: Axes, place: Place, words: str, kind: tuple[str, str, float]) -> None:
    colour, dash, width = kind
    frame = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": colour, "linestyle": dash}
    axes.text(*place, words, ha="center", va="center", fontsize=9.5, bbox={**frame, "linewidth": width}, zorder=3)


def _words(value: Any, name: str) -> str:
    first = f"{name} = {value.data:.4g}" if name else f"{value.data:.4g}"
    return f"{first}\ngrad {value.grad:.4g}"
