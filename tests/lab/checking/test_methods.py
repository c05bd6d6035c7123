"""`lab.check` for a method written in a cell of its own, and for checks that are worth nothing but a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import lab
import pytest
from lab.checking import results

PREPARED = """
class Value:
    def __init__(self, data, parents=(), slopes=()):
        self.data, self.grad, self.parents, self.slopes = data, 0.0, parents, slopes
"""
OPERATORS = """
    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1.0, 1.0))
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))
"""
STUB = "\ndef backward(self):\n    raise NotImplementedError()\n"


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The text of the card for a name of a notebook's cells."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(results, "_seen", {})

    def card(cells: str, name: str) -> str:
        names: dict[str, Any] = {"__name__": "__main__"}
        exec(cells, names)
        lab.check(name, names[name])
        return " ".join(capsys.readouterr().out.split())

    return card


def test_a_method_is_checked_on_objects_of_the_class_beside_it(card: Callable[..., str]) -> None:
    one_step = "\ndef backward(self):\n    for p, s in zip(self.parents, self.slopes):\n        p.grad = s\n"

    assert "backward: 0 of 3 visible points" in card(PREPARED + OPERATORS + one_step, "backward")


def test_a_method_not_written_is_not_started(card: Callable[..., str]) -> None:
    assert "`backward` is not started yet" in card(PREPARED + OPERATORS + STUB, "backward").replace("'", "`")


def test_a_method_waits_for_its_class_and_says_so(card: Callable[..., str]) -> None:
    assert "does not add and multiply yet" in card(PREPARED + STUB, "backward")


def test_a_word_that_is_worth_nothing_still_counts_as_wrong(card: Callable[..., str]) -> None:
    said = card("def find_bug(name):\n    return 'a typo'", "find_bug")

    assert "find_bug: 0 of 0 visible points" in said
    assert "✗ not yet" in said
    verdict = results.latest("find_bug")
    assert verdict is not None
    assert verdict.state == "failed"
