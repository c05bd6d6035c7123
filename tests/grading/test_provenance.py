"""Provenance: a report says what produced it, and a change in a file, a limit or a version is a change there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_submissions import notebook_bytes
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.grading.batch import Batch
from autograder.grading.provenance import BEYOND_GRADING, files_hash, unit_provenance
from autograder.grading.report_cache import ReportCache
from autograder.report import Report
from autograder.submissions.discovery import find_submissions
from tests.test_architecture import LEVELS

UNIT = "training-loop"


def append(path: str) -> Callable[[Path], None]:
    """Return a function that adds a comment to a file of a course."""

    def change(folder: Path) -> None:
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write("# changed\n")

    return change


def replace(path: str, before: str, after: str) -> Callable[[Path], None]:
    """Return a function that replaces a text in a file of a course."""

    def change(folder: Path) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert before in text
        (folder / path).write_text(text.replace(before, after), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "part", "names"),
    [
        pytest.param(
            append("hidden_checks/training_loop/test_training_loop.py"),
            "checks",
            {"hidden_checks/training_loop/test_training_loop.py"},
            id="hidden check",
        ),
        pytest.param(
            append("student/lab/checks/training_loop.py"),
            "checks",
            {"student/lab/checks/training_loop.py"},
            id="visible check",
        ),
        pytest.param(append("solutions/training_loop.py"), "reference", {"solutions/training_loop.py"}, id="reference"),
        pytest.param(
            append("student/lab/questions/training_loop.py"),
            "lesson",
            {"student/lab/questions/training_loop.py"},
            id="question",
        ),
        pytest.param(
            replace("course.yml", "call_seconds: 5", "call_seconds: 4"), "limits", {"call_seconds"}, id="limit"
        ),
        pytest.param(
            replace("course.yml", "name_mistakes: true", "name_mistakes: false"),
            "settings",
            {"name_mistakes"},
            id="policy",
        ),
        pytest.param(append("student/lab/__init__.py"), "kit", {"lab"}, id="lab"),
        pytest.param(append("student/lab/checks/gradient.py"), "", set(), id="visible check of another unit"),
        pytest.param(append("hidden_checks/gradient/cases.py"), "", set(), id="cases of another unit"),
        pytest.param(append("course.yml"), "", set(), id="comment in course.yml"),
    ],
)
def test_a_change_is_seen_in_its_part_and_nowhere_else(
    course: Course, tmp_path: Path, change: Callable[[Path], None], part: str, names: set[str]
) -> None:
    copy_course(course, tmp_path / "course")
    before = unit_provenance(Course.load(tmp_path / "course"), Course.load(tmp_path / "course").unit(UNIT)).model_dump()
    change(tmp_path / "course")
    after = unit_provenance(Course.load(tmp_path / "course"), Course.load(tmp_path / "course").unit(UNIT)).model_dump()
    different = {name for name in before if before[name] != after[name]}

    assert different == ({part} if part else set())
    assert {name for key in different for name in before[key] if before[key][name] != after[key][name]} == names


def test_the_versions_of_the_kit_and_the_libraries_are_recorded(course: Course) -> None:
    provenance = unit_provenance(course, course.unit(UNIT))

    assert provenance.libraries["numpy"] == np.__version__
    assert provenance.kit["version"] != "none"
    assert {"python", "machine", "matplotlib"} <= provenance.libraries.keys()


def test_the_packages_that_are_left_out_are_those_that_grading_cannot_import() -> None:
    place = next(number for number, level in enumerate(LEVELS) if "grading" in level)
    not_below = {name for level in LEVELS[place:] for name in level if not name.startswith("__")}

    assert set(BEYOND_GRADING) == not_below - {"grading"}


def test_the_hash_of_a_submission_covers_its_files_and_their_names() -> None:
    hashes = {
        files_hash(data, files)
        for data, files in ((b"a", {}), (b"b", {}), (b"a", {"x": b"1"}), (b"a", {"y": b"1"}), (b"a", {"x": b"2"}))
    }

    assert len(hashes) == 5


@pytest.fixture
def folder(tmp_path: Path, solved: Notebook) -> Path:
    path = tmp_path / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(notebook_bytes(solved))
    return tmp_path / "submitted"


def test_every_report_of_a_batch_has_what_produced_it_and_two_batches_the_same(course: Course, folder: Path) -> None:
    unit = course.unit(UNIT)
    (folder / "blaise").mkdir()
    submissions = find_submissions(folder, UNIT)
    batches = [list(Batch(course, unit).grade(submissions)) for _ in range(2)]
    texts = [
        sorted(json.dumps(r.model_dump(exclude={"seconds"}), sort_keys=True) for r in reports) for reports in batches
    ]

    assert {report.provenance for report in batches[0]} == {unit_provenance(course, unit)}
    assert all(report.submission.files_sha256 for report in batches[0])
    assert texts[0] == texts[1]


def test_a_report_in_the_cache_is_the_same_to_the_byte(course: Course, folder: Path, tmp_path: Path) -> None:
    unit, submissions = course.unit(UNIT), find_submissions(folder, UNIT)
    (report,) = Batch(course, unit, cache=ReportCache(tmp_path / "reports", course, unit)).grade(submissions)
    data = (tmp_path / "reports" / "ada.json").read_bytes()
    (again,) = Batch(course, unit, cache=ReportCache(tmp_path / "reports", course, unit)).grade(submissions)

    assert report == again == Report.from_json(data)
    assert (tmp_path / "reports" / "ada.json").read_bytes() == data
