"""Reads a notebook file: its unit, its code cells, and the line of the file on which each begins."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.checking import exercises
from lab.checking.exercises import Exercise
from lab.checking.stubs import is_stub
from lab.overview import course_outline, saved_work
from lab.predicting import unit_questions
from lab.predicting.question_types import POINTS_PER_PREDICTION

MAX_FILE_BYTES = 50 << 20
START_CALL = re.compile(r"""lab\.start\(\s*["']([\w-]+)["']""")
CONFLICT = re.compile(r"(?m)^(<{7}|={7}|>{7})( |$)")
"""The lines that git writes into a file that two people, or two computers, have changed."""
CHECK_CALL = saved_work.CHECK_CALL
DEFINITION = saved_work.DEFINITION


class InvalidNotebook(ValueError):
    """A file that cannot be checked; the message says why, for the student."""


@dataclass(frozen=True)
class Cell:
    """A code cell. In place of a check cell, the visible checks of its `exercise` are run."""

    name: str
    source: str
    exercise: str | None = None


@dataclass(frozen=True)
class NotebookFile:
    """A notebook of a unit: its code cells, and the text of the file."""

    path: Path
    unit: str
    cells: tuple[Cell, ...]
    text: str

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The unit's exercises, in its order."""
        return exercises.of_unit(self.unit)

    @property
    def max_points(self) -> int:
        """All points of the unit: exercises and predictions."""
        questions = unit_questions.of_unit(self.unit)
        return sum(exercise.max_points for exercise in self.exercises) + POINTS_PER_PREDICTION * len(questions)

    def is_untouched(self, exercise: str) -> bool:
        """Return whether the cell of an exercise still has the stub of the handout, and nothing else."""
        return any(cell.name == exercise and is_stub(cell.source, exercise) for cell in self.cells)

    @property
    def is_begun(self) -> bool:
        """Whether the cell of any exercise has something else than the stub of the handout, or is gone."""
        return not all(self.is_untouched(exercise.name) for exercise in self.exercises)

    def has_forgotten_raise(self, exercise: str) -> bool:
        """Return whether the line that stands for missing code is still in the cell, beside the student's code."""
        sources = [cell.source for cell in self.cells if cell.name == exercise]
        return any("raise NotImplementedError" in source and not is_stub(source, exercise) for source in sources)

    def line_of(self, name: str) -> int:
        """Return the line of the file on which a cell begins, found by its id, its nbgrader id or its function."""
        for pattern in (rf'"(id|grade_id)":\s*"{re.escape(name)}"', rf"\bdef {re.escape(name)}\("):
            for number, line in enumerate(self.text.split("\n"), start=1):
                if re.search(pattern, line):
                    return number
        return 1


def read_notebook(path: Path) -> NotebookFile:
    """Read a notebook. Raises InvalidNotebook where the file is none, or belongs to no unit."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise InvalidNotebook(f"cannot be read: {error.strerror}") from None
    if len(data) > MAX_FILE_BYTES:
        advice = "in JupyterLab choose Edit, Clear Outputs of All Cells, and save"
        raise InvalidNotebook(f"is larger than {MAX_FILE_BYTES >> 20} MB: {advice}")
    text = data.decode("utf-8-sig", errors="replace")
    try:
        notebook = json.loads(text)
        code_cells = [cell for cell in notebook["cells"] if cell.get("cell_type") == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InvalidNotebook(_damage(text)) from None
    unit = _unit(path, code_cells)
    if unit is None:
        raise InvalidNotebook(f"belongs to no unit of this course; the units are: {', '.join(units())}")
    names = {exercise.name for exercise in exercises.of_unit(unit)}
    return NotebookFile(path, unit, tuple(_cells(code_cells, names)), text)


def _damage(text: str) -> str:
    """Return what is wrong with a file that is not JSON, and what to do."""
    conflict = CONFLICT.search(text)
    if conflict is None:
        return "is not a notebook: take an earlier version of it, or the handout's and copy your cells into it"
    line = text.count("\n", 0, conflict.start()) + 1
    return (
        f"has git's merge-conflict markers in line {line}: keep one version, "
        "`git checkout --ours FILE` or `git checkout --theirs FILE`, then `git add FILE` and commit"
    )


def units() -> list[str]:
    """Return the ids of the units in this handout, in the order of the course."""
    order = [unit.id for unit in course_outline.read().units]
    names = [name.replace("_", "-") for name in unit_questions.units()]
    return sorted(names, key=lambda name: order.index(name) if name in order else len(order))


def _cells(code_cells: list[dict[str, Any]], exercise_names: Set[str]) -> Iterator[Cell]:
    """Yield the cells with their names; an exercise whose cell has lost its name is found by what the cell defines."""
    lost_names = exercise_names - {saved_work.cell_name(cell) for cell in code_cells}
    for number, cell in enumerate(code_cells, start=1):
        source = saved_work.source_text(cell)
        defined_names = (name for name in DEFINITION.findall(source) if name in lost_names)
        name = next(defined_names, "") or saved_work.cell_name(cell) or f"code cell {number}"
        call = CHECK_CALL.search(source)
        exercise = name.removesuffix("-check") if name.endswith("-check") else call.group(1) if call else ""
        yield Cell(name, source, exercise if exercise in exercise_names else None)


def _unit(path: Path, code_cells: list[dict[str, Any]]) -> str | None:
    """Return the unit that `lab.start` names, else the one that the file is named after."""
    call = START_CALL.search("\n".join(saved_work.source_text(cell) for cell in code_cells))
    return next((name for name in (call.group(1) if call else "", path.stem) if name in units()), None)
