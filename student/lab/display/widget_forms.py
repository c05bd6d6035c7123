"""The formats in which a widget is stored in a notebook: the widget, and a text for when no kernel runs it."""

from __future__ import annotations

from html import escape
from typing import Any

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def build(widget: Any, text: str) -> dict[str, Any]:
    """Return the formats of a widget among which a program chooses."""
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    fallback = f'<p style="margin:.35em 0;font-size:.92em">{escape(text)}</p>'
    return {WIDGET_VIEW: view, "text/html": fallback, "text/plain": text}
