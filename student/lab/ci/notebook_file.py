"""A notebook file as `python -m lab check` sees it: its unit, its cells, and on which line of the file each stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.checking import exercises
from lab.checking.exercises import Exercise
from lab.predicting import unit_questions
from lab.predicting.question_types import POINTS_PER_PREDICTION

LARGEST = 50 << 20
STARTS = re.compile(r"""lab\.start\(\s*["']([\w-]+)["']""")
CHECKS = re.compile(r"""lab\.check\(\s*["'](\w+)["']""")


STUB = "# YOUR CODE HERE\n    raise NotImplementedError()"


class NoPaper(ValueError):
    """A file that cannot be checked; the text says why, for the student."""


@dataclass(frozen=True)
class Cell:
    """A code cell. `checks` is the exercise whose visible checks belong in its place."""

    name: str
    source: str
    checks: str | None = None


@dataclass(frozen=True)
class Visible:
    """A visible check as the unit's module declares it."""

    title: str
    points: int


@dataclass(frozen=True)
class Paper:
    """A notebook that belongs to a unit."""

    path: Path
    unit: str
    cells: tuple[Cell, ...]
    text: str

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The unit's exercises, in its order."""
        return exercises.of_unit(self.unit)

    @property
    def total(self) -> int:
        """All points of the unit: exercises and predictions."""
        return sum(each.worth for each in self.exercises) + POINTS_PER_PREDICTION * len(
            unit_questions.of_unit(self.unit)
        )

    def untouched(self, exercise: str) -> bool:
        """Whether an exercise's cell still says what it said in the handout: it fails for what others lack."""
        return any(cell.name == exercise and STUB in cell.source for cell in self.cells)

    def line(self, name: str) -> int:
        """The line of the file on which a cell begins: where its id stands, or its name of old, or its function."""
        for sign in (rf'"(id|grade_id)":\s*"{re.escape(name)}"', rf"\bdef {re.escape(name)}\("):
            for number, line in enumerate(self.text.split("\n"), start=1):
                if re.search(sign, line):
                    return number
        return 1


def read(path: Path) -> Paper:
    """Read a notebook; NoPaper where it is none, or belongs to no unit."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST).decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise NoPaper(f"cannot be read: {error.strerror}") from None
    try:
        notebook = json.loads(text)
        sources = [cell for cell in notebook["cells"] if cell.get("cell_type") == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoPaper("is not a notebook: save it again in JupyterLab") from None
    unit = _unit(path, sources)
    if unit is None:
        raise NoPaper(f"belongs to no unit of this course; the units are: {', '.join(units())}")
    return Paper(path, unit, tuple(_cells(sources, {each.name for each in exercises.of_unit(unit)})), text)


def found(folder: Path) -> list[Path]:
    """The notebooks of the course in a folder, copies under other names and links left out."""
    known = units()
    return sorted(path for path in folder.glob("*.ipynb") if path.stem in known and not path.is_symlink())


def units() -> list[str]:
    """The units there are checks for."""
    return [name.replace("_", "-") for name in unit_questions.units()]


def visible(exercise: Exercise) -> tuple[Visible, ...]:
    """The visible checks of an exercise, as they stand in its class."""
    methods = [method for name, method in vars(exercise.checks).items() if name.startswith("test_")]
    return tuple(
        Visible((method.__doc__ or method.__name__).strip().split("\n")[0], method.__points__) for method in methods
    )


def _cells(sources: list[dict[str, Any]], known: Set[str]) -> Iterator[Cell]:
    for number, cell in enumerate(sources, start=1):
        source = _joined(cell.get("source", ""))
        name = _grade_id(cell) or str(cell.get("id") or f"code cell {number}")
        said = CHECKS.search(source)
        checks = name.removesuffix("-check") if name.endswith("-check") else said.group(1) if said else ""
        yield Cell(name, source, checks if checks in known else None)


def _unit(path: Path, sources: list[dict[str, Any]]) -> str | None:
    """The unit by what the notebook says at its start, else by the file's name."""
    said = STARTS.search("\n".join(_joined(cell.get("source", "")) for cell in sources))
    return next((name for name in (said.group(1) if said else "", path.stem) if name in units()), None)


def _grade_id(cell: Mapping[str, Any]) -> str:
    try:
        return str(cell["metadata"]["nbgrader"]["grade_id"])
    except (KeyError, TypeError):
        return ""


def _joined(source: object) -> str:
    return "".join(map(str, source)) if isinstance(source, list) else str(source)
