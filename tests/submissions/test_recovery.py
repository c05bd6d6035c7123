"""Reading a submitted notebook: odd encodings, old formats and broken JSON are repaired where that is possible."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from autograder.submissions.recovery import Unreadable, read_cells

SOURCE = "def mse(y, p):\n    return ((p - y) ** 2).mean()"


@pytest.fixture
def cells() -> list[dict[str, Any]]:
    return [
        {"cell_type": "code", "id": name, "metadata": {}, "source": source, "outputs": []}
        for name, source in (("setup", "import numpy as np"), ("mse", SOURCE), ("rmse", "def rmse(y, p): ..."))
    ]


@pytest.fixture
def text(cells: list[dict[str, Any]]) -> str:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


@pytest.mark.parametrize(
    ("damage", "repair"),
    [
        (lambda text: b"\xef\xbb\xbf" + text.encode(), "byte order mark (UTF-8)"),
        (lambda text: text.encode("utf-16"), "byte order mark (UTF-16)"),
        (lambda text: text.encode("utf-16-le"), "was not UTF-8"),
        (lambda text: text.replace("import", "# Grüße\\nimport").encode("latin-1"), "was not UTF-8"),
        (lambda text: text.encode()[:-90], "cut off or damaged"),
        (lambda text: text.replace('"nbformat": 4', '"nbformat": 4,,,').encode(), "cut off or damaged"),
    ],
    ids=["UTF-8 with BOM", "UTF-16 with BOM", "UTF-16 without BOM", "Latin-1", "cut off", "broken JSON"],
)
def test_odd_encodings_and_broken_json_are_read(text: str, damage: Callable[[str], bytes], repair: str) -> None:
    cells, repairs = read_cells(damage(text))

    assert cells[1].source == SOURCE
    assert any(repair in message for message in repairs)


def test_an_intact_file_needs_no_repair(text: str) -> None:
    cells, repairs = read_cells(text.encode())

    assert [cell.name for cell in cells] == ["setup", "mse", "rmse"]
    assert repairs == []


def test_the_old_format_3_is_converted(cells: list[dict[str, Any]]) -> None:
    sheet = [{"cell_type": "code", "input": cell["source"], "metadata": {}, "outputs": []} for cell in cells]
    data = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": sheet}]}
    submitted, repairs = read_cells(json.dumps(data).encode())

    assert submitted[1].source == SOURCE
    assert repairs == ["the notebook is of the old format 3: its cells were converted"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (b"   \n", "the file is empty"),
        (b"my dog ate it", "not a notebook"),
        (b"[1, 2]", "JSON, but not a notebook"),
        (b'{"cells": []}', "no cell with any content"),
        (b'{"cells": [3, null, {"source": 7}]}', "no cell with any content"),
        (b"\x00\xff" * 50, "not a notebook"),
        (b'{"cells": ' + b"[" * 100_000, "not a notebook"),
    ],
    ids=["empty", "blank", "prose", "a list", "no cells", "cells of nonsense", "binary", "deeply nested"],
)
def test_a_file_without_cells_is_unreadable(data: bytes, problem: str) -> None:
    with pytest.raises(Unreadable, match=problem):
        read_cells(data)
