"""The same handout where nothing can be clicked: run by nbclient, seen as a console or a screen reader sees it."""

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
def folder(handed_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere") / "homework"
    shutil.copytree(handed_out, folder)
    return folder


def ran(folder: Path, answers: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The notebook's cells by their ids, after a run from the top with some cells typed anew."""
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    notebook = nbformat.read(folder / f"{UNIT}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    home = {"IPYTHONDIR": str(folder / ".ipython")} | dict(os.environ)
    NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(folder)}}).execute(env=home)
    return {cell.id: cell for cell in notebook.cells}


def said(cell: Any) -> str:
    return " ".join(" ".join(str(output.get("data", {}).get("text/plain", "")) for output in cell.outputs).split())


def test_every_card_is_text_and_html_and_none_is_a_widget(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = ran(folder, {}, monkeypatch)
    cards = [cell for cell in cells.values() if cell.cell_type == "code" and "lab." in cell.source.split("(")[0]]
    kinds = {kind for cell in cards for output in cell.outputs for kind in output.get("data", {})}

    assert "40 points" in said(cells["setup"])
    assert 'Type the word before your choice into the cell, `lab.predict("first-within-a-tenth", "...")`' in said(
        cells["first-within-a-tenth"]
    )
    assert "`train_step` is not started yet" in said(cells["train_step-check"])
    assert "waits for your prediction" in said(cells["first-loss-outcome"])
    assert {"text/html", "text/plain"} <= kinds
    assert not [kind for kind in kinds if "widget" in kind]
    assert not (folder / "predictions.json").exists()


def test_typed_answers_open_the_outcomes_and_survive_the_next_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = "def train_step(x, y, w, b, lr):\n    r = w * x + b - y\n"
    step += "    return w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r), np.mean(r**2)"
    typed = {
        "train_step": step,
        "first-loss": 'lab.predict("first-loss", "22,25")',
        "first-loss-why": 'lab.explain("first-loss", "old")',
    }
    first = ran(folder, typed, monkeypatch)
    moved = folder.rename(folder.with_name("moved"))
    again = ran(moved, {"train_step": step}, monkeypatch)
    moved.rename(folder)

    assert "you predicted 22.25 what happened 22.16" in said(first["first-loss-outcome"])
    assert "first-loss: locked in" in said(again["first-loss"])
    assert "first-loss: 2 of 2 steps done" in said(again["first-loss-check"])
    assert "first-loss ✓ locked in, ✓ explained" in said(again["what-is-left"])
    assert (
        json.loads((folder / "predictions.json").read_text(encoding="utf-8"))["predictions"]["first-loss"]["answer"]
        == 22.25
    )
