"""The files of a handout, and the form that a source notebook must have."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.errors import NotebookError
from autograder.release import contents


def test_a_handout_has_the_visible_checks_and_questions_of_its_own_unit_only(course: Course) -> None:
    modules = {unit.module for unit in course.units}
    for unit in course.units:
        files = contents.companion_files(course, unit)
        for folder in ("checks", "questions"):
            assert {name for name in modules if f"lab/{folder}/{name}.py" in files} == {unit.module}


def test_a_handout_has_its_notebook_the_lab_and_the_templates(course: Course, content: UnitContent) -> None:
    files = contents.handout_files(course, content.unit, content.source)
    templates = course.root / "student" / "templates"

    assert {"training-loop.ipynb", "lab/__init__.py", "lab/data/paris_rents.csv"} <= files.keys()
    assert {path.relative_to(templates).as_posix() for path in templates.rglob("*") if path.is_file()} <= files.keys()


def test_files_of_tools_are_left_out(copied_course: Course) -> None:
    lab = copied_course.root / "student" / "lab"
    for name in (".DS_Store", "__pycache__/check.pyc", ".ipynb_checkpoints/x.py", "check.pyc"):
        (lab / name).parent.mkdir(exist_ok=True)
        (lab / name).write_bytes(b"x")
    names = [Path(name) for name in contents.companion_files(copied_course, copied_course.units[0])]

    assert not [name for name in names if contents.IGNORED_NAMES & set(name.parts) or name.suffix == ".pyc"]


def changed(notebook: Notebook, name: str, **values: object) -> Notebook:
    cells = [cell | values if cell["id"] == name else cell for cell in notebook["cells"]]
    return notebook | {"cells": cells}


def test_a_marker_in_a_text_cell_is_refused(unit: Unit, content: UnitContent) -> None:
    name = next(cell["id"] for cell in content.source["cells"] if cell["cell_type"] == "markdown")
    notebook = changed(content.source, name, source="### BEGIN SOLUTION")

    with pytest.raises(NotebookError, match="a marker is in a text cell"):
        contents.check_source(notebook, unit.id)


def test_outputs_are_refused(unit: Unit, content: UnitContent) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "x"}

    with pytest.raises(NotebookError, match="the notebook has outputs"):
        contents.check_source(changed(content.source, "setup", outputs=[output]), unit.id)


def test_points_in_a_check_cell_are_refused(unit: Unit, content: UnitContent) -> None:
    metadata = {"nbgrader": {"grade": True, "grade_id": "train_step-check", "locked": True, "points": 6}}

    with pytest.raises(NotebookError, match="a check cell carries points") as caught:
        contents.check_source(changed(content.source, "train_step-check", metadata=metadata), unit.id)
    assert caught.value.where == "training-loop, cell 'train_step-check'"
