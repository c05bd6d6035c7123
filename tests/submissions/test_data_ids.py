"""The ids in a submitted notebook from which its data was generated. Nothing in it is trusted."""

from __future__ import annotations

import json

import pytest
from lab.variants.data_cards import MIME_TYPE

from autograder.submissions.data_ids import read_data_ids


def notebook(*ids: object) -> bytes:
    outputs = [
        {"output_type": "display_data", "metadata": {}, "data": {MIME_TYPE: {"id": value}, "text/plain": "a card"}}
        for value in ids
    ]
    cell = {"cell_type": "code", "id": "setup", "metadata": {}, "source": "", "outputs": outputs}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        pytest.param([], (), id="no card"),
        pytest.param(["ada"], ("ada",), id="one card"),
        pytest.param(["ada", "", "ada"], ("ada", ""), id="two sources, one of them twice"),
        pytest.param(["  ADA \u200f\u001b[31m"], ("ada [31m",), id="an id that is not normalized"),
        pytest.param([f"student {n}" for n in range(60)], tuple(f"student {n}" for n in range(5)), id="many ids"),
        pytest.param([None, 3, ["ada"], {"id": "ada"}], (), id="no text"),
        pytest.param(["a" * 100_000, "ada"], ("ada",), id="a very long id"),
    ],
)
def test_each_is_read_once(ids: list[object], expected: tuple[str, ...]) -> None:
    assert read_data_ids(notebook(*ids)) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe" * 1000,
        f'"{MIME_TYPE}": '.encode() * 1000,
        f'"{MIME_TYPE}": {{"id": '.encode() * 1000,
        f'"{MIME_TYPE}": {{"id": {"[" * 4000}'.encode(),
        f'"{MIME_TYPE}"{" " * 1_000_000}: {{}}'.encode(),
    ],
    ids=["empty", "no text", "nothing behind it", "cut off", "deep", "white space"],
)
def test_a_damaged_file_names_nobody(data: bytes) -> None:
    assert read_data_ids(data) == ()


def test_a_card_in_a_damaged_file_is_read() -> None:
    assert read_data_ids(notebook("ada")[:-40] + b"\xff") == ("ada",)


def test_what_stands_in_a_text_is_no_card() -> None:
    text = json.dumps({"cells": [{"source": f'"{MIME_TYPE}": {{"id": "ada"}}'}]}).encode()

    assert read_data_ids(text) == ()
