"""Predictions: what can be asked, which answers are valid, and the file that keeps them."""

from __future__ import annotations

import contextlib
import importlib
import json
import math
import os
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lab.predicting import file_lock

SCHEMA = "lab/predictions/v1"
FILE = "predictions.json"
LARGEST_FILE = 1_000_000


class InvalidAnswer(ValueError):
    """An answer the question does not allow; the text says which ones it does."""


class NotSaved(OSError):
    """The file could not be written; the text says what to do."""


@dataclass(frozen=True)
class Choice:
    """A question with a few possible answers, each under a short key."""

    id: str
    text: str
    choices: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)

    def read(self, answer: object) -> str:
        """Turn what a student passed into one of the keys, or raise InvalidAnswer."""
        return _key(answer, self.choices)

    def words(self, answer: object) -> str:
        """The answer as a reader wants to see it."""
        return self.choices.get(str(answer), str(answer))


@dataclass(frozen=True)
class Number:
    """A question whose answer is a number, right within `absolute` or `relative` of the outcome."""

    id: str
    text: str
    absolute: float = 0.0
    relative: float = 0.0
    unit: str = ""
    explanations: Mapping[str, str] = field(default_factory=dict)

    def read(self, answer: object) -> float:
        """Turn what a student passed into a finite float, or raise InvalidAnswer; a decimal comma is fine."""
        if isinstance(answer, bool) or answer is None:
            raise InvalidAnswer("this question asks for a number, such as 3.5")
        text = str(answer).strip()
        if text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")
        try:
            number = float(text)
        except ValueError:
            raise InvalidAnswer(f"{_short(answer)} is not a number; write it like 3.5") from None
        if not math.isfinite(number):
            raise InvalidAnswer("this question asks for an ordinary number, not inf or nan")
        return number

    def words(self, answer: object) -> str:
        """The answer with its unit; ten digits are enough for every tolerance asked for."""
        shown = f"{answer:.10g}" if isinstance(answer, (int, float)) else str(answer)
        return f"{shown} {self.unit}".strip()


Question = Choice | Number


@dataclass(frozen=True)
class Prediction:
    """What a student committed: the answer, when, and the explanation chosen afterwards."""

    answer: str | float
    committed: str
    explanation: str | None = None


@dataclass(frozen=True)
class Reading:
    """The content of the file, and what could not be read of it, in words for the student."""

    entries: Mapping[str, Prediction]
    problem: str = ""
    damaged: bool = False


DAMAGED = Reading({}, f"`{FILE}` is damaged and cannot be read. Lock in your predictions again.", damaged=True)


def parse(text: str) -> Reading:
    """Read the file's text, whatever became of it on the way. An empty text holds no predictions."""
    try:
        entries = json.loads(text)["predictions"] if text.strip() else {}
    except (ValueError, KeyError, TypeError, RecursionError):
        return DAMAGED
    if not isinstance(entries, dict):
        return DAMAGED
    good = {name: found for name, entry in entries.items() if (found := _prediction(entry)) is not None}
    bad = ", ".join(sorted(name[:20] for name in entries if name not in good))
    return Reading(good, f"In `{FILE}` the entry for {bad} cannot be read. Lock it in again." if bad else "")


class Store:
    """The predictions of one notebook, kept in `predictions.json` beside it."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path.cwd() / FILE

    def read(self) -> Reading:
        """Read what can be read; a damaged file or entry is told, never raised."""
        try:
            return parse(self._text())
        except OSError:
            return DAMAGED

    def get(self, question: Question) -> Prediction | None:
        """The student's prediction, if there is one and its answer is one the question allows."""
        found = self.read().entries.get(question.id)
        if found is None:
            return None
        try:
            answer = question.read(found.answer)
        except InvalidAnswer:
            return None
        known = found.explanation if found.explanation in question.explanations else None
        return Prediction(answer, found.committed, known)

    def commit(self, question: Question, answer: object) -> Prediction:
        """Keep the first valid answer; a later one changes nothing."""
        valid = question.read(answer)
        with self._alone():
            kept = self.get(question)
            if kept is None:
                kept = Prediction(valid, datetime.now(UTC).isoformat(timespec="seconds"))
                self._write(question.id, kept)
        return kept

    def explain(self, question: Question, explanation: object) -> Prediction:
        """Keep an explanation for a committed prediction; it may be changed later."""
        key = _key(explanation, question.explanations)
        with self._alone():
            found = self.get(question)
            if found is None:
                raise InvalidAnswer("lock in a prediction first")
            explained = replace(found, explanation=key)
            self._write(question.id, explained)
        return explained

    def _text(self) -> str:
        if not self.path.exists():
            return ""
        with self.path.open("rb") as file:
            return file.read(LARGEST_FILE).decode("utf-8-sig", errors="replace")

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Read and write as one step; NotSaved where the file cannot be written."""
        try:
            with file_lock.alone(self.path):
                yield
        except OSError as error:
            why = error.strerror or "no reason given"
            advice = "is this folder read-only? Copy it to a place of your own"
            raise NotSaved(f"`{FILE}` could not be written ({why}): {advice}") from error

    def _write(self, name: str, prediction: Prediction) -> None:
        """Replace the file in one move, so a crash leaves the old one; keep a damaged one aside."""
        reading = self.read()
        entries = {**reading.entries, name: prediction}
        rows = {key: {k: v for k, v in vars(entry).items() if v is not None} for key, entry in sorted(entries.items())}
        text = json.dumps({"schema": SCHEMA, "predictions": rows}, indent=1, ensure_ascii=False) + "\n"
        draft = self.path.with_name(f".{FILE}.{os.getpid()}")
        try:
            draft.write_text(text, encoding="utf-8", newline="\n")
            if reading.damaged:
                file_lock.move(self.path, self.path.with_name("predictions.damaged.json"))
            file_lock.move(draft, self.path)
        finally:
            draft.unlink(missing_ok=True)


def _prediction(entry: Any) -> Prediction | None:
    """One entry of the file, unless someone made it something else."""
    if not isinstance(entry, dict):
        return None
    answer, committed, explanation = entry.get("answer"), entry.get("committed", ""), entry.get("explanation")
    if isinstance(answer, bool) or not isinstance(answer, (str, int, float)) or not isinstance(committed, str):
        return None
    return Prediction(answer, committed, explanation if isinstance(explanation, str) else None)


def _key(answer: object, allowed: Mapping[str, str]) -> str:
    key = answer.strip() if isinstance(answer, str) else answer
    if isinstance(key, str) and key in allowed:
        return key
    keys = ", ".join(f'"{name}"' for name in allowed)
    raise InvalidAnswer(f"{_short(answer)} is not one of the answers; choose from {keys}")


def _short(answer: object) -> str:
    text = repr(answer)
    return text if len(text) <= 40 else text[:39] + "…"


def units() -> Iterator[str]:
    """The units that have questions, as module names."""
    package = importlib.import_module("lab.questions")
    yield from sorted(module.name for module in pkgutil.iter_modules(package.__path__))


def questions(unit: str) -> tuple[Question, ...]:
    """The questions of a unit, in the order its notebook asks them."""
    module = importlib.import_module(f"lab.questions.{unit.replace('-', '_')}")
    found: tuple[Question, ...] = module.QUESTIONS
    return found


def question(name: str) -> Question | None:
    """The question with this id, whichever unit asks it."""
    return next((q for unit in units() for q in questions(unit) if q.id == name), None)
