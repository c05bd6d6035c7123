"""Scores predictions: one point for a valid answer before the outcome, one for the explanation that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lab.predicting.prediction_file import MAX_FILE_BYTES
from lab.predicting.prediction_text import FILE_NAME, Prediction, parse
from lab.predicting.question_types import InvalidAnswer, Number, Question
from lab.variants.variant import Variant

from autograder.checking.remote_caller import RemoteCaller
from autograder.course.unit_content import UnitContent
from autograder.report import ExplanationResult, PredictionResult


def score_predictions(
    content: UnitContent, remote: RemoteCaller, files: Mapping[str, bytes], variant: Variant | None = None
) -> Iterator[PredictionResult]:
    """Yield a result for each prediction of the unit, from the file beside the notebook, on the student's data."""
    if not content.questions:
        return
    read_back = parse((remote.read_file(FILE_NAME, MAX_FILE_BYTES) or b"").decode("utf-8", errors="replace"))
    submitted = parse(files.get(FILE_NAME, b"").decode("utf-8", errors="replace"))
    entries = read_back.entries or submitted.entries  # cells may have locked in more, or damaged the file
    outcomes = content.outcomes_of(variant)
    for name, question in content.questions.items():
        yield score_prediction(content, question, entries.get(name), outcomes)


def score_prediction(
    content: UnitContent,
    question: Question,
    prediction: Prediction | None,
    outcomes: Mapping[str, Any] | None = None,
) -> PredictionResult:
    """Return the result for one question; without a valid answer, its explanation does not count.

    `outcomes` are the right answers on the student's data; by default those on the data that all students have.
    """
    answer = _valid_answer(question, prediction)
    right_answer = (content.outcomes if outcomes is None else outcomes)[question.id]
    outcome = _plain(question, right_answer)
    if prediction is None or answer is None:
        return PredictionResult(
            id=question.id, committed=False, answer=None, right=None, explained=False, score=0, outcome=outcome
        )
    explained = prediction.explanation == content.explanations[question.id]
    return PredictionResult(
        id=question.id,
        committed=True,
        answer=answer,
        right=question.agrees(answer, right_answer),
        explained=explained,
        score=1 + explained,
        outcome=outcome,
        explanations=tuple(_explanations(content, question, prediction.explanation)),
    )


def _explanations(content: UnitContent, question: Question, choice: str | None) -> Iterator[ExplanationResult]:
    """Yield the explanations of a question, once the student has chosen one of them."""
    if choice not in question.explanations:
        return
    for key, text in question.explanations.items():
        holds = key == content.explanations[question.id]
        why_not = "" if holds else content.why_not[question.id].get(key, "")
        yield ExplanationResult(key=key, text=text, holds=holds, is_choice=key == choice, why_not=why_not)


def _valid_answer(question: Question, prediction: Prediction | None) -> str | float | None:
    try:
        return None if prediction is None else question.parse(prediction.answer)
    except InvalidAnswer:
        return None


def _plain(question: Question, outcome: Any) -> str | float:
    """Return the outcome as JSON can hold it."""
    return float(outcome) if isinstance(question, Number) else str(outcome)
