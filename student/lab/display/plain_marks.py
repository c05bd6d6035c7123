"""Marks and dashes for terminals, pipes and files whose encoding lacks them: a Windows console, for example."""

from __future__ import annotations

import codecs
import io
import sys

PLAIN_MARKS = {
    "✓": "+",
    "✗": "x",
    "–": "-",
    "—": "-",
    "─": "-",
    "…": "...",
    "→": "->",
    "·": "*",
    "’": "'",
    "“": '"',
    "”": '"',
}
HANDLER_NAME = "lab-plain-marks"


def use_plain_marks() -> None:
    """Let the standard streams write characters that their encoding lacks as plain ones, in place of failing."""
    codecs.register_error(HANDLER_NAME, _replace)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors != HANDLER_NAME:
            stream.reconfigure(errors=HANDLER_NAME)


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(PLAIN_MARKS.get(character, "?") for character in text), error.end
