"""The file `course.json` of a handout: the units in order, for the start page and for what is done over all units."""

from __future__ import annotations

import json
from typing import Any

from lab.overview.course_outline import FILE_NAME

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Role, cell_role, checked_names, grade_id, parse_notebook
from autograder.course.points import manual_points
from autograder.course.student_variants import varying_data
from autograder.errors import CourseError, NotebookError

PATH_IN_LAB = f"overview/{FILE_NAME}"


def json_bytes(course: Course) -> bytes:
    """Return the file, in which each unit is a line. A unit that cannot be read yet has no exercises there."""
    title, units = _json(course.title), ",\n".join(_json(_entry(course, unit)) for unit in course.units)
    return f'{{"title": {title}, "units": [\n{units}\n]}}\n'.encode()


def _entry(course: Course, unit: Unit) -> dict[str, Any]:
    exercises, predictions, text_points = _content(unit)
    return {
        "id": unit.id,
        "title": unit.title,
        "minutes": unit.minutes,
        "due": unit.due.isoformat() if unit.due else None,
        "optional": unit.optional,
        "exercises": exercises,
        "predictions": predictions,
        "text_points": text_points,
        **({"varies": varies} if (varies := varying_data(course, unit)) else {}),
        **({"needs": unit.needs} if unit.needs else {}),
    }


def _content(unit: Unit) -> tuple[list[str], list[str], int]:
    """Return the names of exercises and predictions, in the notebook's order, and the points of a person's texts."""
    try:
        notebook = parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source))
        text_points = sum(manual_points(notebook, str(unit.source)).values())
    except (OSError, NotebookError, CourseError):
        return [], [], 0
    solutions = {grade_id(cell) for cell in notebook["cells"] if cell_role(cell) is Role.SOLUTION}
    names = checked_names(notebook)
    exercises = [name for name in names if name in solutions]
    return exercises, [name for name in names if name not in solutions], text_points


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
