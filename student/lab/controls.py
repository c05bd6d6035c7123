"""The buttons under a card. Only built where a page is alive; every one has a twin that is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lab.cards import Card
from lab.predictions import InvalidAnswer, NotSaved

Act = Callable[[object], Card]


def offer_choices(question: Card, choices: Mapping[str, str], button: str, act: Act) -> None:
    """Show the card with one radio button per choice; `act` takes the key and gives the card that follows."""
    import ipywidgets as widgets

    options = [(words.replace("`", ""), key) for key, words in choices.items()]
    field = widgets.RadioButtons(options=options, value=None, layout=widgets.Layout(width="auto"))
    _offer(question, field, button, act)


def offer_number(question: Card, unit: str, button: str, act: Act) -> None:
    """Show the card with a field for a number."""
    import ipywidgets as widgets

    field = widgets.Text(placeholder="a number", description=unit, layout=widgets.Layout(width="14em"))
    _offer(question, field, button, act)


def _offer(question: Card, field: Any, button: str, act: Act) -> None:
    import ipywidgets as widgets
    from IPython.display import display

    press = widgets.Button(description=button, button_style="primary", disabled=not field.value)
    notice = widgets.HTML()
    box = widgets.VBox([widgets.HTML(question.html()), field, press, notice])

    def enable(change: dict[str, Any]) -> None:
        press.disabled = change["new"] in (None, "")

    def lock_in(_: Any) -> None:
        try:
            box.children = (widgets.HTML(act(field.value).html()),)
        except (InvalidAnswer, NotSaved) as refusal:
            notice.value = Card(f"Not yet: {refusal}", tone="trouble").html()

    field.observe(enable, names="value")
    press.on_click(lock_in)
    display(box)
