"""The text of `predictions.json`: one line for each answer, so that git can merge the answers of two computers.

{
"first-loss": {"answer": 3.5, "committed": "2027-02-01T10:00:00+00:00"},
"help:mse": {"hints": 2},
"schema": "lab/predictions/v1"
}

It is read however damaged it is: between the marks of a merge, after a cut, and with answers that stand twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lab.predicting.exercise_help import KEY_PREFIX, ExerciseHelp, parse_help

FILE_NAME = "predictions.json"
SCHEMA = "lab/predictions/v1"
OPTIONAL_FIELDS = ("explanation", "outcome_shown", "reasons_shown")

KEY = re.compile(r'"([^"\\\n]{1,100})"[ \t]{0,9}:\s{0,9}(?=\{)')
MERGE_MARKS = re.compile(r"(?m)^(<{7}|={7}|>{7}|\|{7})( .*)?\r?$")
STRUCTURE = re.compile(r'"schema"\s*:\s*"[^"\n]*"|[\s{},]+')
LONGEST_ENTRY = 10_000
MOST_ENTRIES = 1_000


@dataclass(frozen=True)
class Prediction:
    """The answer that a student locked in, when that was (ISO 8601), and the key of the explanation chosen later.

    `outcome_shown` is when the student saw the outcome first, `reasons_shown` when they were told which explanation
    holds; None where they were not.
    """

    answer: str | float
    committed: str
    explanation: str | None = None
    outcome_shown: str | None = None
    reasons_shown: str | None = None

    @property
    def fields(self) -> dict[str, str | float]:
        """What is written about it."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class FileContent:
    """The predictions that could be read, and what could not.

    `invalid` names entries that are no predictions. `has_merge_marks`: git has left its marks; both sides were read.
    `damaged`: some of the text is lost. `help` has, by exercise, which hints were asked for.
    """

    entries: Mapping[str, Prediction]
    invalid: tuple[str, ...] = ()
    has_merge_marks: bool = False
    damaged: bool = False
    help: Mapping[str, ExerciseHelp] = field(default_factory=dict)

    @property
    def problem(self) -> str:
        """What the student should know and do; empty where all is well."""
        if self.damaged:
            damage = f"{len(self.entries)} of its predictions could be read" if self.entries else "it cannot be read"
            return f"`{FILE_NAME}` is damaged: {damage}. Lock in the missing predictions again."
        if self.has_merge_marks:
            advice = "Nothing is lost, and the next prediction tidies the file. Commit it then."
            return f"`{FILE_NAME}` holds the marks of a merge in git. {advice}"
        if self.invalid:
            names = ", ".join(name[:20] for name in self.invalid)
            return f"In `{FILE_NAME}` the entry for {names} cannot be read. Lock it in again."
        return ""


def format_entries(entries: Mapping[str, Prediction], exercise_help: Mapping[str, ExerciseHelp] | None = None) -> str:
    """Return the text of the file. The last line is always the same, so that an answer more changes one line."""
    rows: dict[str, Any] = {name: entry.fields for name, entry in entries.items()}
    rows |= {f"{KEY_PREFIX}{name}": entry.fields for name, entry in (exercise_help or {}).items() if entry.fields}
    rows = dict(sorted(rows.items())) | {"schema": SCHEMA}
    lines = [f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in rows.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def parse(text: str) -> FileContent:
    """Parse the file's text, however damaged it is. An empty text holds no predictions."""
    if not text.strip():
        return FileContent({})
    try:
        entries = json.loads(text, object_pairs_hook=_keep_earliest)
    except (ValueError, RecursionError):
        return _salvage(text)
    if not isinstance(entries, dict):
        return FileContent({}, damaged=True)
    entries.pop("schema", None)
    exercise_help = _take_help(entries)
    predictions = {name: _parse_entry(entry) for name, entry in entries.items()}
    valid = {name: prediction for name, prediction in predictions.items() if prediction is not None}
    return FileContent(valid, tuple(sorted(name for name in entries if name not in valid)), help=exercise_help)


def _salvage(text: str) -> FileContent:
    """Read the entries that are whole. Nothing is lost where only the file's structure stands between them."""
    pairs, spans = [], []
    for name, entry, span in _whole_entries(text):
        pairs.append((name, entry))
        spans.append(span)
    rows = _keep_earliest(pairs)
    exercise_help = _take_help(rows)
    entries = {name: _parse_entry(entry) for name, entry in rows.items()}
    valid = {name: entry for name, entry in entries.items() if entry is not None}
    rest = _without(text, spans)
    has_merge_marks = MERGE_MARKS.search(rest) is not None
    structure = MERGE_MARKS.sub("", rest).rstrip()
    is_empty = not valid and not exercise_help
    damaged = is_empty or not structure.endswith("}") or bool(STRUCTURE.sub("", structure))
    return FileContent(valid, tuple(sorted(set(entries) - set(valid))), has_merge_marks, damaged, exercise_help)


def _whole_entries(text: str) -> Iterator[tuple[str, Any, tuple[int, int]]]:
    """Yield the name, the value and the place of each complete entry."""
    decoder = json.JSONDecoder()
    for match in islice(KEY.finditer(text), MOST_ENTRIES):
        try:
            value, length = decoder.raw_decode(text[match.end() : match.end() + LONGEST_ENTRY])
        except (ValueError, RecursionError):
            continue
        yield match[1], value, (match.start(), match.end() + length)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text without these places."""
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _keep_earliest(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the pairs as a dictionary; of two entries for one question, the earlier answer with the most known.

    Of two entries about hints, what both say.
    """
    entries: dict[str, Any] = {}
    for name, entry in pairs:
        if name.startswith(KEY_PREFIX) and name in entries:
            entries[name] = parse_help(entries[name]).joined(parse_help(entry)).fields
            continue
        entries[name] = min(entry, entries[name], key=_age) if name in entries else entry
    return entries


def _take_help(entries: dict[str, Any]) -> dict[str, ExerciseHelp]:
    """Remove the entries about hints, and return what they say by exercise."""
    names = [name for name in entries if name.startswith(KEY_PREFIX)]
    exercise_help = {name.removeprefix(KEY_PREFIX): parse_help(entries.pop(name)) for name in names}
    return {name: entry for name, entry in exercise_help.items() if entry.fields}


def _age(entry: Any) -> tuple[bool, str, int]:
    """Return a sort key: predictions first, the earliest first, then the one with the most fields."""
    is_prediction = isinstance(entry, dict) and _parse_entry(entry) is not None
    return (False, entry.get("committed", ""), -len(entry)) if is_prediction else (True, "", 0)


def _parse_entry(entry: Any) -> Prediction | None:
    if not isinstance(entry, dict):
        return None
    answer, committed = entry.get("answer"), entry.get("committed", "")
    if isinstance(answer, bool) or not isinstance(answer, (str, int, float)) or not isinstance(committed, str):
        return None
    optional = {name: entry[name] for name in OPTIONAL_FIELDS if isinstance(entry.get(name), str)}
    return Prediction(answer, committed, **optional)
