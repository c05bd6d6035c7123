"""Reading JSON that an editor, a merge or a disk has damaged, in time proportional to its length.

Used for notebooks; of it, saved predictions need the encodings only. What had to be repaired is appended to `repairs`.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from itertools import islice
from typing import Any

from autograder.views import sanitize

ENCODINGS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
MAX_ATTEMPTS = 10_000
LONGEST_NUMBER = 400
"""Digits of a whole number. Python refuses to convert more than 4,300; no notebook needs more than 20."""
MAX_CONFLICTS = 10_000
MAX_TOKENS = 500_000
"""Brackets and strings of an object that is skipped because it is nested too deep."""
BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.DOTALL)
OWN, BASE, THEIRS, END = "<<<<<<<", "|||||||", "=======", ">>>>>>>"


def decode_text(data: bytes, repairs: list[str]) -> str:
    """Return the text of a file in one of the encodings that editors write."""
    for byte_order_mark, encoding in ENCODINGS:
        if data.startswith(byte_order_mark):
            name = encoding.removesuffix("-sig").upper()
            repairs.append(f"the file began with a byte order mark ({name})")
            return data.decode(encoding, errors="replace")
    encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "latin-1", data.decode("latin-1")
    if encoding != "utf-8":
        repairs.append(f"the file was not UTF-8: read as {encoding.upper()}")
    return text


def without_conflicts(text: str, repairs: list[str]) -> str:
    """Return the text with the student's own side of every unresolved merge; what has no end stays as it is."""
    if not 0 < text.count(OWN) <= MAX_CONFLICTS:
        return text
    lines: list[str] = []
    conflict: list[str] = []
    own: list[str] = []
    side = ""
    for line in text.split("\n"):
        mark = line[:7] if line[7:8] in ("", " ", "\r") else ""
        if not side and mark != OWN:
            lines.append(line)
            continue
        conflict.append(line)
        if mark == END and side == THEIRS:
            lines += own
            own, conflict, side = [], [], ""
        elif mark == OWN and not side:
            side = OWN
        elif (mark == BASE and side == OWN) or (mark == THEIRS and side in (OWN, BASE)):
            side = mark
        elif side == OWN and mark != OWN:
            own.append(line)
    resolved = "\n".join(lines + conflict)
    if len(resolved) < len(text):
        repairs.append("the file held an unresolved merge: the student's own side was read")
    return resolved


def read_value(text: str, repairs: list[str]) -> Any:
    """Return the value of a JSON text; ValueError where it is none, or is nested too deep."""
    duplicate_keys: set[str] = set()

    def keep_last_value(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        entries = dict(pairs)
        if len(entries) < len(pairs):
            duplicate_keys.update(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return entries

    numbers: list[str] = []
    try:
        value = json.loads(text, object_pairs_hook=keep_last_value)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    except ValueError:  # a whole number that Python refuses to convert
        value = _decoder(numbers, keep_last_value).decode(text)
    if numbers:
        repairs.append(f"a number of {max(map(len, numbers))} digits was left out")
    if duplicate_keys:
        keys = ", ".join(f"'{sanitize.short_word(key)}'" for key in sorted(duplicate_keys)[:3])
        repairs.append(f"{keys} stood twice in one object: the last one was read")
    return value


def read_objects(text: str, start: int) -> list[dict[str, Any]]:
    """Return every complete object in broken JSON, from the outermost inwards.

    Each failed attempt may read far, so the search ends after reading the length of the text about three times.
    """
    decoder = _decoder([])
    objects: list[dict[str, Any]] = []
    attempts, characters = MAX_ATTEMPTS, 3 * len(text) + 1_000_000
    position = text.find("{", start)
    while position >= 0 and attempts and characters > 0:
        try:
            value, end = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            end, attempts, characters = position + 1, attempts - 1, characters - (error.pos - position)
        except RecursionError:
            end, attempts = _end_of_object(text, position), attempts - 1
        else:
            objects.append(value)
        position = text.find("{", end)
    return objects


def _end_of_object(text: str, position: int) -> int:
    """Return where the object at a position ends, however deep it is nested; the end of the text if that is far."""
    depth = 0
    for match in islice(BRACKET.finditer(text, position), MAX_TOKENS):
        depth += 1 if match[0] in "{[" else -1 if match[0] in "}]" else 0
        if depth == 0:
            return match.end()
    return len(text)


def _decoder(long_numbers: list[str], pairs_hook: Any = None) -> json.JSONDecoder:
    """Return a decoder that reads whole numbers of any length; the longest become None and are collected."""

    def read_number(digits: str) -> int | None:
        if len(digits) <= LONGEST_NUMBER:
            return int(digits)
        long_numbers.append(digits)
        return None

    return json.JSONDecoder(object_pairs_hook=pairs_hook, parse_int=read_number)
