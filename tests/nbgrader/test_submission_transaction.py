"""`nbgrader autograde` begins a transaction for each submission, and none is left open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from nbgrader.converters import Autograde

from autograder.nbgrader import gradebook_transaction, submission_transaction
from autograder.nbgrader.gradebook_transaction import current_transaction
from autograder.nbgrader.submission_transaction import use_one_transaction

URL = "sqlite:///gradebook.db"


@dataclass
class Converter:
    """The parts of nbgrader's converter that the transaction uses."""

    is_graded: bool = True
    coursedir: Any = field(default_factory=lambda: SimpleNamespace(db_url=URL))

    @property
    def exporter(self) -> Any:
        return SimpleNamespace(prepare=lambda *_: self.is_graded)


@pytest.fixture
def endings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How transactions ended."""
    words: list[str] = []
    for word in ("commit", "close"):
        monkeypatch.setattr(gradebook_transaction.GradebookTransaction, word, lambda _, word=word: words.append(word))
    return words


def patched(monkeypatch: pytest.MonkeyPatch, step: Callable[..., None]) -> None:
    monkeypatch.setattr(Autograde, "init_assignment", step)
    monkeypatch.setattr(Autograde, "convert_single_notebook", step)
    monkeypatch.setattr(submission_transaction, "share_gradebooks", lambda: True)
    use_one_transaction()


def nothing(*_: object) -> None:
    """Do nothing."""


def fail(*_: object) -> None:
    raise ValueError


def stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_it_stays_open_until_the_notebook_is_converted(monkeypatch: pytest.MonkeyPatch, endings: list[str]) -> None:
    patched(monkeypatch, nothing)
    Autograde.init_assignment(Converter(), "unit", "ada")
    assert current_transaction(URL) is not None

    Autograde.convert_single_notebook(Converter(), "unit.ipynb")
    assert current_transaction(URL) is None
    assert endings == ["close"]


def test_it_does_not_wait_for_a_submission_that_is_graded_later(
    monkeypatch: pytest.MonkeyPatch, endings: list[str]
) -> None:
    patched(monkeypatch, nothing)
    Autograde.init_assignment(Converter(is_graded=False), "unit", "ada")

    assert current_transaction(URL) is None
    assert endings == ["commit", "close"]


@pytest.mark.parametrize(
    ("step", "error", "expected"),
    [(fail, ValueError, ["commit", "close"]), (stop, KeyboardInterrupt, ["close"])],
    ids=["a failure", "an interruption"],
)
def test_it_ends_where_the_submission_cannot_be_prepared(
    monkeypatch: pytest.MonkeyPatch,
    endings: list[str],
    step: Callable[..., None],
    error: type[BaseException],
    expected: list[str],
) -> None:
    patched(monkeypatch, step)
    with pytest.raises(error):
        Autograde.init_assignment(Converter(), "unit", "ada")

    assert current_transaction(URL) is None
    assert endings == expected


def test_a_failed_conversion_stores_nothing(monkeypatch: pytest.MonkeyPatch, endings: list[str]) -> None:
    patched(monkeypatch, nothing)
    Autograde.init_assignment(Converter(), "unit", "ada")
    patched(monkeypatch, fail)
    with pytest.raises(ValueError):
        Autograde.convert_single_notebook(Converter(), "unit.ipynb")

    assert current_transaction(URL) is None
    assert endings == ["close"]


def test_other_exporters_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    patched(monkeypatch, nothing)
    converter: Any = SimpleNamespace(exporter=object())
    Autograde.init_assignment(converter, "unit", "ada")

    assert current_transaction(URL) is None


def test_another_release_of_nbgrader_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Autograde, "init_assignment", nothing)
    monkeypatch.setattr(submission_transaction, "share_gradebooks", lambda: False)
    use_one_transaction()

    assert Autograde.init_assignment is nothing
