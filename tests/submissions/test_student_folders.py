"""Layouts of a class: who handed in what, in sections, by unit, in downloads of learning platforms, in archives."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.submissions.discovery import Discovery, discover
from autograder.submissions.expected_notebook import ExpectedNotebook
from tests.classroom_results import put

UNIT = "gradient"
EXPECTED = ExpectedNotebook(UNIT, other_units=frozenset({"line-and-loss", "autodiff"}))

LAYOUTS: Mapping[str, Mapping[str, str]] = {
    "a folder for each student": {"ada": "ada/gradient.ipynb", "bob": "bob/gradient.ipynb"},
    "students and units": {"ada": "ada/gradient/gradient.ipynb", "bob": "bob/gradient/my work.ipynb"},
    "units and students": {"ada": "gradient/ada/gradient.ipynb", "bob": "gradient/bob/gradient.ipynb"},
    "one student in the unit's folder": {"ada": "gradient/ada/gradient.ipynb"},
    "sections": {
        "ada": "section1/ada/gradient.ipynb",
        "bob": "section1/bob/gradient.ipynb",
        "cy": "section2/cy/gradient.ipynb",
    },
    "sections with students and units": {
        "ada": "A/ada/gradient/gradient.ipynb",
        "bob": "A/bob/gradient/gradient.ipynb",
        "cy": "B/cy/gradient/gradient.ipynb",
    },
    "sections with units and students": {
        "ada": "A/gradient/ada/gradient.ipynb",
        "bob": "A/gradient/bob/gradient.ipynb",
        "cy": "B/gradient/cy/gradient.ipynb",
    },
    "a section with a renamed notebook": {
        "ada": "section1/ada/gradient.ipynb",
        "bob": "section1/bob/my work.ipynb",
        "cy": "section2/cy/gradient.ipynb",
        "dee": "section2/dee/gradient.ipynb",
    },
    "one name in two sections": {
        "A-ann": "A/ann/gradient.ipynb",
        "bob": "A/bob/gradient.ipynb",
        "B-ann": "B/ann/gradient.ipynb",
        "cy": "B/cy/gradient.ipynb",
    },
    "a folder around the class": {"ada": "class/ada/gradient.ipynb", "bob": "class/bob/gradient.ipynb"},
    "work in a folder of a clone": {"ada": "ada/work/gradient.ipynb", "bob": "bob/week3/gradient.ipynb"},
    "names of programs' folders": {
        "ada": "ada/gradient.ipynb",
        "lab": "lab/gradient.ipynb",
        "venv": "venv/gradient.ipynb",
        "node_modules": "node_modules/gradient/gradient.ipynb",
        "__pycache__": "__pycache__/gradient.ipynb",
    },
    "Canvas": {
        "doejane": "doejane_123_4567_gradient.ipynb",
        "roerich": "roerich_LATE_124_4568_gradient-1.ipynb",
        "anon_Ab3xZ": "anon_Ab3xZ_4569_gradient.ipynb",
        "poe-12": "poe_12_4570_gradient.ipynb",
        "poe-13": "poe_13_4571_gradient.ipynb",
    },
    "Moodle with folders": {
        "Jane Doe": "Jane Doe_123_assignsubmission_file_/gradient.ipynb",
        "Rich Roe": "Rich Roe_124_assignsubmission_file/work/gradient.ipynb",
    },
    "Moodle without folders": {
        "Jane Doe-123": "Jane Doe_123_assignsubmission_file_gradient.ipynb",
        "Jane Doe-125": "Jane Doe_125_assignsubmission_file_gradient.ipynb",
    },
    "Blackboard": {
        "jdoe": "Homework_1_jdoe_attempt_2027-03-01-12-30-45_gradient.ipynb",
        "rroe": "Homework_1_rroe_attempt_2027-03-01-12-31-45_gradient.ipynb",
    },
    "Blackboard, one student": {"jdoe": "Homework 1_jdoe_attempt_2027-03-01-12-30-45_gradient.ipynb"},
    "Brightspace with folders": {
        "Jane Doe": "12-345 - Jane Doe - Mar 1, 2027 930 PM/gradient.ipynb",
        "Mary-Ann Roe": "13-345 - Mary-Ann Roe - Mar 1, 2027 1130 AM/gradient.ipynb",
    },
    "Brightspace without folders": {"Jane Doe": "12-345 - Jane Doe - Mar 1, 2027 930 PM - gradient.ipynb"},
    "a download in a folder": {
        "doejane": "download/doejane_123_4567_gradient.ipynb",
        "roerich": "download/roerich_124_4568_gradient.ipynb",
    },
    "files with the students' names": {"ada": "ada_gradient.ipynb", "Bob Roe": "Bob Roe - gradient.ipynb"},
}


def find(folder: Path) -> Discovery:
    return discover([folder], EXPECTED)


def notebooks(discovery: Discovery, folder: Path) -> dict[str, str]:
    """Return the path of each student's notebook."""
    found_paths = {submission.student: submission.notebook for submission in discovery.submissions}
    return {student: path.relative_to(folder).as_posix() if path else "" for student, path in found_paths.items()}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_student_of_a_layout_is_found(layout: Mapping[str, str], tmp_path: Path) -> None:
    for path in layout.values():
        put(tmp_path / "in" / path)
    discovery = find(tmp_path / "in")

    assert notebooks(discovery, tmp_path / "in") == layout
    assert not discovery.left_out


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_same_layout_in_an_archive_gives_the_same_students(layout: Mapping[str, str], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for student, path in layout.items():
            archive.writestr(path, student)
    discovery = find(tmp_path / "in.zip")
    contents = {submission.student: submission.read()[0].decode() for submission in discovery.submissions}

    assert contents == {student: student for student in layout}


def test_a_student_of_a_download_without_a_notebook_is_found_too(tmp_path: Path) -> None:
    put(tmp_path / "doejane_123_4567_gradient.ipynb")
    put(tmp_path / "roerich_124_4568_report.pdf")
    discovery = find(tmp_path)

    assert notebooks(discovery, tmp_path) == {"doejane": "doejane_123_4567_gradient.ipynb", "roerich": ""}


def test_of_several_attempts_the_last_one_is_taken_and_the_report_says_so(tmp_path: Path) -> None:
    for day in ("01", "02"):
        put(tmp_path / f"HW_jdoe_attempt_2027-03-{day}-12-30-45_gradient.ipynb", day.encode())
    put(tmp_path / "HW_jdoe_attempt_2027-03-03-12-30-45.txt")
    (submission,) = find(tmp_path).submissions

    assert submission.read()[0] == b"02"
    assert submission.repairs == ("there were 3 attempts: the one of 2027-03-02-12-30-45 was graded",)


def test_archives_in_students_folders_and_in_downloads_are_read(tmp_path: Path) -> None:
    for path in ("ada/homework.zip", "doejane_123_4567_hw.zip", "cy.zip"):
        put(tmp_path / path)
        with zipfile.ZipFile(tmp_path / path, "w") as archive:
            archive.writestr("work/gradient.ipynb", path)
            archive.writestr("__MACOSX/work/._gradient.ipynb", "resource fork")
    contents = {submission.student: submission.read()[0].decode() for submission in find(tmp_path).submissions}

    assert contents == {"ada": "ada/homework.zip", "doejane": "doejane_123_4567_hw.zip", "cy": "cy.zip"}


def test_a_download_beside_its_unpacked_folders_is_not_a_second_class(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        for student in ("ada", "bob"):
            put(tmp_path / student / "gradient.ipynb")
            archive.writestr(f"{student}/gradient.ipynb", "{}")
    discovery = find(tmp_path)

    assert [submission.student for submission in discovery.submissions] == ["ada", "bob"]
    assert [file.needs_attention for file in discovery.left_out] == [False]


class TestWhatIsLeftOut:
    """It is listed with its reason, and a person must look at what may be somebody's only work."""

    @staticmethod
    def reasons(folder: Path) -> dict[str, tuple[str, bool]]:
        return {Path(file.path).name: (file.reason, file.needs_attention) for file in find(folder).left_out}

    def test_names_notebooks_beside_the_students_folders(self, tmp_path: Path) -> None:
        for path in ("ada/gradient.ipynb", "bob/gradient.ipynb", "someone.ipynb", "old.rar"):
            put(tmp_path / path)

        assert self.reasons(tmp_path) == {
            "someone.ipynb": ("it stands beside the students' folders", True),
            "old.rar": ("this kind of archive is not read: unpack it", True),
        }

    def test_names_folders_of_programs(self, tmp_path: Path) -> None:
        for path in ("ada/gradient.ipynb", "lab/checks/gradient.py", "venv/share/doc/gradient.ipynb"):
            put(tmp_path / path)

        assert self.reasons(tmp_path) == {
            "lab": ("it has the name of a folder of programs", False),
            "venv": ("it has the name of a folder of programs", True),
        }

    def test_names_links(self, tmp_path: Path) -> None:
        put(tmp_path / "ada" / "gradient.ipynb")
        (tmp_path / "eve").symlink_to("ada")

        assert [file.reason for file in find(tmp_path).left_out] == ["'eve': links are not followed"]

    def test_does_not_name_submissions_to_other_units(self, tmp_path: Path) -> None:
        for path in ("ada/gradient.ipynb", "ada/autodiff.ipynb", "bob/gradient/gradient.ipynb", "bob/x/x.ipynb"):
            put(tmp_path / path)

        assert not find(tmp_path).left_out

    def test_does_not_name_the_start_page_and_the_refresher(self, tmp_path: Path) -> None:
        for path in ("ada/gradient.ipynb", "ada/start.ipynb", "ada/refresher (1).ipynb", "bob/gradient/gradient.ipynb"):
            put(tmp_path / path)
        put(tmp_path / "bob" / "start" / "start.ipynb")

        assert [submission.student for submission in find(tmp_path).submissions] == ["ada", "bob"]
        assert not find(tmp_path).left_out

    def test_does_not_name_other_units_beside_this_one(self, tmp_path: Path) -> None:
        for unit in (UNIT, "autodiff"):
            for student in ("ada", "bob"):
                put(tmp_path / unit / student / f"{unit}.ipynb")

        assert [submission.student for submission in find(tmp_path).submissions] == ["ada", "bob"]
        assert not find(tmp_path).left_out


def test_no_name_is_used_for_two_students_of_several_paths(tmp_path: Path) -> None:
    for section in ("a", "b", "c"):
        put(tmp_path / section / "ann" / "gradient.ipynb")
    discovery = discover([tmp_path / section for section in ("a", "b", "c", "a")], EXPECTED)

    assert [submission.student for submission in discovery.submissions] == ["a-ann", "b-ann", "c-ann", "a-ann (2)"]


@pytest.mark.parametrize("name", ["handout", "backup", "old", "v1", "work2", "Week 3", "solution"])
def test_a_second_copy_in_a_students_folder_makes_no_second_student(name: str, tmp_path: Path) -> None:
    for student in ("ada", "bob"):
        put(tmp_path / student / "work" / "gradient.ipynb")
        put(tmp_path / student / name / "gradient.ipynb")

    assert [submission.student for submission in find(tmp_path).submissions] == ["ada", "bob"]


def test_a_large_class_is_found_quickly(tmp_path: Path) -> None:
    """A student with 20,000 files does not hold up the others."""
    put(tmp_path / "ada" / "gradient.ipynb")
    for number in range(20_000):
        (tmp_path / "ada" / f"{number}.ipynb").touch()
    discovery = find(tmp_path)

    assert notebooks(discovery, tmp_path) == {"ada": "ada/gradient.ipynb"}
    assert "and 19995 more" in discovery.left_out[0].path
