"""Damage to cells: deleted, duplicated, split, merged or moved."""

from __future__ import annotations

import copy

from autograder.course.notebook import Notebook, Role, cell_role
from tests.damage.damage_kind import ALL, code, file_bytes, find, index, kind


@kind("a solution cell deleted", score=ALL - 6, message="cell 'closed_form_line' is missing")
def solution_deleted(notebook: Notebook) -> bytes:
    del notebook["cells"][index(notebook, "closed_form_line")]
    return file_bytes(notebook)


@kind("every check cell deleted", message="9 of the course's own cells were missing")
def checks_deleted(notebook: Notebook) -> bytes:
    notebook["cells"] = [cell for cell in notebook["cells"] if cell_role(cell) is not Role.CHECK]
    return file_bytes(notebook)


@kind("a solution cell emptied", score=ALL - 4, message="cell 'gap_report' is empty")
def solution_emptied(notebook: Notebook) -> bytes:
    find(notebook, "gap_report")["source"] = "\n"
    return file_bytes(notebook)


@kind("a solution cell copied and pasted", message="cell 'fit_line' stood twice")
def solution_duplicated(notebook: Notebook) -> bytes:
    notebook["cells"].append(copy.deepcopy(find(notebook, "fit_line")))
    return file_bytes(notebook)


@kind("every cell twice", message="cell 'train_step' stood twice")
def all_cells_duplicated(notebook: Notebook) -> bytes:
    notebook["cells"] += copy.deepcopy(notebook["cells"])
    return file_bytes(notebook)


@kind("a function split over two cells", message="cell 'fit_line' was split")
def solution_split(notebook: Notebook) -> bytes:
    position, cell = index(notebook, "fit_line"), find(notebook, "fit_line")
    lines = cell["source"].split("\n")
    cell["source"] = "\n".join(lines[:-3])
    notebook["cells"].insert(position + 1, code("\n".join(lines[-3:])))
    return file_bytes(notebook)


@kind("two solution cells merged", message="cell 'fit_line' was merged into cell 'train_step'")
def solutions_merged(notebook: Notebook) -> bytes:
    find(notebook, "train_step")["source"] += "\n\n\n" + find(notebook, "fit_line")["source"]
    del notebook["cells"][index(notebook, "fit_line")]
    return file_bytes(notebook)


@kind("a solution cell turned into Markdown", message="cell 'train_step' was no longer a code cell")
def solution_as_markdown(notebook: Notebook) -> bytes:
    cell = find(notebook, "train_step")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]
    return file_bytes(notebook)


@kind("cells in reverse order", message="cells had been moved")
def cells_reversed(notebook: Notebook) -> bytes:
    notebook["cells"].reverse()
    return file_bytes(notebook)


@kind("two cells that swapped their names", message="stands in cell 'gap_report'")
def names_swapped(notebook: Notebook) -> bytes:
    first, second = find(notebook, "closed_form_line"), find(notebook, "gap_report")
    first["source"], second["source"] = second["source"], first["source"]
    return file_bytes(notebook)


@kind("text added to a Markdown cell")
def text_added(notebook: Notebook) -> bytes:
    find(notebook, "your-answer")["source"] += "\n\nThe slope arrives first, because x is far from zero."
    return file_bytes(notebook)
