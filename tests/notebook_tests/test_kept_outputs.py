"""`nbgrader autograde --no-execute`: the outputs that a student saved are kept, and a person looks at the tests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from autograder.notebook_tests.graded_cells import build_cells
from autograder.notebook_tests.kept_outputs import keep_outputs
from autograder.notebook_tests.source_notebook import SourceNotebook
from tests.notebook_tests.builders import check, solution

SOURCE = SourceNotebook("ps", "python", (solution("x = 1"), check("assert x == 1")))
TEXT = {"output_type": "stream", "name": "stdout", "text": ["one\n", "two"]}
PICTURE = {
    "output_type": "display_data",
    "data": {"image/png": ["aGk=\n"], "text/html": "<script>", "text/plain": ["a\n", "b"]},
    "metadata": {"isolated": True},
}


def cell(name: str, outputs: Any, kind: str = "code") -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {"nbgrader": {"grade_id": name}}, "source": name, "outputs": outputs}


def kept(cells: list[Any], *, clear: bool = False) -> tuple[list[Any], dict[str, str]]:
    """Return the outputs of each cell of the graded notebook, and the cells that a person must grade."""
    result = keep_outputs(SOURCE, json.dumps({"cells": cells}).encode(), clear=clear)
    return [cell["outputs"] for cell in build_cells(SOURCE, result)], dict(result.manual_grading)


def test_text_and_pictures_are_kept_and_nothing_else() -> None:
    outputs, _ = kept([cell("answer", [TEXT, PICTURE]), cell("test", [])])
    picture = {"output_type": "display_data", "data": {"image/png": "aGk=\n", "text/plain": "a\nb"}, "metadata": {}}

    assert outputs == [[{**TEXT, "text": "one\ntwo"}, picture], []]


def test_every_test_waits_for_a_person() -> None:
    assert list(kept([cell("answer", []), cell("test", [TEXT])])[1]) == ["test"]


def test_outputs_are_cleared_where_nbgrader_clears_them() -> None:
    assert kept([cell("answer", [TEXT]), cell("test", [TEXT])], clear=True)[0] == [[], []]


def test_outputs_stay_with_their_cells_in_a_repaired_notebook() -> None:
    own = {"cell_type": "code", "metadata": {}, "source": "mine", "outputs": [TEXT]}
    outputs, _ = kept([own, cell("answer", []), cell("answer", [PICTURE])])

    assert [bool(kept_outputs) for kept_outputs in outputs] == [True, False, True, False]


@pytest.mark.parametrize(
    "outputs",
    [None, 1, "x", {}, [None], [1], [{}], [{"output_type": "stream"}], [{"output_type": "error", "ename": 3}]],
    ids=repr,
)
def test_invalid_outputs_are_left_out(outputs: Any) -> None:
    assert kept([cell("answer", outputs), cell("test", [TEXT])])[0][0] == []


@pytest.mark.parametrize("data", [b"", b"[]", b"x", b'{"cells": 1}', b'{"cells": [[]]}'], ids=repr)
def test_a_file_that_cannot_be_read_has_no_outputs(data: bytes) -> None:
    result = keep_outputs(SOURCE, data, clear=False)

    assert result.outputs == {}
    assert list(result.manual_grading) == ["test"]
