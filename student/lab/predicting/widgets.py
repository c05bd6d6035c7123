"""The buttons under a card, only built where a page is alive; every one has a twin that is typed.

Buttons, not radio buttons: JupyterLab keeps the arrow keys for itself, so a radio button other than the first cannot
be reached by keyboard. All of them are gone again once an answer is kept: a saved notebook holds only cards.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from lab.display import live_cards
from lab.predicting.prediction_file import NotSaved
from lab.predicting.question_cards import refused
from lab.predicting.question_types import InvalidAnswer

Act = Callable[[object], object]

VIEW = "application/vnd.jupyter.widget-view+json"
TWIN = "(While the notebook runs, buttons stand here.)"
CHOSEN = "✓ "
AFTER_ENTER = 0.2  # seconds


def offer_choices(choices: Mapping[str, str], verb: str, act: Act) -> None:
    """One button per choice, and one that keeps the chosen key by `act`."""
    import ipywidgets as widgets

    chosen: list[str] = []
    width = widgets.Layout(width="auto", min_width="5em")
    buttons = {
        key: widgets.Button(description=key, tooltip=words.replace("`", ""), layout=width)
        for key, words in choices.items()
    }

    def choose(pressed: Any) -> None:
        if place.done:
            return
        place.notice.value = ""
        for key, button in buttons.items():
            button.description = f"{CHOSEN}{key}" if button is pressed else key
            chosen[:] = [key] if button is pressed else chosen

    for button in buttons.values():
        button.on_click(choose)
    place, _ = _offer(list(buttons.values()), lambda: chosen[0] if chosen else None, verb, act)


def offer_number(unit: str, verb: str, act: Act) -> None:
    """A field for a number; Enter keeps it as the button does."""
    import ipywidgets as widgets

    name = f"Your number ({unit})" if unit else "Your number"
    layout, style = widgets.Layout(width="20em"), {"description_width": "initial"}
    # Not sent key by key: such messages are held back while the kernel is busy, and the button would overtake them.
    field = widgets.Text(description=name, placeholder="3.5", layout=layout, style=style, continuous_update=False)
    _, keep = _offer([field], lambda: field.value.strip() or None, verb, act)

    def entered(_: Any, content: Mapping[str, Any], __: Any) -> None:
        # The page tells of Enter first and sends what was typed right after it.
        if content.get("event") == "submit":
            asyncio.get_running_loop().call_later(AFTER_ENTER, keep)

    field.on_msg(entered)


def _offer(fields: list[Any], given: Callable[[], object], verb: str, act: Act) -> tuple[_Place, Callable[[], None]]:
    """Show fields and button; where they stand, and what the button does."""
    import ipywidgets as widgets

    press, notice = widgets.Button(description=verb, button_style="primary"), widgets.HTML()
    press.layout = widgets.Layout(width="auto", min_width="8em")
    wrap = widgets.Layout(flex_flow="row wrap")
    box = widgets.VBox([widgets.HBox([*fields, press], layout=wrap), notice])
    place = _show(box, notice)

    def keep(_: Any = None) -> None:
        if place.done:
            return
        answer = given()
        try:
            if answer is None:
                raise InvalidAnswer("answer first, then press the button")
            act(answer)
        except (InvalidAnswer, NotSaved) as refusal:
            notice.value = f'<div role="alert">{refused(refusal).html()}</div>'
            return
        notice.value = ""
        press.description = f"{CHOSEN}{verb}"
        place.finish()
        live_cards.refresh()

    press.on_click(keep)
    return place, keep


class _Place:
    """Where the buttons stand."""

    def __init__(self, handle: Any, shell: Any, box: Any, notice: Any) -> None:
        self.done, self.notice = False, notice
        self._handle, self._shell, self._box = handle, shell, box

    def finish(self) -> None:
        """Take the buttons away when the next cell runs: not at once, or the keyboard's focus would be lost."""
        self.done = True
        self._shell.events.register("pre_run_cell", self._clear)

    def _clear(self, *_: Any) -> None:
        self._shell.events.unregister("pre_run_cell", self._clear)
        self._handle.update({"text/html": "", "text/plain": ""}, raw=True)
        self._box.close()


def _show(box: Any, notice: Any) -> _Place:
    from IPython import get_ipython
    from IPython.display import display

    view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
    twin = f'<p style="margin:.35em 0;font-size:.92em">{TWIN}</p>'
    handle = display({VIEW: view, "text/html": twin, "text/plain": TWIN}, raw=True, display_id=True)
    return _Place(handle, get_ipython(), box, notice)
