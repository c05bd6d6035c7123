"""The outputs of the solved notebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from autograder.book import execution
from autograder.book.execution import Outputs
from autograder.course.unit_content import UnitContent
from autograder.errors import NotebookError

pytestmark = pytest.mark.slow


def test_given_cells_and_outcomes_have_outputs_without_a_prediction(executed: Mapping[str, Outputs]) -> None:
    outputs = executed["gradient"]

    assert "image/png" in outputs["cuts"][0]["data"]
    assert "dL/dw1" in outputs["sign-at-zero-outcome"][0]["text"]
    assert not {"setup", "sign-at-zero", "sign-at-zero-why", "what-is-left"} & set(outputs)


def test_figures_have_two_pixels_for_each_one_shown(executed: Mapping[str, Outputs]) -> None:
    metadata = executed["gradient"]["cuts"][0]["metadata"]["image/png"]

    assert metadata["alt"]
    assert 300 < metadata["width"] < 1200


def test_a_cell_that_fails_is_named(contents: Mapping[str, UnitContent]) -> None:
    content = contents["gradient"]
    solutions = {**content.solutions, "grad_line": "def grad_line(x, y, w, b):\n    return 1 / 0, 0.0"}

    with pytest.raises(NotebookError, match=r"source/gradient, ZeroDivisionError"):
        execution.execute(dataclasses.replace(content, solutions=solutions))
