"""The text of a notebook is the one that nbformat writes, whatever was written before."""

from __future__ import annotations

import logging
from typing import Any

import nbformat
import pytest

from autograder.nbgrader import notebook_text
from autograder.nbgrader.notebook_text import NotebookTexts


def markdown(name: str, source: str, **fields: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source, **fields}


def code(name: str, source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    cell = {"cell_type": "code", "id": name, "metadata": {}, "source": source}
    return {**cell, "execution_count": None, "outputs": list(outputs)}


def notebook(*cells: dict[str, Any], minor: int = 5, **metadata: Any) -> Any:
    return nbformat.from_dict({"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": minor})


def stream(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


HTML = {"output_type": "display_data", "data": {"text/html": "<b>\n</b>", "image/png": "aGk="}, "metadata": {}}
SPLIT_SOURCE = 'x = """\n  },\n  {\n  }\n ],\n"""'
PICTURE = {"a.png": {"image/png": "aGk="}}
NOTEBOOKS = {
    "one cell": notebook(markdown("a", "text")),
    "the same cells again, and new ones": notebook(markdown("b", "more"), markdown("a", "text"), code("c", "x = 1\n")),
    "outputs": notebook(code("c", "print(1)\n\nx", stream("1\n2"), HTML)),
    "the borders of cells in a source": notebook(code("c", SPLIT_SOURCE), code("d", SPLIT_SOURCE)),
    "all kinds of line ends": notebook(markdown("a", "a\u2028b\x85c\rd\x0ce\n")),
    "empty sources": notebook(markdown("a", ""), code("c", "")),
    "no cells": notebook(),
    "attachments": notebook(markdown("a", "![](attachment:a.png)", attachments=PICTURE)),
    "other metadata": notebook(markdown("a", "text"), zoo={"cells": [1, [], {}]}, signature="x"),
    "a trusted cell": notebook(markdown("a", "text", metadata={"trusted": True})),
    "without ids": notebook({"cell_type": "raw", "metadata": {}, "source": "r"}, minor=4),
    "not a number": notebook(markdown("a", "text", metadata={"x": float("nan")})),
    "a long cell": notebook(markdown("a", "text\n" * 5_000)),
}


def test_the_text_is_that_of_nbformat_the_first_time_and_again() -> None:
    texts = NotebookTexts()
    for _ in range(2):
        for name, content in NOTEBOOKS.items():
            assert texts.write(content, 4) == nbformat.writes(content, version=4), name


def test_only_new_cells_are_written_by_nbformat(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, counts = NotebookTexts(), []
    writes = nbformat.writes

    def counting_writes(part: Any, **options: Any) -> str:
        counts.append(len(part["cells"]))
        return str(writes(part, **options))

    monkeypatch.setattr(notebook_text.nbformat, "writes", counting_writes)
    texts.write(notebook(markdown("a", "text"), code("c", "x = 1")), 4)
    texts.write(notebook(markdown("a", "text"), code("c", "x = 2")), 4)

    assert counts == [2, 1]


def test_two_cells_with_one_id_get_different_ones() -> None:
    texts = NotebookTexts()
    texts.write(notebook(markdown("a", "text")), 4)
    with pytest.warns(nbformat.warnings.DuplicateCellId):
        text = texts.write(notebook(markdown("a", "text"), markdown("a", "text")), 4)

    assert len({cell["id"] for cell in nbformat.reads(text, as_version=4)["cells"]}) == 2


def test_an_invalid_cell_is_logged_each_time(caplog: pytest.LogCaptureFixture) -> None:
    texts = NotebookTexts()
    invalid = notebook(markdown("a", "text", colour="red"))
    with caplog.at_level(logging.ERROR):
        for _ in range(2):
            assert '"colour"' in texts.write(invalid, 4)

    assert len([record for record in caplog.records if "invalid" in record.message]) >= 2


def test_the_number_of_remembered_cells_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook_text, "MAX_CELLS", 2)
    texts = NotebookTexts()
    content = notebook(*(markdown(f"cell-{number}", "text") for number in range(5)))
    for _ in range(2):
        assert texts.write(content, 4) == nbformat.writes(content, version=4)
