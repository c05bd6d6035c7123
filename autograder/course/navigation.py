"""Links from a unit's notebook to the start page and to its neighbours, written into it by each release.

The links are those of the folder `release/`: a notebook beside another one is in the folder of its own name. A template
repository has all notebooks in one folder, so `flat_links` changes them.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Container
from itertools import chain

from autograder.course.configuration import Unit
from autograder.course.notebook import Cell, Notebook, cell_source

START = "start"
"""The folder and the notebook of the start page."""
GENERATED = "generated"
"""A key in a cell's own metadata: no source notebook has this cell, and it is no student's."""
TOP, END = "links-at-the-top", "links-at-the-end"

LINK = re.compile(r"\[([^\]\n]*)\]\(\.\./[\w-]+/([\w-]+\.ipynb)\)")


def add_links(notebook: Notebook, unit: Unit) -> Notebook:
    """Return the notebook with a cell of links before its first cell and one after its last.

    A unit that was loaded without its course gets none.
    """
    if not unit.titles:
        return notebook
    linked = copy.copy(notebook)
    linked["cells"] = [_cell(TOP, _text_at_the_top(unit)), *notebook["cells"], _cell(END, _text_at_the_end(unit))]
    return linked


def is_generated(cell: Cell) -> bool:
    """Return whether a release has written this cell."""
    metadata = cell.get("metadata", {}).get("autograder")
    return isinstance(metadata, dict) and metadata.get(GENERATED) is True


def flat_links(notebook: Notebook, names: Container[str]) -> Notebook:
    """Return the notebook with links for one folder that holds the notebooks `names`; other links become text."""
    flat = copy.deepcopy(notebook)
    for cell in flat["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = LINK.sub(
                lambda match: f"[{match[1]}]({match[2]})" if match[2] in names else match[1], cell_source(cell)
            )
    return flat


def relative_path(name: str) -> str:
    """Return the path of a notebook from the folder of any other one."""
    return f"../{name}/{name}.ipynb"


def _text_at_the_top(unit: Unit) -> str:
    ids = list(unit.titles)
    place = ids.index(unit.id)
    neighbours = (("previous", ids[place - 1] if place else None), ("next", next(iter(ids[place + 1 :]), None)))
    links = (f"{word}: {_link(unit.titles[name], name)}" for word, name in neighbours if name is not None)
    return " · ".join(chain((_link("All units", START), f"**Unit {place + 1}**"), links))


def _text_at_the_end(unit: Unit) -> str:
    ids = list(unit.titles)
    following = ids[ids.index(unit.id) + 1 :]
    overview = _link("All units, and what is done", START)
    return f"**Next:** {_link(unit.titles[following[0]], following[0])} · {overview}" if following else overview


def _link(words: str, name: str) -> str:
    escaped = re.sub(r"([\\\[\]*_`<])", r"\\\1", words)
    return f"[{escaped}]({relative_path(name)})"


def _cell(name: str, source: str) -> Cell:
    nbgrader = {"grade": False, "grade_id": name, "locked": True, "schema_version": 3, "solution": False, "task": False}
    metadata = {"autograder": {GENERATED: True}, "nbgrader": nbgrader}
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": source}
