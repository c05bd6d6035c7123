"""The files of a handout, and the form that a source notebook must have."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest
from lab.predicting import reasons
from lab.solving import solution_file

from autograder.course.configuration import Course, Unit
from autograder.course.explanations import read_explanations
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.errors import NotebookError
from autograder.release import contents, leak_scan


def test_a_handout_has_the_visible_checks_and_questions_of_its_own_unit_only(course: Course) -> None:
    modules = {unit.module for unit in course.units}
    for unit in course.units:
        files = contents.companion_files(course, unit)
        for folder in ("checks", "questions"):
            assert {name for name in modules if f"lab/{folder}/{name}.py" in files} == {unit.module}


def test_a_handout_has_its_notebook_the_lab_and_the_templates(course: Course, content: UnitContent) -> None:
    files = contents.handout_files(course, content.unit, content.source)
    templates = contents.TEMPLATES

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


def with_feedback(course: Course) -> Course:
    policies = course.policies.model_copy(update={"explanations": "with_feedback"})
    return course.model_copy(update={"policies": policies})


def reasons_files(files: Mapping[str, bytes]) -> list[str]:
    return [name for name in files if name.endswith(reasons.SUFFIX)]


def test_told_at_once_a_handout_has_the_reasons_of_its_own_unit_only(course: Course) -> None:
    for unit in course.units:
        files = contents.companion_files(course, unit)
        (name,) = reasons_files(files)

        assert name == f"lab/questions/{unit.module}.reasons"
        assert reasons.decode(files[name]) == read_explanations(unit)


def test_no_file_of_a_handout_has_a_reason_that_is_read_by_accident(course: Course) -> None:
    for unit in course.units:
        text = b"\n".join(contents.companion_files(course, unit).values()).decode(errors="replace")
        sentences = [text for reason in read_explanations(unit).values() for text in reason.why_not.values()]

        assert not [sentence for sentence in sentences if sentence in text]


def test_told_with_the_feedback_nothing_travels(copied_course: Course) -> None:
    course = with_feedback(copied_course)
    questions = course.root / "student" / "lab" / "questions"
    (questions / f"training_loop{reasons.SUFFIX}").write_bytes(reasons.encode({}))
    sentences = [
        sentence
        for unit in course.units
        for reason in read_explanations(unit).values()
        for sentence in reason.why_not.values()
    ]
    for units in (*((unit,) for unit in course.units), course.units):
        files = contents.companion_files(course, *units)
        decoded = b"".join(base64.b64decode(data, validate=False) for data in files.values() if is_base64(data))
        text = (b"\n".join(files.values()) + decoded).decode(errors="replace")

        assert not reasons_files(files)
        assert not [sentence for sentence in sentences if sentence in text]


def is_base64(data: bytes) -> bool:
    try:
        return bool(base64.b64decode(b"".join(data.split()), validate=True))
    except ValueError:
        return False


@pytest.mark.parametrize("marks", [{"grade": True, "solution": False}, {"grade": False, "solution": True}, {"task": True}])
def test_a_graded_text_that_is_no_manual_answer_is_refused(
    unit: Unit, content: UnitContent, marks: dict[str, bool]
) -> None:
    name = next(cell["id"] for cell in content.source["cells"] if cell["cell_type"] == "markdown")
    notebook = changed(content.source, name, metadata={"nbgrader": {"grade_id": name, "points": 2, **marks}})

    with pytest.raises(NotebookError, match="a text cell is graded, but it is no manual answer"):
        contents.check_source(notebook, unit.id)


def test_a_handout_has_the_hints_of_its_own_units_only(copied_course: Course) -> None:
    for unit in copied_course.units:
        unit.hints.parent.mkdir(exist_ok=True)
        unit.hints.write_text("HINTS = {}\n", encoding="utf-8")
    for unit in copied_course.units:
        files = contents.companion_files(copied_course, unit)
        modules = {name for name in files if name.startswith("lab/hints/") and not name.endswith("__init__.py")}

        assert modules == {f"lab/hints/{unit.module}.py"}


def with_solutions(course: Course, place: str) -> Course:
    return course.model_copy(update={"policies": course.policies.model_copy(update={"solutions": place})})


@pytest.mark.parametrize("place", ["never", "with_feedback"])
def test_no_handout_has_worked_solutions_unless_the_course_says_at_once(course: Course, place: str) -> None:
    for unit in course.units:
        files = contents.companion_files(with_solutions(course, place), unit)

        assert not [name for name in files if solution_file.SUFFIX in name]


def test_at_once_a_handout_has_those_of_its_own_units_encoded(course: Course) -> None:
    own = with_solutions(course, "at_once")
    for units in ([course.units[0]], list(course.units[:3])):
        files = contents.companion_files(own, *units)
        secrets = [secret for unit in units for secret in leak_scan.find_secrets(own, unit)]
        leak_scan.scan(files, secrets)

        assert [name for name in files if solution_file.SUFFIX in name] == [f"{unit.id}.solutions" for unit in units]
    assert not [name for name in contents.companion_files(own) if solution_file.SUFFIX in name]
