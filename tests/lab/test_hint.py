"""`lab.hint`: a level more with each call, in plain text and on a page with widgets; asking is remembered."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lab
import pytest
from lab.hinting import asked_levels, unit_hints
from lab.predicting.prediction_file import PredictionFile

from tests.lab.course_hints import HINTS, MODULE, write_hints


@pytest.fixture
def text(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, printed: Callable[[], str]
) -> Iterator[Callable[..., str]]:
    """Call a function of `lab` and return the text of the card; `mse` has hints."""
    asked_levels.levels.clear()
    write_hints(tmp_path_factory.mktemp("course") / "hints", monkeypatch, "mse")

    def text(function: Callable[..., None], *arguments: Any) -> str:
        printed()
        function(*arguments)
        return printed()

    yield text
    asked_levels.levels.clear()
    sys.modules.pop(f"lab.hints.{MODULE}", None)


def test_each_call_shows_one_level_more_below_those_before(text: Callable[..., str]) -> None:
    cards = [text(lab.hint, "mse") for _ in range(4)]

    for level, card in enumerate(cards[:3], start=1):
        assert f"mse: hint {level} of 3" in card
        assert [words in card for words in HINTS] == [number < level for number in range(3)]
    assert 'Another one: run `lab.hint("mse")` again. Asking costs nothing.' in cards[0]
    assert "That was the last hint" in cards[2]
    assert cards[3] == cards[2]


def test_a_level_can_be_asked_for_by_its_number(text: Callable[..., str]) -> None:
    card = text(lab.hint, "mse", 2)

    assert all(words in card for words in HINTS[:2])
    assert HINTS[2] not in card
    assert PredictionFile().help_for("mse").hints == 2
    assert "mse: hint 1 of 3" in text(lab.hint, "mse", 1)
    assert "mse: hint 3 of 3" in text(lab.hint, "mse")


@pytest.mark.parametrize("level", [0, 4, -1, "2", 1.0, True, []])
def test_another_level_is_refused_with_those_that_there_are(level: object, text: Callable[..., str]) -> None:
    assert "the levels 1 to 3" in text(lab.hint, "mse", level)
    assert PredictionFile().help_for("mse").hints == 0


def test_a_new_kernel_goes_on_where_the_last_one_was(text: Callable[..., str]) -> None:
    text(lab.hint, "mse")
    asked_levels.levels.clear()

    assert "mse: hint 2 of 3" in text(lab.hint, "mse")


def test_a_folder_that_cannot_be_written_still_shows_every_level(
    text: Callable[..., str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / ".predictions.json.lock").mkdir()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)

    assert ["mse: hint 1 of 3" in text(lab.hint, "mse"), "mse: hint 2 of 3" in text(lab.hint, "mse")] == [True, True]


def test_while_a_notebook_is_graded_nothing_is_remembered(
    text: Callable[..., str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")

    assert HINTS[0] in text(lab.hint, "mse")
    assert list(folder.iterdir()) == []


def test_a_misspelt_name_gets_a_suggestion_and_an_exercise_without_hints_a_way_on(text: Callable[..., str]) -> None:
    assert "Did you mean `mse`?" in text(lab.hint, "msee")
    assert "There are no hints for `train_step`" in text(lab.hint, "train_step")
    assert "There is no exercise" in text(lab.hint, ["mse"])


def test_a_failed_check_says_how_to_ask_and_a_passed_one_does_not(text: Callable[..., str]) -> None:
    failure = text(lab.check, "mse", lambda y_hat, y: 0.0)

    assert 'Stuck? `lab.hint("mse")` shows one hint, and one more each time. Asking costs nothing.' in failure
    assert not any(words in failure for words in HINTS)
    assert PredictionFile().help_for("mse").hints == 0
    assert "Stuck?" not in text(lab.check, "train_step", lambda *_: 0.0), "it has no hints"


def test_a_course_without_hints_is_no_error(text: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lab.hints", None)

    assert unit_hints.find("mse") == ()
    assert "There are no hints for `mse`" in text(lab.hint, "mse")
