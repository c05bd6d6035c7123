"""The files of a handout: the released notebook, the package `lab` and the templates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lab import course_parts
from lab.predicting import reasons

from autograder.course import course_packages, worked_solutions
from autograder.course.configuration import Course, Unit
from autograder.course.explanations import read_explanations
from autograder.course.notebook import (
    MARKERS,
    Cell,
    Notebook,
    Role,
    canonicalize,
    cell_lines,
    cell_name,
    cell_role,
    cell_source,
    json_text,
)
from autograder.course.points import release_with_points
from autograder.errors import NotebookError
from autograder.release import course_file, points_table, templates

TEMPLATES = Path(__file__).with_name("handout")
"""The kit's templates of what lies beside the notebooks of a handout."""

STUDENT_PAGE = "student.md"
"""The page for students: in a wheel it is beside the templates, in a clone among the other pages of documentation."""

IGNORED_NAMES = {"__pycache__", ".ipynb_checkpoints", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".DS_Store"}
UNIT_FOLDERS = ("checks", "hints", "questions", "recalls")
"""The folders in `lab` with a module for each unit."""


def handout_files(course: Course, unit: Unit, source: Notebook) -> dict[str, bytes]:
    """Return the files of a handout by their paths in it."""
    notebook = json_text(release_with_points(unit, source)).encode()
    return {f"{unit.id}.ipynb": notebook} | companion_files(course, unit)


def companion_files(course: Course, *units: Unit) -> dict[str, bytes]:
    """Return the files beside the notebooks of these units: the package `lab` and the filled templates.

    Visible checks, hints, questions, explanations and points of other units are left out; they are released with their own
    unit. Of these, the list of the course has title, minutes, due date, and the names of exercises and predictions.
    Where the course tells with the feedback which explanations hold, no handout has them. Worked solutions are in a
    handout only where the course says `solutions: at_once`.
    """
    other_modules = {unit.module for unit in course.units} - {unit.module for unit in units}
    excluded = {f"{folder}/{name}.py" for folder in UNIT_FOLDERS for name in other_modules}
    lab_files = {
        f"lab/{path}": data
        for path, data in _files_of_lab(course).items()
        if path not in excluded and not path.endswith(reasons.SUFFIX)
    }
    lab_files[f"lab/{course_file.PATH_IN_LAB}"] = course_file.json_bytes(course)
    lab_files[f"lab/{points_table.PATH_IN_LAB}"] = points_table.json_bytes(points_table.make_table(units))
    if course.policies.explanations == "at_once":
        lab_files |= dict(map(_reasons_file, units))
    if course.policies.solutions == "at_once":
        lab_files |= {worked_solutions.file_name(unit): worked_solutions.file_content(course, unit) for unit in units}
    return lab_files | templates.fill_templates(course, units, _templates(course))


def _files_of_lab(course: Course) -> dict[str, bytes]:
    """Return the files of the kit's `lab`, and those of the course: what students read of its units, and its data."""
    files = dict(_files_under(course_packages.KIT_LAB))
    engine = {path: data for path, data in files.items() if path.partition("/")[0] not in course_parts.NAMES}
    return engine | dict(_files_under(course.root / "student" / "lab"))


def _templates(course: Course) -> dict[str, bytes]:
    """Return the kit's templates; those that the course writes itself stand in the place of the kit's."""
    pages = (TEMPLATES / STUDENT_PAGE, TEMPLATES.parents[2] / "docs" / STUDENT_PAGE)
    page = {STUDENT_PAGE: path.read_bytes() for path in pages if path.is_file()}
    return page | dict(_files_under(TEMPLATES)) | dict(_files_under(course.root / "student" / "templates"))


def _reasons_file(unit: Unit) -> tuple[str, bytes]:
    """Return the path and the content of the file by which `lab` tells which explanations hold."""
    return f"lab/questions/{unit.module}{reasons.SUFFIX}", reasons.encode(read_explanations(unit))


def check_source(source: Notebook, where: str) -> None:
    """Raise NotebookError unless every marker is exact and the notebook is in its canonical form.

    nbgrader publishes a hidden part without a warning where a marker is misspelt.
    """
    for cell in source["cells"]:
        if cell["cell_type"] == "code":
            list(cell_lines(cell, where))
        elif any(marker[4:] in cell_source(cell) for marker in MARKERS):
            raise NotebookError(
                "a marker is in a text cell", where=f"{where}, cell '{cell.get('id')}'", fix="remove it"
            )
        _check_marks(cell, where)
        if cell_role(cell) is Role.CHECK and cell["metadata"]["nbgrader"].get("points"):
            raise NotebookError(
                "a check cell carries points, which @points over its checks says",
                where=f"{where}, cell '{cell_name(cell)}'",
                fix="set its points to 0; `autograder release --tidy` does it",
            )
    if json_text(canonicalize(source)) != json_text(source):
        raise NotebookError(
            "the notebook has outputs, execution counts or metadata of an editor",
            where=where,
            fix="clear all outputs and save it; `autograder release --tidy` does both",
        )


def _check_marks(cell: Cell, where: str) -> None:
    """Raise NotebookError for a text cell that nbgrader would grade, unless it is a manual answer."""
    marks = cell["metadata"].get("nbgrader", {})
    if cell_role(cell) is Role.TEXT and (marks.get("grade") or marks.get("solution") or marks.get("task")):
        raise NotebookError(
            "a text cell is graded, but it is no manual answer",
            where=f"{where}, cell '{cell_name(cell)}'",
            fix="make it a 'Manually graded answer' in nbgrader's Create Assignment sidebar, or take its marks away",
        )


def _files_under(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not IGNORED_NAMES & set(path.parts) and path.suffix != ".pyc":
            yield path.relative_to(folder).as_posix(), path.read_bytes()
