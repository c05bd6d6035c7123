"""Kinds of damage: each takes the solved notebook apart in one way that students, editors or disks really do.

A builder changes a copy of its own and returns the bytes of the file; `KINDS` tells what such a file is worth.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from autograder.course.notebook import Cell, Notebook, Role, cell_name, cell_role, json_text

ALL = 40
PREDICTED = 8
Build = Callable[[Notebook], bytes]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of damage, and how far its meaning is clear: points earned, and what the report says of it.

    `said` is part of a repair, of a cell's error or of the problem that keeps the report from being published;
    empty where nothing had to be done.
    """

    name: str
    title: str
    build: Build
    score: int
    said: str
    file: str | None = None


KINDS: list[Kind] = []


def kind(title: str, *, score: int = ALL, said: str = "", file: str | None = None) -> Callable[[Build], Build]:
    """Add a builder to the list."""

    def mark(build: Build) -> Build:
        @functools.wraps(build)
        def on_a_copy(notebook: Notebook) -> bytes:
            return build(copy.deepcopy(notebook))

        KINDS.append(Kind(build.__name__.replace("_", "-"), title, on_a_copy, score, said, file))
        return on_a_copy

    return mark


def saved(notebook: Any) -> bytes:
    return json_text(notebook).encode()


def index(notebook: Notebook, name: str) -> int:
    return [cell_name(cell) for cell in notebook["cells"]].index(name)


def find(notebook: Notebook, name: str) -> Cell:
    return notebook["cells"][index(notebook, name)]


def code(source: Any, **more: Any) -> Cell:
    return {
        "cell_type": "code",
        "id": "mine",
        "metadata": {},
        "source": source,
        "execution_count": None,
        "outputs": [],
    } | more


def with_cell(notebook: Notebook, before: str, source: str) -> bytes:
    """The notebook with a cell of the student's own before one of the course's."""
    notebook["cells"].insert(index(notebook, before), code(source))
    return saved(notebook)


def nameless(cells: Iterable[Cell], **metadata: Any) -> list[Cell]:
    """Cells without ids and without nbgrader's marks."""
    return [{key: cell[key] for key in cell if key != "id"} | {"metadata": dict(metadata)} for cell in cells]


# ---- cells come and go -----------------------------------------------------------------------------------------------


@kind("a solution cell deleted", score=ALL - 6, said="cell 'closed_form_line' is missing")
def solution_deleted(notebook: Notebook) -> bytes:
    del notebook["cells"][index(notebook, "closed_form_line")]
    return saved(notebook)


@kind("every check cell deleted", said="9 of the course's own cells were missing")
def checks_deleted(notebook: Notebook) -> bytes:
    notebook["cells"] = [cell for cell in notebook["cells"] if cell_role(cell) is not Role.CHECK]
    return saved(notebook)


@kind("a solution cell emptied", score=ALL - 4, said="cell 'gap_report' is empty")
def solution_emptied(notebook: Notebook) -> bytes:
    find(notebook, "gap_report")["source"] = "\n"
    return saved(notebook)


@kind("a solution cell copied and pasted", said="cell 'fit_line' stood twice")
def solution_duplicated(notebook: Notebook) -> bytes:
    notebook["cells"].append(copy.deepcopy(find(notebook, "fit_line")))
    return saved(notebook)


@kind("every cell twice", said="cell 'train_step' stood twice")
def everything_duplicated(notebook: Notebook) -> bytes:
    notebook["cells"] += copy.deepcopy(notebook["cells"])
    return saved(notebook)


@kind("a function split over two cells", said="cell 'fit_line' was split")
def solution_split(notebook: Notebook) -> bytes:
    place, cell = index(notebook, "fit_line"), find(notebook, "fit_line")
    lines = cell["source"].split("\n")
    cell["source"] = "\n".join(lines[:-3])
    notebook["cells"].insert(place + 1, code("\n".join(lines[-3:])))
    return saved(notebook)


@kind("two solution cells merged", said="cell 'fit_line' was merged into cell 'train_step'")
def solutions_merged(notebook: Notebook) -> bytes:
    find(notebook, "train_step")["source"] += "\n\n\n" + find(notebook, "fit_line")["source"]
    del notebook["cells"][index(notebook, "fit_line")]
    return saved(notebook)


@kind("a solution cell turned into Markdown", said="cell 'train_step' was no longer a code cell")
def solution_as_markdown(notebook: Notebook) -> bytes:
    cell = find(notebook, "train_step")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]
    return saved(notebook)


@kind("cells in reverse order", said="cells had been moved")
def reordered(notebook: Notebook) -> bytes:
    notebook["cells"].reverse()
    return saved(notebook)


@kind("two cells that swapped their names", said="stands in cell 'gap_report'")
def names_swapped(notebook: Notebook) -> bytes:
    first, second = find(notebook, "closed_form_line"), find(notebook, "gap_report")
    first["source"], second["source"] = second["source"], first["source"]
    return saved(notebook)


@kind("words written into a Markdown cell")
def words_written(notebook: Notebook) -> bytes:
    find(notebook, "your-answer")["source"] += "\n\nThe slope arrives first, because x is far from zero."
    return saved(notebook)


