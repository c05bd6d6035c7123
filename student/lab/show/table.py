"""A table of what the reader has measured: one row per question, one column per thing compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from IPython import display as notebook

from lab.display import console

CELL_STYLE = "text-align:left;padding:.35em .9em;border-bottom:1px solid rgba(128,128,128,.35)"


@dataclass(frozen=True)
class MeasurementTable:
    """Rows of text under named columns; each row begins with its name."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> str:
        """Return the table as one element, in the page's colours."""
        head = "".join(f'<th style="{CELL_STYLE}">{escape(name)}</th>' for name in ("", *self.columns))
        body = "".join(
            "<tr>" + "".join(f'<td style="{CELL_STYLE}">{escape(text)}</td>' for text in row) + "</tr>"
            for row in self.rows
        )
        style = "border-collapse:collapse;margin:.6em 0"
        return f'<table style="{style}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def text(self) -> str:
        """Return columns of plain text."""
        lines = [("", *self.columns), *self.rows]
        widths = [max(len(line[k]) for line in lines) for k in range(len(self.columns) + 1)]
        return "\n".join(
            "  ".join(f"{text:<{width}}" for text, width in zip(line, widths, strict=True)) for line in lines
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Return the formats among which Jupyter, VS Code and nbconvert choose."""
        return {"text/html": self.html(), "text/plain": self.text()}


def table(columns: Sequence[str], rows: Mapping[str, Sequence[object]]) -> None:
    """Show the rows under the columns, numbers with three significant digits."""
    lines = tuple((name, *(_cell_text(value) for value in values)) for name, values in rows.items())
    measurements = MeasurementTable(tuple(columns), lines)
    if console.is_console():
        console.print_text(measurements.text())
    else:
        notebook.display(measurements)


def _cell_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3g}" if isinstance(value, float) else str(value)
