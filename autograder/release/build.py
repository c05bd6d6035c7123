"""Handouts made by stock nbgrader: `autograder release` and `nbgrader generate_assignment` cannot differ."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from autograder.release import contents
from autograder.course.configuration import Course, Unit
from autograder.errors import NotebookError
from autograder.files import write
from autograder.course.notebook import (canonical, dump, parse, released)


def generate_release(course: Course, unit: Unit) -> Path:
    """Run `nbgrader generate_assignment` for the unit; the folder of the handout.

    NotebookError where a marker or the notebook's form is wrong, LeakError where something secret would get out; a
    release that was there before is then still there.
    """
    _inspected(course, unit)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", unit.id, "--force"]
    ran = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check_release=False)
    if ran.returncode:
        last = [line for line in ran.stderr.strip().splitlines() if line.strip()][-3:]
        raise NotebookError("nbgrader could not generate the assignment: " + " / ".join(last), where=unit.id)
    return unit.release.parent


def check_release(course: Course, unit: Unit) -> None:
    """NotebookError unless the released notebook is the one the source makes today; LeakError on a leak."""
    expected = _inspected(course, unit)
    try:
        committed = json.loads(unit.release.read_text(encoding="utf-8"))
        for cell in committed["cells"]:
            for added in ("checksum", "cell_type"):  # nbgrader adds these two to its metadata
                cell["metadata"].get("nbgrader", {}).pop(added, None)
        current = dump(committed) == expected
    except (OSError, ValueError, KeyError):
        current = False
    if not current:
        where = str(unit.release.relative_to(course.root))
        raise NotebookError("the release is not current", where=where, fix=f"run `autograder release {unit.id}`")


def tidy_source(unit: Unit) -> None:
    """Rewrite the source notebook in its canonical form."""
    write(unit.source, dump(canonical(parse(unit.source.read_text(encoding="utf-8"), str(unit.source)))).encode())


def _inspected(course: Course, unit: Unit) -> str:
    """The notebook to release, after every test that can stop it."""
    where = str(unit.source.relative_to(course.root))
    source = parse(unit.source.read_text(encoding="utf-8"), where)
    contents.inspect(source, where)
    contents.scan(contents.files(course, unit, source), contents.secrets(course, unit))
    return dump(released(source, where))
