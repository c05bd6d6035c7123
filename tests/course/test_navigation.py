"""Links between the notebooks of a course: in the folder of releases, and in one folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course import navigation
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook, Role, cell_name, cell_role
from autograder.course.points import read_release
from tests.course.course_file import COURSE, load_error


def links(notebook: Notebook) -> list[str]:
    texts = [cell["source"] for cell in notebook["cells"] if navigation.is_generated(cell)]
    return [path for text in texts for path in re.findall(r"\]\(([^)]*)\)", text)]


def test_each_unit_links_to_the_start_page_and_to_its_neighbours(course: Course) -> None:
    ids = [unit.id for unit in course.units]
    for place, unit in enumerate(course.units):
        neighbours = {*ids[max(place - 1, 0) : place + 2]} - {unit.id}
        expected = {navigation.relative_path(name) for name in (navigation.START, *neighbours)}

        assert set(links(read_release(unit))) == expected


def test_links_lead_to_released_notebooks(course: Course) -> None:
    for unit in course.units:
        targets = [unit.release.parent / link for link in links(read_release(unit))]

        assert [str(path) for path in targets if not path.is_file()] == []


def test_the_cells_of_links_are_the_first_and_the_last_and_are_locked_text(course: Course) -> None:
    cells = read_release(course.units[1])["cells"]

    assert [cell_name(cells[place]) for place in (0, -1)] == [navigation.TOP, navigation.END]
    assert all(cells[place]["metadata"]["nbgrader"]["locked"] for place in (0, -1))
    assert {cell_role(cells[place]) for place in (0, -1)} == {Role.TEXT}


def test_a_unit_that_was_loaded_without_its_course_gets_no_links(course: Course) -> None:
    unit = type(course.units[0]).model_validate({"id": "huber-loss", "title": "x", "minutes": 5}, context=None)

    assert navigation.add_links({"cells": []}, unit) == {"cells": []}


def test_marks_of_markdown_in_a_title_are_escaped(course: Course) -> None:
    unit = course.units[0].model_copy()
    unit._titles = {unit.id: unit.title, "brackets": "A [b](c) and *d*"}

    first_cell = navigation.add_links({"cells": []}, unit)["cells"][0]

    assert r"[A \[b\](c) and \*d\*](../brackets/brackets.ipynb)" in first_cell["source"]


def test_in_one_folder_links_lose_their_folders_and_absent_notebooks_their_links() -> None:
    text = "[a](../a/a.ipynb), [b](../b/b.ipynb), [c](https://c.org/c.ipynb), [R](README.md)"
    notebook = {"cells": [{"cell_type": "markdown", "source": text}, {"cell_type": "code", "source": text}]}
    flat = navigation.flat_links(notebook, {"a.ipynb"})

    assert flat["cells"][0]["source"] == "[a](a.ipynb), b, [c](https://c.org/c.ipynb), [R](README.md)"
    assert flat["cells"][1]["source"] == text


@pytest.mark.parametrize("name", ["start", "refresher"])
def test_no_unit_can_have_the_name_of_a_page_of_the_course(name: str, write_course: Callable[[str], Path]) -> None:
    error = load_error(write_course(COURSE.replace("first-steps", name)))

    assert f"names a unit '{name}'" in str(error)
    assert error.fix == "give the unit another id"
