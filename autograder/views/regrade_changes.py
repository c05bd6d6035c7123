"""What a second grading changes: for each student the marks, the checks, and what can be the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from autograder.report import CheckResult, PredictionResult, Report
from autograder.views.regrade_causes import (
    BEHIND,
    HAND_IN,
    NOT_RECORDED,
    NOTHING,
    Cause,
    Origin,
    causes,
)

Status = Literal["lower", "higher", "other results", "unready", "new", "absent", "unchanged"]
STATUSES: tuple[Status, ...] = ("lower", "higher", "other results", "unready", "new", "absent", "unchanged")
ACCEPTED: tuple[Status, ...] = ("higher", "other results", "new", "unchanged")
"""What is taken over without being asked twice; not so a lower mark, and never a report that is not publishable."""
NO_RESULT = "not there"


@dataclass(frozen=True)
class GradebookMark:
    """What a person reads in nbgrader's gradebook: all points of a student, with those that were given by hand.

    `parts` has the automatic points before and after by exercise or prediction; None where there are none. `origin` is
    what the automatic points before were made from, if the autograded notebook says so.
    """

    before: float
    after: float
    by_hand: float = 0.0
    parts: tuple[tuple[str, float | None, float | None], ...] = ()
    origin: Origin | None = None

    @property
    def is_automatic_change(self) -> bool:
        """Whether the automatic points of a part change, even where a person's points stand above them."""
        return any(before != after for _, before, after in self.parts)


@dataclass(frozen=True)
class ResultChange:
    """A check or a prediction with another result: what it was and is, with the reasons in words."""

    part: str
    title: str
    before: str
    after: str
    difference: float
    reason_before: str = ""
    reason_after: str = ""