# ---- what is not the student's ---------------------------------------------------------------------------------------


@kind("a given cell edited", said="cell 'setup' had been edited")
def given_edited(notebook: Notebook) -> bytes:
    find(notebook, "setup")["source"] = "import numpy as np"
    return saved(notebook)


@kind("a check cell edited", said="cell 'train_step-check' had been edited")
def check_edited(notebook: Notebook) -> bytes:
    find(notebook, "train_step-check")["source"] = "6"
    return saved(notebook)


@kind("points edited", said="cell 'train_step-check' claimed 400 points")
def points_edited(notebook: Notebook) -> bytes:
    find(notebook, "train_step-check")["metadata"]["nbgrader"]["points"] = 400
    return saved(notebook)


@kind("nbgrader's marks with wrong types", said="cell 'train_step' had lost its name")
def marks_mistyped(notebook: Notebook) -> bytes:
    cell = find(notebook, "train_step")
    cell["metadata"]["nbgrader"] = {"grade_id": 7, "solution": "yes", "locked": None}
    cell["id"] = ["train_step"]
    return saved(notebook)


# ---- other front ends ------------------------------------------------------------------------------------------------


@kind("saved by an editor that drops ids and marks (VS Code)", said="cell 'train_step' had lost its name")
def stripped_by_an_editor(notebook: Notebook) -> bytes:
    notebook["cells"] = nameless(notebook["cells"], vscode={"languageId": "python"})
    return saved(notebook | {"nbformat_minor": 2})


@kind("saved by Colab: its own ids, no marks", said="cell 'train_step' had lost its name")
def stripped_by_colab(notebook: Notebook) -> bytes:
    cells = nameless(notebook["cells"], colab={"base_uri": "https://localhost:8080/"})
    for number, cell in enumerate(cells):
        cell["metadata"]["id"] = f"xY{number:010d}"
        cell["source"] = cell["source"].splitlines(keepends=True)
    metadata = {"colab": {"provenance": [], "toc_visible": True}, "kernelspec": {"name": "python3"}}
    return saved({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 0})


