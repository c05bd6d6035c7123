"""Cards on a page with widgets are updated in place; elsewhere they are printed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import IPython.display
import pytest
from lab.display import frontend, live_cards
from lab.display.cards import Card, card

pytestmark = pytest.mark.usefixtures("folder")


class Handle:
    """Jupyter's handle of a displayed card; it keeps the updates."""

    def __init__(self) -> None:
        self.updates: list[Card] = []

    def update(self, new: Card) -> None:
        self.updates.append(new)


@pytest.fixture
def handles(monkeypatch: pytest.MonkeyPatch) -> list[Handle]:
    """The handles of all displayed cards, on a page with widgets."""
    handles: list[Handle] = []

    def display(*_: Any, **__: Any) -> Handle:
        handles.append(Handle())
        return handles[-1]

    monkeypatch.setattr(frontend, "supports_widgets", lambda: True)
    monkeypatch.setattr(IPython.display, "display", display)
    return handles


def test_a_card_whose_content_has_changed_is_updated(handles: list[Handle]) -> None:
    titles = ["before", "after"]
    live_cards.display_card("a", lambda: card(titles.pop(0)))
    live_cards.update_all()

    assert handles[0].updates == [card("after")]


def test_a_card_whose_content_is_the_same_is_left_alone(handles: list[Handle]) -> None:
    live_cards.display_card("a", lambda: card("the same"))
    live_cards.update_all()

    assert handles[0].updates == []


def test_every_copy_of_a_card_on_the_page_is_updated(handles: list[Handle]) -> None:
    titles = {"title": "before"}
    for _ in range(2):
        live_cards.display_card("a", lambda: card(titles["title"]))
    titles["title"] = "after"
    live_cards.update_all()

    assert [handle.updates for handle in handles] == [[card("after")], [card("after")]]


def test_a_cell_that_is_run_again_and_again_leaves_few_cards_to_update(handles: list[Handle]) -> None:
    for _ in range(50):
        live_cards.display_card("a", lambda: card("a title"))

    assert len(live_cards.live_cards["a"]) == live_cards.MAX_COPIES


def test_a_card_can_be_left_as_it_is(handles: list[Handle]) -> None:
    titles = iter("ab")
    live_cards.display_card("a", lambda: card(next(titles)))
    live_cards.stop_updating("a")
    live_cards.update_all()

    assert handles[0].updates == []


def test_without_widgets_a_card_is_printed_and_not_updated(printed: Callable[[], str]) -> None:
    live_cards.display_card("a", lambda: card("a title"))
    live_cards.update_all()

    assert printed() == "── a title ──"
