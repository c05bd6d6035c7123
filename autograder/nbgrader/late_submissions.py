"""The late policy of course.yml under nbgrader's commands.

nbgrader calculates from its gradebook how late a submission is, so the due date, the student's extension and the time
of the hand-in are stored there first. The penalty is in nbgrader's own field, where its formgrader and exports read it.
It is a share of the points, and a person may give points later: it is calculated again before feedback.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from nbformat.v4 import new_markdown_cell
from nbgrader.converters import GenerateFeedback
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor

from autograder.course.configuration import Course, Unit
from autograder.course.student_entries import StudentEntries
from autograder.hand_in import HandIn, penalty_points
from autograder.nbgrader.autograde import import_string
from autograder.nbgrader.shared_gradebook import SharedGradebook
from autograder.submissions.discovery import FoundSubmission
from autograder.submissions.hand_in_times import reliable_time
from autograder.views.hand_in_card import hand_in_card


def configure_late_policy(config: Any, course: Course) -> None:
    """Let nbgrader apply the late policies of a course; without one, nbgrader's own configuration holds."""
    if any(unit.late for unit in course.units):
        config.AssignLatePenalties.plugin_class = import_string(LatePenalty)
        steps = [AssignLatePenalties, ShowHandIn, *GenerateFeedback.preprocessors.default_args[0]]
        config.GenerateFeedback.preprocessors = [import_string(step) for step in steps]


def save_hand_in(course: Course, unit: Unit, submission: FoundSubmission, db_url: str) -> bool:
    """Store what a penalty depends on in the gradebook, as `autograder grade` knows it; nothing without a policy.

    Return False where the time of the hand-in should be known, and is not.
    """
    due = StudentEntries.load(course).due(unit, submission.student)
    if unit.late is None or unit.due is None or due is None:
        return True
    time = reliable_time(submission, due.tzinfo)
    with SharedGradebook(db_url) as gradebook:
        gradebook.update_or_create_assignment(unit.id, duedate=_stored(unit.due))
        row = gradebook.update_or_create_submission(unit.id, submission.student)
        row.timestamp = _stored(time.time) if time else None
        if due != unit.due:  # otherwise an extension that was granted in the gradebook stays
            row.extension = due - unit.due
        gradebook.db.commit()
    return time is not None


class LatePenalty(LateSubmissionPlugin):  # type: ignore[misc]
    """Takes off what the late policy of the unit says."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """Return the points to take off; where the unit has no policy, nbgrader's own configuration decides."""
        course = Course.load(Path.cwd())
        unit = course.unit(self.parent.assignment_id)
        if unit.late is None:
            penalty: float | None = super().late_submission_penalty(student_id, score, total_seconds_late)
            return penalty
        if StudentEntries.load(course).is_excused(unit.id, student_id):
            return None
        percent = unit.late.percent(timedelta(seconds=total_seconds_late))
        return penalty_points(score, percent)


class ShowHandIn(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts the card about a late submission above the notebook of the feedback, with the points of the gradebook."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Add the card; nothing where the submission was in time or the unit has no late policy."""
        context = resources["nbgrader"]
        with SharedGradebook(context["db_url"]) as gradebook:
            row = gradebook.find_submission(context["assignment"], context["student"])
            notebook = gradebook.find_submission_notebook(
                context["notebook"], context["assignment"], context["student"]
            )
            hand_in = _hand_in(context["assignment"], context["student"], row)
            waiting = 1 if notebook.needs_manual_grade else 0
            late_card = hand_in_card(hand_in, notebook.score, notebook.max_score, waiting)
        if late_card is not None:
            nb.cells.insert(0, new_markdown_cell(late_card.html()))
        return nb, resources


def _hand_in(unit_id: str, student: str, row: Any) -> HandIn | None:
    """Return the record that the gradebook holds; None where nothing can be taken off."""
    course = Course.load(Path.cwd())
    unit = course.unit(unit_id)
    if unit.late is None or row.duedate is None or StudentEntries.load(course).is_excused(unit_id, student):
        return None
    zone = unit.due.tzinfo if unit.due else UTC
    time = row.timestamp.replace(tzinfo=UTC) if row.timestamp else None
    due = row.duedate.replace(tzinfo=UTC).astimezone(zone)
    return unit.late.hand_in(due, time, has_extension=row.extension is not None)


def _stored(time: datetime) -> datetime:
    """Return a date as nbgrader stores it: in UTC, without a time zone."""
    return time.astimezone(UTC).replace(tzinfo=None)
