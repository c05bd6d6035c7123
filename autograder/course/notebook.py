"""Notebooks of the course: roles of cells, secret regions and their markers, one canonical form.

Works on the JSON itself (nbformat 4.5 as dictionaries): https://nbformat.readthedocs.io/en/latest/format_description.html
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
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


class Region(StrEnum):
    """The two kinds of text a student must never receive."""

    SOLUTION = "SOLUTION"
    HIDDEN_TESTS = "HIDDEN TESTS"


MARKERS = {f"### {end} {region}": (end, region) for region in Region for end in ("BEGIN", "END")}


class Role(StrEnum):
    """Who owns a cell: the student `solution` and `free` ones, the instructor the rest."""

    TEXT = "text"
    FREE = "free"
    SOLUTION = "solution"
    READ_ONLY = "read-only"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Line:
    """A source line with the region it stands in (None: public), or the marker that opens one."""

    text: str
    region: Region | None
    opens: bool = False


def parse_notebook(text: str, where: str) -> Notebook:
    """Read an instructor's notebook; NotebookError where it is not nbformat 4."""
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
    """A cell's source as one string (the format also allows a list of lines)."""
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


def json_text(notebook: Notebook) -> str:
    """The canonical text: the same notebook gives the same bytes, whoever saved it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def canonicalize(notebook: Notebook) -> Notebook:
    """No outputs, no counts, no editor's leavings; cell ids equal to grade ids where there is one."""
    cells = []
    for cell in notebook["cells"]:
        metadata = {
            key: cell["metadata"][key]
            for key in sorted(cell.get("metadata", {}))
            if key in ("nbgrader", "autograder", "tags")
        }
        tidy: Cell = {
            "cell_type": cell["cell_type"],
            "id": grade_id(cell) or cell.get("id", ""),
            "metadata": metadata,
            "source": cell_source(cell),
        }
        if cell["cell_type"] == "code":
            tidy |= {"execution_count": None, "outputs": []}
        cells.append(tidy)
    metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def grade_id(cell: Cell) -> str:
    """nbgrader's name of the cell, or an empty string."""
    return str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))


def cell_name(cell: Cell) -> str:
    """What people call the cell: its grade id, else its id."""
    return grade_id(cell) or str(cell.get("id", ""))


def cell_role(cell: Cell) -> Role:
    """The cell's role, from nbgrader's metadata."""
    if cell.get("cell_type") != "code":
        return Role.TEXT
    marks = cell.get("metadata", {}).get("nbgrader", {})
    if marks.get("solution"):
        return Role.SOLUTION
    if marks.get("grade"):
        return Role.CHECK
    return Role.READ_ONLY if marks.get("locked") else Role.FREE


def points(notebook: Notebook) -> dict[str, int]:
    """Points of every check cell by the name it checks: 'train_step-check' → 'train_step'."""
    worth = {}
    for cell in notebook["cells"]:
        if cell_role(cell) is Role.CHECK:
            worth[checked_name(cell)] = int(cell["metadata"]["nbgrader"].get("points", 0))
    return worth


def checked_name(cell: Cell) -> str:
    """The exercise or prediction a check cell belongs to."""
    return grade_id(cell).removesuffix("-check")


def cell_lines(cell: Cell, where: str) -> Iterator[Line]:
    """The cell's lines with their regions, closing markers left out; a wrong or nearly right marker is an error."""
    inside: Region | None = None
    for number, text in enumerate(cell_source(cell).split("\n"), start=1):
        place = f"{where}, cell '{cell_name(cell)}', line {number}"
        marker = _marker(text, place)
        if marker is None:
            yield Line(text, inside)
            continue
        end, region = marker
        if (end == "BEGIN") != (inside is None) or (end == "END" and inside is not region):
            raise _unpaired(text, place, inside or region)
        _check_home(cell, region, place)
        inside = region if end == "BEGIN" else None
        if inside:
            yield Line(text, inside, opens=True)
    if inside is not None:
        raise _unpaired(f"### BEGIN {inside}", f"{where}, cell '{cell_name(cell)}'", inside)


def solution_texts(source: Notebook, where: str) -> dict[str, str]:
    """The text of every solution cell in an instructor's notebook, without markers."""
    texts = {}
    for cell in source["cells"]:
        if cell_role(cell) is Role.SOLUTION:
            shown = (line.text for line in cell_lines(cell, where) if not line.opens)
            texts[cell_name(cell)] = "\n".join(shown)
    return texts


def _marker(text: str, place: str) -> tuple[str, Region] | None:
    bare = text.strip()
    if bare in MARKERS:
        return MARKERS[bare]
    looks_like_one = bare.startswith("#") and difflib.get_close_matches(bare.upper(), MARKERS, 1, 0.82)
    names_one = re.search(r"(BEGIN|END)\s+(SOLUTION|HIDDEN TESTS|MARK SCHEME)", bare)
    if looks_like_one or names_one:
        close = difflib.get_close_matches(bare.upper(), MARKERS, 1, 0.0)[0]
        raise NotebookError(f"cannot use the marker {bare!r}", where=place, fix=f"write {close!r} alone on its line")
    return None


def _unpaired(text: str, place: str, region: Region) -> NotebookError:
    return NotebookError(
        f"cannot pair the marker {text.strip()!r}",
        where=place,
        fix=f"write '### BEGIN {region}' and '### END {region}', each on its own line, one region after the other",
    )


def _check_home(cell: Cell, region: Region, place: str) -> None:
    home = {Region.SOLUTION: Role.SOLUTION, Region.HIDDEN_TESTS: Role.CHECK}[region]
    if cell_role(cell) is not home:
        raise NotebookError(
            f"a {region.lower()} region stands in a cell that is not a {home} cell",
            where=place,
            fix="mark the cell in nbgrader's Create Assignment toolbar, or move the region",
        )


def release_notebook(source: Notebook, where: str) -> Notebook:
    """What students get: solution regions become the stub, hidden tests vanish, as nbgrader does it."""
    notebook = canonicalize(copy.deepcopy(source))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = "\n".join(_public_lines(cell, where))
    return notebook


def _public_lines(cell: Cell, where: str) -> Iterator[str]:
    found = list(cell_lines(cell, where))
    if cell_role(cell) is Role.SOLUTION and not any(line.region for line in found):
        yield STUB
        return
    for line in found:
        if line.region is None:
            yield line.text
        elif line.opens and line.region is Region.SOLUTION:
            indent = line.text[: len(line.text) - len(line.text.lstrip())]
            yield from (indent + stub for stub in STUB.split("\n"))
