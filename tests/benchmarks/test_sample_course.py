"""Copies of the course with a class, which all benchmarks grade."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

import benchmarks
from autograder.course.unit_content import UnitContent
from benchmarks.sample_course import GRADEBOOK, SampleCourses, Setup


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(benchmarks.__path__)])
def test_every_benchmark_can_be_imported(name: str) -> None:
    assert importlib.import_module(f"benchmarks.{name}").__doc__


def test_a_course_has_a_folder_for_each_student_and_is_restored(content: UnitContent, tmp_path: Path) -> None:
    courses = SampleCourses(content, tmp_path)
    course = courses.get(Setup(3, stock=True))
    (course.folder / "autograded" / "left over").mkdir(parents=True)
    again = courses.get(Setup(3, stock=True))

    assert again == course
    assert course.students == ("student-0000", "student-0001", "student-0002")
    assert all(
        (course.submitted / name / content.unit.id / f"{content.unit.id}.ipynb").is_file() for name in course.students
    )
    assert not (course.folder / "autograded").exists()
    assert not (course.folder / "nbgrader_config.py").exists()


def test_a_generated_course_has_the_handout_and_a_gradebook(content: UnitContent, tmp_path: Path) -> None:
    course = SampleCourses(content, tmp_path).get(Setup(1, generated=True))

    assert (course.folder / GRADEBOOK).is_file()
    assert (course.folder / "release" / content.unit.id / f"{content.unit.id}.ipynb").is_file()
