"""Damaged submissions: each is graded as far as its meaning is clear, says what was mended, and stops nobody else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import Batch
from autograder.report import Report
from autograder.submissions.discovery import find_submissions
from tests.damage.kinds import KINDS, Kind

pytestmark = pytest.mark.slow

UNIT = "training-loop"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, course: Course, content: UnitContent, solved: Notebook) -> Path:
    """A copy of the course, with one student for every kind of damage."""
    folder = tmp_path_factory.mktemp("damage") / "course"
    copy_course(course, folder)
    for kind in KINDS:
        place = folder / "submitted" / kind.name / UNIT
        place.mkdir(parents=True)
        (place / (kind.file or f"{UNIT}.ipynb")).write_bytes(kind.build(solved))
        (place / "predictions.json").write_bytes(sample_submissions.predictions_file(content))
    return folder


@pytest.fixture(scope="module")
def reports(folder: Path) -> dict[str, Report]:
    """The whole class in one batch."""
    there = Course.load(folder)
    found = find_submissions(folder / "submitted", UNIT)
    return {report.student: report for report in Batch(there, there.unit(UNIT), jobs=2).grade(found)}


def said(report: Report) -> tuple[str, ...]:
    return report.submission.repairs + report.submission.cell_errors + report.problems


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_a_submission_earns_what_is_clear_and_its_report_says_what_was_mended(
    kind: Kind, reports: dict[str, Report]
) -> None:
    report = reports[kind.name]

    assert report.score == kind.score, said(report)
    assert any(kind.said in text for text in said(report)) if kind.said else not said(report)


def test_nbgrader_with_this_engine_gives_every_one_the_same_score(folder: Path, reports: dict[str, Report]) -> None:
    """All but those it never hands over: nbgrader itself looks for a notebook by its name, and stops at another."""
    for kind in KINDS:
        if kind.file:
            shutil.rmtree(folder / "submitted" / kind.name)
    command = [sys.executable, "-m", "nbgrader"]
    subprocess.run([*command, "generate_assignment", UNIT], cwd=folder, check=True, capture_output=True)
    graded = subprocess.run([*command, "autograde", UNIT], cwd=folder, check=False, capture_output=True, text=True)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        scores = {one.student.id: one.score for one in gradebook.assignment_submissions(UNIT)}

    assert graded.returncode == 0, graded.stderr
    assert scores == {kind.name: reports[kind.name].score for kind in KINDS if not kind.file}
