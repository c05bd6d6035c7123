"""`lab.recall`: a question about an earlier unit, answered at once; nothing is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import lab
import pytest
from lab.overview import course_outline
from lab.overview.course_outline import CourseOutline, UnitOutline
from lab.recalling import unit_recalls
from lab.recalling.recall_question import RecallQuestion

NAME = "column-against-vector"

QUESTION = unit_recalls.find(NAME)
assert QUESTION is not None
RIGHT, WHY = QUESTION.answers["other"]


@pytest.fixture
def text(folder: Path, printed: Callable[[], str]) -> Callable[..., str]:
    """Call `lab.recall` and return the text of the card."""

    def text(*arguments: object) -> str:
        printed()
        lab.recall(*arguments)  # type: ignore[arg-type]
        return printed()

    return text


def test_a_question_lists_its_answers_and_says_what_to_type(text: Callable[..., str]) -> None:
    card = text(NAME)

    assert f"{NAME}: do you remember?" in card
    assert all(word in card for word in ('"mse"', '"error"', '"other"', f'lab.recall("{NAME}", "...")'))
    assert WHY not in card


def test_a_right_answer_is_told_at_once_with_why(text: Callable[..., str]) -> None:
    card = text(NAME, "other")

    assert f"{NAME}: ✓ right" in card
    assert f"you said {RIGHT} {WHY}" in card
    assert "it is" not in card.replace("it is impossible", "")


def test_a_wrong_answer_is_told_why_it_does_not_hold_and_which_one_does(text: Callable[..., str]) -> None:
    card = text(NAME, "error")
    words, why = QUESTION.answers["error"]

    assert f"{NAME}: ✗ not this one" in card
    assert f"you said {words} {why} it is {RIGHT} {WHY}" in card


def test_the_card_names_the_unit_by_its_title_where_the_list_of_units_is_there(
    text: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_list = text(NAME, "other")
    monkeypatch.setattr(
        course_outline, "read", lambda: CourseOutline("T", (UnitOutline("line-and-loss", "A line and its loss"),))
    )

    assert "From the unit “line-and-loss”." in without_list
    assert "From the unit “A line and its loss”." in text(NAME, "other")


def test_nothing_is_saved_and_an_answer_can_be_given_again(text: Callable[..., str], folder: Path) -> None:
    text(NAME, "error")

    assert "✓ right" in text(NAME, "other")
    assert "do you remember?" in text(NAME)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("answer", ["x", 3, "", [], float("nan")])
def test_an_invalid_answer_is_refused_with_the_possible_ones(answer: object, text: Callable[..., str]) -> None:
    card = text(NAME, answer)

    assert f"{NAME}: no such answer" in card
    assert '"mse"' in card


def test_a_misspelt_id_gets_a_suggestion(text: Callable[..., str]) -> None:
    assert f"Did you mean `{NAME}`?" in text("colum-against-vector")


def test_a_key_of_digits_may_be_typed_as_a_number(text: Callable[..., str]) -> None:
    assert "✓ right" in text("entries-of-a-history", 51)
    assert "✓ right" in text("entries-of-a-history", "51")


def test_a_unit_without_questions_has_none() -> None:
    assert unit_recalls.of_unit("line-and-loss") == ()


def test_answers_stand_in_their_drawn_order() -> None:
    answers = {key: (key, key) for key in ("a", "b", "c")}
    backwards = dict(reversed(answers.items()))

    assert list(RecallQuestion("q", "u", "?", "a", answers).answers) == list(
        RecallQuestion("q", "u", "?", "a", backwards).answers
    )
