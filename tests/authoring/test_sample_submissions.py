"""Sample submissions: the released notebook with some cells replaced."""

from __future__ import annotations

from autograder.authoring.sample_submissions import with_cells
from autograder.course.notebook import Notebook


def test_only_the_named_cells_are_replaced(solved: Notebook) -> None:
    notebook = with_cells(solved, {"train_step": "x = 1"})

    assert [a["id"] for a, b in zip(solved["cells"], notebook["cells"], strict=True) if a != b] == ["train_step"]
