"""Read the source notebook of an assignment from nbgrader's gradebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.course.notebook import cell_source, grade_id
from autograder.notebook_tests.source_notebook import HIDDEN_MARKERS, InstructorCell, SourceCell, SourceNotebook


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
    instructor_cells = _instructor_cells(source_folder / f"{name}.ipynb")
    return SourceNotebook(name, str(language), cells, instructor_cells, hidden_markers, kernelspec)


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


def _instructor_cells(path: Path) -> tuple[InstructorCell, ...]:
    """Return the cells of a notebook file; none if the file cannot be read."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return tuple(InstructorCell(grade_id(cell), cell["cell_type"], cell_source(cell)) for cell in cells)
    except (OSError, ValueError, KeyError, TypeError):
        return ()