@dataclass(frozen=True)
class StudentChange:
    """One student's marks before and after; None where there is no report, or no submission any more."""

    student: str
    before: Report | None
    after: Report | None
    gradebook: GradebookMark | None = None

    @cached_property
    def status(self) -> Status:
        """What taking over the new results would do to the mark."""
        if self.after is None:
            return "absent"
        is_ready_before = self.before.publishable if self.before else self.gradebook is not None
        if is_ready_before and not self.after.publishable:
            return "unready"
        if self.before is None and self.gradebook is None:
            return "new"
        signs = [*self._report_signs(), *self._gradebook_signs()]
        if any(sign < 0 for sign in signs):
            return "lower"
        if any(sign > 0 for sign in signs):
            return "higher"
        is_same = self.before is None or self._is_same
        return "unchanged" if is_same and not self.results else "other results"

    def may_be_accepted(self, allow_lower: bool) -> bool:
        """Whether the new results may take the place of the earlier ones."""
        return self.status in ("higher", "other results", "new", "unchanged") or (
            self.status == "lower" and allow_lower
        )

    @property
    def difference(self) -> float:
        """The points that the mark gains: those of the report, otherwise those of the gradebook."""
        if self.before and self.after:
            return round(self.after.final_score - self.before.final_score, 2)
        return self.gradebook.after - self.gradebook.before if self.gradebook else 0

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Everything that can be the reason for other results."""
        if self.after is None or self.status == "new":
            return ()
        if self._origin is None:
            return (Cause("not recorded", NOT_RECORDED),)
        different = causes(self._origin, Origin.of(self.after))
        if self.before and self.before.hand_in != self.after.hand_in:
            different += (Cause("hand-in", HAND_IN),)
        if self._is_same and self.gradebook and self.gradebook.is_automatic_change:
            return (Cause("gradebook", BEHIND), *different)
        return different if different or self.status == "unchanged" else (Cause("nothing", NOTHING),)

    @property
    def _origin(self) -> Origin | None:
        """What the earlier result was made from."""
        return Origin.of(self.before) if self.before else self.gradebook.origin if self.gradebook else None

    @cached_property
    def results(self) -> tuple[ResultChange, ...]:
        """The checks and predictions with another result."""
        if self.after is None:
            return ()
        if self.before is None or self._is_same:
            return tuple(_changes_of_parts(self.gradebook)) if self.gradebook else ()
        pair = self.before, self.after
        return (*_check_changes(*pair), *_prediction_changes(*pair), *_other_changes(*pair))

    @property
    def is_reproduced(self) -> bool:
        """Whether everything is as it was, with what it was graded with, so that the report has the same bytes."""
        return self._is_same and not self.causes

    @cached_property
    def _is_same(self) -> bool:
        return bool(self.before and self.after and self.after.has_results_of(self.before))

    def _report_signs(self) -> Iterator[float]:
        """Yield the difference in points and, where the maximum has changed, in shares of it."""
        if self.before and self.after:
            yield self.after.score - self.before.score
            yield round(self.after.final_score - self.before.final_score, 2)
            yield self.after.score * self.before.max_score - self.before.score * self.after.max_score

    def _gradebook_signs(self) -> Iterator[float]:
        if self.gradebook:
            yield round(self.gradebook.after - self.gradebook.before, 6)


def compare_reports(
    before: Mapping[str, Report], after: Mapping[str, Report], gradebook: Mapping[str, GradebookMark]
) -> list[StudentChange]:
    """Return what changes for each student, the largest losses first."""
    names = dict.fromkeys([*before, *after])
    changes = [StudentChange(name, before.get(name), after.get(name), gradebook.get(name)) for name in names]
    return sorted(changes, key=lambda change: (STATUSES.index(change.status), change.difference, change.student))


def _check_changes(before: Report, after: Report) -> Iterator[ResultChange]:
    earlier, later = _checks(before), _checks(after)
    for key in dict.fromkeys([*earlier, *later]):
        old, new = earlier.get(key), later.get(key)
        if old == new:
            continue
        title = new.title if new else old.title if old else ""
        points = (new.points if new else 0) - (old.points if old else 0)
        reasons = _reason(old), _reason(new)
        texts = _outcome(old), _outcome(new)
        if texts[0] == texts[1] and reasons[0] == reasons[1]:
            reasons = "", "its title or its hint has other words"
        yield ResultChange(key[0], title, *texts, points, *reasons)


def _checks(report: Report) -> dict[tuple[str, str], CheckResult]:
    return {(exercise.id, check.name): check for exercise in report.exercises for check in exercise.checks}


def _outcome(check: CheckResult | None) -> str:
    return f"{check.outcome}, {check.points} of {check.max_points}" if check else NO_RESULT


def _reason(check: CheckResult | None) -> str:
    """Return what a person reads about a result: the mistake that was recognised, and the message."""
    if check is None:
        return ""
    mistake = check.mistake_title or check.mistake
    return "; ".join(text for text in (f"recognised: {mistake}" if mistake else "", check.message) if text)


def _prediction_changes(before: Report, after: Report) -> Iterator[ResultChange]:
    earlier, later = ({prediction.id: prediction for prediction in r.predictions} for r in (before, after))
    for name in dict.fromkeys([*earlier, *later]):
        old, new = earlier.get(name), later.get(name)
        if old != new:
            points = (new.score if new else 0) - (old.score if old else 0)
            yield ResultChange(name, "prediction", _score(old), _score(new), points, _answer(old), _answer(new))


def _score(prediction: PredictionResult | None) -> str:
    return f"{prediction.score} of {prediction.max_score}" if prediction else NO_RESULT


def _answer(prediction: PredictionResult | None) -> str:
    """Return the answer, what happened, and the explanation that was chosen."""
    if prediction is None or not prediction.committed:
        return "" if prediction is None else "no answer was locked in"
    fits = "which fits" if prediction.explained else "which does not fit"
    choice = f"explanation '{prediction.explanation}', {fits}" if prediction.explanation else "no explanation"
    return f"answer {prediction.answer}; it came out as {prediction.outcome}; {choice}"


def _other_changes(before: Report, after: Report) -> Iterator[ResultChange]:
    """Yield what is not the same beside checks and predictions: texts of a person, repairs, errors and problems."""
    texts = tuple("; ".join([*r.problems, *r.submission.repairs, *r.submission.cell_errors]) for r in (before, after))
    if texts[0] != texts[1]:
        yield ResultChange("submission", "problems, repairs and errors", "", "", 0, texts[0], texts[1])
    if before.hand_in != after.hand_in:
        difference = round(before.penalty - after.penalty, 2)
        yield ResultChange("hand-in", "the late penalty", _penalty(before), _penalty(after), difference)
    waiting = before.waiting_points, after.waiting_points
    if waiting[0] != waiting[1]:
        yield ResultChange("texts", "points that wait for a person", str(waiting[0]), str(waiting[1]), 0)


def _penalty(report: Report) -> str:
    percent = report.hand_in.percent if report.hand_in else 0
    return f"{report.penalty:g} points ({percent:g} %)"


def _changes_of_parts(mark: GradebookMark) -> Iterator[ResultChange]:
    """Yield the exercises and predictions whose automatic points in the gradebook change."""
    for part, before, after in mark.parts:
        if before != after:
            difference = (after or 0) - (before or 0)
            yield ResultChange(part, "in the gradebook", _points_text(before), _points_text(after), difference)


def _points_text(points: float | None) -> str:
    return NO_RESULT if points is None else f"{points:g} points"
