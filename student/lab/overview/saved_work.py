"""What the saved files of a unit say: which exercises passed their checks, and which predictions are there.

A student may have damaged any of these files. Then as much is read as can be, and nothing here raises.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.checking.stubs import is_stub
from lab.overview.course_outline import UnitOutline
from lab.predicting.prediction_file import PredictionFile
from lab.predicting.prediction_text import FILE_NAME

MAX_FILE_BYTES = 50 << 20
CHECK_CALL = re.compile(r"""lab\.check\(\s*["'](\w+)["']""")
DEFINITION = re.compile(r"(?m)^(?:def|class)\s+(\w+)")
NOT_PASSED = ("✗ not yet", "■ stopped", "– not ")
"""How lines of a result card begin that show a check which does not pass."""


@dataclass(frozen=True)
class SavedWork:
    """How much of a unit its files show. `path` is that of the notebook, None where it is not here."""

    path: Path | None = None
    attempted: int = 0
    passed: int = 0
    predicted: int = 0
    explained: int = 0
    problem: str = ""

    @property
    def is_attempted(self) -> bool:
        """Whether anything has been done."""
        return bool(self.attempted or self.passed or self.predicted)

    def is_all_of(self, unit: UnitOutline) -> bool:
        """Whether everything that can be seen from here is done."""
        counts = (self.passed, self.predicted, self.explained)
        return self.path is not None and counts == (len(unit.exercises), *[len(unit.predictions)] * 2)


def read(unit: UnitOutline, folder: Path) -> SavedWork:
    """Return what the files of a unit say, which stand in this folder or in a folder named after the unit."""
    path = find_notebook(unit.id, folder)
    if path is None:
        return SavedWork()
    attempted, passed, problem = _exercises(unit, path)
    predictions = PredictionFile(path.with_name(FILE_NAME)).read()
    entries = [entry for name in unit.predictions if (entry := predictions.entries.get(name))]
    explained = sum(entry.explanation is not None for entry in entries)
    return SavedWork(path, attempted, passed, len(entries), explained, problem or predictions.problem)


def find_notebook(unit: str, folder: Path) -> Path | None:
    """Return the path of a unit's notebook: beside this one, in a folder below, or in a folder beside this one."""
    name = f"{unit}.ipynb"
    for path in (folder / name, folder / unit / name, folder.parent / unit / name):
        try:
            if path.is_file():
                return path
        except OSError:
            continue
    return None


def cell_name(cell: Mapping[str, Any]) -> str:
    """Return nbgrader's name of a cell, else its id, which Colab keeps in the metadata; '' where it has neither."""
    metadata = cell.get("metadata")
    values = metadata if isinstance(metadata, dict) else {}
    nbgrader = values.get("nbgrader")
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return str(grade_id or cell.get("id") or values.get("id") or "")


def source_text(cell: Mapping[str, Any]) -> str:
    """Return the source of a cell as one string."""
    return _text(cell.get("source"))


def _exercises(unit: UnitOutline, path: Path) -> tuple[int, int, str]:
    """Return how many exercises were attempted, how many passed when they were last checked, and what is damaged."""
    try:
        with path.open("rb") as file:
            notebook = json.loads(file.read(MAX_FILE_BYTES).decode("utf-8-sig"))
        cells = _cells_by_name([cell for cell in notebook["cells"] if isinstance(cell, dict)])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return 0, 0, f"`{path.name}` cannot be read. Open it, and save it again."
    attempted = [name for name in unit.exercises if name in cells and not is_stub(source_text(cells[name]), name)]
    passed = [name for name in attempted if _has_passed(name, cells.get(f"{name}-check", {}))]
    return len(attempted), len(passed), ""


def _has_passed(name: str, cell: Mapping[str, Any]) -> bool:
    """Return whether the card below a check cell shows that all visible checks passed."""
    cards = [text for text in _output_texts(cell) if text.startswith(f"── {name}: ")]
    return bool(cards) and "✓ passed" in cards[-1] and not any(label in cards[-1] for label in NOT_PASSED)


def _output_texts(cell: Mapping[str, Any]) -> Iterator[str]:
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else []:
        data = output.get("data") if isinstance(output, dict) else None
        if isinstance(data, dict):
            yield _text(data.get("text/plain"))


def _cells_by_name(cells: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the cells by their names, and those without one by what they define or check."""
    found_by_content: dict[str, dict[str, Any]] = {}
    for cell in cells:
        source = source_text(cell)
        call = CHECK_CALL.search(source)
        found_by_content |= dict.fromkeys(DEFINITION.findall(source), cell)
        found_by_content |= {f"{call[1]}-check": cell} if call else {}
    return found_by_content | {cell_name(cell): cell for cell in cells}


def _text(value: object) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")
