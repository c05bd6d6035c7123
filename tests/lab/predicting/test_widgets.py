"""Cards on a living page: buttons that keep an answer, cards that change with it, and nothing dead left behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ipywidgets
import lab
import pytest
from lab.display import frontend, live_cards
from lab.display.cards import Card
from lab.predicting import unit_questions, widgets
from lab.predicting.prediction_file import PredictionFile


@dataclass
class Output:
    """One output in the notebook: what it shows now."""

    shows: Any

    def update(self, shown: Any, **_: Any) -> None:
        self.shows = shown

    @property
    def text(self) -> str:
        return " ".join(self.shows.text().split()) if isinstance(self.shows, Card) else ""


@dataclass
class Page:
    """A notebook page with widgets."""

    outputs: list[Output] = field(default_factory=list)
    hooks: list[Callable[..., None]] = field(default_factory=list)

    def display(self, shown: Any, **_: Any) -> Output:
        self.outputs.append(Output(shown))
        return self.outputs[-1]

    def run_another_cell(self) -> None:
        for hook in list(self.hooks):
            hook(None)

    def widgets(self) -> dict[str, Any]:
        """Buttons by what stands on them, the field as "field", and what is said below them as "notice"."""
        view = self.outputs[-1].shows[widgets.VIEW]
        line, notice = ipywidgets.widget_serialization["from_json"](f"IPY_MODEL_{view['model_id']}", None).children
        names = {one: one.description if isinstance(one, ipywidgets.Button) else "field" for one in line.children}
        return {name: one for one, name in names.items()} | {"notice": notice}


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Page:
    shown = Page()
    events = SimpleNamespace(
        register=lambda _, hook: shown.hooks.append(hook), unregister=lambda _, hook: shown.hooks.remove(hook)
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(live_cards, "_spots", {})
    monkeypatch.setattr(frontend, "is_alive", lambda: True)
    monkeypatch.setattr("IPython.display.display", shown.display)
    monkeypatch.setattr("IPython.get_ipython", lambda: SimpleNamespace(events=events))
    return shown


def kept(name: str) -> Any:
    asked = unit_questions.find(name)
    assert asked is not None
    return PredictionFile().get(asked)


def test_a_choice_is_locked_in_with_a_button(notebook: Page) -> None:
    lab.predict("first-within-a-tenth")
    buttons = notebook.widgets()
    buttons["w"].click()
    buttons["b"].click()
    chosen = buttons["b"].description, buttons["w"].description
    buttons["Lock in"].click()

    assert chosen == ("✓ b", "w")
    assert kept("first-within-a-tenth").answer == "b"
    assert "first-within-a-tenth: locked in" in notebook.outputs[0].text


def test_without_a_choice_nothing_is_locked_in_and_it_says_so(notebook: Page) -> None:
    lab.predict("first-within-a-tenth")
    buttons = notebook.widgets()
    buttons["Lock in"].click()
    said = buttons["notice"].value
    buttons["w"].click()

    assert kept("first-within-a-tenth") is None
    assert 'role="alert"' in said
    assert "Answer first" in said
    assert buttons["notice"].value == "", "it is answered now"


def test_a_wrong_number_is_refused_and_can_be_mended(notebook: Page) -> None:
    lab.predict("first-loss")
    buttons = notebook.widgets()
    buttons["field"].value = "much"
    buttons["Lock in"].click()
    refused = buttons["notice"].value
    buttons["field"].value = "20"
    buttons["Lock in"].click()

    assert "is not a number" in refused
    assert kept("first-loss").answer == 20.0


def test_enter_locks_in_what_the_page_sends_right_after_it(notebook: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widgets, "AFTER_ENTER", 0)

    async def type_and_press_enter() -> None:
        notebook.widgets()["field"]._handle_custom_msg({"event": "submit"}, [])
        notebook.widgets()["field"].value = "22,25"
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    lab.predict("first-loss")
    asyncio.run(type_and_press_enter())

    assert kept("first-loss").answer == 22.25


def test_what_cannot_be_kept_is_told_under_the_button(notebook: Page, tmp_path: Path) -> None:
    def refuse(_: object) -> None:
        raise widgets.NotSaved("this folder is read-only")

    widgets.offer_choices({"a": "A"}, "Lock in", refuse)
    buttons = notebook.widgets()
    buttons["a"].click()
    buttons["Lock in"].click()

    assert "This folder is read-only." in buttons["notice"].value


def test_the_buttons_go_when_the_next_cell_runs_and_leave_no_view_in_the_saved_notebook(notebook: Page) -> None:
    lab.predict("first-within-a-tenth")
    buttons = notebook.widgets()
    buttons["w"].click()
    buttons["Lock in"].click()
    still_there = notebook.outputs[-1].shows
    notebook.run_another_cell()

    assert widgets.VIEW in still_there, "the keyboard's focus is on the button"
    assert widgets.VIEW not in notebook.outputs[-1].shows


def test_a_page_without_widgets_is_told_what_stood_there(notebook: Page) -> None:
    lab.predict("first-within-a-tenth")

    assert "buttons stand here" in notebook.outputs[-1].shows["text/html"]
    assert 'type your answer: `lab.predict("first-within-a-tenth", "...")`' in notebook.outputs[0].text


def test_an_explanation_is_kept_with_a_button(notebook: Page) -> None:
    lab.predict("b-close-to-truth", "no")
    lab.explain("b-close-to-truth")
    buttons = notebook.widgets()
    buttons["random"].click()
    buttons["Keep"].click()

    assert kept("b-close-to-truth").explanation == "random"


def test_every_card_that_waited_follows_the_answer(notebook: Page) -> None:
    lab.reveal("first-within-a-tenth")(lambda: "b")
    lab.explain("first-within-a-tenth")
    lab.check("first-within-a-tenth")
    lab.progress("training-loop")
    before = [output.text for output in notebook.outputs]
    lab.predict("first-within-a-tenth", "w")
    after = [output.text for output in notebook.outputs]

    assert "waits for your prediction" in before[0]
    assert "Run this cell again to see what happens" in after[0]
    assert "why? ── Which explanation" in after[1]
    assert ("0 of 2 steps" in before[2], "1 of 2 steps" in after[2]) == (True, True)
    assert "first-within-a-tenth – not predicted yet" in before[3]
    assert "first-within-a-tenth ✓ locked in, – no explanation yet" in after[3]


def test_a_card_whose_words_stay_the_same_is_left_alone(notebook: Page) -> None:
    lab.predict("first-within-a-tenth")
    before = notebook.outputs[0].shows
    lab.predict("b-close-to-truth", "no")

    assert notebook.outputs[0].shows is before
