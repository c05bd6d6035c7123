"""The button below a card with hints: each press adds a level to the card above it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import lab
import numpy as np
import pytest
from lab.hinting import asked_levels
from lab.predicting.prediction_file import PredictionFile

from tests.lab.course_hints import HINTS, MODULE, write_hints
from tests.lab.widget_page import WIDGET_VIEW, Page


@pytest.fixture
def buttons(page: Page, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page with widgets, for a course in which `mse` has hints."""
    asked_levels.levels.clear()
    write_hints(tmp_path_factory.mktemp("course") / "hints", monkeypatch, "mse")
    yield page
    asked_levels.levels.clear()
    sys.modules.pop(f"lab.hints.{MODULE}", None)


def wrong(y_hat: Any, y: Any) -> float:
    return float(np.sum((np.asarray(y_hat) - y) ** 2))


def shown(text: str) -> int:
    return sum(words in text for words in HINTS)


def test_each_press_adds_a_level_to_the_card_of_a_failed_check(buttons: Page) -> None:
    lab.check("mse", wrong)
    button = buttons.widgets()["Show a hint"]
    numbers, labels = [shown(buttons.outputs[0].text)], [button.description]
    for _ in range(4):
        button.click()
        numbers.append(shown(buttons.outputs[0].text))
        labels.append(button.description)

    assert numbers == [0, 1, 2, 3, 3]
    assert labels == ["Show a hint", "Another hint", "Another hint", "✓ Another hint", "✓ Another hint"]
    assert "✗ not yet" in buttons.outputs[0].text
    assert PredictionFile().help_for("mse").hints == 3


def test_the_card_of_the_hints_has_a_button_for_the_next_one(buttons: Page) -> None:
    lab.hint("mse")
    buttons.widgets()["Another hint"].click()

    assert "mse: hint 2 of 3" in buttons.outputs[0].text
    assert "press the button, or run" in buttons.outputs[0].text


def test_after_the_last_hint_there_is_no_button(buttons: Page) -> None:
    lab.hint("mse", 3)

    assert len(buttons.outputs) == 1


def test_a_hint_asked_for_elsewhere_is_not_shown_as_if_it_were_new(buttons: Page) -> None:
    lab.hint("mse")
    lab.check("mse", wrong)
    buttons.widgets()["Show a hint"].click()

    assert [shown(output.text) for output in (buttons.outputs[0], buttons.outputs[2])] == [1, 2]


def test_the_button_is_gone_when_the_next_cell_runs_and_the_hints_stay(buttons: Page) -> None:
    lab.check("mse", wrong)
    buttons.widgets()["Show a hint"].click()
    buttons.run_another_cell()

    assert WIDGET_VIEW not in buttons.outputs[-1].content
    assert shown(buttons.outputs[0].text) == 1


def test_a_passed_check_has_no_button_and_leaves_the_earlier_card_as_it_was(buttons: Page) -> None:
    lab.check("mse", wrong)
    buttons.widgets()["Show a hint"].click()
    lab.check("mse", lambda y_hat, y: float(np.mean((np.asarray(y_hat) - np.asarray(y)) ** 2)))

    assert shown(buttons.outputs[0].text) == 1
    assert "Stuck?" not in buttons.outputs[-1].text


def test_hints_are_shown_where_a_cell_has_another_problem_than_its_checks(
    buttons: Page, run_cell: Callable[[str], None]
) -> None:
    run_cell("def mse(y_hat, y):\n    raise NotImplementedError()")
    run_cell("def mse(y_hat, y):\n    return (y_hat - y")
    lab.check("mse")
    buttons.widgets()["Show a hint"].click()

    assert shown(buttons.outputs[0].text) == 1
