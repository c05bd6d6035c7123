"""Notebooks of the course: roles of cells, regions and their markers, and the canonical form.

A notebook is its JSON, nbformat 4.5 as dictionaries: https://nbformat.readthedocs.io/en/latest/format_description.html
"""

from __future__ import annotations

import copy
import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from autograder.errors import NotebookError

Notebook = dict[str, Any]
Cell = dict[str, Any]

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT_STUB = "YOUR ANSWER HERE"
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
HIDDEN_SOURCE = {"source_hidden": True}
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


class Region(StrEnum):
    """The two kinds of region that students must never receive."""

    SOLUTION = "SOLUTION"
    HIDDEN_TESTS = "HIDDEN TESTS"


MARKERS = {f"### {end} {region}": (end, region) for region in Region for end in ("BEGIN", "END")}


class Role(StrEnum):
    """The role of a cell. Students own `solution`, `manual-answer` and `free` cells, the instructor owns the rest.

    A manual answer is a text that a person grades: nbgrader's "manually graded answer" in a Markdown cell.
    """

    TEXT = "text"
    FREE = "free"
    SOLUTION = "solution"
    READ_ONLY = "read-only"
    CHECK = "check"
    MANUAL_ANSWER = "manual-answer"


@dataclass(frozen=True, slots=True)
class Line:
    """A source line with its region (None: public), or the marker that opens a region."""

    text: str
    region: Region | None
    opens: bool = False


def parse_notebook(text: str, where: str) -> Notebook:
    """Parse an instructor's notebook; NotebookError where it is not nbformat 4."""
    try:
        notebook = json.loads(text)
    except ValueError as error:
        raise NotebookError("this is not a notebook: its JSON cannot be read", where=f"{where}: {error}") from None
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4 or not isinstance(notebook.get("cells"), list):
        raise NotebookError("this is not a notebook of format 4", where=where, fix="open and save it in JupyterLab")
    for cell in notebook["cells"]:
        cell["source"] = cell_source(cell)
    return notebook


def cell_source(cell: Cell) -> str:
    """Return the source of a cell as one string (the format also allows a list of lines)."""
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


def json_text(notebook: Notebook) -> str:
    """Return the JSON of a notebook as JupyterLab writes it; equal notebooks give the same text.

    Sources stand there line by line, so that a first save in JupyterLab changes only what was edited.
    """
    cells = [cell | {"source": cell_source(cell).splitlines(keepends=True)} for cell in notebook["cells"]]
    return json.dumps(notebook | {"cells": cells}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def canonicalize(notebook: Notebook) -> Notebook:
    """Return the notebook without outputs, counts and editors' metadata; a cell's id is its grade id if it has one.

    An outcome whose code is hidden stays so: it would tell what the student is to predict, or to write.
    """
    cells = []
    for cell in notebook["cells"]:
        metadata = {
            key: cell["metadata"][key]
            for key in sorted(cell.get("metadata", {}))
            if key in ("nbgrader", "autograder", "tags")
        }
        if grade_id(cell).endswith("-outcome") and cell["metadata"].get("jupyter") == HIDDEN_SOURCE:
            metadata["jupyter"] = dict(HIDDEN_SOURCE)
        tidy: Cell = {
            "cell_type": cell["cell_type"],
            "id": grade_id(cell) or cell.get("id", ""),
            "metadata": metadata,
            "source": cell_source(cell),
        }
        if cell["cell_type"] == "code":
            tidy |= {"execution_count": None, "outputs": []}
        cells.append(tidy)
    metadata = {"kernelspec": KERNELSPEC, "language_info": LANGUAGE}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def grade_id(cell: Cell) -> str:
    """Return nbgrader's id of the cell, or an empty string."""
    return str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))


def cell_name(cell: Cell) -> str:
    """Return the cell's grade id if it has one, else its id."""
    return grade_id(cell) or str(cell.get("id", ""))


def cell_role(cell: Cell) -> Role:
    """Return the role of a cell, from nbgrader's metadata."""
    marks = cell.get("metadata", {}).get("nbgrader", {})
    if cell.get("cell_type") != "code":
        return Role.MANUAL_ANSWER if marks.get("grade") and marks.get("solution") else Role.TEXT
    if marks.get("solution"):
        return Role.SOLUTION
    if marks.get("grade"):
        return Role.CHECK
    return Role.READ_ONLY if marks.get("locked") else Role.FREE


