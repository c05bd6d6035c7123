"""Reading saved predictions with the tolerance for notebooks: odd encodings, names and unresolved merges."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lab.predicting.prediction_file import FILE_NAME, SCHEMA, parse

from autograder.submissions import damaged_json
from autograder.views import sanitize

MAX_ATTEMPTS = 20
"""Places in a damaged file that are tried for one question."""
LONGEST_ENTRY = 10_000


class Unreadable(ValueError):
    """The file holds no predictions; the message says why."""


@dataclass
class SavedPredictions:
    """The content of `predictions.json`, clean, and what had to be repaired; empty where nothing was saved.

    `problem` says what in a file that is there cannot be read.
    """

    data: bytes = b""
    entries: int = 0
    repairs: list[str] = field(default_factory=list)
    problem: str = ""


def read_predictions(files: Mapping[str, bytes], questions: Collection[str]) -> SavedPredictions:
    """Return the predictions for these questions from the files that may hold them: the file with the most."""
    readings = [_read_file(name, data, questions) for name, data in sorted(files.items(), key=_order)]
    if not readings:
        return SavedPredictions()
    best = max(readings, key=lambda reading: (reading.entries, not reading.problem))
    if len(files) > 1:
        best.repairs.append(f"{len(files)} files of predictions were handed in: the one with the most was read")
    return best


def _order(item: tuple[str, bytes]) -> tuple[bool, str]:
    return item[0] != FILE_NAME, item[0]


def _read_file(name: str, data: bytes, questions: Collection[str]) -> SavedPredictions:
    repairs: list[str] = []
    short_name = sanitize.short_word(name)
    try:
        saved = _saved_entries(data, questions, repairs)
    except Unreadable as error:
        return SavedPredictions(problem=f"'{short_name}' cannot be read: {error}")
    entries = {key: entry for key, entry in saved.items() if _is_entry(key, entry)}
    invalid = [key for key in saved if key not in entries]
    problem = f"the entry for '{invalid[0]}' in '{short_name}' cannot be read" if invalid else ""
    if name != FILE_NAME:
        repairs.append(f"it was read as {FILE_NAME}")
    if repairs:
        data = json.dumps({"schema": SCHEMA, "predictions": entries}).encode()
    return SavedPredictions(data, len(entries), [f"'{short_name}': {repair}" for repair in repairs], problem)


def _saved_entries(data: bytes, questions: Collection[str], repairs: list[str]) -> dict[str, Any]:
    """Return the entries of a file for these questions; Unreadable where it holds none at all."""
    if not data.strip():
        raise Unreadable("it is empty")
    text = damaged_json.decode_text(data, repairs)
    try:
        value = damaged_json.read_value(damaged_json.without_conflicts(text, repairs), repairs)
    except ValueError:
        entries = dict(_whole_entries(text, questions))
        if not entries:
            raise Unreadable("it is not JSON") from None
        repairs.append(f"the file was damaged: {len(entries)} whole predictions were saved")
        return entries
    saved = value.get("predictions") if isinstance(value, dict) else None
    if not isinstance(saved, dict):
        raise Unreadable("it is JSON, but holds no predictions")
    return {name: entry for name, entry in saved.items() if name in questions}


def _is_entry(name: str, entry: Any) -> bool:
    """Return whether `lab` accepts an entry."""
    try:
        return name in parse(json.dumps({"predictions": {name: entry}})).entries
    except (ValueError, RecursionError):
        return False


def _whole_entries(text: str, questions: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Yield the entries that are complete in a damaged file; of several for one question, the first."""
    for name in questions:
        matches = re.finditer(rf'"{re.escape(name)}"\s{{0,20}}:\s{{0,20}}(?=\{{)', text)
        for match in islice(matches, MAX_ATTEMPTS):
            objects = damaged_json.read_objects(text[match.end() : match.end() + LONGEST_ENTRY], 0)
            if objects and _is_entry(name, objects[0]):
                yield name, objects[0]
                break
