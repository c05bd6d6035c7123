"""Copies of the course with a class of submissions, restored to their first state before every run."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from autograder.authoring import sample_class
from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_class import SampleStudent
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.navigation import add_links
from autograder.course.notebook import json_text
from autograder.course.points import fill_in
from autograder.course.unit_content import UnitContent
from benchmarks import command

UNIT = "training-loop"
HOSTILE = ("endless loop", "memory hog")
UNREADABLE = ("damaged file", "not a notebook")
GRADEBOOK, UNUSED_GRADEBOOK = "gradebook.db", "unused-gradebook.db"


@dataclass(frozen=True, slots=True)
class SampleCourse:
    """A course folder with `submitted/`, the unit to grade, and the students' names."""

    folder: Path
    unit: str
    students: tuple[str, ...]

    @property
    def submitted(self) -> Path:
        """The folder of the submissions."""
        return self.folder / "submitted"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a sample course contains.

    `size` submissions, with an endless loop and a memory hog among them if `hostile`; a small class `spread` evenly
    over the sample students, for slow systems. A `stock` course has no configuration of nbgrader for this engine;
    in a `generated` one `nbgrader generate_assignment` has run.
    """

    size: int
    hostile: bool = False
    spread: bool = False
    stock: bool = False
    generated: bool = False

    @property
    def name(self) -> str:
        """A folder name that says all of this."""
        words = ("hostile", "spread", "stock", "generated")
        return "-".join([str(self.size), *(word for word in words if getattr(self, word))])


class SampleCourses:
    """Sample courses, each written when it is first asked for."""

    def __init__(self, content: UnitContent, folder: Path) -> None:
        self._content = content
        self._folder = folder.resolve()
        self._courses: dict[Setup, SampleCourse] = {}

    def get(self, setup: Setup) -> SampleCourse:
        """Return the course of this setup, as it was before anything was graded in it."""
        if setup not in self._courses:
            self._courses[setup] = self._write(setup)
        course = self._courses[setup]
        shutil.rmtree(course.folder / "autograded", ignore_errors=True)
        if setup.generated:
            shutil.copy(course.folder / UNUSED_GRADEBOOK, course.folder / GRADEBOOK)
        return course

    def _write(self, setup: Setup) -> SampleCourse:
        students = (
            spread_students(self._content, setup.size)
            if setup.spread
            else sample_students(self._content, setup.size, hostile=setup.hostile)
        )
        course = write_course(self._content, self._folder / setup.name, students, stock=setup.stock)
        if setup.generated:
            generate_assignment(course, self._folder / "generate.log")
            shutil.copy(course.folder / GRADEBOOK, course.folder / UNUSED_GRADEBOOK)
        return course


def sample_students(content: UnitContent, count: int, *, hostile: bool = False) -> list[SampleStudent]:
    """Return `count` readable submissions, repeated where needed; `hostile` adds a loop and a memory hog."""
    excluded = UNREADABLE if hostile else UNREADABLE + HOSTILE
    students = [student for student in sample_class.sample_students(content) if student.story not in excluded]
    return list(islice(cycle(students), count))


def spread_students(content: UnitContent, count: int) -> list[SampleStudent]:
    """Return `count` submissions, spread evenly over a class of 24."""
    students = sample_students(content, 24)
    return [students[index * len(students) // count] for index in range(count)]


def write_course(content: UnitContent, folder: Path, students: Sequence[SampleStudent], *, stock: bool) -> SampleCourse:
    """Copy the course to `folder` and write the submissions.

    `stock` removes nbgrader's configuration. The points and links then are in the source notebook: this engine writes
    them there when nbgrader generates the assignment, but stock nbgrader does not.
    """
    shutil.rmtree(folder, ignore_errors=True)
    copy_course(content.course, folder)
    if stock:
        (folder / "nbgrader_config.py").unlink()
        path = folder / content.unit.source.relative_to(content.course.root)
        source = add_links(content.source, content.unit)  # stock nbgrader refuses cells that it has not generated
        path.write_text(json_text(fill_in(source, content.points, str(path))), encoding="utf-8")
    names = tuple(f"student-{number:04}" for number in range(len(students)))
    for name, student in zip(names, students, strict=True):
        path = folder / "submitted" / name / content.unit.id
        path.mkdir(parents=True)
        (path / f"{content.unit.id}.ipynb").write_bytes(student.notebook)
        if student.predictions is not None:
            (path / "predictions.json").write_bytes(student.predictions)
    return SampleCourse(folder, content.unit.id, names)


def generate_assignment(course: SampleCourse, log: Path) -> None:
    """Run `nbgrader generate_assignment`; SystemExit where it fails."""
    arguments = [command.executable("nbgrader"), "generate_assignment", course.unit]
    command.run(arguments, course.folder, log).require_success()


def load_content(course: Course) -> UnitContent:
    """Return the content of the benchmarks' unit."""
    return unit_content.load(course, UNIT)
