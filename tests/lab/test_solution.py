"""`lab.solution`: closed until the checks pass, the due date is over, or the student has given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import lab
import numpy as np
import pytest
from lab.predicting.prediction_file import PredictionFile
from lab.solving import solution_file
from lab.solving.opening import GIVING_UP
from lab.solving.solution_file import SolutionFile

from tests.lab.widget_page import WIDGET_VIEW, Page

CODE = "def mse(y_hat, y):\n    return a_secret_line_of_the_solution(y_hat, y)"
NOW = datetime.now(UTC)


def publish(due: datetime | None = None, *, costs: bool = True) -> None:
    """Put the file with the solution of `mse` beside the notebook."""
    file = SolutionFile("line-and-loss", {"mse": CODE}, due, costs)
    Path("line-and-loss.solutions").write_bytes(solution_file.encode(file))


@pytest.fixture
def text(folder: Path, printed: Callable[[], str]) -> Callable[..., str]:
    """Call `lab.solution` and return the text of the card."""

    def text(*arguments: Any) -> str:
        printed()
        lab.solution(*arguments)
        return printed()

    return text


def right(y_hat: Any, y: Any) -> float:
    if np.shape(y_hat) != np.shape(y):
        raise ValueError("shapes differ")
    return float(np.mean((np.asarray(y_hat) - np.asarray(y)) ** 2))


def is_open(card: str) -> bool:
    return "a_secret_line_of_the_solution" in card


def test_without_the_file_there_is_nothing_to_open_and_nothing_is_given_up(text: Callable[..., str]) -> None:
    card = text("mse", GIVING_UP)

    assert "mse: no worked solution is here" in card
    assert "ends in `.solutions`" in card
    assert PredictionFile().help_for("mse").gave_up is None


def test_it_is_closed_and_says_when_it_opens_and_what_giving_up_costs(text: Callable[..., str]) -> None:
    publish(NOW + timedelta(days=1))
    card = text("mse")

    assert not is_open(card)
    assert "It opens when all visible checks of `mse` pass, after " in card
    assert "Giving up costs the 3 visible points of this exercise" in card
    assert f'to give up `lab.solution("mse", "{GIVING_UP}")`' in card
    assert '`lab.hint("mse")`' in card


def test_it_opens_when_the_visible_checks_pass_and_nothing_is_given_up(
    text: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    monkeypatch.setattr("__main__.mse", right, raising=False)
    lab.check("mse")
    card = text("mse", GIVING_UP)

    assert is_open(card)
    assert "because all visible checks pass" in card
    assert PredictionFile().help_for("mse").gave_up is None


def test_in_a_new_kernel_the_notebooks_own_function_is_checked(
    text: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    monkeypatch.setattr("__main__.mse", lambda y_hat, y: 0.0, raising=False)
    wrong_card = text("mse")
    monkeypatch.setattr("__main__.mse", right)
    lab.check("mse")

    assert not is_open(wrong_card)
    assert is_open(text("mse"))


@pytest.mark.parametrize(("days", "opens"), [(-1, True), (1, False)])
def test_it_opens_after_the_due_date(text: Callable[..., str], days: int, opens: bool) -> None:
    publish(NOW + timedelta(days=days))

    assert is_open(text("mse")) is opens


def test_giving_up_opens_it_and_is_remembered(text: Callable[..., str], folder: Path) -> None:
    publish()
    cards = [text("mse", "  i give UP "), text("mse")]

    assert all(map(is_open, cards))
    assert "You gave up on this exercise. Its visible points no longer count" in cards[1]
    assert '"help:mse": {"gave_up": "' in (folder / "predictions.json").read_text()


@pytest.mark.parametrize("words", ["yes", "give up", "", 0, False, True, []])
def test_other_words_give_nothing_up(text: Callable[..., str], words: object) -> None:
    publish()
    card = text("mse", words)

    assert "did you want to give up?" in card
    assert not is_open(card)
    assert PredictionFile().help_for("mse").gave_up is None


def test_what_cannot_be_saved_opens_nothing(text: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    publish()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    card = text("mse", GIVING_UP)

    assert "Not kept" in card
    assert not is_open(card)


def test_where_giving_up_costs_nothing_the_cards_say_so(text: Callable[..., str]) -> None:
    publish(costs=False)

    assert "Giving up costs no points." in text("mse")
    assert "no longer count" not in text("mse", GIVING_UP)


def test_a_misspelt_name_gets_a_suggestion(text: Callable[..., str]) -> None:
    assert "Did you mean `mse`?" in text("msee")


def test_the_card_of_a_check_tells_of_the_solution_and_of_having_given_up(
    text: Callable[..., str], printed: Callable[[], str]
) -> None:
    lab.check("mse", right)
    assert "lab.solution" not in printed()
    publish()
    lab.check("mse", right)
    assert '`lab.solution("mse")` shows a worked solution to compare with yours.' in printed()
    PredictionFile().give_up("mse")
    lab.check("mse", right)
    assert "You gave up on this exercise, so the grader may not count its visible points." in printed()


def test_two_buttons_give_up_and_open_it(page: Page) -> None:
    publish()
    lab.solution("mse")
    buttons = page.widgets()
    buttons["Show the solution"].click()
    notice, before = buttons["notice"].value, page.outputs[0].text
    buttons[GIVING_UP].click()
    assert PredictionFile().help_for("mse").gave_up is None
    buttons["Show the solution"].click()

    assert "Answer first" in notice
    assert not is_open(before)
    assert is_open(page.outputs[0].text)
    assert PredictionFile().help_for("mse").gave_up is not None


def test_to_give_up_by_words_takes_the_buttons_away(page: Page) -> None:
    publish()
    lab.solution("mse")
    lab.solution("mse", GIVING_UP)

    assert [WIDGET_VIEW in output.content for output in page.outputs if isinstance(output.content, dict)] == [False]