@kind("nbformat 3", said="of the old format 3")
def old_format(notebook: Notebook) -> bytes:
    cells = [
        {"cell_type": "code", "input": cell["source"], "language": "python", "metadata": {}, "outputs": []}
        if cell["cell_type"] == "code"
        else {"cell_type": "markdown", "source": cell["source"], "metadata": {}}
        for cell in notebook["cells"]
    ]
    return saved({"worksheets": [{"cells": cells}], "metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0})


@kind("a kernel nobody has", said="asked for a kernel of 'julia'")
def bogus_kernel(notebook: Notebook) -> bytes:
    notebook["metadata"]["kernelspec"] = {"name": "gpu-cluster", "display_name": "My GPU", "language": "julia"}
    return saved(notebook)


@kind("a script: the notebook exported as Python", said="the file is a Python script")
def exported_as_script(notebook: Notebook) -> bytes:
    cells = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return ("#!/usr/bin/env python\n\n" + "".join(f"# In[{n}]:\n\n\n{s}\n\n\n" for n, s in enumerate(cells))).encode()


@kind("a script beside no notebook", score=0, said="no notebook was handed in", file="training-loop.py")
def script_alone(notebook: Notebook) -> bytes:
    return exported_as_script(notebook)


@kind("a notebook of another name", file="Homework 3 (final) (2).ipynb")
def renamed(notebook: Notebook) -> bytes:
    return saved(notebook)


# ---- the file ------------------------------------------------------------------------------------------------------


@kind("cut off in the middle", score=22 + PREDICTED, said="cut off or damaged")
def cut_off(notebook: Notebook) -> bytes:
    data = saved(notebook)
    return data[: data.index(b"def gap_report")]


@kind("empty", score=PREDICTED, said="the file is empty")
def empty(notebook: Notebook) -> bytes:
    return b""


@kind("a page of HTML", score=PREDICTED, said="not a notebook")
def web_page(notebook: Notebook) -> bytes:
    return b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Session expired</body></html>"


@kind("saved twice into one file", said="cut off or damaged")
def concatenated(notebook: Notebook) -> bytes:
    return saved(notebook) * 2


@kind("an unresolved merge", said="an unresolved merge")
def merge_conflict(notebook: Notebook) -> bytes:
    mine = saved(notebook).decode()
    line = next(line for line in mine.split("\n") if "def gap_report" in line)
    theirs = line.replace("w_fit - w_star", "w_star - w_fit")
    return mine.replace(line, f"<<<<<<< HEAD\n{line}\n=======\n{theirs}\n>>>>>>> origin/main").encode()


@kind("a byte order mark", said="byte order mark (UTF-8)")
def byte_order_mark(notebook: Notebook) -> bytes:
    return b"\xef\xbb\xbf" + saved(notebook)


@kind("UTF-16", said="byte order mark (UTF-16)")
def utf_16(notebook: Notebook) -> bytes:
    return saved(notebook).decode().encode("utf-16")


@kind("Latin-1", said="read as LATIN-1")
def latin_1(notebook: Notebook) -> bytes:
    notebook["cells"].append(code("# größer"))
    return saved(notebook).decode().encode("latin-1", errors="replace")


@kind("a lone surrogate in a string")
def surrogate(notebook: Notebook) -> bytes:
    notebook["cells"].append(code("# MARK"))
    return saved(notebook).replace(b"MARK", rb"\ud83d")


@kind("Windows line ends in every source")
def windows_line_ends(notebook: Notebook) -> bytes:
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    return saved(notebook)


@kind("source as a list of lines")
def source_as_list(notebook: Notebook) -> bytes:
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    return saved(notebook)


@kind("source null", score=ALL - 4, said="cell 'gap_report' is empty")
def source_null(notebook: Notebook) -> bytes:
    find(notebook, "gap_report")["source"] = None
    return saved(notebook)


@kind("cells null", score=PREDICTED, said="it has no cells")
def cells_null(notebook: Notebook) -> bytes:
    return saved(notebook | {"cells": None})


@kind("the same key twice in one object", said="stood twice in one object")
def duplicate_keys(notebook: Notebook) -> bytes:
    mine = saved(notebook).decode()
    line = next(line for line in mine.split("\n") if "def gap_report" in line)
    return mine.replace(line, '   "source": "def gap_report(*numbers):\\n    return None",\n' + line).encode()


@kind("NaN where JSON has none")
def not_a_number(notebook: Notebook) -> bytes:
    find(notebook, "train_step")["metadata"]["seconds"] = float("nan")
    return saved(notebook)


@kind("metadata nested 100,000 deep", said="cut off or damaged")
def nested_deeply(notebook: Notebook) -> bytes:
    notebook["metadata"]["deep"] = "MARK"
    return saved(notebook).replace(b'"MARK"', b"[" * 100_000 + b"]" * 100_000)


@kind("10,000 cells before the first", said="10000 cells of the student's own")
def ten_thousand_cells(notebook: Notebook) -> bytes:
    notebook["cells"][:0] = [code(f"x = {number}", id=f"mine-{number}") for number in range(10_000)]
    return saved(notebook)


@kind("an attachment of 20 MB")
def huge_attachment(notebook: Notebook) -> bytes:
    notebook["cells"][0]["attachments"] = {"photo.png": {"image/png": "iVBORw0KGgo" * (20_000_000 // 11)}}
    return saved(notebook)


@kind("an output of 20 MB")
def huge_output(notebook: Notebook) -> bytes:
    shown = {"output_type": "stream", "name": "stdout", "text": "0123456789 " * (20_000_000 // 11)}
    find(notebook, "run-100")["outputs"] = [shown]
    return saved(notebook)


# ---- what stands in the cells ----------------------------------------------------------------------------------------


@kind("`input()` beside a solution", said="cell 'train_step' raised")
def asks_for_input(notebook: Notebook) -> bytes:
    find(notebook, "train_step")["source"] += '\n\nname = input("Your name? ")'
    return saved(notebook)


@kind("`%%bash` in a cell of one's own")
def bash_cell(notebook: Notebook) -> bytes:
    return with_cell(notebook, "fit_line", "%%bash\nls -la ~\necho done")


@kind("`!pip install` above a solution")
def pip_install(notebook: Notebook) -> bytes:
    cell = find(notebook, "train_step")
    cell["source"] = "!pip install numpy\n%matplotlib inline\n" + cell["source"]
    return saved(notebook)


@kind("`%reset -f` after the solutions")
def namespace_reset(notebook: Notebook) -> bytes:
    return with_cell(notebook, "until-it-is-flat", "%reset -f")


@kind("`np = 3` before the solutions", score=4 + PREDICTED)
def numpy_shadowed_before(notebook: Notebook) -> bytes:
    return with_cell(notebook, "train_step", "np = 3")


@kind("`np = 3` after the solutions")
def numpy_shadowed_after(notebook: Notebook) -> bytes:
    return with_cell(notebook, "what-is-left", "np = 3")


@kind("`del np` after the solutions")
def numpy_deleted(notebook: Notebook) -> bytes:
    return with_cell(notebook, "what-is-left", "del np")


@kind("a syntax error in one solution", score=ALL - 4, said="cell 'gap_report' raised SyntaxError")
def syntax_error(notebook: Notebook) -> bytes:
    find(notebook, "gap_report")["source"] += "\n    return {'opt_w': w_fit - }"
    return saved(notebook)


@kind("a syntax error in a cell of one's own")
def syntax_error_elsewhere(notebook: Notebook) -> bytes:
    return with_cell(notebook, "fit_line", "for t in range(3) print(t)")


@kind("100 calls of `plt.show()`")
def hundred_figures(notebook: Notebook) -> bytes:
    source = "import matplotlib.pyplot as plt\nfor n in range(100):\n    plt.plot([0, n])\n    plt.show()"
    return with_cell(notebook, "fit_line", source)


@kind("`exit()` in a cell of one's own")
def leaves_the_kernel(notebook: Notebook) -> bytes:
    return with_cell(notebook, "fit_line", "exit()")
