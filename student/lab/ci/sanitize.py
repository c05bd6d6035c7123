"""Text of students, made safe for a terminal, for GitHub's runner and for GitHub's Markdown."""

from __future__ import annotations

import re

MARKUP = re.compile(r"""[\\*_\[\]!#|~@:<>&"]""")


def plain_line(text: str) -> str:
    """Return the text on one line, without anything that controls a terminal or a runner."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line.replace("::", ": :").replace("##[", "## [")


def printable_lines(text: str) -> str:
    """Return the text with its line breaks and tabs, and other control characters replaced by spaces."""
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)


def markdown_line(text: str) -> str:
    """Return the text on one line, without Markdown or HTML except for code between backticks."""
    parts = plain_line(text).split("`")
    escaped = [MARKUP.sub(lambda match: f"&#{ord(match.group())};", part) for part in parts]
    if len(parts) % 2 == 0:
        return "&#96;".join(escaped)
    return "".join(f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(escaped))
