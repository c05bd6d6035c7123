"""Read the source notebook of an assignment from nbgrader's gradebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.course.notebook import cell_source
from autograder.notebook_tests.source_notebook import HIDDEN_MARKERS, SourceCell, SourceNotebook


def read_source_notebook(
    context: Mapping[str, str], source_folder: Path, hidden_markers: tuple[str, str] = HIDDEN_MARKERS
) -> SourceNotebook:
    """Return a notebook as `nbgrader generate_assignment` stored it.

    `context` is nbgrader's `resources`. The code of the instructor's notebook is added if it is in `source_folder`.
    """
    name = context["notebook"]
    with Gradebook(context["db_url"]) as gradebook:
        entry = gradebook.find_notebook(name, context["assignment"])
        kernelspec = json.loads(entry.kernelspec) if entry.kernelspec else {}
        cells = _source_cells(entry)
    language = kernelspec.get("language") or kernelspec.get("name") or "python"
    instructor_code = _code_cells(source_folder / f"{name}.ipynb")
    return SourceNotebook(name, str(language), cells, instructor_code, hidden_markers, kernelspec)


def _source_cells(entry: Any) -> tuple[SourceCell, ...]:
    grade_names = {cell.name for cell in entry.grade_cells}
    solution_names = {cell.name for cell in entry.solution_cells}
    task_names = {cell.name for cell in entry.task_cells}
    points = {cell.name: float(cell.max_score) for cell in (*entry.grade_cells, *entry.task_cells)}
    return tuple(
        SourceCell(
            name=cell.name,
            kind=cell.cell_type,
            source=cell.source or "",
            locked=bool(cell.locked),
            grade=cell.name in grade_names,
            solution=cell.name in solution_names,
            task=cell.name in task_names,
            points=points.get(cell.name),
            checksum=cell.checksum,
        )
        for cell in entry.source_cells
    )


def _code_cells(path: Path) -> tuple[str, ...]:
    """Return the code cells of a notebook file; none if the file cannot be read."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return ()
    return tuple(cell_source(cell) for cell in cells if cell.get("cell_type") == "code")
