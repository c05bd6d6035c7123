"""Pictures late or never: a figure is drawn at the end of its cell, and only if it is still shown then.

Drawing is most of what an honest notebook costs, and of an animation's frames `clear_output` leaves one.
A figure shown twice in one cell and changed in between is therefore drawn twice in its last state.
"""

from __future__ import annotations

from typing import Any

from IPython.core.formatters import DisplayFormatter

from .output_capture import Output, Outputs

PENDING = "application/x-pending-figure"


class Formatter(DisplayFormatter):  # type: ignore[misc]
    """Puts a placeholder where a figure belongs; `silent`, it makes nothing of anything."""

    pending: dict[str, Any]
    silent = False

    def format(self, obj: Any, include: Any = None, exclude: Any = None) -> tuple[Output, Output]:
        if self.silent:
            return {}, {}
        if not is_figure(obj):
            formatted: tuple[Output, Output] = super().format(obj, include, exclude)
            return formatted
        token = str(len(self.pending))
        self.pending[token] = (obj, include, exclude)
        return {PENDING: token, "text/plain": repr(obj)}, {}

    def draw(self, token: str) -> tuple[Output, Output]:
        drawn: tuple[Output, Output] = super().format(*self.pending[token])
        return drawn


def is_figure(value: object) -> bool:
    return any(base.__name__ == "Figure" and base.__module__ == "matplotlib.figure" for base in type(value).__mro__)


def settle(outputs: Outputs, formatter: Formatter, draw: bool) -> None:
    """Replace every placeholder that survived by its picture, or by nothing but its text."""
    shown = [item for item in outputs.items if "data" in item] + [update for _, _, update in outputs.updates]
    for item in shown:
        token = item["data"].pop(PENDING, None)
        if token is not None and draw:
            _draw(item, token, formatter)
    formatter.pending.clear()


def _draw(item: Output, token: str, formatter: Formatter) -> None:
    try:
        data, metadata = formatter.draw(token)
    except Exception as error:
        item["data"]["text/plain"] += f"\n[could not be drawn: {type(error).__name__}]"
        return
    item["data"] = data
    item["metadata"] = {**metadata, **item.get("metadata", {})}
