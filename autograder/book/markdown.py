"""Pieces of MyST Markdown, the language of the book's pages.

https://myst-parser.readthedocs.io/en/latest/syntax/typography.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

CODE = re.compile("(`[^`]+`)")
SPECIAL = re.compile(r"[\\*_<>$\[\]{}~#]")


def code_block(code: str, language: str, css_class: str = "") -> str:
    """Return code as a block; the fence is longer than every run of backticks in it."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 3)
    option = f":class: {css_class}\n" if css_class else ""
    return f"{fence}{{code-block}} {language}\n{option}\n{code.rstrip()}\n{fence}"


def admonition(title: str, text: str, css_class: str) -> str:
    """Return a titled box."""
    return f"::::{{admonition}} {title}\n:class: {css_class}\n\n{text}\n::::"


def container(text: str, css_class: str) -> str:
    """Return a block with a class of its own."""
    return f":::{{container}} {css_class}\n\n{text}\n:::"


def image(path: str, alternative: str, width: int | None) -> str:
    """Return an image with its alternative text, which is one line."""
    option = f":width: {width}px\n" if width else ""
    return f"```{{image}} {path}\n:alt: {' '.join(alternative.split())}\n{option}```"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(text) for text in line) + " |" for line in lines)


def sentence(text: str) -> str:
    """Return a text in which only backticks mean something, as on the cards of `lab`, as Markdown."""
    parts = CODE.split(text)
    return "".join(part if place % 2 else SPECIAL.sub(r"\\\g<0>", part) for place, part in enumerate(parts))


def _cell(text: str) -> str:
    return " ".join(re.sub(r"(?<!\\)\|", r"\\|", text).split())
