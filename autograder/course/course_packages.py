"""The Python packages of a course: `solutions`, `hidden_checks`, and its parts of `lab` in the folder `student`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import lab
from lab import course_parts

from autograder.errors import CourseError, UsageError

KIT_LAB = Path(lab.__file__).parent
"""The kit's own `lab`; in the kit's repository it also has the parts of the course there."""


def lab_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders that `lab` consists of: what the course brings, then the kit's. They can be the same one."""
    return tuple(dict.fromkeys(folder for folder in (root / "student" / "lab", KIT_LAB) if folder.is_dir()))


def import_module(root: Path, name: str) -> ModuleType:
    """Import a module of the course. CourseError where there is none."""
    _make_importable(root)
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise CourseError(
            f"the course has no module '{name}'",
            where=str(root / ("student" if name.startswith("lab.") else "") / (name.replace(".", "/") + ".py")),
            fix=f"restore the file, or install what it imports ({error})",
        ) from None


def _make_importable(root: Path) -> None:
    """Put the course on Python's path, and its parts of `lab` into that package.

    UsageError where the kit's own `lab` has the parts of another course, which would be taken instead.
    """
    own = root / "student" / "lab"
    if (KIT_LAB / course_parts.NAMES[0]).is_dir() and own.is_dir() and not (own / "__init__.py").exists():
        fix = "use the one that this course has installed: `source .venv/bin/activate`, after `make test`"
        raise UsageError("this autograder is the clone of another course", where=str(KIT_LAB), fix=fix)
    for folder in (root / "student", root):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    lab.__path__ += [folder for folder in course_parts.folders() if folder not in lab.__path__]
