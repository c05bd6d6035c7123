"""What the reports of a class say together: scores, exercises, checks, and what waits for a person."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from autograder.report import CheckResult, ExerciseResult, Report

BINS = 10
LONGEST_REASON = 300
BROKEN_CHECK = "a check crashed"
NOT_GRADED = "the submission could not be graded as usual"


@dataclass(frozen=True)
class GradedSubmission:
    """A report, the address of its page relative to the class page, and when the submission was handed in."""

    report: Report
    page: str = ""
    time: datetime | None = None

    @property
    def is_graded(self) -> bool:
        """Whether there is something to count: not so where the notebook could not be read at all."""
        exercises = self.report.exercises
        return bool(exercises) and (self.report.publishable or any(exercise.attempted for exercise in exercises))

    def without_name(self) -> GradedSubmission:
        """Return the submission without the name and without any text that could contain it."""
        broken = {check.message for _, check in broken_checks(self.report)}
        problems = tuple(BROKEN_CHECK if problem in broken else NOT_GRADED for problem in self.report.problems)
        information = self.report.submission.model_copy(update={"repairs": (), "cell_errors": ()})
        changes = {"student": "", "problems": problems, "submission": information, "variant": None}
        return replace(self, report=self.report.model_copy(update=changes), page="")


@dataclass(frozen=True)
class Proportion:
    """A number of things among all of them."""

    count: int
    total: int

    @property
    def share(self) -> float:
        """The share, 0 where there is nothing."""
        return self.count / self.total if self.total else 0.0


@dataclass(frozen=True)
class Row:
    """A line of a table: its label, and how many there are."""

    label: str
    proportion: Proportion


@dataclass(frozen=True)
class ExerciseStatistics:
    """How a class did in an exercise; `full` is among those who attempted it."""

    id: str
    max_score: int
    attempted: Proportion
    full: Proportion
    mean: float
    not_attempted: tuple[GradedSubmission, ...]


@dataclass(frozen=True)
class CheckStatistics:
    """How often a check had each outcome, among those who attempted the exercise."""

    exercise: str
    title: str
    visible: bool
    passed: Proportion
    failed: int
    skipped: int
    broken: int
    unnamed: int
    """Failures in which no mistake was recognised."""


@dataclass(frozen=True)
class WaitingReason:
    """A reason for which reports wait for a person, and which do."""

    reason: str
    submissions: tuple[GradedSubmission, ...]


@dataclass(frozen=True)
class ClassStatistics:
    """The scores of a class. Submissions that could not be graded count only in `submissions` and `waiting`."""

    submissions: int
    graded: int
    max_score: int
    mean: float
    median: float
    scores: tuple[Row, ...]
    exercises: tuple[ExerciseStatistics, ...]
    checks: tuple[CheckStatistics, ...]
    waiting: tuple[WaitingReason, ...]
    number_waiting: int
    nothing_attempted: tuple[GradedSubmission, ...]


def class_statistics(submissions: Sequence[GradedSubmission]) -> ClassStatistics:
    """Return the statistics of a class."""
    graded = [submission for submission in submissions if submission.is_graded]
    scores = [submission.report.score for submission in graded]
    return ClassStatistics(
        submissions=len(submissions),
        graded=len(graded),
        max_score=max((submission.report.max_score for submission in submissions), default=0),
        mean=statistics.fmean(scores) if scores else 0.0,
        median=statistics.median(scores) if scores else 0.0,
        scores=tuple(_score_rows(graded)),
        exercises=tuple(_exercise_statistics(graded)),
        checks=tuple(_check_statistics(graded)),
        waiting=tuple(_waiting_reasons(submissions)),
        number_waiting=sum(not submission.report.publishable for submission in submissions),
        nothing_attempted=tuple(s for s in graded if not any(e.attempted for e in s.report.exercises)),
    )


def shorten(text: str) -> str:
    """Return the beginning of a text that a student's code can make as long as it likes."""
    return text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON]}…"


def broken_checks(report: Report) -> Iterator[tuple[str, CheckResult]]:
    """Yield the checks that crashed, with the ids of their exercises."""
    for exercise in report.exercises:
        yield from ((exercise.id, check) for check in exercise.checks if check.outcome == "broken")


def _score_rows(graded: Sequence[GradedSubmission]) -> Iterator[Row]:
    """Yield how many have each tenth of the points; the last row is of those who have all."""
    numbers = [0] * (BINS + 1)
    for submission in graded:
        report = submission.report
        numbers[BINS * report.score // report.max_score if report.max_score else BINS] += 1
    width = 100 // BINS
    for place, number in enumerate(numbers):
        label = "100 %" if place == BINS else f"{place * width}–{place * width + width - 1} %"
        yield Row(label, Proportion(number, len(graded)))


def _exercise_statistics(graded: Sequence[GradedSubmission]) -> Iterator[ExerciseStatistics]:
    results: dict[str, list[tuple[GradedSubmission, ExerciseResult]]] = {}
    for submission in graded:
        for exercise in submission.report.exercises:
            results.setdefault(exercise.id, []).append((submission, exercise))
    for name, pairs in results.items():
        attempts = [exercise for _, exercise in pairs if exercise.attempted]
        yield ExerciseStatistics(
            id=name,
            max_score=pairs[0][1].max_score,
            attempted=Proportion(len(attempts), len(pairs)),
            full=Proportion(sum(e.score == e.max_score for e in attempts), len(attempts)),
            mean=statistics.fmean(exercise.score for _, exercise in pairs),
            not_attempted=tuple(submission for submission, exercise in pairs if not exercise.attempted),
        )


def _check_statistics(graded: Sequence[GradedSubmission]) -> Iterator[CheckStatistics]:
    results: dict[tuple[str, str], list[CheckResult]] = {}
    for submission in graded:
        for exercise in submission.report.exercises:
            for check in exercise.checks:
                checks = results.setdefault((exercise.id, check.name), [])
                checks += [check] * exercise.attempted
    for (exercise_id, name), checks in results.items():
        outcomes = [check.outcome for check in checks]
        yield CheckStatistics(
            exercise=exercise_id,
            title=checks[0].title if checks else name,
            visible=bool(checks) and checks[0].visible,
            passed=Proportion(outcomes.count("passed"), len(checks)),
            failed=outcomes.count("failed"),
            skipped=outcomes.count("skipped"),
            broken=outcomes.count("broken"),
            unnamed=sum(check.outcome == "failed" and check.mistake is None for check in checks),
        )


def _waiting_reasons(submissions: Sequence[GradedSubmission]) -> Iterator[WaitingReason]:
    """Yield the reasons, the most frequent first."""
    reasons: dict[str, list[GradedSubmission]] = {}
    for submission in submissions:
        if not submission.report.publishable:
            for problem in dict.fromkeys(submission.report.problems or ("no reason was noted",)):
                reasons.setdefault(shorten(problem), []).append(submission)
    for reason, waiting in sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield WaitingReason(reason, tuple(waiting))
