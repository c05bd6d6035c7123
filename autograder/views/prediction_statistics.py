"""What a class believed: its answers before it saw what happened, and the explanations it chose after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from lab.predicting.question_types import Choice, Number, Question

from autograder.report import PredictionResult
from autograder.views.class_statistics import GradedSubmission, Proportion

LISTED_NUMBERS = 6
"""Wrong numbers that have a row of their own."""
EXACT = 1e-6
"""A tolerance up to which an answer counts as exact."""

Answers = Sequence[tuple[GradedSubmission, PredictionResult]]


@dataclass(frozen=True)
class ExplanationColumn:
    """An explanation that could be chosen; `fits` says whether it is the right one."""

    letter: str
    key: str
    text: str
    fits: bool
    choices: Proportion


@dataclass(frozen=True)
class AnswerRow:
    """An answer: how many gave it, whether it is what happened, and which explanations they chose after that.

    `explanations` has a number for each explanation, and a last one for those who chose none.
    """

    answer: str
    happened: bool
    proportion: Proportion
    explanations: tuple[int, ...]


@dataclass(frozen=True)
class PredictionStatistics:
    """The answers to a question. `right` and `explained` are among those who locked in an answer.

    `learned` is the share that chose the fitting explanation among those who had predicted something else.
    """

    id: str
    text: str
    outcome: str
    committed: Proportion
    right: Proportion
    explained: Proportion
    learned: Proportion
    rows: tuple[AnswerRow, ...]
    explanations: tuple[ExplanationColumn, ...]
    not_committed: tuple[GradedSubmission, ...]


def prediction_statistics(
    submissions: Sequence[GradedSubmission], questions: Mapping[str, Question], right_explanations: Mapping[str, str]
) -> list[PredictionStatistics]:
    """Return the statistics of each prediction, in the order of the unit."""
    answers: dict[str, list[tuple[GradedSubmission, PredictionResult]]] = {name: [] for name in questions}
    for submission in submissions:
        for prediction in submission.report.predictions if submission.is_graded else ():
            answers.setdefault(prediction.id, []).append((submission, prediction))
    return [
        _statistics(name, pairs, questions.get(name), right_explanations.get(name, ""))
        for name, pairs in answers.items()
        if pairs
    ]


def _statistics(name: str, pairs: Answers, question: Question | None, right_key: str) -> PredictionStatistics:
    committed = [prediction for _, prediction in pairs if prediction.committed]
    wrong = [prediction for prediction in committed if not prediction.right]
    outcome = next((prediction.outcome for _, prediction in pairs if prediction.outcome is not None), None)
    keys = list(question.explanations) if question else []
    choices = Counter(_explanation(prediction, right_key) for prediction in committed)
    return PredictionStatistics(
        id=name,
        text=question.text if question else "",
        outcome="" if outcome is None else _format(question, outcome),
        committed=Proportion(len(committed), len(pairs)),
        right=Proportion(len(committed) - len(wrong), len(committed)),
        explained=Proportion(sum(prediction.explained for prediction in committed), len(committed)),
        learned=Proportion(sum(prediction.explained for prediction in wrong), len(wrong)),
        rows=tuple(_rows(committed, question, outcome, keys, right_key)),
        explanations=tuple(
            ExplanationColumn(
                ascii_uppercase[place],
                key,
                question.explanations[key] if question else key,
                key == right_key,
                Proportion(choices[key], len(committed)),
            )
            for place, key in enumerate(keys)
        ),
        not_committed=tuple(submission for submission, prediction in pairs if not prediction.committed),
    )


def _rows(
    committed: Sequence[PredictionResult],
    question: Question | None,
    outcome: str | float | None,
    keys: Sequence[str],
    right_key: str,
) -> Iterator[AnswerRow]:
    for label, happened, predictions in _groups(committed, question, outcome):
        numbers = Counter(_explanation(prediction, right_key) for prediction in predictions)
        counts = [numbers[key] for key in keys]
        proportion = Proportion(len(predictions), len(committed))
        yield AnswerRow(label, happened, proportion, (*counts, len(predictions) - sum(counts)))


def _groups(
    committed: Sequence[PredictionResult], question: Question | None, outcome: str | float | None
) -> Iterator[tuple[str, bool, list[PredictionResult]]]:
    """Yield the answers with those who gave them: the choices in their order, or the most frequent numbers."""
    if isinstance(question, Choice):
        for key, words in question.choices.items():
            yield words, key == outcome, [prediction for prediction in committed if prediction.answer == key]
        return
    right = [prediction for prediction in committed if prediction.right]
    label = "what happened" if outcome is None else _format(question, outcome)
    yield f"{label}{' or close to it' if _has_tolerance(question) else ''}", True, right
    groups: dict[str, list[PredictionResult]] = {}
    for prediction in committed:
        if not prediction.right:
            groups.setdefault(_format(question, prediction.answer), []).append(prediction)
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    for text, predictions in ordered[:LISTED_NUMBERS]:
        yield text, False, predictions
    if rest := ordered[LISTED_NUMBERS:]:
        plural = "s" if len(rest) > 1 else ""
        yield f"{len(rest)} other answer{plural}", False, [p for _, predictions in rest for p in predictions]


def _has_tolerance(question: Question | None) -> bool:
    return isinstance(question, Number) and max(question.absolute, question.relative) > EXACT


def _explanation(prediction: PredictionResult, right_key: str) -> str | None:
    """Return the key of the explanation; a report of an older kit says only whether it was the right one."""
    return prediction.explanation or (right_key if prediction.explained else None)


def _format(question: Question | None, answer: str | float | None) -> str:
    """Return an answer for people; a number in four digits, which are enough to tell answers apart."""
    if isinstance(question, Number) and not isinstance(answer, (int, float)):
        return "not a number"
    if isinstance(answer, float):
        answer = float(f"{answer:.4g}")
    return question.format(answer) if question else str(answer)
