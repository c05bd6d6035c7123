"""The report cache: a report is stored until something changes that it depends on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_submissions import notebook_bytes
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.errors import UsageError
from autograder.grading.batch import ungraded_report
from autograder.grading.report_cache import ReportCache
from autograder.provenance import Regrade
from autograder.report import Report

UNIT = "training-loop"


@pytest.mark.parametrize(
    ("unit_id", "module", "is_shared"),
    [
        pytest.param(UNIT, "least_squares_cases.py", True, id="of all units"),
        pytest.param(UNIT, "training_loop/cases.py", True, id="of the unit"),
        pytest.param(UNIT, "gradient/cases.py", False, id="of another unit"),
        pytest.param("autodiff", "training_loop/cases.py", True, id="borrowed from another unit"),
    ],
)
def test_a_changed_module_of_checks_invalidates_the_reports_of_its_units(
    course: Course, tmp_path: Path, unit_id: str, module: str, is_shared: bool
) -> None:
    folder = tmp_path / "course"
    copy_course(course, folder)
    unit = Course.load(folder).unit(unit_id)
    report = ungraded_report(course, unit, "ada", "none")
    ReportCache(tmp_path, Course.load(folder), unit).store(report, b"{}", {})
    before = ReportCache(tmp_path, Course.load(folder), unit).get("ada", b"{}", {})
    with (folder / "hidden_checks" / module).open("a") as file:
        file.write("# another check\n")
    after = ReportCache(tmp_path, Course.load(folder), unit).get("ada", b"{}", {})

    assert before == report
    assert (after is None) is is_shared


def test_a_changed_submission_is_not_in_the_cache(course: Course, tmp_path: Path) -> None:
    cache = ReportCache(tmp_path, course, course.unit(UNIT))
    report = ungraded_report(course, course.unit(UNIT), "ada", "none")
    cache.store(report, b"{}", {"data.csv": b"1"})

    assert cache.get("ada", b"{}", {"data.csv": b"1"}) == report
    assert cache.get("ada", b"{ }", {"data.csv": b"1"}) is None
    assert cache.get("ada", b"{}", {"data.csv": b"2"}) is None
    assert cache.get("ben", b"{}", {"data.csv": b"1"}) is None


def test_a_damaged_report_is_not_in_the_cache(course: Course, tmp_path: Path) -> None:
    cache = ReportCache(tmp_path, course, course.unit(UNIT))
    cache.store(ungraded_report(course, course.unit(UNIT), "ada", "none"), b"{}", {})
    (tmp_path / "ada.json").write_text("{")

    assert cache.get("ada", b"{}", {}) is None


def test_a_report_has_a_page_beside_it_which_is_written_again_if_it_is_missing_or_old(
    course: Course, tmp_path: Path
) -> None:
    cache = ReportCache(tmp_path, course, course.unit(UNIT))
    cache.store(ungraded_report(course, course.unit(UNIT), "a/b", "none"), b"{}", {})
    page = tmp_path / "a%2Fb.html"
    text = page.read_text(encoding="utf-8")
    page.unlink()
    cache.get("a/b", b"{}", {})
    again = page.read_text(encoding="utf-8")
    page.write_text("that of an older kit")
    cache.get("a/b", b"{}", {})

    assert "The training loop" in text
    assert text == again == page.read_text(encoding="utf-8")


def test_an_unchanged_page_is_not_written_again(course: Course, tmp_path: Path) -> None:
    cache = ReportCache(tmp_path, course, course.unit(UNIT))
    cache.store(ungraded_report(course, course.unit(UNIT), "ada", "none"), b"{}", {})
    before = (tmp_path / "ada.html").stat()
    cache.get("ada", b"{}", {})

    assert (tmp_path / "ada.html").stat().st_ino == before.st_ino


def test_the_page_of_a_changed_submission_is_removed_with_its_report(course: Course, tmp_path: Path) -> None:
    cache = ReportCache(tmp_path, course, course.unit(UNIT))
    cache.store(ungraded_report(course, course.unit(UNIT), "ada", "none"), b"{}", {})
    cache.remove("ada")

    assert not list(tmp_path.glob("ada.*"))


def test_a_folder_that_cannot_be_written_is_a_usage_error(course: Course, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(UsageError, match="cannot write reports"):
        ReportCache(tmp_path / "file", course, course.unit(UNIT))


def test_the_history_of_a_student_outlives_the_report_of_an_earlier_submission(course: Course, tmp_path: Path) -> None:
    entry = Regrade(score_before=3, score_after=4, max_score=4, accepted=True, date="2027-03-01", reason="checks: a.py")
    cache = ReportCache(tmp_path, course, course.unit(UNIT))
    report = ungraded_report(course, course.unit(UNIT), "ada", "none")
    cache.store(report.model_copy(update={"history": (entry,)}), b"{}", {})
    cache.remove("ada")
    ReportCache(tmp_path, course, course.unit(UNIT)).store(report, b"{ }", {})
    again = cache.get("ada", b"{ }", {})

    assert again is not None
    assert again.history == (entry,)
    assert not list((tmp_path / ".report-histories").iterdir())


def test_a_lower_mark_for_the_same_notebook_is_remembered(course: Course, tmp_path: Path) -> None:
    cache = ReportCache(tmp_path, course, course.unit(UNIT))
    reports = {name: ungraded_report(course, course.unit(UNIT), name, "none", b"1") for name in ("ada", "ben", "eve")}
    for name, report in reports.items():
        cache.store(report.model_copy(update={"score": 4}), b"1", {})
        cache.remove(name)
    cache.store(reports["ada"].model_copy(update={"score": 3}), b"1", {})
    cache.store(reports["ben"].model_copy(update={"score": 4}), b"1", {})
    cache.store(ungraded_report(course, course.unit(UNIT), "eve", "none", b"another"), b"another", {})

    assert cache.lower_marks == ["ada"]


def test_a_page_gets_its_worked_solutions_after_the_due_date_without_grading_again(
    course: Course, tmp_path: Path, content: UnitContent, grade: Callable[..., Report]
) -> None:
    policies = course.policies.model_copy(update={"solutions": "with_feedback"})
    own = course.model_copy(update={"policies": policies})
    report = grade(data=notebook_bytes(content.release)).model_copy(update={"student": "ada"})
    pages = []
    for hours in (1, -1):
        unit = own.unit(UNIT).model_copy(update={"due": datetime.now(UTC) + timedelta(hours=hours)})
        cache = ReportCache(tmp_path, own, unit)
        if hours > 0:
            cache.store(report, b"{}", {})
        assert cache.get("ada", b"{}", {}) is not None
        pages.append((tmp_path / "ada.html").read_text(encoding="utf-8"))

    assert ["Worked solutions" in page for page in pages] == [False, True]
