"""Names of cells that a notebook has lost, as after VS Code or Colab: given back by the text of the released cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autograder.notebook_tests.source_notebook import SourceCell, SourceNotebook
from autograder.submissions.recovery import SubmittedCell


def restore_names(
    source_notebook: SourceNotebook, cells: Sequence[SubmittedCell], repairs: list[str]
) -> list[SubmittedCell]:
    """Return the submitted cells with the names that cells without a known one must have had."""
    restored = list(cells)
    _restore_unchanged(source_notebook, restored)
    _restore_answers(source_notebook, restored)
    names = [new.name for old, new in zip(cells, restored, strict=True) if old.name != new.name]
    if names:
        examples = ", ".join(f"'{name}'" for name in names[:5]) + (", …" if len(names) > 5 else "")
        repairs.append(f"{len(names)} cells had lost their names and got them back by their text: {examples}")
    return restored


def _missing(source_notebook: SourceNotebook, cells: Sequence[SubmittedCell]) -> list[SourceCell]:
    present = {cell.name for cell in cells}
    return [cell for cell in source_notebook.cells if cell.name not in present]


def _nameless(source_notebook: SourceNotebook, cells: Sequence[SubmittedCell]) -> list[int]:
    course_names = {cell.name for cell in source_notebook.cells}
    return [index for index, cell in enumerate(cells) if cell.name not in course_names]


def _restore_unchanged(source_notebook: SourceNotebook, cells: list[SubmittedCell]) -> None:
    """Give names to cells that are as they were released."""
    texts: dict[str, list[int]] = {}
    for index in _nameless(source_notebook, cells):
        texts.setdefault(cells[index].source.strip(), []).append(index)
    for source_cell in _missing(source_notebook, cells):
        indexes = texts.get(source_notebook.released_source(source_cell.source).strip())
        if indexes and source_cell.source.strip():
            index = indexes.pop(0)
            cells[index] = replace(cells[index], name=source_cell.name)


def _restore_answers(source_notebook: SourceNotebook, cells: list[SubmittedCell]) -> None:
    """Give names to answers that a person grades, where as many cells as answers are missing at their place."""
    released = {cell.source.strip() for cell in source_notebook.instructor_cells if not cell.name}
    for kind, answers, first, last in list(_gaps(source_notebook, cells)):
        candidates = [
            index
            for index in _nameless(source_notebook, cells)
            if first <= index < last and cells[index].kind == kind and cells[index].source.strip() not in released
        ]
        if len(candidates) == len(answers):
            for index, source_cell in zip(candidates, answers, strict=True):
                cells[index] = replace(cells[index], name=source_cell.name)


def _gaps(
    source_notebook: SourceNotebook, cells: Sequence[SubmittedCell]
) -> Iterator[tuple[str, list[SourceCell], int, int]]:
    """Yield the missing answers between two cells that are there, by kind, and where in the submission that is."""
    positions = {cell.name: index for index, cell in enumerate(cells)}
    first, gap = 0, list[SourceCell]()
    for source_cell in (*source_notebook.cells, None):
        if source_cell is not None and source_cell.name not in positions:
            gap.append(source_cell)
            continue
        last = len(cells) if source_cell is None else positions[source_cell.name]
        for kind in ("markdown", "code"):
            answers = [cell for cell in gap if cell.kind == kind and cell.grade and cell.solution]
            if answers:
                yield kind, answers, first, last
        first, gap = last + 1, []
