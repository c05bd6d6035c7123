"""The release of a unit, made by stock nbgrader.

`autograder release` calls `nbgrader generate_assignment`, so the two always give the same files.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from autograder.course import exercise_hints
from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Role, canonicalize, cell_role, json_text, parse_notebook
from autograder.course.points import read_points, release_with_points
from autograder.course.student_variants import require_varying_data
from autograder.errors import NotebookError
from autograder.files import write_atomically
from autograder.release import contents, leak_scan, points_table


def generate_release(course: Course, unit: Unit) -> Path:
    """Run `nbgrader generate_assignment` for the unit and return the folder of the handout.

    NotebookError where a marker or the notebook's form is wrong, LeakError where something secret would be released;
    an earlier release then stays as it is.
    """
    _released_notebook(course, unit)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", unit.id, "--force"]
    process = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)
    if process.returncode:
        last_lines = [line for line in process.stderr.strip().splitlines() if line.strip()][-3:]
        raise NotebookError("nbgrader could not generate the assignment: " + " / ".join(last_lines), where=unit.id)
    points_table.update_table(course, unit)
    return unit.release.parent


def check_release(course: Course, unit: Unit) -> None:
    """Raise NotebookError if the released notebook is not made from the present source, LeakError on a leak.

    CourseError where the table of points in `lab` is not current.
    """
    points_table.check_table(course, unit)
    expected = _released_notebook(course, unit)
    try:
        notebook = json.loads(unit.release.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            for key in ("checksum", "cell_type"):  # nbgrader adds these two to its metadata
                cell["metadata"].get("nbgrader", {}).pop(key, None)
        is_current = json_text(notebook) == expected
    except (OSError, ValueError, KeyError):
        is_current = False
    if not is_current:
        where = str(unit.release.relative_to(course.root))
        raise NotebookError("the release is not current", where=where, fix=f"run `autograder release {unit.id}`")


def tidy_source(unit: Unit) -> None:
    """Rewrite the source notebook in its canonical form, without points in its check cells."""
    notebook = canonicalize(parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source)))
    for cell in notebook["cells"]:
        if cell_role(cell) is Role.CHECK:
            cell["metadata"]["nbgrader"]["points"] = 0
    write_atomically(unit.source, json_text(notebook).encode())


def _released_notebook(course: Course, unit: Unit) -> str:
    """Return the notebook to release, after every check that can stop the release."""
    where = str(unit.source.relative_to(course.root))
    source = parse_notebook(unit.source.read_text(encoding="utf-8"), where)
    contents.check_source(source, where)
    require_varying_data(unit, source)
    exercise_hints.require_hints(unit, source, read_points(unit, source).exercises)
    leak_scan.scan(contents.handout_files(course, unit, source), leak_scan.find_secrets(course, unit))
    return json_text(release_with_points(unit, source))
