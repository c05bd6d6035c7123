"""The late policy by both roads: nbgrader's gradebook and feedback say what `autograder grade` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.standard_comments import StandardComments
from autograder.grading.batch import Batch
from autograder.grading.report_cache import ReportCache
from autograder.nbgrader.gradebook_writer import GradebookWriter
from autograder.report import Report
from autograder.submissions.discovery import find_submissions
from tests.commands import run_nbgrader
from tests.git import commit_at

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kept_grading_processes")]

UNIT = "training-loop"
DUE = datetime.fromisoformat("2027-03-27T23:59:00+01:00")
LATE = timedelta(days=1, hours=3)
LATENESS: Mapping[str, timedelta | None] = {
    "early": timedelta(hours=-1),
    "grace": timedelta(minutes=15),
    "late": LATE,
    "extended": LATE,
    "excused": LATE,
    "very late": timedelta(days=30),
    "unknown": None,
}
PERCENT = {"late": 20, "clone": 20, "very late": 50}
STUDENTS = f"""\
extended:
  extensions: {{{UNIT}: {(DUE + LATE).isoformat()}}}
excused: {{excused: [{UNIT}]}}
"""


@dataclass(frozen=True)
class Classroom:
    """A course with a late policy, graded by nbgrader, and the reports of the other road."""

    folder: Path
    reports: Mapping[str, Report]

    def gradebook_scores(self) -> dict[str, tuple[float, float]]:
        """The score and the penalty of each student."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            rows = gradebook.assignment_submissions(UNIT)
            return {row.student.id: (row.score, row.late_submission_penalty) for row in rows}

    def feedback(self, student: str) -> str:
        return (self.folder / "feedback" / student / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")


def reports_of(folder: Path) -> dict[str, Report]:
    course = Course.load(folder)
    cache = ReportCache(folder / "reports", course, course.unit(UNIT))
    submissions = find_submissions(folder / "submitted", UNIT)
    return {report.student: report for report in Batch(course, course.unit(UNIT), cache=cache).grade(submissions)}


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory, course: Course, solved: Notebook) -> Classroom:
    folder = tmp_path_factory.mktemp("late") / "course"
    copy_course(course, folder)
    text = (folder / "course.yml").read_text(encoding="utf-8")
    text = text.replace(f"  - id: {UNIT}\n", f"  - id: {UNIT}\n    due: {DUE.isoformat()}\n")
    policy = "policies:\n  late: {percent_per_day: 10, grace_minutes: 15, most_percent: 50}\n"
    (folder / "course.yml").write_text(text.replace("policies:\n", policy), encoding="utf-8")
    (folder / "students.yml").write_text(STUDENTS, encoding="utf-8")
    for student, lateness in {**LATENESS, "clone": None}.items():
        submission = folder / "submitted" / student / UNIT
        submission.mkdir(parents=True)
        (submission / f"{UNIT}.ipynb").write_bytes(sample_submissions.notebook_bytes(solved))
        if lateness is not None:
            (submission / "timestamp.txt").write_text(f"{(DUE + lateness).astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC")
    commit_at(folder / "submitted" / "clone", DUE + LATE)
    run_nbgrader(folder, "generate_assignment", UNIT)
    run_nbgrader(folder, "autograde", UNIT)
    run_nbgrader(folder, "generate_feedback", UNIT)
    return Classroom(folder, reports_of(folder))


def test_both_roads_take_off_the_same(classroom: Classroom) -> None:
    scores = classroom.gradebook_scores()
    expected = {student: (report.score, report.penalty) for student, report in classroom.reports.items()}

    assert scores == expected
    assert all(
        score - penalty == classroom.reports[student].final_score for student, (score, penalty) in scores.items()
    )


def test_the_command_line_stores_the_same_in_the_gradebook(classroom: Classroom) -> None:
    scores = classroom.gradebook_scores()
    with Gradebook(f"sqlite:///{classroom.folder / 'gradebook.db'}") as gradebook:
        for row in gradebook.assignment_submissions(UNIT):
            row.timestamp = row.notebooks[0].late_submission_penalty = None
        gradebook.db.commit()
    assert classroom.gradebook_scores() != scores
    course = Course.load(classroom.folder)
    submissions = find_submissions(classroom.folder / "submitted", UNIT)
    writer = GradebookWriter(course, course.unit(UNIT), StandardComments(), submissions)
    list(Batch(course, course.unit(UNIT), store=writer.store).grade(submissions))

    assert classroom.gradebook_scores() == scores


def test_the_policy_decides_what_is_taken_off(classroom: Classroom) -> None:
    for student, report in classroom.reports.items():
        assert report.penalty == pytest.approx(report.score * PERCENT.get(student, 0) / 100), student
        assert report.score == 32


def test_the_feedback_says_what_was_taken_off_and_why(classroom: Classroom) -> None:
    page = classroom.feedback("late")
    other = (classroom.folder / "reports" / "late.html").read_text(encoding="utf-8")

    assert "Score: 25.6 / 40.0" in page
    for text in ("Handed in 1 day 3 hours late: 20 % off", "32 of 40 points become 25.6."):
        assert text in page
        assert text in other
    assert 'aria-label="Handed in 1 day 3 hours late' in page, "the card is HTML, not text"
    assert "Handed in" not in classroom.feedback("early")
    assert "Handed in on time" in classroom.feedback("grace")
    assert "The time of your submission is not known" in classroom.feedback("unknown")
    assert "Handed in" not in classroom.feedback("excused")


def test_points_that_a_person_gives_later_lose_the_same_share(classroom: Classroom) -> None:
    with Gradebook(f"sqlite:///{classroom.folder / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_submission_notebook(UNIT, UNIT, "very late").grades[0]
        grade.extra_credit = 8
        gradebook.db.commit()
    run_nbgrader(classroom.folder, "generate_feedback", UNIT, "--student", "very late", "--force")

    assert classroom.gradebook_scores()["very late"] == (40, 20)
    assert "40 of 40 points become 20." in classroom.feedback("very late")


def test_a_new_extension_changes_reports_without_grading_again(classroom: Classroom) -> None:
    extension = f"late:\n  extensions: {{{UNIT}: {(DUE + LATE).isoformat()}}}\n"
    (classroom.folder / "students.yml").write_text(STUDENTS + extension, encoding="utf-8")
    before = (classroom.folder / "reports" / "early.json").stat().st_mtime_ns
    report = reports_of(classroom.folder)["late"]
    stored = Report.from_json((classroom.folder / "reports" / "late.json").read_bytes())

    assert (report.final_score, stored.final_score) == (32, 32)
    assert stored == report
    assert report.seconds == classroom.reports["late"].seconds, "it was not graded again"
    assert (classroom.folder / "reports" / "early.json").stat().st_mtime_ns == before
