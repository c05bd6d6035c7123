"""Cards: what `lab` says in a notebook, as HTML and as plain text with the same content.

Colours come from the page around the card, so it reads in light and in dark themes. The tone shows in the
bar at the left and in words, never in colour alone. Styles are inline: untrusted notebooks lose style sheets.
"""

from __future__ import annotations

import difflib
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

Tone = Literal["ask", "kept", "outcome", "good", "wrong", "waiting", "trouble"]

BARS: dict[Tone, str] = {
    "ask": "#3b7dd8",
    "kept": "#2a9d8f",
    "outcome": "#8e6bbf",
    "good": "#2e9e62",
    "wrong": "#d4622a",
    "waiting": "#8a8a8a",
    "trouble": "#c7a008",
}
FRAME = (
    "margin:.5em 0;padding:.7em 1em;max-width:46em;line-height:1.5;overflow-wrap:anywhere;"
    "border:1px solid rgba(128,128,128,.35);border-radius:6px"
)
# Jupyter floats both and gives them widths of its own.
NAME = "float:none;width:auto;margin:0;padding:0;font-weight:600"
WORDS = "float:none;width:auto;margin:0;padding:0"
GRID = "margin:.4em 0;display:grid;grid-template-columns:fit-content(40%) 1fr;gap:.15em 1em"
CODE = "font-family:monospace;padding:0 .25em;border-radius:3px;background:rgba(128,128,128,.18);color:inherit"
BLOCK = (
    "margin:.35em 0;padding:.3em .6em;white-space:pre-wrap;font-size:.92em;"
    "background:rgba(128,128,128,.12);color:inherit"
)
WIDTH = 88


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. Backticks make code; everything else is shown as written."""

    words: str
    small: bool = False

    def html(self) -> str:
        """One `<p>`."""
        size = ";font-size:.92em" if self.small else ""
        return f'<p style="margin:.35em 0{size}">{marked(self.words)}</p>'

    def text(self) -> str:
        """Wrapped to the card's width."""
        return _wrap(self.words)


@dataclass(frozen=True)
class Rows:
    """Names and what belongs to them, one pair per line."""

    pairs: tuple[tuple[str, str], ...]

    def html(self) -> str:
        """A description list in two columns."""
        cells = "".join(
            f'<dt style="{NAME}">{marked(name)}</dt><dd style="{WORDS}">{marked(words)}</dd>'
            for name, words in self.pairs
        )
        return f'<dl style="{GRID}">{cells}</dl>'

    def text(self) -> str:
        """Columns of plain text."""
        widest = max((len(name) for name, _ in self.pairs), default=0)
        return "\n".join(_wrap(f"{name:<{widest}}  {words}", "  ", hang=widest + 4) for name, words in self.pairs)


@dataclass(frozen=True)
class Preformatted:
    """What a student's code printed, line for line."""

    words: str

    def html(self) -> str:
        """A block that keeps its lines and wraps the long ones."""
        return f'<pre style="{BLOCK}">{escape(self.words, quote=True)}</pre>'

    def text(self) -> str:
        """Set apart by a bar."""
        return textwrap.indent(self.words, "  | ", lambda _: True)


Part = Paragraph | Rows | Preformatted


@dataclass(frozen=True)
class Card:
    """A title, a tone, and paragraphs."""

    title: str
    parts: tuple[Part, ...] = ()
    tone: Tone = "ask"

    def html(self) -> str:
        """The card as one self-contained element."""
        bar = f"border-left:5px solid {BARS[self.tone]}"
        title = f'<p style="margin:0 0 .2em;font-weight:600;font-size:1.05em">{marked(self.title)}</p>'
        body = "".join(part.html() for part in self.parts)
        label = escape(self.title.replace("`", ""), quote=True)
        return f'<div role="group" aria-label="{label}" style="{FRAME};{bar}">{title}{body}</div>'

    def text(self) -> str:
        """The card for a console, a screen reader or a log."""
        lines = [f"── {self.title} ──", *(part.text() for part in self.parts)]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """What Jupyter, VS Code and nbconvert choose from."""
        return {"text/html": self.html(), "text/plain": self.text()}


def card(title: str, *parts: Part | str, tone: Tone = "ask") -> Card:
    """Build a card; a plain text is a paragraph."""
    return Card(title, tuple(Paragraph(part) if isinstance(part, str) else part for part in parts), tone)


def rows(pairs: Iterable[tuple[str, str]]) -> Rows:
    """Build the two-column part."""
    return Rows(tuple(pairs))


def unknown(kind: str, name: object, known: Sequence[str]) -> Card:
    """A slip of the pen, with the nearest name that exists."""
    near = difflib.get_close_matches(str(name), known, n=1)
    hint = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(known)}."
    return card(f"There is no {kind} `{name}`", hint, tone="trouble")


def show(shown: Card) -> None:
    """Put a card on the screen: through IPython where it runs, else as text."""
    if "IPython" in sys.modules:
        from IPython import get_ipython
        from IPython.display import display

        if get_ipython() is not None:
            display(shown)
            return
    sys.stdout.write(shown.text() + "\n")


def marked(words: str) -> str:
    """Escape everything, then turn `code` into code."""
    return re.sub(r"`([^`\n]+)`", rf'<code style="{CODE}">\1</code>', escape(words, quote=True))


def _wrap(words: str, indent: str = "", hang: int = 0) -> str:
    # Ids and file names have hyphens, and a student types them as they are printed: no line ends inside of one.
    return textwrap.fill(
        words,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
