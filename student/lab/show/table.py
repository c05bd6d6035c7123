"""A table of what the reader has measured: one row per question, one column per thing compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from IPython.display import display

CELL = "text-align:left;padding:.35em .9em;border-bottom:1px solid rgba(128,128,128,.35)"


@dataclass(frozen=True)
class Measured:
    """Rows of words and numbers under named columns, for the page and for a console."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> str:
        """The table as one element; its colours are the page's."""
        head = "".join(f'<th style="{CELL}">{escape(name)}</th>' for name in ("", *self.columns))
        body = "".join(
            "<tr>" + "".join(f'<td style="{CELL}">{escape(words)}</td>' for words in row) + "</tr>" for row in self.rows
        )
        style = "border-collapse:collapse;margin:.6em 0"
        return f'<table style="{style}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def text(self) -> str:
        """Columns of plain text."""
        lines = [("", *self.columns), *self.rows]
        widths = [max(len(line[k]) for line in lines) for k in range(len(self.columns) + 1)]
        return "\n".join(
            "  ".join(f"{words:<{width}}" for words, width in zip(line, widths, strict=True)) for line in lines
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """What Jupyter, VS Code and nbconvert choose from."""
        return {"text/html": self.html(), "text/plain": self.text()}


def table(columns: Sequence[str], rows: Mapping[str, Sequence[object]]) -> None:
    """Show the rows under the columns; numbers with three significant digits."""
    lines = tuple((name, *(_words(value) for value in values)) for name, values in rows.items())
    display(Measured(tuple(columns), lines))


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3g}" if isinstance(value, float) else str(value)
