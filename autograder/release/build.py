"""The release of a unit, made by stock nbgrader.

`autograder release` calls `nbgrader generate_assignment`, so the two always give the same files.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import canonicalize, json_text, parse_notebook, release_notebook
from autograder.errors import NotebookError
from autograder.files import write_atomically
from autograder.release import contents, leak_scan


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
    return unit.release.parent


def check_release(course: Course, unit: Unit) -> None:
    """Raise NotebookError if the released notebook is not made from the present source, LeakError on a leak."""
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
    """Rewrite the source notebook in its canonical form."""
    write_atomically(
        unit.source,
        json_text(canonicalize(parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source)))).encode(),
    )


def _released_notebook(course: Course, unit: Unit) -> str:
    """Return the notebook to release, after every check that can stop the release."""
    where = str(unit.source.relative_to(course.root))
    source = parse_notebook(unit.source.read_text(encoding="utf-8"), where)
    contents.check_source(source, where)
    leak_scan.scan(contents.handout_files(course, unit, source), leak_scan.find_secrets(course, unit))
    return json_text(release_notebook(source, where))
