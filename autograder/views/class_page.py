"""The page about a class: one file that works offline, prints, and can leave all names out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lab.predicting.question_types import Question

from autograder.views.class_comparison import ClassData, compare
from autograder.views.class_statistics import GradedSubmission, class_statistics, shorten
from autograder.views.data_notes import class_ids, data_note
from autograder.views.hand_in_statistics import hand_in_statistics, is_late
from autograder.views.help_statistics import help_statistics
from autograder.views.html_page import render_page
from autograder.views.mistake_statistics import mistake_statistics
from autograder.views.prediction_statistics import prediction_statistics


@dataclass(frozen=True)
class GradedClass:
    """The graded submissions of a class to one unit, with the questions of the unit and the explanations that fit."""

    label: str
    submissions: Sequence[GradedSubmission]
    questions: Mapping[str, Question] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    due: datetime | None = None

    def without_names(self) -> GradedClass:
        """Return the class without the students' names, in an order that says nothing about them."""
        submissions = [submission.without_name() for submission in self.submissions]
        return GradedClass(self.label, submissions, self.questions, self.explanations, self.due)


@dataclass(frozen=True)
class StudentRow:
    """A line of the table of students; `states` are the words that the filter looks for."""

    submission: GradedSubmission
    scores: tuple[int | None, ...]
    predictions: int
    notes: str
    states: str


def class_page(title: str, graded_class: GradedClass, other: GradedClass | None = None, *, anonymous: bool) -> str:
    """Return the page as HTML, with a comparison if there is another class. `title` is that of the unit."""
    if anonymous:
        graded_class, other = graded_class.without_names(), other.without_names() if other else None
    data = _data(graded_class)
    other_data = _data(other) if other else None
    exercises = [exercise.id for exercise in data.statistics.exercises]
    return render_page(
        "class.html",
        script="class.js",
        title=title,
        anonymous=anonymous,
        statistics=data.statistics,
        mistakes=data.mistakes,
        predictions=data.predictions,
        hints=help_statistics(graded_class.submissions),
        hand_ins=hand_in_statistics(graded_class.submissions, graded_class.due),
        due=graded_class.due,
        exercises=exercises,
        students=[] if anonymous else list(_student_rows(graded_class, exercises)),
        first=data,
        second=other_data,
        comparison=compare(data, other_data) if other_data else [],
    )


def _data(graded_class: GradedClass) -> ClassData:
    return ClassData(
        graded_class.label,
        class_statistics(graded_class.submissions),
        mistake_statistics(graded_class.submissions),
        prediction_statistics(graded_class.submissions, graded_class.questions, graded_class.explanations),
    )


def _student_rows(graded_class: GradedClass, exercises: Sequence[str]) -> Iterator[StudentRow]:
    ids = class_ids(submission.report.student for submission in graded_class.submissions)
    for submission in sorted(graded_class.submissions, key=lambda submission: submission.report.student):
        report = submission.report
        results = {exercise.id: exercise for exercise in report.exercises}
        scores = [results[name].score if name in results and results[name].attempted else None for name in exercises]
        titles = [c.mistake_title or c.mistake for e in report.exercises for c in e.checks if c.mistake]
        yield StudentRow(
            submission,
            tuple(scores),
            sum(prediction.score for prediction in report.predictions),
            "; ".join(dict.fromkeys(filter(None, [*titles, *map(shorten, report.problems), data_note(report, ids)]))),
            " ".join(_states(submission, scores, graded_class.due)),
        )


def _states(submission: GradedSubmission, scores: Sequence[int | None], due: datetime | None) -> Iterator[str]:
    """Yield the words of the filter that hold for a submission."""
    report = submission.report
    if not report.publishable:
        yield "waiting"
    if None in scores:
        yield "unattempted"
    if 2 * report.score < report.max_score:
        yield "below-half"
    if report.mistakes():
        yield "mistake"
    if is_late(submission, due):
        yield "late"
