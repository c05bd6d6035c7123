"""A stock kernel gives the same points as the engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from lab.predicting import notebook_folder

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.nbgrader import in_kernel

WRONG = {"gap_report": "def gap_report(*numbers):\n    return {}"}


@pytest.mark.parametrize(("cells", "points"), [({}, 4), (WRONG, 0)], ids=["right", "wrong"])
def test_a_check_cell_earns_the_same_points_in_a_stock_kernel(
    content: UnitContent, solved: Notebook, monkeypatch: pytest.MonkeyPatch, cells: dict[str, str], points: int
) -> None:
    monkeypatch.chdir(content.course.root)
    notebook = sample_submissions.with_cells(solved, cells)
    source = next(cell["source"] for cell in notebook["cells"] if cell["id"] == "gap_report")
    namespace: dict[str, object] = {"np": np}
    exec(source, namespace)

    assert in_kernel.points("gap_report", namespace) == points


def test_a_prediction_counts_in_a_stock_kernel(
    content: UnitContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_course(content.course, tmp_path)
    (tmp_path / "predictions.json").write_bytes(sample_submissions.predictions_file(content))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(notebook_folder, "first_folders", [])  # a kernel that has just started

    assert in_kernel.points("first-within-a-tenth", {}) == 2
