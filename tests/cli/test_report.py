"""The command `report`: a page from the reports that `grade` wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.authoring.course_copy import copy_course
from autograder.cli.main import main
from autograder.course.configuration import Course
from autograder.files import safe_file_name
from autograder.views.class_statistics import GradedSubmission
from autograder.views.feedback_page import feedback_page
from tests.class_reports import UNIT, small_class

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def save(folder: Path, submissions: list[GradedSubmission]) -> Path:
    """Write the reports and pages of a class as `grade --out` does."""
    folder.mkdir(parents=True)
    for submission in submissions:
        name = safe_file_name(submission.report.student)
        (folder / f"{name}.json").write_text(submission.report.json_text(), encoding="utf-8")
        (folder / f"{name}.html").write_text(feedback_page(submission.report, "A unit"), encoding="utf-8")
    return folder


def report(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


def test_the_page_stands_beside_the_reports_and_leads_to_the_students_pages(tmp_path: Path) -> None:
    names = ("ada", "a/../b", "javascript:alert(1)", "é ?#%", "<b>")
    reports = save(tmp_path / "reports", small_class(*names))
    result = report(UNIT, reports)
    page = (tmp_path / f"{UNIT}-class.html").read_text(encoding="utf-8")

    assert result.exit_code == 0, result.output
    assert f"{UNIT}-class.html is ready: 5 submissions" in result.output
    assert 'href="reports/ada.html"' in page
    assert 'href="reports/a%252F..%252Fb.html"' in page
    assert 'href="reports/javascript%253Aalert%25281%2529.html"' in page
    assert "The training loop" in page


def test_a_list_of_grade_json_has_no_pages_to_lead_to(tmp_path: Path) -> None:
    texts = [json.loads(submission.report.json_text()) for submission in small_class()]
    (tmp_path / "all.json").write_text(json.dumps(texts))
    result = report(UNIT, tmp_path / "all.json", "--out", tmp_path / "page.html")

    assert result.exit_code == 0, result.output
    assert "<bdi>ada</bdi>" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "ada.html" not in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_without_names_it_is_another_file_and_names_nobody(tmp_path: Path) -> None:
    names = ("qqada", "qqblaise", "qqcarl", "qqdorothy", "qqemmy")
    reports = save(tmp_path / "qqreports", small_class(*names))
    result = report(UNIT, reports, "--anonymous", "--compare", reports)
    page = (tmp_path / f"{UNIT}-class-anonymous.html").read_text(encoding="utf-8")

    assert result.exit_code == 0, result.output
    assert "qq" not in page
    assert "Half of the gradient" in page


def test_two_years_stand_side_by_side_under_the_names_of_their_folders(tmp_path: Path) -> None:
    reports = save(tmp_path / "2027" / "reports", small_class())
    result = report(UNIT, reports, "--compare", save(tmp_path / "2026" / "reports", small_class()[:2]))
    page = (tmp_path / "2027" / f"{UNIT}-class.html").read_text(encoding="utf-8")

    assert result.exit_code == 0, result.output
    assert '<span class="first">2027/reports</span> (5 submissions)' in page
    assert '<span class="second">2026/reports</span> (2 submissions)' in page


def test_another_unit_can_stand_beside_this_one(tmp_path: Path) -> None:
    reports = save(tmp_path / "reports", small_class())
    gradient = [
        GradedSubmission(submission.report.model_copy(update={"unit": "gradient"})) for submission in small_class()
    ]
    result = report(UNIT, reports, "--compare", save(tmp_path / "gradient", gradient))

    assert result.exit_code == 0, result.output


def test_times_come_from_the_submissions_and_not_from_the_reports(tmp_path: Path) -> None:
    reports = save(tmp_path / "reports", small_class())
    folder = tmp_path / "submitted" / "ada" / UNIT
    folder.mkdir(parents=True)
    (folder / f"{UNIT}.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    (folder / "timestamp.txt").write_text("2027-03-01 12:00:00 UTC")
    before = {path.name: path.read_bytes() for path in reports.iterdir()}
    result = report(UNIT, reports, "--submissions", tmp_path / "submitted")
    page = (tmp_path / f"{UNIT}-class.html").read_text(encoding="utf-8")

    assert result.exit_code == 0, result.output
    assert "The times of 4 of 5 submissions are not known." in page
    assert "<td>2027-03-01 " in page
    assert {path.name: path.read_bytes() for path in reports.iterdir()} == before


def test_without_a_folder_the_usual_ones_are_taken(
    tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_course(course, tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    missing = report(UNIT)
    save(tmp_path / "course" / "reports" / UNIT, small_class())
    result = report(UNIT)

    assert missing.exit_code == 2
    assert f"there are no reports (reports/{UNIT} and reports)" in missing.output
    assert f"autograder grade {UNIT} PATH --out reports/{UNIT}" in missing.output
    assert result.exit_code == 0, result.output
    assert (tmp_path / "course" / "reports" / f"{UNIT}-class.html").is_file()


@pytest.mark.parametrize(
    ("unit", "arguments", "message"),
    [
        ("gradient", (), "there are reports of 'training-loop'"),
        (UNIT, ("--out", "/nowhere/page.html"), "there is no folder '/nowhere'"),
        (UNIT, ("--compare", "/nowhere"), "there is no file or folder '/nowhere'"),
        (UNIT, ("--submissions", "/nowhere"), "there is no file or folder '/nowhere'"),
    ],
    ids=["another unit", "no folder for the page", "nothing to compare", "no submissions"],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, unit: str, arguments: tuple[str, ...], message: str) -> None:
    result = report(unit, save(tmp_path / "reports", small_class()), *arguments)

    assert result.exit_code == 2
    assert message in result.output


def test_a_file_that_is_no_report_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "ada.json").write_text("{}")

    assert "this is not a report of `autograder grade`" in report(UNIT, tmp_path / "reports").output
