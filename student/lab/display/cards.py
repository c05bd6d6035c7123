"""Cards: messages of `lab` in a notebook, as HTML and as plain text with the same content.

Text and background colours come from the page, so a card is readable in light and dark themes. The tone shows in the
bar at the left and in words, never in colour alone. Styles are inline, because untrusted notebooks lose style sheets.
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

from lab.display.plain_marks import use_plain_marks

Tone = Literal["question", "saved", "outcome", "good", "wrong", "waiting", "problem"]

BAR_COLOURS: dict[Tone, str] = {
    "question": "#3b7dd8",
    "saved": "#2a9d8f",
    "outcome": "#8e6bbf",
    "good": "#2e9e62",
    "wrong": "#d4622a",
    "waiting": "#8a8a8a",
    "problem": "#c7a008",
}
FRAME_STYLE = (
    "margin:.5em 0;padding:.7em 1em;max-width:46em;line-height:1.5;overflow-wrap:anywhere;"
    "border:1px solid rgba(128,128,128,.35);border-radius:6px"
)
# `float` and `width` undo what Jupyter's style sheet says about `dt` and `dd`.
NAME_STYLE = "float:none;width:auto;margin:0;padding:0;font-weight:600"
TEXT_STYLE = "float:none;width:auto;margin:0;padding:0"
GRID_STYLE = "margin:.4em 0;display:grid;grid-template-columns:fit-content(40%) 1fr;gap:.15em 1em"
CODE_STYLE = "font-family:monospace;padding:0 .25em;border-radius:3px;background:rgba(128,128,128,.18);color:inherit"
BLOCK_STYLE = (
    "margin:.35em 0;padding:.3em .6em;white-space:pre-wrap;word-break:normal;font-size:.92em;"
    "background:rgba(128,128,128,.12);color:inherit"
)
LINE_LENGTH = 88
WIDE_PIXELS = 630


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. Text between backticks is code; everything else is shown as written."""

    words: str
    small: bool = False

    def html(self) -> str:
        """Return one `<p>`."""
        size = ";font-size:.92em" if self.small else ""
        return f'<p style="margin:.35em 0{size}">{inline_html(self.words)}</p>'

    def text(self) -> str:
        """Return the text in lines of a card's length."""
        return _wrap(self.words)


@dataclass(frozen=True)
class Rows:
    """Names with their descriptions, one pair per line."""

    pairs: tuple[tuple[str, str], ...]

    def html(self) -> str:
        """Return a description list in two columns."""
        cells = "".join(
            f'<dt style="{NAME_STYLE}">{inline_html(name)}</dt><dd style="{TEXT_STYLE}">{inline_html(words)}</dd>'
            for name, words in self.pairs
        )
        return f'<dl style="{GRID_STYLE}">{cells}</dl>'

    def text(self) -> str:
        """Return two columns of plain text."""
        width = max((len(name) for name, _ in self.pairs), default=0)
        return "\n".join(_wrap(f"{name:<{width}}  {words}", "  ", hang=width + 4) for name, words in self.pairs)


@dataclass(frozen=True)
class Preformatted:
    """Text that a student's code printed, with its line breaks."""

    words: str

    def html(self) -> str:
        """Return a block that keeps line breaks and wraps long lines."""
        return f'<pre style="{BLOCK_STYLE}">{escape(self.words, quote=True)}</pre>'

    def text(self) -> str:
        """Return the lines, each behind a bar."""
        return textwrap.indent(self.words, "  | ", lambda _: True)


@dataclass(frozen=True)
class PageStyle:
    """A rule for the pictures of the whole page: a wide one, of several panels, is not shrunk until it is unreadable.

    It then scrolls sideways. Where a page drops style sheets, it scrolls as soon as it does not fit.
    """

    def html(self) -> str:
        """Return a style sheet."""
        width = f"max-width:max(100%,{WIDE_PIXELS}px)!important"
        return f"<style>.jp-RenderedImage img.jp-mod-unconfined{{{width}}}</style>"

    def text(self) -> str:
        """Return nothing: plain text has no pictures."""
        return ""


Part = Paragraph | Rows | Preformatted | PageStyle


@dataclass(frozen=True)
class Card:
    """A title, a tone, and parts."""

    title: str
    parts: tuple[Part, ...] = ()
    tone: Tone = "question"

    def html(self) -> str:
        """Return the card as one self-contained element."""
        bar = f"border-left:5px solid {BAR_COLOURS[self.tone]}"
        title = f'<p style="margin:0 0 .2em;font-weight:600;font-size:1.05em">{inline_html(self.title)}</p>'
        body = "".join(part.html() for part in self.parts)
        label = escape(self.title.replace("`", ""), quote=True)
        return f'<div role="group" aria-label="{label}" style="{FRAME_STYLE};{bar}">{title}{body}</div>'

    def text(self) -> str:
        """Return the card for a console, a screen reader or a log."""
        lines = [f"── {self.title} ──", *(text for part in self.parts if (text := part.text()))]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Return the formats among which Jupyter, VS Code and nbconvert choose."""
        return {"text/html": self.html(), "text/plain": self.text()}


def card(title: str, *parts: Part | str, tone: Tone = "question") -> Card:
    """Build a card; a string becomes a paragraph."""
    return Card(title, tuple(Paragraph(part) if isinstance(part, str) else part for part in parts), tone)


def rows(pairs: Iterable[tuple[str, str]]) -> Rows:
    """Build the part with two columns."""
    return Rows(tuple(pairs))


def unknown_name_card(kind: str, name: object, names: Sequence[str], more_names: Sequence[str] = ()) -> Card:
    """Build the card for a misspelt name: it suggests the most similar of all names, or lists `names`."""
    similar = _most_similar(str(name), names) or _most_similar(str(name), more_names)
    hint = f"Did you mean `{similar}`?" if similar else f"There are: {', '.join(names)}."
    return card(f"There is no {kind} `{name}`", hint, tone="problem")


def _most_similar(name: str, names: Sequence[str]) -> str:
    exact_names = {other.lower(): other for other in names}
    matches = difflib.get_close_matches(name.lower(), list(exact_names), n=1)
    return exact_names[matches[0]] if matches else ""


def display_card(card: Card) -> None:
    """Display a card in IPython, or print its text elsewhere."""
    if "IPython" in sys.modules:
        from IPython import get_ipython
        from IPython.display import display

        if get_ipython() is not None:
            display(card)
            return
    use_plain_marks()
    sys.stdout.write(card.text() + "\n")


def inline_html(words: str) -> str:
    """Escape everything, then turn text between backticks into code."""
    return re.sub(r"`([^`\n]+)`", rf'<code style="{CODE_STYLE}">\1</code>', escape(words, quote=True))


def _wrap(words: str, indent: str = "", hang: int = 0) -> str:
    # Ids and file names have hyphens, and a student types them as they are printed: no line ends inside of one.
    return textwrap.fill(
        words,
        LINE_LENGTH,
        initial_indent=indent,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
