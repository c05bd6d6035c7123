"""The file of reasons: what is written is read back, nobody reads it by accident, and damage tells nothing."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from lab.predicting import reasons
from lab.predicting.question_types import Choice
from lab.predicting.reasons import Reasons

COIN = Choice("coin", "Heads?", choices={"yes": "yes"}, explanations={"luck": "Luck.", "skill": "Skill."})
LUCK = Reasons("luck", {"skill": "A coin – it has none."})


def test_what_is_encoded_is_decoded() -> None:
    assert reasons.decode(reasons.encode({"coin": LUCK})) == {"coin": LUCK}


def test_nobody_reads_it_by_accident() -> None:
    data = reasons.encode({"coin": LUCK})

    assert not [word for word in (b"coin", b"luck", b"skill") if word in data]
    assert max(map(len, data.splitlines())) <= 76


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\x00", b"not base64", b"{}", *(base64.b64encode(text) for text in (b"[1]", b"3", b"{", b"[" * 10**5))],
    ids=lambda data: repr(data[:12]),
)
def test_a_damaged_file_holds_no_reasons(data: bytes) -> None:
    assert reasons.decode(data) == {}


@pytest.mark.parametrize("row", [b"3", b"[]", b"{}", b'{"fitting": 1, "why_not": {}}', b'{"fitting": "luck"}'])
def test_an_invalid_row_holds_no_reasons(row: bytes) -> None:
    assert reasons.decode(base64.b64encode(b'{"coin": ' + row + b"}")) == {}


def test_reasons_are_found_by_the_id_of_the_question(tmp_path: Path) -> None:
    (tmp_path / f"first{reasons.SUFFIX}").write_bytes(b"damaged")
    (tmp_path / f"second{reasons.SUFFIX}").write_bytes(reasons.encode({"coin": LUCK}))

    assert reasons.find(COIN, tmp_path) == LUCK


def test_without_a_file_or_with_another_explanation_there_are_none(tmp_path: Path) -> None:
    before = reasons.find(COIN, tmp_path)
    (tmp_path / f"first{reasons.SUFFIX}").write_bytes(reasons.encode({"coin": Reasons("fate", {})}))

    assert before is None
    assert reasons.find(COIN, tmp_path) is None
