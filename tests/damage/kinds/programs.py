"""Notebooks saved by other programs, in other formats or under other names."""

from __future__ import annotations

from autograder.course.notebook import Notebook
from tests.damage.damage_kind import file_bytes, kind, without_ids


@kind("saved by an editor that drops ids and metadata (VS Code)", message="cell 'train_step' had lost its name")
def stripped_by_an_editor(notebook: Notebook) -> bytes:
    notebook["cells"] = without_ids(notebook["cells"], vscode={"languageId": "python"})
    return file_bytes(notebook | {"nbformat_minor": 2})


@kind("saved by Colab: its own ids, no metadata", message="cell 'train_step' had lost its name")
def stripped_by_colab(notebook: Notebook) -> bytes:
    cells = without_ids(notebook["cells"], colab={"base_uri": "https://localhost:8080/"})
    for number, cell in enumerate(cells):
        cell["metadata"]["id"] = f"xY{number:010d}"
        cell["source"] = cell["source"].splitlines(keepends=True)
    metadata = {"colab": {"provenance": [], "toc_visible": True}, "kernelspec": {"name": "python3"}}
    return file_bytes({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 0})


@kind("nbformat 3", message="of the old format 3")
def notebook_format_3(notebook: Notebook) -> bytes:
    cells = [
        {"cell_type": "code", "input": cell["source"], "language": "python", "metadata": {}, "outputs": []}
        if cell["cell_type"] == "code"
        else {"cell_type": "markdown", "source": cell["source"], "metadata": {}}
        for cell in notebook["cells"]
    ]
    return file_bytes({"worksheets": [{"cells": cells}], "metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0})


@kind("an unknown kernel", message="asked for a kernel of 'julia'")
def unknown_kernel(notebook: Notebook) -> bytes:
    notebook["metadata"]["kernelspec"] = {"name": "gpu-cluster", "display_name": "My GPU", "language": "julia"}
    return file_bytes(notebook)


@kind("a script: the notebook exported as Python", message="the file is a Python script")
def exported_as_script(notebook: Notebook) -> bytes:
    cells = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return ("#!/usr/bin/env python\n\n" + "".join(f"# In[{n}]:\n\n\n{s}\n\n\n" for n, s in enumerate(cells))).encode()


@kind("a script without a notebook", score=0, message="no notebook was handed in", file_name="training-loop.py")
def script_without_notebook(notebook: Notebook) -> bytes:
    return exported_as_script.files(notebook, b"")["training-loop.ipynb"]


@kind("a notebook with another name", file_name="Homework 3 (final) (2).ipynb")
def notebook_renamed(notebook: Notebook) -> bytes:
    return file_bytes(notebook)
