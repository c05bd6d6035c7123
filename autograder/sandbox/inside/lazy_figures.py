"""Figures are drawn at the end of their cell, and only if they are still displayed then.

Drawing takes most of the time that an honest notebook needs, and `clear_output` leaves one of an animation's frames.
As a consequence, a figure that a cell displays, changes and displays again is drawn twice in its last state.
"""

from __future__ import annotations

from typing import Any

from IPython.core.formatters import DisplayFormatter

from .output_capture import CellOutputs, Output

PLACEHOLDER = "application/x-pending-figure"


class LazyFigureFormatter(DisplayFormatter):  # type: ignore[misc]
    """Formats a figure as a placeholder. A `silent` formatter formats nothing."""

    figures: dict[str, Any]
    """The arguments of `format` for every figure of the cell, by its placeholder's id."""
    silent = False

    def format(self, obj: Any, include: Any = None, exclude: Any = None) -> tuple[Output, Output]:
        """Return the display data and the metadata of an object."""
        if self.silent:
            return {}, {}
        if not is_figure(obj):
            data_and_metadata: tuple[Output, Output] = super().format(obj, include, exclude)
            return data_and_metadata
        figure_id = str(len(self.figures))
        self.figures[figure_id] = (obj, include, exclude)
        return {PLACEHOLDER: figure_id, "text/plain": repr(obj)}, {}

    def draw(self, figure_id: str) -> tuple[Output, Output]:
        """Return the display data and the metadata of a figure, with its image."""
        data_and_metadata: tuple[Output, Output] = super().format(*self.figures[figure_id])
        return data_and_metadata


def is_figure(value: object) -> bool:
    """Whether a value is a Matplotlib figure. Does not import Matplotlib."""
    return any(base.__name__ == "Figure" and base.__module__ == "matplotlib.figure" for base in type(value).__mro__)


def replace_placeholders(outputs: CellOutputs, formatter: LazyFigureFormatter, draw: bool) -> None:
    """Replace the placeholders in a cell's outputs: with images, or without `draw` with the figures' texts."""
    displays = [output for output in outputs.items if "data" in output]
    for output in displays + [update for _, _, update in outputs.updates]:
        figure_id = output["data"].pop(PLACEHOLDER, None)
        if figure_id is not None and draw:
            _draw(output, figure_id, formatter)
    formatter.figures.clear()


def _draw(output: Output, figure_id: str, formatter: LazyFigureFormatter) -> None:
    try:
        data, metadata = formatter.draw(figure_id)
    except Exception as error:
        output["data"]["text/plain"] += f"\n[could not be drawn: {type(error).__name__}]"
        return
    output["data"] = data
    output["metadata"] = {**metadata, **output.get("metadata", {})}
