"""A notebook page with widgets, as far as tests need one: its outputs, and the buttons below a card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import ipywidgets
from lab.display.cards import Card

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


@dataclass
class Output:
    """An output of the notebook, with its present content."""

    content: Any

    def update(self, content: Any, **_: Any) -> None:
        self.content = content

    @property
    def text(self) -> str:
        return " ".join(self.content.text().split()) if isinstance(self.content, Card) else ""


@dataclass
class Page:
    """A notebook page with widgets."""

    outputs: list[Output] = field(default_factory=list)
    hooks: list[Callable[..., None]] = field(default_factory=list)

    def display(self, content: Any, **_: Any) -> Output:
        self.outputs.append(Output(content))
        return self.outputs[-1]

    def run_another_cell(self) -> None:
        for hook in list(self.hooks):
            hook(None)

    def widgets(self) -> dict[str, Any]:
        """Return buttons by their labels, the field as "field", and the text below them as "notice"."""
        view = self.outputs[-1].content[WIDGET_VIEW]
        line, notice = ipywidgets.widget_serialization["from_json"](f"IPY_MODEL_{view['model_id']}", None).children
        names = [child.description if isinstance(child, ipywidgets.Button) else "field" for child in line.children]
        return {**dict(zip(names, line.children, strict=True)), "notice": notice}
