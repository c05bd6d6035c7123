"""Students install what their units need, and what only optional units need when they begin these."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

import pytest

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import cell_source, parse_notebook
from autograder.errors import CourseError
from autograder.release import contents, requirements

BASE = {"lab", "numpy", "matplotlib", "ipywidgets"}
"""What every handout has. Figures are drawn for plotly without importing it."""
TABLES_OF_SCIKIT_LEARN = ("lab.data.diabetes", "lab.data.tumours")


def text(course: Course, *units: Unit, name: str = requirements.FILE_NAME) -> str:
    return contents.companion_files(course, *units)[name].decode()


def imported_modules(unit: Unit) -> Iterator[str]:
    """The modules that the released notebook imports."""
    notebook = parse_notebook(unit.release.read_text(encoding="utf-8"), unit.id)
    for cell in notebook["cells"]:
        source = cell_source(cell)
        if cell["cell_type"] == "code":
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Import):
                    yield from (alias.name.partition(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom):
                    yield str(node.module).partition(".")[0]
            if any(name in source for name in TABLES_OF_SCIKIT_LEARN):
                yield "sklearn"


def test_a_unit_declares_what_its_notebook_imports_and_nothing_else(course: Course) -> None:
    for unit in course.units:
        modules = set(imported_modules(unit)) - BASE - sys.stdlib_module_names

        assert modules == set(unit.needs), unit.id


def test_what_a_unit_needs_is_listed_for_that_unit_only(course: Course, unit: Unit) -> None:
    needs_torch = unit.model_copy(update={"needs": ("torch",)})

    assert "torch" not in text(course, unit)
    assert "\ntorch>=" in text(course, needs_torch)
    assert "\ntorch>=" in text(course, unit, needs_torch)
    assert "scikit-learn" not in text(course, unit)
    assert "\nscikit-learn>=" in text(course, unit, course.unit("regularization"))


def test_what_only_optional_units_need_is_in_a_file_of_its_own(course: Course) -> None:
    own = text(course, *course.units, name="requirements-pytorch.txt")

    assert "torch" not in text(course, *course.units)
    assert "\ntorch>=" in own
    assert "numpy" not in own


def test_the_handout_of_an_optional_unit_alone_is_installed_by_one_command(course: Course) -> None:
    unit = course.unit("pytorch")

    assert "\n-r requirements-pytorch.txt\n" in text(course, unit)
    assert "\ntorch>=" in text(course, unit, name="requirements-pytorch.txt")


def test_a_unit_that_counts_brings_what_an_optional_one_needs_too(course: Course, unit: Unit) -> None:
    needs_torch = unit.model_copy(update={"needs": ("torch",)})
    files = contents.companion_files(course, needs_torch, course.unit("pytorch"))

    assert "\ntorch>=" in files["requirements.txt"].decode()
    assert "requirements-pytorch.txt" not in files


def test_the_notebook_names_the_file_of_its_own_packages(course: Course) -> None:
    for unit in course.units:
        if requirements.own_modules(unit, course.units):
            assert f"%pip install -r {requirements.file_name(unit)}" in unit.source.read_text(encoding="utf-8")


def test_torch_is_the_build_without_graphics_cards(course: Course) -> None:
    lines = text(course, course.unit("pytorch"), name="requirements-pytorch.txt").splitlines()

    assert "--extra-index-url https://download.pytorch.org/whl/cpu" in lines


def test_what_turns_the_figures_in_three_dimensions_is_listed(course: Course, unit: Unit) -> None:
    assert "\nplotly>=" in text(course, unit)


def test_a_needed_module_without_a_line_stops_the_release(course: Course, unit: Unit) -> None:
    needs_tensorflow = unit.model_copy(update={"needs": ("tensorflow",)})

    with pytest.raises(CourseError, match="need the module 'tensorflow'"):
        contents.companion_files(course, needs_tensorflow)


def test_no_marks_are_left(course: Course) -> None:
    for name, data in contents.companion_files(course, *course.units).items():
        if name.startswith("requirements"):
            assert not re.search(requirements.MARK, data.decode())