def checked_names(notebook: Notebook) -> list[str]:
    """Return the exercises and predictions that have a check cell, in the notebook's order."""
    return [checked_name(cell) for cell in notebook["cells"] if cell_role(cell) is Role.CHECK]


def checked_name(cell: Cell) -> str:
    """Return the exercise or prediction that a check cell belongs to: 'train_step-check' → 'train_step'."""
    return grade_id(cell).removesuffix("-check")


def cell_lines(cell: Cell, where: str) -> Iterator[Line]:
    """Yield the lines of a cell with their regions, without closing markers. NotebookError for a misspelt marker."""
    current: Region | None = None
    for number, text in enumerate(cell_source(cell).split("\n"), start=1):
        place = f"{where}, cell '{cell_name(cell)}', line {number}"
        marker = _parse_marker(text, place)
        if marker is None:
            yield Line(text, current)
            continue
        end, region = marker
        if (end == "BEGIN") != (current is None) or (end == "END" and current is not region):
            raise _unpaired_marker(text, place, current or region)
        _check_role(cell, region, place)
        current = region if end == "BEGIN" else None
        if current:
            yield Line(text, current, opens=True)
    if current is not None:
        raise _unpaired_marker(f"### BEGIN {current}", f"{where}, cell '{cell_name(cell)}'", current)


def manual_answers(notebook: Notebook) -> dict[str, str]:
    """Return the texts of the manual answers: samples in an instructor's notebook, stubs in the released one."""
    cells = [cell for cell in notebook["cells"] if cell_role(cell) is Role.MANUAL_ANSWER]
    return {cell_name(cell): cell_source(cell) for cell in cells}


def solution_texts(source: Notebook, where: str) -> dict[str, str]:
    """Return the text of every solution cell in an instructor's notebook, without markers."""
    texts = {}
    for cell in source["cells"]:
        if cell_role(cell) is Role.SOLUTION:
            lines = (line.text for line in cell_lines(cell, where) if not line.opens)
            texts[cell_name(cell)] = "\n".join(lines)
    return texts


def _parse_marker(text: str, place: str) -> tuple[str, Region] | None:
    """Return the two parts of a marker, None for any other line. NotebookError for a misspelt marker."""
    line = text.strip()
    if line in MARKERS:
        return MARKERS[line]
    is_similar = line.startswith("#") and difflib.get_close_matches(line.upper(), MARKERS, 1, 0.82)
    has_words = re.search(r"(BEGIN|END)\s+(SOLUTION|HIDDEN TESTS|MARK SCHEME)", line)
    if is_similar or has_words:
        marker = difflib.get_close_matches(line.upper(), MARKERS, 1, 0.0)[0]
        raise NotebookError(f"cannot use the marker {line!r}", where=place, fix=f"write {marker!r} alone on its line")
    return None


def _unpaired_marker(text: str, place: str, region: Region) -> NotebookError:
    return NotebookError(
        f"cannot pair the marker {text.strip()!r}",
        where=place,
        fix=f"write '### BEGIN {region}' and '### END {region}', each on its own line, one region after the other",
    )


def _check_role(cell: Cell, region: Region, place: str) -> None:
    role = {Region.SOLUTION: Role.SOLUTION, Region.HIDDEN_TESTS: Role.CHECK}[region]
    if cell_role(cell) is not role:
        raise NotebookError(
            f"a {region.lower()} region stands in a cell that is not a {role} cell",
            where=place,
            fix="mark the cell in nbgrader's Create Assignment toolbar, or move the region",
        )


def release_notebook(source: Notebook, where: str) -> Notebook:
    """Return the notebook for students: stubs replace solution regions and hidden tests are gone, as in nbgrader."""
    notebook = canonicalize(copy.deepcopy(source))
    for cell in notebook["cells"]:
        if cell_role(cell) is Role.MANUAL_ANSWER:
            cell["source"] = TEXT_STUB
        elif cell["cell_type"] == "code":
            cell["source"] = "\n".join(_public_lines(cell, where))
    return notebook


def _public_lines(cell: Cell, where: str) -> Iterator[str]:
    lines = list(cell_lines(cell, where))
    if cell_role(cell) is Role.SOLUTION and not any(line.region for line in lines):
        yield STUB
        return
    for line in lines:
        if line.region is None:
            yield line.text
        elif line.opens and line.region is Region.SOLUTION:
            indent = line.text[: len(line.text) - len(line.text.lstrip())]
            yield from (indent + stub for stub in STUB.split("\n"))
