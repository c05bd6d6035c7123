"""Notebooks as JupyterLab, VS Code and Colab save them: what each adds, moves and drops.

VS Code: its extension `ipynb` keeps metadata and ids of cells, sorts keys, and writes the environment's name into the
kernelspec; a cell that is typed anew has neither (github.com/microsoft/vscode, extensions/ipynb/src/serializers.ts).
Colab: format 4.0 with ids in the metadata, `outputId`, `executionInfo`, `cellView`, a cell with its badge
(github.com/jupyter/nbformat/pull/189, github.com/AnswerDotAI/nbdev/issues/363).
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from typing import Any

Notebook = dict[str, Any]
Save = Callable[[Notebook], bytes]

BADGE = '<a href="https://colab.research.google.com/"><img src="https://colab.research.google.com/a.svg"/></a>'
UPLOAD = "from google.colab import files\nfiles.upload()\n!unzip -q homework.zip\n%cd homework"
OWNER = {"displayName": "A Student", "userId": "00000000000000000000"}


def with_results(notebook: Notebook) -> Notebook:
    """A copy in which every cell was run, and every check shows that all visible checks passed."""
    result = copy.deepcopy(notebook)
    code_cells = [cell for cell in result["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(code_cells, start=1):
        name = str(cell["id"])
        text = (
            f"── {name.removesuffix('-check')}: all visible points ──\n  ✓ passed  Holds." if "-check" in name else "1"
        )
        output = {"output_type": "display_data", "data": {"text/plain": [text]}, "metadata": {}}
        cell |= {"execution_count": number, "outputs": [output], "source": cell["source"].splitlines(keepends=True)}
    return result


def jupyterlab(notebook: Notebook) -> bytes:
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
    return file_bytes(notebook)


def vscode(notebook: Notebook) -> bytes:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"] = {"vscode": {"languageId": "python"}} | cell["metadata"]
    kernel = {"display_name": ".venv (3.12.1)", "language": "python", "name": "python3"}
    interpreter = {"interpreter": {"hash": "31f2aee4e71d21fbe5cf8b01ff0e069b9275f58929596ceb00d14d90e3e16cd6"}}
    notebook["metadata"] = {"kernelspec": kernel, "language_info": {"name": "python"}, "vscode": interpreter}
    return file_bytes(notebook)


def vscode_typed_anew(notebook: Notebook) -> bytes:
    """Each exercise was deleted and typed, or pasted, into a new cell."""
    for number, cell in enumerate(notebook["cells"]):
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell |= {"id": f"{number:08x}", "metadata": {}}
    return vscode(notebook)


def vscode_years_ago(notebook: Notebook) -> bytes:
    """Its extension dropped the metadata of every cell that was run, and knew no ids."""
    for cell in notebook["cells"]:
        del cell["id"]
        cell["metadata"] = {}
    return file_bytes(notebook | {"nbformat_minor": 2})


def colab(notebook: Notebook) -> bytes:
    """Ids stand in the metadata, beside what it has kept there."""
    return _colab(notebook, lambda cell, _: {"id": cell["id"]} | cell["metadata"])


def colab_without_nbgrader(notebook: Notebook) -> bytes:
    return _colab(notebook, lambda cell, _: {"id": cell["id"]})


def colab_with_its_own_ids(notebook: Notebook) -> bytes:
    """Everything was pasted into a notebook that Colab made."""
    return _colab(notebook, lambda _, number: {"id": f"xY{number:010d}"})


SHAPES: Mapping[str, Save] = {
    "VS Code": vscode,
    "VS Code, exercises typed anew": vscode_typed_anew,
    "VS Code, years ago": vscode_years_ago,
    "Colab": colab,
    "Colab without nbgrader's metadata": colab_without_nbgrader,
    "Colab with its own ids": colab_with_its_own_ids,
}


def _colab(notebook: Notebook, metadata: Callable[[dict[str, Any], int], dict[str, Any]]) -> bytes:
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        additions: dict[str, Any] = {}
        if cell["cell_type"] == "code":
            info = {"elapsed": 12, "status": "ok", "timestamp": 1796000000000, "user": OWNER, "user_tz": -60}
            colab_part = {"base_uri": "https://localhost:8080/", "height": 35}
            additions = {"colab": colab_part, "executionInfo": info, "outputId": f"0000-{number}", "cellView": "form"}
        cells.append({key: value for key, value in cell.items() if key != "id"})
        cells[-1]["metadata"] = metadata(cell, number) | additions
    badge = {"cell_type": "markdown", "metadata": {"id": "view-in-github", "colab_type": "text"}, "source": [BADGE]}
    upload = {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": {"id": "up10ad"},
        "outputs": [],
        "source": [UPLOAD],
    }
    return file_bytes(
        {
            "nbformat": 4,
            "nbformat_minor": 0,
            "metadata": {
                "colab": {"provenance": [], "toc_visible": True},
                "kernelspec": {"name": "python3", "display_name": "Python 3"},
                "language_info": {"name": "python"},
            },
            "cells": [badge, upload, *cells],
        }
    )


def file_bytes(notebook: Notebook) -> bytes:
    return (json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
