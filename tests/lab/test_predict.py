"""Predictions, outcomes and explanations in a notebook without widgets: cards, and no tracebacks of `lab`'s own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import lab
import pytest
from lab.predicting import unit_questions
from lab.predicting.prediction_file import Prediction, PredictionFile

pytestmark = pytest.mark.usefixtures("folder")


def prediction(name: str) -> Prediction | None:
    question = unit_questions.find(name)
    assert question
    return PredictionFile().get(question)


def test_a_question_lists_its_answers_and_says_what_to_type(printed: Callable[[], str]) -> None:
    lab.predict("first-within-a-tenth")
    text = printed()

    assert all(word in text for word in ('"w"', '"b"', '"both"', 'lab.predict("first-within-a-tenth", "...")'))


def test_an_answer_typed_into_the_cell_is_locked_in(printed: Callable[[], str], folder: Path) -> None:
    lab.predict("first-within-a-tenth", "b")

    assert "first-within-a-tenth: locked in" in printed()
    assert (folder / "predictions.json").exists()


def test_the_card_says_where_the_outcome_is_until_the_prediction_is_explained(
    printed: Callable[[], str],
) -> None:
    lab.predict("first-within-a-tenth", "b")
    first = printed()
    lab.explain("first-within-a-tenth", "noise")
    printed()
    lab.predict("first-within-a-tenth")

    assert 'The outcome opens below, at `@lab.reveal("first-within-a-tenth")`' in first
    assert "Go on" not in printed()


def test_a_second_answer_changes_nothing_and_says_so(printed: Callable[[], str]) -> None:
    lab.predict("first-within-a-tenth", "b")
    lab.predict("first-within-a-tenth", "w")

    assert "Your first prediction stays" in printed()
    assert prediction("first-within-a-tenth").answer == "b"  # type: ignore[union-attr]


@pytest.mark.parametrize("answer", ["c", 3, "", [], float("nan")])
def test_an_invalid_answer_is_refused_and_not_saved(answer: object, printed: Callable[[], str]) -> None:
    lab.predict("first-within-a-tenth", answer)

    assert "Not kept" in printed()
    assert prediction("first-within-a-tenth") is None


def test_an_outcome_is_not_run_before_the_prediction(printed: Callable[[], str]) -> None:
    runs = []

    @lab.reveal("b-close-to-truth")
    def outcome() -> str:
        runs.append(1)
        return "no"

    assert "waits for your prediction" in printed()
    assert runs == []


def test_an_outcome_is_shown_beside_the_prediction(printed: Callable[[], str]) -> None:
    lab.predict("first-loss", "21,5")
    printed()

    @lab.reveal("first-loss")
    def outcome() -> float:
        return 22.25

    assert "you predicted 21.5 what happened 22.25" in printed()
    assert outcome() == 22.25


def test_after_the_outcome_the_next_step_is_the_explanation(printed: Callable[[], str]) -> None:
    lab.predict("b-close-to-truth", "no")
    lab.reveal("b-close-to-truth")(lambda: "no")
    before = printed()
    lab.explain("b-close-to-truth", "share")
    printed()
    lab.reveal("b-close-to-truth")(lambda: "no")

    assert "Next: run the cell below, and say why" in before
    assert "Next:" not in printed()


def test_an_outcome_that_needs_a_cell_above_names_what_is_missing(printed: Callable[[], str]) -> None:
    lab.predict("b-close-to-truth", "no")

    @lab.reveal("b-close-to-truth")
    def outcome() -> float:
        return run["b"]  # type: ignore[name-defined, no-any-return]  # noqa: F821

    text = printed()
    assert "the outcome needs the cells above" in text
    assert "name 'run' is not defined (in `outcome`, line" in text


def test_an_outcome_that_needs_unwritten_code_says_so(printed: Callable[[], str]) -> None:
    lab.predict("b-close-to-truth", "yes")

    @lab.reveal("b-close-to-truth")
    def outcome() -> str:
        raise NotImplementedError

    assert "the outcome needs your code" in printed()


def test_another_error_in_an_outcome_is_raised() -> None:
    lab.predict("b-close-to-truth", "yes")

    with pytest.raises(ZeroDivisionError):

        @lab.reveal("b-close-to-truth")
        def outcome() -> float:
            return 1 / 0


def test_an_explanation_needs_a_prediction(printed: Callable[[], str]) -> None:
    lab.explain("gap-of-b", "never")

    assert "First lock in your prediction gap-of-b" in printed()


def test_an_explanation_is_saved_and_may_be_changed(printed: Callable[[], str]) -> None:
    lab.predict("gap-of-b", "half")
    lab.explain("gap-of-b")
    question = printed()
    lab.explain("gap-of-b", "never")
    lab.explain("gap-of-b", "more-data")

    assert "Which explanation fits what you saw?" in question
    assert prediction("gap-of-b").explanation == "more-data"  # type: ignore[union-attr]


@pytest.mark.parametrize("call", [lab.predict, lab.explain, lambda name: lab.reveal(name)(lambda: None)])
def test_a_misspelt_id_gets_a_suggestion(call: Any, printed: Callable[[], str]) -> None:
    call("first-los")

    assert "Did you mean `first-loss`?" in printed()


def test_a_damaged_file_is_reported_on_the_cards(printed: Callable[[], str], folder: Path) -> None:
    (folder / "predictions.json").write_text("{", encoding="utf-8")
    lab.start("training-loop")
    lab.predict("first-within-a-tenth")

    assert printed().count("is damaged") == 2
