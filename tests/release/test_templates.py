"""The templates, filled in for the units of a handout."""

from __future__ import annotations

import json

import pytest

from autograder.course.configuration import Course, Unit
from autograder.errors import CourseError
from autograder.release import contents, templates


def requirements(course: Course, *units: Unit) -> str:
    return contents.companion_files(course, *units)["requirements.txt"].decode()


def test_the_readme_of_one_unit_has_three_commands_for_its_notebook(course: Course, unit: Unit) -> None:
    readme = contents.companion_files(course, unit)["README.md"].decode()

    assert f"# {unit.title}\n" in readme
    assert ".venv/bin/pip install -r requirements.txt\n.venv/bin/jupyter lab training-loop.ipynb\n" in readme
    assert "- `training-loop.ipynb`\n- `predictions.json`" in readme


def test_requirements_list_what_a_unit_needs_for_that_unit_only(course: Course, unit: Unit) -> None:
    needs_torch = unit.model_copy(update={"needs": ("torch",)})

    assert "torch" not in requirements(course, unit)
    assert "\ntorch>=" in requirements(course, needs_torch)
    assert "\ntorch>=" in requirements(course, unit, needs_torch)


def test_requirements_list_what_turns_the_figures_in_three_dimensions(course: Course, unit: Unit) -> None:
    assert "\nplotly>=" in requirements(course, unit)


def test_requirements_without_a_needed_module_stop_the_release(course: Course, unit: Unit) -> None:
    needs_tensorflow = unit.model_copy(update={"needs": ("tensorflow",)})

    with pytest.raises(CourseError, match="need the module 'tensorflow'"):
        contents.companion_files(course, needs_tensorflow)


def test_requirements_have_no_marks_left(course: Course) -> None:
    assert templates.NEEDS not in requirements(course, *course.units)


def test_a_title_with_quotes_leaves_the_dev_container_valid(course: Course, unit: Unit) -> None:
    files = contents.companion_files(course, unit.model_copy(update={"title": 'The "best" \\ line'}))

    assert json.loads(files[".devcontainer/devcontainer.json"])["name"] == 'The "best" \\ line'
