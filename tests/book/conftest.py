"""Two units of the course as a book, in both editions; their notebooks are executed once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.book import book, execution
from autograder.book.execution import Outputs
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent

pytest.importorskip("sphinx", reason="a book needs the extra `book`")

UNITS = ("gradient", "many-features")
"""A unit with predictions, and one with a figure that turns and with wide formulas."""


@pytest.fixture(scope="session")
def small_course(course: Course) -> Course:
    """The course with these units only."""
    return course.model_copy(update={"units": tuple(course.unit(name) for name in UNITS)})


@pytest.fixture(scope="session")
def contents(small_course: Course) -> Mapping[str, UnitContent]:
    """The content of each unit."""
    return {unit.id: unit_content.load(small_course, unit.id) for unit in small_course.units}


@pytest.fixture(scope="session")
def executed(contents: Mapping[str, UnitContent]) -> Mapping[str, Outputs]:
    """The outputs of each solved notebook."""
    return {name: execution.execute(content) for name, content in contents.items()}


@pytest.fixture(scope="session")
def editions(
    small_course: Course, executed: Mapping[str, Outputs], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """The folders of both editions."""
    folders = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(execution, "execute", lambda content: executed[content.unit.id])
        for name in ("student", "instructor"):
            folders[name] = tmp_path_factory.mktemp("book") / name
            book.make_book(small_course, folders[name], for_instructors=name == "instructor")
    return folders


@pytest.fixture(scope="session")
def student_edition(editions: Mapping[str, Path]) -> Path:
    """The folder of the students' edition."""
    return editions["student"]


@pytest.fixture(scope="session")
def instructor_edition(editions: Mapping[str, Path]) -> Path:
    """The folder of the instructor's edition."""
    return editions["instructor"]
