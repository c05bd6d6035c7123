"""A class to grade: the demonstration's students, as often as it takes to fill the room, in a course of its own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_class import SampleStudent, sample_students
from autograder.cli.demo import UNIT
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent

HOSTILE = ("endless loop", "memory hog")
UNREADABLE = ("damaged file", "not a notebook")


@dataclass(frozen=True, slots=True)
class Classroom:
    """A course folder with `submitted/`; the gradebook and all that grading writes appear beside it."""

    folder: Path
    unit: str
    students: tuple[str, ...]

    @property
    def submitted(self) -> Path:
        """Where the submissions are."""
        return self.folder / "submitted"


def pupils(content: UnitContent, count: int, *, hostile: bool = False) -> list[SampleStudent]:
    """`count` submissions that every system can read, taking turns; with `hostile`, a loop and a hog among them."""
    left_out = UNREADABLE if hostile else UNREADABLE + HOSTILE
    stories = [pupil for pupil in sample_students(content) if pupil.story not in left_out]
    return list(islice(cycle(stories), count))


def handful(content: UnitContent, count: int) -> list[SampleStudent]:
    """`count` submissions spread evenly over the class, for systems too slow to grade all of it."""
    stories = pupils(content, 24)
    return [stories[index * len(stories) // count] for index in range(count)]


def seated(course: Course, folder: Path, class_of: list[SampleStudent], *, configured: bool = True) -> Classroom:
    """A fresh copy of the course with its class; unless `configured`, nbgrader knows nothing of this engine there."""
    shutil.rmtree(folder, ignore_errors=True)
    copy_course(course, folder)
    if not configured:
        (folder / "nbgrader_config.py").unlink()
    students = tuple(f"student-{number:04}" for number in range(len(class_of)))
    for student, pupil in zip(students, class_of, strict=True):
        place = folder / "submitted" / student / UNIT
        place.mkdir(parents=True)
        (place / f"{UNIT}.ipynb").write_bytes(pupil.notebook)
        if pupil.predictions is not None:
            (place / "predictions.json").write_bytes(pupil.predictions)
    return Classroom(folder, UNIT, students)


def load_content(course: Course) -> UnitContent:
    """What the benchmark's unit is made of."""
    return unit_content.load(course, UNIT)
