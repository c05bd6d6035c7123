"""The tokens of a student's cell, with everything left out that is easily changed: names, numbers, texts and layout."""

from __future__ import annotations

import builtins
import io
import keyword
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST_CELL = 50_000
"""Characters of a cell that are read; a cell of a course has a tenth of it."""
LEAST_WORDS, LEAST_LETTERS = 3, 12
"""A comment with fewer words or letters, such as `# the loss`, can be anybody's."""
KEPT_NAMES = frozenset(keyword.kwlist) | frozenset(name for name in dir(builtins) if not name.startswith("_"))
NAME, NUMBER, TEXT = "NAME", "NUMBER", "TEXT"
QUOTES = re.compile(r"^(?:#+|[A-Za-z]{0,2}(?:\"{3}|'{3}|[\"']))|[\"']{1,3}$")
TEXT_TYPES = {tokenize.STRING, getattr(tokenize, "FSTRING_START", tokenize.STRING)}
IGNORED = {getattr(tokenize, name) for name in ("FSTRING_MIDDLE", "FSTRING_END") if hasattr(tokenize, name)} | {
    tokenize.ENCODING,
    tokenize.NEWLINE,
    tokenize.NL,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True, slots=True)
class Word:
    """Something that a student chose and that others rarely choose alike, at these characters of the cell."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CellTokens:
    """The tokens of a cell: their kinds, where each starts and ends in the source, and the words."""

    source: str
    kinds: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[Word, ...]


def read_tokens(source: str) -> CellTokens:
    """Return the tokens of a cell, as far as Python can read it; never raises."""
    source = source[:LARGEST_CELL].replace("\r\n", "\n").replace("\r", "\n")
    offsets = [0]
    for line in source.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    kinds, starts, ends, words = [], [], [], []
    previous = ""
    for token in _tokens(source):
        start, end = (offsets[row - 1] + column for row, column in (token.start, token.end))
        kind = _kind(token, previous)
        words += [Word(word, text, start, end) for word, text in _words(token, kind)]
        if kind:
            kinds.append(kind)
            starts.append(start)
            ends.append(min(end, len(source)))
            previous = token.string
    return CellTokens(source, tuple(kinds), tuple(starts), tuple(ends), tuple(words))


def _tokens(source: str) -> Iterator[tokenize.TokenInfo]:
    """Yield the tokens up to the first place that Python cannot read."""
    try:
        yield from tokenize.generate_tokens(io.StringIO(source, newline="\n").readline)
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        return


def _kind(token: tokenize.TokenInfo, previous: str) -> str:
    """Return what two tokens must have in common to be equal; empty for one that is left out."""
    if token.type in IGNORED or token.type == tokenize.COMMENT or token.string.isspace():
        return ""
    if token.type == tokenize.NAME:
        return token.string if token.string in KEPT_NAMES or previous == "." else NAME
    if token.type == tokenize.NUMBER:
        return NUMBER
    return TEXT if token.type in TEXT_TYPES else token.string


def _words(token: tokenize.TokenInfo, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the normalized text of a name, a number, a comment or a text."""
    if kind == NAME:
        yield "name", token.string
    elif kind == NUMBER:
        yield "number", _number(token.string)
    elif token.type == tokenize.COMMENT or token.type == tokenize.STRING:
        text = " ".join(QUOTES.sub("", token.string).split())
        if len(text) >= LEAST_LETTERS and len(text.split()) >= LEAST_WORDS:
            yield "comment" if token.type == tokenize.COMMENT else "text", text.casefold()


def _number(text: str) -> str:
    """Return a number such that `0.050` and `5e-2` are the same."""
    try:
        return repr(float(text))
    except ValueError:
        return text.casefold()
