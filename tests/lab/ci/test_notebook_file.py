"""Notebooks of the course are found and read, also those that other programs saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lab.ci.notebook_file import InvalidNotebook, read_notebook, units
from lab.overview import course_outline
from lab.overview.course_outline import CourseOutline, UnitOutline

UNIT = "training-loop"


def test_cells_have_names_and_check_cells_their_exercise(write_notebook: Callable[..., Path], right: str) -> None:
    notebook = read_notebook(write_notebook({"train_step": right}))

    assert [(cell.name, cell.exercise) for cell in notebook.cells] == [
        ("setup", None),
        ("train_step", None),
        ("train_step-check", "train_step"),
    ]


def test_a_notebook_of_an_old_program_under_another_name_is_read(
    write_notebook: Callable[..., Path], right: str, tmp_path: Path
) -> None:
    notebook = json.loads(write_notebook({"train_step": right}).read_text())
    for cell in notebook["cells"]:
        del cell["id"], cell["metadata"]["nbgrader"]
        cell["source"] = cell["source"].splitlines(keepends=True)
    path = tmp_path / "my work (2).ipynb"
    path.write_text("\N{ZERO WIDTH NO-BREAK SPACE}" + json.dumps(notebook), encoding="utf-8")
    content = read_notebook(path)

    assert content.unit == UNIT
    assert [cell.exercise for cell in content.cells] == [None, None, "train_step"]


def test_a_cell_is_found_at_its_line(write_notebook: Callable[..., Path], right: str) -> None:
    path = write_notebook({"train_step": right})
    line = read_notebook(path).line_of("train_step")

    assert path.read_text().splitlines()[line - 1].strip() == '"id": "train_step",'


def test_an_untouched_stub_is_recognised(
    write_notebook: Callable[..., Path], right: str, stub: Callable[[str], str]
) -> None:
    notebook = read_notebook(write_notebook({"train_step": right, "fit_line": stub("fit_line")}))

    assert notebook.is_untouched("fit_line")
    assert not notebook.is_untouched("train_step")


def test_the_names_that_colab_moves_into_the_metadata_are_read(
    write_notebook: Callable[..., Path], right: str, tmp_path: Path
) -> None:
    path = write_notebook({"train_step": right})
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        cell["metadata"] = {"id": cell.pop("id")}
    path.write_text(json.dumps(notebook), encoding="utf-8")

    assert [cell.name for cell in read_notebook(path).cells] == ["setup", "train_step", "train_step-check"]


def test_units_are_in_the_order_of_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    outline = CourseOutline("course", (UnitOutline("training-loop", "B"), UnitOutline("autodiff", "A")))
    monkeypatch.setattr(course_outline, "read", lambda: outline)

    assert units()[:2] == ["training-loop", "autodiff"]
    assert units()[2:] == sorted(units()[2:])


@pytest.mark.parametrize(
    ("text", "reason"),
    [("{", "is not a notebook"), ("[]", "is not a notebook"), ('{"cells": []}', "belongs to no unit")],
)
def test_another_file_is_refused_with_a_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "notes.ipynb"
    path.write_text(text)

    with pytest.raises(InvalidNotebook, match=reason):
        read_notebook(path)
