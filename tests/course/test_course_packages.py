"""Modules of a course are imported from its own folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import lab
import pytest

from autograder.course import course_packages
from autograder.course.configuration import Course
from autograder.course.course_packages import KIT_LAB, import_module, lab_folders
from autograder.errors import CourseError, UsageError


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A course with one module of its own beside an installed kit, and Python's path as it was before."""
    (tmp_path / "kit").mkdir()
    monkeypatch.setattr(course_packages, "KIT_LAB", tmp_path / "kit")
    (tmp_path / "student" / "lab").mkdir(parents=True)
    (tmp_path / "student" / "lab" / "part_of_a_test.py").write_text("NAME = __name__")
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = list(lab.__path__)
    yield tmp_path
    lab.__path__[:] = before
    sys.modules.pop("lab.part_of_a_test", None)


def test_its_parts_of_the_lab_can_be_imported(root: Path) -> None:
    assert import_module(root, "lab.part_of_a_test").NAME == "lab.part_of_a_test"


def test_a_second_import_adds_no_folder(root: Path) -> None:
    import_module(root, "lab.part_of_a_test")
    folders = list(lab.__path__), list(sys.path)
    import_module(root, "lab.part_of_a_test")

    assert folders == (list(lab.__path__), list(sys.path))


def test_a_missing_module_is_an_error_that_names_the_file(root: Path) -> None:
    with pytest.raises(CourseError, match=r"no module 'lab\.nowhere'") as caught:
        import_module(root, "lab.nowhere")
    assert caught.value.where == str(root / "student" / "lab" / "nowhere.py")


def test_the_lab_of_another_course_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course_packages, "KIT_LAB", KIT_LAB)

    with pytest.raises(UsageError, match="the clone of another course"):
        import_module(root, "lab.part_of_a_test")


def test_the_lab_consists_of_the_course_s_folder_and_the_kit_s(root: Path) -> None:
    assert lab_folders(root) == (root / "student" / "lab", root / "kit")


def test_in_the_kit_s_repository_they_are_one_folder(course: Course) -> None:
    assert lab_folders(course.root) == (KIT_LAB,)
