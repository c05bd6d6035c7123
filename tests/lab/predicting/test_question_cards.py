"""The cards of a question say at every step what was answered and what to do next."""

from __future__ import annotations

import numpy as np
import pytest
from lab.display.cards import Card
from lab.predicting import question_cards
from lab.predicting.prediction_file import NotSaved
from lab.predicting.prediction_text import Prediction
from lab.predicting.question_types import Choice, Number, Question
from lab.predicting.reasons import Reasons

EXPLANATIONS = {"luck": "Just luck.", "skill": "Some skill.", "wind": "The wind."}
COIN = Choice("coin", "Heads or tails?", choices={"heads": "the head", "tails": "tails"}, explanations=EXPLANATIONS)
SIZE = Number("size", "How large?", absolute=0.1, unit="m")
HEADS = Prediction("heads", "2027-02-01")
SEEN = Prediction("heads", "2027-02-01", outcome_shown="2027-02-02")
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


@pytest.mark.parametrize(
    ("question", "answer", "outcome", "sentence"),
    [
        (COIN, "heads", "heads", "It happened as you predicted."),
        (COIN, "heads", "tails", "It happened differently. That costs nothing."),
        (SIZE, 2.0, 2, "It came out exactly as you predicted."),
        (SIZE, 2.0, 2.05, "Your number is close enough to count as right."),
        (SIZE, 2.0, 2.2, "It came out larger than you predicted. That costs nothing."),
        (SIZE, 2.0, -2.2, "It came out smaller than you predicted. That costs nothing."),
    ],
)
def test_the_outcome_is_compared_with_the_prediction(
    question: Question, answer: str | float, outcome: object, sentence: str
) -> None:
    assert sentence in text(question_cards.outcome_card(question, Prediction(answer, ""), outcome))


@pytest.mark.parametrize("outcome", [None, "edge", float("nan"), [1, 2], np.ones(2), True], ids=repr)
def test_an_outcome_that_is_no_answer_is_not_compared(outcome: object) -> None:
    for question, answer in ((COIN, "heads"), (SIZE, 2.0)):
        card = text(question_cards.outcome_card(question, Prediction(answer, ""), outcome))

        assert not [words for words in ("as you predicted", "costs nothing", "close") if words in card]


def test_a_closed_explanation_says_what_to_do() -> None:
    before = text(question_cards.closed_explanation_card(COIN, None))
    predicted = text(question_cards.closed_explanation_card(COIN, HEADS))
    after = text(question_cards.closed_explanation_card(COIN, SEEN))

    assert "First lock in your prediction coin" in before
    assert '@lab.reveal("coin")' in predicted
    assert "You have seen the outcome. Run this cell again" in after


@pytest.mark.parametrize("tells_reasons", [True, False])
def test_the_first_explanation_stays_only_where_the_card_tells_which_one_holds(tells_reasons: bool) -> None:
    card = text(question_cards.explanation_card(COIN, buttons=False, tells_reasons=tells_reasons))

    assert "Which explanation fits what you saw?" in card
    assert ("your first choice stays" in card) == tells_reasons


def test_a_saved_explanation_says_when_one_learns_which_holds() -> None:
    at_once = text(question_cards.saved_explanation_card(COIN, EXPLAINED, tells_reasons=True))
    with_feedback = text(question_cards.saved_explanation_card(COIN, EXPLAINED, tells_reasons=False))

    assert 'run the cell with `@lab.reveal("coin")`' in at_once
    assert "Just luck. Your feedback will tell which explanation holds. To change yours:" in with_feedback


def test_an_explanation_that_stays_is_not_offered_for_change() -> None:
    final = Prediction("heads", "", "luck", "2027-02-01", "2027-02-01")

    assert "To change yours" not in text(question_cards.saved_explanation_card(COIN, final, tells_reasons=False))


REASONS = Reasons("luck", {"skill": "A coin has none.", "wind": "It was thrown indoors."})


def test_a_wrong_choice_comes_first_then_what_holds_then_the_rest() -> None:
    card = text(question_cards.reasons_card(COIN, "wind", REASONS))

    assert "Another explanation holds this time." in card
    assert card.endswith(
        "✗ your choice The wind. Why not: It was thrown indoors. ✓ this one holds Just luck. "
        "The others do not hold: ✗ Some skill. Why not: A coin has none."
    )


def test_the_choice_that_holds_comes_first() -> None:
    card = text(question_cards.reasons_card(COIN, "luck", REASONS))

    assert "── ✓ yours, it holds Just luck. The others do not hold: ✗ Some skill." in card
    assert "Another explanation" not in card


@pytest.mark.parametrize(("later", "stays"), [(None, False), ("wind", False), ("luck", True)])
def test_a_later_choice_is_told_that_the_first_one_stays(later: object, stays: bool) -> None:
    card = text(question_cards.reasons_card(COIN, "wind", REASONS, later_choice=later))

    assert ("Your first choice stays." in card) == stays


def test_an_answer_that_is_not_saved_is_told_the_reason() -> None:
    assert text(question_cards.not_saved_card(NotSaved("this folder is read-only"))).endswith(
        "This folder is read-only."
    )
