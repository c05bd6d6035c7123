"""Damaged submissions: each earns what is clear, its report says what was repaired, and none stops the batch."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_submissions import predictions_file
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import Batch
from autograder.report import Report
from autograder.submissions.discovery import discover
from autograder.submissions.expected_notebook import ExpectedNotebook
from tests.commands import run_command
from tests.damage.damage_kind import NOTEBOOK_NAME, UNIT, DamageKind
from tests.damage.kinds import KINDS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, course: Course, content: UnitContent, solved: Notebook) -> Path:
    """A copy of the course, with one student for every kind of damage."""
    folder = tmp_path_factory.mktemp("damage") / "course"
    copy_course(course, folder)
    for kind in KINDS:
        kind.write_to(folder / "submitted" / kind.name / UNIT, solved, predictions_file(content))
    return folder


@pytest.fixture(scope="module")
def reports(folder: Path, content: UnitContent) -> dict[str, Report]:
    """The reports of all students, graded in one batch."""
    course = Course.load(folder)
    submissions = discover([folder / "submitted"], ExpectedNotebook(UNIT, content.release)).submissions
    return {report.student: report for report in Batch(course, course.unit(UNIT), jobs=2).grade(submissions)}


def messages(report: Report) -> tuple[str, ...]:
    return report.submission.repairs + report.submission.cell_errors + report.problems


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_a_submission_earns_what_is_clear_and_its_report_says_what_was_repaired(
    kind: DamageKind, reports: dict[str, Report]
) -> None:
    report = reports[kind.name]

    assert report.score == kind.score, messages(report)
    if kind.message:
        assert any(kind.message in text for text in messages(report))
    else:
        assert not messages(report)


def test_nbgrader_with_this_engine_gives_every_one_the_same_score(folder: Path, reports: dict[str, Report]) -> None:
    """Submissions without a notebook of the expected name are left out: nbgrader stops at them by itself."""
    submissions = {kind.name: folder / "submitted" / kind.name for kind in KINDS}
    for submission in submissions.values():
        if not (submission / UNIT / NOTEBOOK_NAME).exists():
            shutil.rmtree(submission)
    release = run_command(folder, "nbgrader", "generate_assignment", UNIT)
    process = run_command(folder, "nbgrader", "autograde", UNIT)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        rows = gradebook.assignment_submissions(UNIT)
        scores = {row.student.id: row.score for row in rows}

    assert release.returncode == 0, release.stderr
    assert process.returncode == 0, process.stderr
    assert scores == {name: reports[name].score for name, submission in submissions.items() if submission.exists()}
