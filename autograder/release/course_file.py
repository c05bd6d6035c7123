"""The file `course.json` of a handout: the units in order, for the start page and for what is done over all units."""

from __future__ import annotations

import json
from typing import Any

from lab.overview.course_outline import FILE_NAME

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Role, cell_role, checked_names, grade_id, parse_notebook
from autograder.errors import NotebookError

PATH_IN_LAB = f"overview/{FILE_NAME}"


def json_bytes(course: Course) -> bytes:
    """Return the file, in which each unit is a line. A unit that cannot be read yet has no exercises there."""
    title, units = _json(course.title), ",\n".join(_json(_entry(unit)) for unit in course.units)
    return f'{{"title": {title}, "units": [\n{units}\n]}}\n'.encode()


def _entry(unit: Unit) -> dict[str, Any]:
    exercises, predictions = _names(unit)
    return {
        "id": unit.id,
        "title": unit.title,
        "minutes": unit.minutes,
        "due": unit.due.isoformat() if unit.due else None,
        "optional": unit.optional,
        "exercises": exercises,
        "predictions": predictions,
    }


def _names(unit: Unit) -> tuple[list[str], list[str]]:
    """Return the names of the exercises and of the predictions, in the notebook's order."""
    try:
        notebook = parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source))
    except (OSError, NotebookError):
        return [], []
    solutions = {grade_id(cell) for cell in notebook["cells"] if cell_role(cell) is Role.SOLUTION}
    names = checked_names(notebook)
    return [name for name in names if name in solutions], [name for name in names if name not in solutions]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
