"""The cards of a question say at every step what was answered and what to do next."""

from __future__ import annotations

import pytest
from lab.display.cards import Card
from lab.predicting import question_cards
from lab.predicting.prediction_file import NotSaved, Prediction
from lab.predicting.question_types import Choice, Number

COIN = Choice(
    "coin", "Heads or tails?", choices={"heads": "the head", "tails": "tails"}, explanations={"luck": "Just luck."}
)
SIZE = Number("size", "How large?", unit="m")
HEADS = Prediction("heads", "2027-02-01")
EXPLAINED = Prediction("heads", "2027-02-01", "luck")


def text(card: Card) -> str:
    return " ".join(card.text().split())


def test_without_buttons_the_keys_are_listed_as_they_are_typed() -> None:
    card = text(question_cards.question_card(COIN, "", buttons=False))

    assert '"heads" the head "tails" tails' in card.replace("`", "")
    assert 'lab.predict("coin", "...")' in card


def test_with_buttons_only_keys_that_need_words_are_listed() -> None:
    card = question_cards.question_card(COIN, "", buttons=True).html()

    assert "the head" in card
    assert card.count("tails") == 1, "only in the question"


def test_a_number_is_asked_with_an_example() -> None:
    assert 'lab.predict("size", 3.5)' in text(question_cards.question_card(SIZE, "", buttons=False))


def test_a_problem_of_the_file_is_on_the_card() -> None:
    assert "is damaged" in text(question_cards.question_card(COIN, "The file is damaged.", buttons=False))


@pytest.mark.parametrize(("later", "stays"), [(None, False), ("heads", False), ("tails", True), ("edge", True)])
def test_a_different_later_answer_is_told_that_the_first_one_stays(later: object, stays: bool) -> None:
    card = text(question_cards.locked_in_card(COIN, HEADS, later))

    assert ("Your first prediction stays." in card) == stays
    assert ("Go on with the next cell." in card) == (not stays)


def test_once_explained_a_prediction_has_no_next_step() -> None:
    assert "Go on" not in text(question_cards.locked_in_card(COIN, EXPLAINED))
    assert "Next:" not in text(question_cards.outcome_card(COIN, EXPLAINED, "tails"))


def test_an_outcome_is_beside_the_prediction() -> None:
    card = text(question_cards.outcome_card(COIN, HEADS, "tails"))

    assert "you predicted the head what happened tails" in card
    assert "Next: run the cell below" in card


def test_a_closed_outcome_says_what_to_do() -> None:
    assert "First lock in your prediction coin" in text(question_cards.closed_outcome_card(COIN, None))
    assert "Run this cell again to see what happens." in text(question_cards.closed_outcome_card(COIN, HEADS))


def test_an_explanation_is_asked_only_after_the_prediction() -> None:
    before = text(question_cards.explanation_card(COIN, None, buttons=False))
    after = text(question_cards.explanation_card(COIN, HEADS, buttons=False))
    explained = text(question_cards.explanation_card(COIN, EXPLAINED, buttons=False))

    assert "First lock in your prediction" in before
    assert "Which explanation fits what you saw?" in after
    assert "Just luck. To change it:" in explained


def test_an_answer_that_is_not_saved_is_told_the_reason() -> None:
    assert text(question_cards.not_saved_card(NotSaved("this folder is read-only"))).endswith(
        "This folder is read-only."
    )
