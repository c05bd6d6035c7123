"""Reading saved predictions with the tolerance for notebooks: odd encodings, names and unresolved merges."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lab.predicting.exercise_help import ExerciseHelp
from lab.predicting.prediction_text import FILE_NAME, format_entries, parse

from autograder.submissions import damaged_json
from autograder.views import sanitize


@dataclass
class SavedPredictions:
    """The content of `predictions.json`, clean, and what had to be repaired; empty where nothing was saved.

    `help` has the hints that were asked for, by exercise. `problem` says what in a file that is there cannot be read.
    """

    data: bytes = b""
    entries: int = 0
    repairs: list[str] = field(default_factory=list)
    problem: str = ""
    help: Mapping[str, ExerciseHelp] = field(default_factory=dict)


def read_predictions(
    files: Mapping[str, bytes], questions: Collection[str], exercises: Collection[str] = ()
) -> SavedPredictions:
    """Return the predictions for these questions from the files that may hold them: the file with the most.

    With them comes which hints for these exercises were asked for.
    """
    readings = [_read_file(name, data, questions, exercises) for name, data in sorted(files.items(), key=_order)]
    if not readings:
        return SavedPredictions()
    best = max(readings, key=lambda reading: (reading.entries, not reading.problem))
    if len(files) > 1:
        best.repairs.append(f"{len(files)} files of predictions were handed in: the one with the most was read")
    return best


def _order(item: tuple[str, bytes]) -> tuple[bool, str]:
    return item[0] != FILE_NAME, item[0]


def _read_file(name: str, data: bytes, questions: Collection[str], exercises: Collection[str]) -> SavedPredictions:
    repairs: list[str] = []
    short_name = sanitize.short_word(name)
    content = parse(damaged_json.decode_text(data, repairs))
    entries = {key: entry for key, entry in content.entries.items() if key in questions}
    exercise_help = {key: entry for key, entry in content.help.items() if key in exercises}
    if not entries and not exercise_help and (content.damaged or not data.strip()):
        reason = "it holds no predictions" if data.strip() else "it is empty"
        return SavedPredictions(problem=f"'{short_name}' cannot be read: {reason}")
    if content.damaged:
        repairs.append(f"the file was damaged: {len(entries)} whole predictions were saved")
    elif content.has_merge_marks:
        repairs.append("the file held an unresolved merge: both sides were read")
    invalid = [key for key in content.invalid if key in questions]
    problem = f"the entry for '{invalid[0]}' in '{short_name}' cannot be read" if invalid else ""
    if name != FILE_NAME:
        repairs.append(f"it was read as {FILE_NAME}")
    if repairs:
        data = format_entries(entries, exercise_help).encode()
    repairs = [f"'{short_name}': {repair}" for repair in repairs]
    return SavedPredictions(data, len(entries), repairs, problem, exercise_help)
