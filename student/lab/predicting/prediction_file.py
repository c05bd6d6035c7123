"""The file `predictions.json` beside the notebook: which answers were locked in, when, and which explanation fits."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lab.predicting import file_lock
from lab.predicting.exercise_help import ExerciseHelp
from lab.predicting.notebook_folder import notebook_folder
from lab.predicting.prediction_text import FILE_NAME, FileContent, Prediction, format_entries, parse
from lab.predicting.question_types import InvalidAnswer, Question, parse_key

MAX_FILE_BYTES = 1_000_000
NONE: Mapping[str, Any] = {}


class NotSaved(OSError):
    """The file could not be written; the message says what to do."""


def may_explain(prediction: Prediction) -> bool:
    """Return whether an explanation may be chosen: after the outcome.

    A grader leaves out the cells of outcomes, so an explanation that is typed into a cell counts there without them.
    """
    return prediction.outcome_shown is not None or os.environ.get("NBGRADER_EXECUTION") == "autograde"


class PredictionFile:
    """Reads and writes the predictions of one notebook; `path` is `predictions.json` in the notebook's folder."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or notebook_folder() / FILE_NAME

    def read(self) -> FileContent:
        """Read what can be read. Damage is reported in the result, never raised."""
        try:
            return parse(self._text())
        except OSError:
            return FileContent({}, damaged=True)

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
        return replace(prediction, answer=answer, explanation=explanation)

    def commit(self, question: Question, answer: object) -> Prediction:
        """Save the first valid answer; a later one changes nothing. Raises InvalidAnswer or NotSaved."""
        valid = question.parse(answer)
        with self._locked():
            prediction = self.get(question)
            if prediction is None:
                prediction = Prediction(valid, _now())
                self._write(predictions={question.id: prediction})
        return prediction

    def keep_outcome_shown(self, question: Question) -> None:
        """Remember that the outcome of a prediction was shown. Raises NotSaved."""
        prediction = self.get(question)
        if prediction is None or prediction.outcome_shown is not None:
            return
        with self._locked():
            prediction = self.get(question)
            if prediction is not None:
                self._write(predictions={question.id: replace(prediction, outcome_shown=_now())})

    def explain(self, question: Question, explanation: object, *, tells_reasons: bool = False) -> Prediction:
        """Save the explanation of a prediction, once its outcome was shown. Raises InvalidAnswer or NotSaved.

        A later one replaces it, unless the student has been told which one holds: `tells_reasons` says that this
        follows at once.
        """
        key = parse_key(explanation, question.explanations)
        with self._locked():
            prediction = self.get(question)
            if prediction is None:
                raise InvalidAnswer("lock in a prediction first")
            if not may_explain(prediction):
                raise InvalidAnswer("look at the outcome first")
            if prediction.explanation is None or prediction.reasons_shown is None:
                reasons_shown = _now() if tells_reasons else None
                prediction = replace(prediction, explanation=key, reasons_shown=reasons_shown)
                self._write(predictions={question.id: prediction})
        return prediction

    def help_for(self, exercise: str) -> ExerciseHelp:
        """Return which hints for an exercise were asked for, and whether the student gave up."""
        return self.read().help.get(exercise, ExerciseHelp())

    def keep_hints(self, exercise: str, level: int) -> None:
        """Remember that the hints up to this level were asked for. Raises NotSaved."""
        self._keep_help(exercise, ExerciseHelp(hints=level))

    def give_up(self, exercise: str) -> None:
        """Remember that the student gave up on an exercise, the first time. Raises NotSaved."""
        self._keep_help(exercise, ExerciseHelp(gave_up=_now()))

    def _keep_help(self, exercise: str, exercise_help: ExerciseHelp) -> None:
        if self.help_for(exercise).joined(exercise_help) == self.help_for(exercise):
            return
        with self._locked():
            self._write(exercise_help={exercise: self.help_for(exercise).joined(exercise_help)})

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

    def _write(
        self, predictions: Mapping[str, Prediction] = NONE, exercise_help: Mapping[str, ExerciseHelp] = NONE
    ) -> None:
        """Replace the file in one step, so that a crash leaves the old one. A damaged file is renamed, not deleted."""
        content = self.read()
        text = format_entries({**content.entries, **predictions}, {**content.help, **exercise_help})
        old = "predictions.damaged.json" if content.damaged else ""
        file_lock.write_file(self.path, text.encode(), keep_old_as=old)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
