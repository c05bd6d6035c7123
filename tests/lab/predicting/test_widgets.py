"""Widgets below a card: buttons and fields that save an answer and are gone in the saved notebook."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import lab
import pytest
from lab.display.cards import Card
from lab.display.widget_forms import WIDGET_VIEW
from lab.predicting import reasons, unit_questions, widgets
from lab.predicting.prediction_file import NotSaved, PredictionFile
from lab.predicting.reasons import Reasons

from tests.lab.widget_page import Page


def prediction(name: str) -> Any:
    question = unit_questions.find(name)
    assert question is not None
    return PredictionFile().get(question)


def test_a_choice_is_locked_in_with_a_button(page: Page) -> None:
    lab.predict("first-within-a-tenth")
    buttons = page.widgets()
    buttons["w"].click()
    buttons["b"].click()
    labels = buttons["b"].description, buttons["w"].description
    buttons["Lock in"].click()

    assert labels == ("✓ b", "w")
    assert prediction("first-within-a-tenth").answer == "b"
    assert "first-within-a-tenth: locked in" in page.outputs[0].text


def test_without_a_choice_nothing_is_locked_in_and_a_notice_says_so(page: Page) -> None:
    lab.predict("first-within-a-tenth")
    buttons = page.widgets()
    buttons["Lock in"].click()
    notice = buttons["notice"].value
    buttons["w"].click()

    assert prediction("first-within-a-tenth") is None
    assert 'role="alert"' in notice
    assert "Answer first" in notice
    assert buttons["notice"].value == ""


def test_an_invalid_number_is_refused_and_can_be_corrected(page: Page) -> None:
    lab.predict("first-loss")
    buttons = page.widgets()
    buttons["field"].value = "much"
    buttons["Lock in"].click()
    notice = buttons["notice"].value
    buttons["field"].value = "20"
    buttons["Lock in"].click()

    assert "is not a number" in notice
    assert prediction("first-loss").answer == 20.0


def test_enter_locks_in_the_number_that_the_page_sends_after_it(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widgets, "ENTER_DELAY_SECONDS", 0)

    async def type_and_press_enter() -> None:
        page.widgets()["field"]._handle_custom_msg({"event": "submit"}, [])
        page.widgets()["field"].value = "22,25"
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    lab.predict("first-loss")
    asyncio.run(type_and_press_enter())

    assert prediction("first-loss").answer == 22.25


def test_an_answer_that_cannot_be_saved_is_reported_below_the_button(page: Page) -> None:
    def refuse(_: object) -> None:
        raise NotSaved("this folder is read-only")

    widgets.show_choices({"a": "A"}, "Lock in", refuse)
    buttons = page.widgets()
    buttons["a"].click()
    buttons["Lock in"].click()

    assert "This folder is read-only." in buttons["notice"].value


def test_the_widgets_are_removed_when_the_next_cell_runs(page: Page) -> None:
    lab.predict("first-within-a-tenth")
    buttons = page.widgets()
    buttons["w"].click()
    buttons["Lock in"].click()
    before = page.outputs[-1].content
    page.run_another_cell()

    assert WIDGET_VIEW in before, "the button still has the keyboard's focus"
    assert WIDGET_VIEW not in page.outputs[-1].content


def test_a_saved_notebook_says_where_the_widgets_were(page: Page) -> None:
    lab.predict("first-within-a-tenth")

    assert "buttons stand here" in page.outputs[-1].content["text/html"]
    assert 'type your answer: `lab.predict("first-within-a-tenth", "...")`' in page.outputs[0].text


def test_buttons_of_a_locked_answer_are_disabled_and_a_second_press_is_answered(page: Page) -> None:
    lab.predict("first-within-a-tenth")
    buttons = page.widgets()
    buttons["w"].click()
    buttons["Lock in"].click()
    buttons["Lock in"].click()

    assert [buttons[key].disabled for key in ("w", "b", "both", "Lock in")] == [True, True, True, False]
    assert "saved already" in buttons["notice"].value


def test_a_second_number_is_answered_too(page: Page) -> None:
    lab.predict("first-loss")
    buttons = page.widgets()
    buttons["field"].value = "20"
    buttons["Lock in"].click()
    buttons["field"].value = "30"
    buttons["Lock in"].click()

    assert "saved already" in buttons["notice"].value
    assert not buttons["field"].disabled, "it has the keyboard's focus"
    assert prediction("first-loss").answer == 20.0


def test_two_copies_of_a_question_are_answered_together(page: Page) -> None:
    lab.predict("first-within-a-tenth")
    lab.predict("first-within-a-tenth")
    first, second = (Page(page.outputs[:count]).widgets() for count in (2, 4))
    first["w"].click()
    second["b"].click()
    second["Lock in"].click()
    first["Lock in"].click()

    assert prediction("first-within-a-tenth").answer == "b"
    assert [page.outputs[number].text.count("locked in") for number in (0, 2)] == [1, 1]
    assert WIDGET_VIEW not in page.outputs[1].content


def test_an_answer_that_is_typed_takes_the_buttons_away(page: Page) -> None:
    lab.predict("first-within-a-tenth")
    lab.predict("first-within-a-tenth", "w")
    lab.reveal("first-within-a-tenth")(lambda: "b")
    lab.explain("first-within-a-tenth")
    lab.explain("first-within-a-tenth", "noise")
    contents = [output.content for output in page.outputs if not isinstance(output.content, Card)]

    assert len(contents) == 2
    assert not any(WIDGET_VIEW in content for content in contents)


def test_an_explanation_is_saved_with_a_button(page: Page) -> None:
    lab.predict("b-close-to-truth", "no")
    lab.reveal("b-close-to-truth")(lambda: "no")
    lab.explain("b-close-to-truth")
    buttons = page.widgets()
    buttons["random"].click()
    buttons["Keep"].click()

    assert prediction("b-close-to-truth").explanation == "random"


def test_every_card_is_updated_after_an_answer(page: Page) -> None:
    lab.reveal("first-within-a-tenth")(lambda: "b")
    lab.explain("first-within-a-tenth")
    lab.check("first-within-a-tenth")
    lab.progress("training-loop")
    before = [output.text for output in page.outputs]
    lab.predict("first-within-a-tenth", "w")
    after = [output.text for output in page.outputs]

    assert "waits for your prediction" in before[0]
    assert "Run this cell again to see what happens" in after[0]
    assert "why? ── First look at the outcome" in after[1]
    assert ("0 of 2 steps" in before[2], "1 of 2 steps" in after[2]) == (True, True)
    assert "first-within-a-tenth – not predicted yet" in before[3]
    assert "first-within-a-tenth ✓ locked in, – no explanation yet" in after[3]


def test_the_card_of_the_explanation_is_updated_after_the_outcome(page: Page) -> None:
    lab.predict("first-within-a-tenth", "w")
    lab.explain("first-within-a-tenth")
    waiting = page.outputs[-1]
    before = waiting.text
    lab.reveal("first-within-a-tenth")(lambda: "b")

    assert "First look at the outcome" in before
    assert "You have seen the outcome. Run this cell again" in waiting.text


def test_an_explanation_chosen_with_a_button_is_told_which_one_holds(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reasons, "find", lambda _: Reasons("share", {"random": "No number here is random."}))
    lab.predict("b-close-to-truth", "no")
    lab.reveal("b-close-to-truth")(lambda: "no")
    lab.explain("b-close-to-truth")
    question = page.outputs[-2]
    buttons = page.widgets()
    buttons["random"].click()
    buttons["Keep"].click()

    assert "which explanation holds ──" in question.text
    assert "Why not: No number here is random." in question.text
    assert prediction("b-close-to-truth").reasons_shown


def test_a_recall_question_is_answered_with_a_button_and_saved_nowhere(page: Page, folder: Path) -> None:
    lab.recall("column-against-vector")
    buttons = page.widgets()
    buttons["Answer"].click()
    without_choice = buttons["notice"].value
    buttons["other"].click()
    buttons["Answer"].click()
    page.run_another_cell()

    assert "answer first" in without_choice.lower()
    assert "column-against-vector: ✓ right" in page.outputs[0].text
    assert list(folder.iterdir()) == []
