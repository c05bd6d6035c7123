"""Text and outputs of students, made safe for a terminal, a CI log, a page and a report.

Everything the engine renders is sanitized here, Markdown in `safe_markdown.py`, with two exceptions that cannot import
this module: values that cross the wire to the sandbox (`sandbox/protocol/framing.py`, which also runs inside the
student's process) and the checks that students run in their own clone (`lab/ci/sanitize.py`, which knows nothing of the
engine).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
UNSAFE_IN_PAGES = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    r"\U000e0000-\U000e007f]"
)
LONGEST_WORD = 40
LONGEST_LINE = 200

# What a student's cell may put on a page that the instructor's browser opens: text and pictures, nothing that runs.
SAFE_MIME_TYPES = ("text/plain", "image/png", "image/jpeg")
PICTURE_TYPES = ("image/png", "image/jpeg", "image/gif")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def terminal_text(text: str) -> str:
    """Return the text without anything that controls a terminal or a CI runner.

    Control characters, bidirectional marks and surrogates are replaced by a visible character. A runner takes
    `::command::` at the start of a line, and a wrapped table starts lines anywhere; it takes `##[command]` everywhere.
    """
    printable = _replace_unprintable(text.encode("utf-8", "replace").decode(), REPLACEMENT)
    return printable.replace("::", ": :").replace("##[", "## [")


def page_text(text: str) -> str:
    """Return a whole page without control characters, marks that turn or hide text, and halves of surrogate pairs.

    The joiners of emoji and of Persian stay.
    """
    return UNSAFE_IN_PAGES.sub(REPLACEMENT, text)


def short_word(word: str) -> str:
    """Return a student's word for a line of a report: printable and at most 40 characters."""
    return _replace_unprintable(word, "?")[:LONGEST_WORD]


def printable(text: str) -> str:
    """Return a line of a report that quotes a student's file name, without what is not printable."""
    return _replace_unprintable(text, "?")[:LONGEST_LINE]


def safe_outputs(outputs: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the outputs of a student's cell, reduced to text and pictures."""
    for output in outputs:
        if "data" in output:
            data = {kind: output["data"][kind] for kind in SAFE_MIME_TYPES if kind in output["data"]}
            safe = {kind: value for kind, value in data.items() if kind == "text/plain" or BASE64.fullmatch(value)}
            output = dict(output, data=safe, metadata={})
        yield output


def safe_pictures(attachments: Any) -> dict[str, dict[str, str]]:
    """Return the attachments of a cell that are pictures: whoever grades a photographed answer must see it."""
    pictures = {
        name: {kind: data for kind, data in bundle.items() if kind in PICTURE_TYPES and _is_base64(data)}
        for name, bundle in (attachments.items() if isinstance(attachments, dict) else ())
        if isinstance(bundle, dict)
    }
    return {name: bundle for name, bundle in pictures.items() if bundle}


def _is_base64(data: Any) -> bool:
    return isinstance(data, str) and BASE64.fullmatch(data) is not None


def _replace_unprintable(text: str, replacement: str) -> str:
    return "".join(character if character.isprintable() else replacement for character in text)
