"""A second grading beside the reports of the first: its results stay apart until they are taken over."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.configuration import Course, Unit
from autograder.grading.report_cache import ReportCache
from autograder.provenance import Regrade
from autograder.views.regrade_causes import Cause
from autograder.views.regrade_changes import StudentChange

FOLDER = ".regrade"
LISTED_CAUSES = 12


@dataclass
class RegradeFolder:
    """The folder `.regrade` among the reports of a unit: what was graded again and is not published yet."""

    reports: Path
    course: Course
    unit: Unit
    cache: ReportCache = field(init=False)

    def __post_init__(self) -> None:
        self.reports.mkdir(parents=True, exist_ok=True)
        self.cache = ReportCache(self.reports / FOLDER, self.course, self.unit)

    def clear(self) -> None:
        """Remove earlier results, so that every submission is graded again."""
        shutil.rmtree(self.reports / FOLDER)
        self.cache = ReportCache(self.reports / FOLDER, self.course, self.unit)

    def accept(self, changes: Iterable[StudentChange], *, allow_lower: bool, date: str, note: str = "") -> None:
        """Take over what may be taken over, each with a note in its history; what is kept gets a note, too.

        A report that was kept counts as that of the present checks: `grade --out` leaves it as it is.
        """
        published = ReportCache(self.reports, self.course, self.unit)
        for change in changes:
            accepted = change.may_be_accepted(allow_lower)
            if change.after is None or (change.before is None and not accepted):
                continue
            report = change.after if accepted and not change.is_reproduced else change.before or change.after
            history = _history(change, accepted, date, note)
            published.take_over(report.model_copy(update={"history": history}), self.cache)
        shutil.rmtree(self.reports / FOLDER)


def reason_text(causes: Sequence[Cause]) -> str:
    """Return the causes in one line."""
    texts = [str(cause) for cause in causes[:LISTED_CAUSES]]
    more = len(causes) - len(texts)
    return "; ".join(texts) + (f"; and {more} more" if more > 0 else "")


def _history(change: StudentChange, accepted: bool, date: str, note: str) -> tuple[Regrade, ...]:
    """Return the history with an entry for this regrade, if it changes something or keeps it from changing."""
    earlier = change.before.history if change.before else ()
    if change.after is None or change.status in ("unchanged", "new"):
        return earlier
    entry = Regrade(
        score_before=change.before.final_score if change.before else _automatic_score(change),
        score_after=change.after.final_score,
        max_score=change.after.max_score,
        accepted=accepted,
        date=date,
        reason=reason_text(change.causes),
        note=note,
    )
    is_repetition = bool(earlier) and earlier[-1] == entry.model_copy(update={"date": earlier[-1].date})
    return earlier if is_repetition else (*earlier, entry)


def _automatic_score(change: StudentChange) -> int:
    """Return the automatic points that the gradebook has, where there is no earlier report."""
    parts = change.gradebook.parts if change.gradebook else ()
    return round(sum(before or 0 for _, before, _ in parts))
