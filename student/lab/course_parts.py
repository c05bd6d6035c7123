"""The parts of this package that a course brings along: its checks, hints, questions, recalls and data.

Where the package is installed, it has no unit. A course then has a folder `lab` without an `__init__.py` in a folder of
Python's path. What lies in it belongs to this package. In a handout all is in one folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

NAMES = ("checks", "hints", "questions", "recalls", "data")
"""The packages in `lab` that belong to a course."""


def folders() -> list[str]:
    """Return the folders `lab` on Python's path that hold parts of this package, and not all of it."""
    candidates = [Path(folder) / "lab" for folder in sys.path if folder]
    return [str(path) for path in candidates if path.is_dir() and not (path / "__init__.py").exists()]
