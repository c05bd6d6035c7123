"""Reading a submitted notebook: odd encodings, old formats and broken JSON are repaired where that is possible."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from autograder.submissions import recovery
from autograder.submissions.recovery import SubmittedCell, Unreadable, read_cells

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


def test_a_number_too_long_for_python_is_left_out(cells: list[dict[str, Any]]) -> None:
    cells[0]["execution_count"] = "MARK"
    data = json.dumps({"cells": cells}).encode().replace(b'"MARK"', b"9" * 5000)
    submitted, repairs = read_cells(data)

    assert submitted[1].source == SOURCE
    assert repairs == ["a number of 5000 digits was left out"]


def test_a_long_number_in_broken_json_costs_nothing(text: str) -> None:
    submitted, _ = read_cells(text.replace('"metadata": {}', f'"metadata": {{"x": {"9" * 5000}}}').encode() + b"{")

    assert submitted[1].source == SOURCE


def test_a_cell_that_is_nested_too_deep_costs_no_other(cells: list[dict[str, Any]]) -> None:
    cells[0]["metadata"] = {"deep": "MARK"}
    data = json.dumps({"cells": cells}).encode().replace(b'"MARK"', b'{"a":' * 50_000 + b"1" + b"}" * 50_000)
    submitted, _ = read_cells(data)

    assert [cell.name for cell in submitted] == ["mse", "rmse"]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
@pytest.mark.parametrize("base", ["", "||||||| base\nnothing\n"], ids=["two sides", "with their base"])
def test_the_students_own_side_of_every_merge_is_read(text: str, end: str, base: str) -> None:
    line = next(line for line in text.split("\n") if "def mse" in line)
    theirs = line.replace("**", "+")
    conflict = f"<<<<<<< HEAD\n{line}\n{base}=======\n{theirs}\n>>>>>>> main"
    submitted, repairs = read_cells(text.replace(line, conflict).replace("\n", end).encode())

    assert submitted[1].source == SOURCE
    assert repairs == ["the file held an unresolved merge: the student's own side was read"]


def test_the_longest_cells_are_left_out_where_all_together_are_too_long(
    cells: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "MAX_SOURCES", 2_000_000)
    filler = [{"cell_type": "code", "id": f"long-{number}", "source": "x = 1\n" * 30_000} for number in range(20)]
    submitted, repairs = read_cells(json.dumps({"cells": [*filler, *cells]}).encode())

    assert sum(len(cell.source) for cell in submitted) <= 2_000_000
    assert submitted[-2] == SubmittedCell("mse", "code", SOURCE)
    assert repairs == ["the cells hold more than 2 MB of text: the 9 longest were left out"]


@pytest.mark.parametrize(
    "build",
    [
        lambda text: b"<<<<<<< a\n" * 20_000 + b"=======\n" * 20_000,
        lambda text: b"<<<<<<< a\n=======\n>>>>>>> b\n" * 9_000 + text.encode(),
        lambda text: b'{"k": 1,' + b",".join(b'"k%d": 1' % n for n in range(100_000)) + b"," + text.encode()[1:],
        lambda text: b'{"k": 1, "k": 2, ' * 50_000,
        lambda text: b'{"cells": [' + b'{"a":' * 200_000,
        lambda text: b'{"cells": [' + b'{"a": 1,' * 300_000,
        lambda text: b'{"cells": [' + b"9" * 2_000_000,
        lambda text: b"# %%\n" * 30_000,
    ],
    ids=["merge marks without an end", "many merges", "100,000 keys", "repeated keys", "nested objects", "open objects",
         "a number of two million digits", "an empty script"],
)  # fmt: skip
@pytest.mark.timeout(60)
def test_no_file_takes_quadratic_time(build: Callable[[str], bytes], text: str) -> None:
    with suppress(Unreadable):
        assert read_cells(build(text))
