"""The packages that a unit needs beside those of every unit: which are missing, and the file that names them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from lab.overview import course_outline

FILE_NAME = "requirements.txt"


def missing_modules(unit: str) -> list[str]:
    """Return the modules of a unit that are not installed."""
    needs = next((outline.needs for outline in course_outline.read().units if outline.id == unit), ())
    return [name for name in needs if importlib.util.find_spec(name.partition(".")[0]) is None]


def requirements_file(unit: str, folder: Path) -> str:
    """Return the name of the file with a unit's packages: its own, or that of all units."""
    name = f"requirements-{unit}.txt"
    return name if (folder / name).is_file() else FILE_NAME


def missing_in_words(unit: str, folder: Path) -> str:
    """Return how to install what is missing; nothing where all is there."""
    modules = missing_modules(unit)
    if not modules:
        return ""
    names = ", ".join(f"`{name}`" for name in modules)
    return f"needs {names}: run `python -m pip install -r {requirements_file(unit, folder)}`"
