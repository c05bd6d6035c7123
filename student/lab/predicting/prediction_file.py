"""The file `predictions.json` beside the notebook: which answers were locked in, when, and which explanation fits."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lab.predicting import file_lock
from lab.predicting.question_types import InvalidAnswer, Question, parse_key

SCHEMA = "lab/predictions/v1"
FILE_NAME = "predictions.json"
MAX_FILE_BYTES = 1_000_000


class NotSaved(OSError):
    """The file could not be written; the message says what to do."""


@dataclass(frozen=True)
class Prediction:
    """The answer that a student locked in, when that was (ISO 8601), and the key of the explanation chosen later."""

    answer: str | float
    committed: str
    explanation: str | None = None


@dataclass(frozen=True)
class FileContent:
    """The predictions that could be read, and a message for the student about what could not."""

    entries: Mapping[str, Prediction]
    problem: str = ""
    damaged: bool = False


DAMAGED = FileContent({}, f"`{FILE_NAME}` is damaged and cannot be read. Lock in your predictions again.", damaged=True)


def parse(text: str) -> FileContent:
    """Parse the file's text, however damaged it is. An empty text holds no predictions."""
    try:
        entries = json.loads(text)["predictions"] if text.strip() else {}
    except (ValueError, KeyError, TypeError, RecursionError):
        return DAMAGED
    if not isinstance(entries, dict):
        return DAMAGED
    predictions = {name: _parse_entry(entry) for name, entry in entries.items()}
    valid = {name: prediction for name, prediction in predictions.items() if prediction is not None}
    invalid = ", ".join(sorted(name[:20] for name in entries if name not in valid))
    problem = f"In `{FILE_NAME}` the entry for {invalid} cannot be read. Lock it in again." if invalid else ""
    return FileContent(valid, problem)


class PredictionFile:
    """Reads and writes the predictions of one notebook; `path` is `predictions.json` in the current folder."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path.cwd() / FILE_NAME

    def read(self) -> FileContent:
        """Read what can be read. Damage is reported in the result, never raised."""
        try:
            return parse(self._text())
        except OSError:
            return DAMAGED

    def get(self, question: Question) -> Prediction | None:
        """Return the student's prediction, or None where there is none with a valid answer."""
        prediction = self.read().entries.get(question.id)
        if prediction is None:
            return None
        try:
            answer = question.parse(prediction.answer)
        except InvalidAnswer:
            return None
        explanation = prediction.explanation if prediction.explanation in question.explanations else None
        return Prediction(answer, prediction.committed, explanation)

    def commit(self, question: Question, answer: object) -> Prediction:
        """Save the first valid answer; a later one changes nothing. Raises InvalidAnswer or NotSaved."""
        valid = question.parse(answer)
        with self._locked():
            prediction = self.get(question)
            if prediction is None:
                prediction = Prediction(valid, datetime.now(UTC).isoformat(timespec="seconds"))
                self._write(question.id, prediction)
        return prediction

    def explain(self, question: Question, explanation: object) -> Prediction:
        """Save the explanation of a prediction; a later one replaces it. Raises InvalidAnswer or NotSaved."""
        key = parse_key(explanation, question.explanations)
        with self._locked():
            prediction = self.get(question)
            if prediction is None:
                raise InvalidAnswer("lock in a prediction first")
            explained = replace(prediction, explanation=key)
            self._write(question.id, explained)
        return explained

    def _text(self) -> str:
        if not self.path.exists():
            return ""
        with self.path.open("rb") as file:
            return file.read(MAX_FILE_BYTES).decode("utf-8-sig", errors="replace")

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Make reading and writing one step. Raises NotSaved where the file cannot be written."""
        try:
            with file_lock.locked(self.path):
                yield
        except OSError as error:
            why = error.strerror or "no reason given"
            advice = "is this folder read-only? Copy it to a place of your own"
            raise NotSaved(f"`{FILE_NAME}` could not be written ({why}): {advice}") from error

    def _write(self, name: str, prediction: Prediction) -> None:
        """Replace the file in one step, so that a crash leaves the old one. A damaged file is renamed, not deleted."""
        content = self.read()
        entries = {**content.entries, name: prediction}
        rows = {key: {k: v for k, v in vars(entry).items() if v is not None} for key, entry in sorted(entries.items())}
        text = json.dumps({"schema": SCHEMA, "predictions": rows}, indent=1, ensure_ascii=False) + "\n"
        draft = self.path.with_name(f".{FILE_NAME}.{os.getpid()}")
        try:
            draft.write_text(text, encoding="utf-8", newline="\n")
            if content.damaged:
                file_lock.replace_file(self.path, self.path.with_name("predictions.damaged.json"))
            file_lock.replace_file(draft, self.path)
        finally:
            draft.unlink(missing_ok=True)


def _parse_entry(entry: Any) -> Prediction | None:
    if not isinstance(entry, dict):
        return None
    answer, committed, explanation = entry.get("answer"), entry.get("committed", ""), entry.get("explanation")
    if isinstance(answer, bool) or not isinstance(answer, (str, int, float)) or not isinstance(committed, str):
        return None
    return Prediction(answer, committed, explanation if isinstance(explanation, str) else None)
