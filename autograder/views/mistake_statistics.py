"""The mistakes of a class: how often each was recognised, and in whose submissions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.views.class_statistics import GradedSubmission, Proportion


@dataclass(frozen=True)
class MistakeStatistics:
    """A mistake with its hint. `is_known` is false for one that was found by comparing the answers alone."""

    id: str
    title: str
    hint: str
    exercises: tuple[str, ...]
    is_known: bool
    proportion: Proportion
    submissions: tuple[GradedSubmission, ...]


def mistake_statistics(submissions: Sequence[GradedSubmission]) -> list[MistakeStatistics]:
    """Return the mistakes, the most frequent first; the proportion is of all submissions that were graded."""
    graded = [submission for submission in submissions if submission.is_graded]
    return sorted(_mistakes(graded), key=lambda mistake: (-mistake.proportion.count, mistake.id))


def _mistakes(graded: Sequence[GradedSubmission]) -> Iterator[MistakeStatistics]:
    results: dict[str, list[tuple[GradedSubmission, str, str, str, bool]]] = {}
    for submission in graded:
        for exercise in submission.report.exercises:
            for check in exercise.checks:
                if check.mistake:
                    title, is_known = check.mistake_title or check.mistake, check.mistake_kind != "relation"
                    result = (submission, exercise.id, title, check.hint, is_known)
                    results.setdefault(check.mistake, []).append(result)
    for identifier, rows in results.items():
        submissions = tuple({id(submission): submission for submission, *_ in rows}.values())
        _, _, title, hint, is_known = rows[0]
        yield MistakeStatistics(
            id=identifier,
            title=title,
            hint=hint,
            exercises=tuple(dict.fromkeys(exercise for _, exercise, *_ in rows)),
            is_known=is_known,
            proportion=Proportion(len(submissions), len(graded)),
            submissions=submissions,
        )
