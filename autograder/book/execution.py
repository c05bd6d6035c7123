"""The outputs of a solved source notebook, by cell.

The notebook is the instructor's own, with the solutions in place, and runs in a Jupyter kernel of its own.
"""

from __future__ import annotations

import copy
import os
import tempfile
from collections.abc import Mapping
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

from autograder.course.notebook import Role, cell_name, cell_role
from autograder.course.unit_content import UnitContent
from autograder.errors import NotebookError

Output = Mapping[str, Any]
Outputs = dict[str, tuple[Output, ...]]
"""Outputs in the format of nbformat, by the cell's name. Cells without output are left out."""

LONGEST_CELL = 600
# Cards belong to a notebook that somebody works on. Outcomes are computed whether or not there is a prediction.
PREPARATION = """
import lab
from matplotlib_inline.backend_inline import set_matplotlib_formats

set_matplotlib_formats("retina")


def _run_outcome(name):
    def run(outcome):
        outcome()
        return outcome

    return run


lab.reveal = _run_outcome
lab.check = lab.explain = lab.predict = lab.progress = lab.start = lambda *args, **kwargs: None
"""


def execute(content: UnitContent) -> Outputs:
    """Run the solved notebook of a unit and return its outputs. NotebookError for the first cell that fails."""
    notebook = _solved_notebook(content)
    with tempfile.TemporaryDirectory(prefix="autograder-book-") as folder:
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            config=Config(KernelManager={"transport": "ipc", "ip": f"{folder}/kernel"}),
            timeout=LONGEST_CELL,
            resources={"metadata": {"path": folder}},
        )
        try:
            client.execute(env=_environment(content))
        except CellExecutionError as error:
            where = f"source/{content.unit.id}, {error.ename}: {error.evalue}"
            raise NotebookError("a cell of the solved notebook fails", where=where) from None
    return {cell.id: tuple(cell.outputs) for cell in notebook.cells if cell.get("outputs")}


def _solved_notebook(content: UnitContent) -> Any:
    """Return the notebook to run: solutions in place, check cells left out, and the preparation before all cells."""
    cells = [_code_cell("preparation", PREPARATION)]
    for cell in content.source["cells"]:
        if cell_role(cell) not in (Role.TEXT, Role.CHECK):
            name = cell_name(cell)
            cells.append(_code_cell(name, content.solutions.get(name, cell["source"])))
    metadata = copy.deepcopy(content.source["metadata"])
    return nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _code_cell(name: str, source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {},
        "source": source,
        "execution_count": None,
        "outputs": [],
    }


def _environment(content: UnitContent) -> dict[str, str]:
    """Return the variables of the kernel: its `lab` is that of the course, and no notebook page is in front of it."""
    variables = {name: value for name, value in os.environ.items() if name != "JPY_SESSION_NAME"}
    paths = [str(content.course.root / "student"), os.environ.get("PYTHONPATH", "")]
    backend = "module://matplotlib_inline.backend_inline"
    return variables | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "MPLBACKEND": backend}
