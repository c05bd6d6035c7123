"""The handout without widgets: run by nbclient, with the cards as text."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.student.conftest import UNIT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(handout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere") / "homework"
    shutil.copytree(handout, folder)
    return folder


def run(folder: Path, sources: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run the notebook with new sources for some of its cells; return all cells by their ids."""
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    notebook = nbformat.read(folder / f"{UNIT}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = sources.get(cell.id, cell.source)
    environment = {"IPYTHONDIR": str(folder / ".ipython")} | dict(os.environ)
    NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(folder)}}).execute(env=environment)
    return {cell.id: cell for cell in notebook.cells}


def text(cell: Any) -> str:
    return " ".join(" ".join(str(output.get("data", {}).get("text/plain", "")) for output in cell.outputs).split())


def test_every_card_is_text_and_html_and_none_is_a_widget(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = run(folder, {}, monkeypatch)
    cards = [cell for cell in cells.values() if cell.cell_type == "code" and "lab." in cell.source.split("(")[0]]
    mime_types = {mime_type for cell in cards for output in cell.outputs for mime_type in output.get("data", {})}
    call = '`lab.predict("first-within-a-tenth", "...")`'

    assert "40 points" in text(cells["setup"])
    assert f"Type the word before your choice into the cell, {call}" in text(cells["first-within-a-tenth"])
    assert "`train_step` is not started yet" in text(cells["train_step-check"])
    assert "waits for your prediction" in text(cells["first-loss-outcome"])
    assert {"text/html", "text/plain"} <= mime_types
    assert not [mime_type for mime_type in mime_types if "widget" in mime_type]
    assert not (folder / "predictions.json").exists()


def test_typed_answers_open_the_outcomes_and_are_still_there_in_the_next_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = "def train_step(x, y, w, b, lr):\n    r = w * x + b - y\n"
    step += "    return w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r), np.mean(r**2)"
    sources = {
        "train_step": step,
        "first-loss": 'lab.predict("first-loss", "22,25")',
        "first-loss-why": 'lab.explain("first-loss", "old")',
    }
    first = run(folder, sources, monkeypatch)
    renamed = folder.rename(folder.with_name("renamed"))
    second = run(renamed, {"train_step": step}, monkeypatch)
    renamed.rename(folder)
    predictions = json.loads((folder / "predictions.json").read_text(encoding="utf-8"))

    assert "you predicted 22.25 what happened 22.16" in text(first["first-loss-outcome"])
    assert "first-loss: locked in" in text(second["first-loss"])
    assert "first-loss: 2 of 2 steps done" in text(second["first-loss-check"])
    assert "first-loss ✓ locked in, ✓ explained" in text(second["what-is-left"])
    assert predictions["first-loss"]["answer"] == 22.25
