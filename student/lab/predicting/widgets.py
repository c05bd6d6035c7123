"""Buttons and fields below a card, only on a page with widgets; every answer can also be typed into the cell.

Buttons, not radio buttons: JupyterLab keeps the arrow keys for itself, so a radio button other than the first cannot
be reached by keyboard. The widgets are removed once an answer is saved: a saved notebook holds only cards.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from lab.display import live_cards, widget_forms
from lab.predicting.prediction_file import NotSaved
from lab.predicting.question_cards import not_saved_card
from lab.predicting.question_types import InvalidAnswer

Save = Callable[[object], object]

FALLBACK_TEXT = "(While the notebook runs, buttons stand here.)"
CHECK_MARK = "✓ "
ENTER_DELAY_SECONDS = 0.2
ALREADY_SAVED = '<p role="status" style="margin:.35em 0">Your answer is saved already.</p>'

open_outputs: dict[str, list[_WidgetOutput]] = {}
"""The widgets that wait for an answer, by the name of their question."""


def show_choices(choices: Mapping[str, str], label: str, save: Save, name: str = "") -> None:
    """Show a button for each choice, and one with `label` that saves the key of the selected one.

    An answer also ends the other widgets with this name, if there is one.
    """
    import ipywidgets as widgets

    selected: list[str] = []
    width = widgets.Layout(width="auto", min_width="5em")
    buttons = {
        key: widgets.Button(description=key, tooltip=words.replace("`", ""), layout=width)
        for key, words in choices.items()
    }

    def select(pressed: Any) -> None:
        if output.done:
            return
        output.notice.value = ""
        for key, button in buttons.items():
            button.description = f"{CHECK_MARK}{key}" if button is pressed else key
            selected[:] = [key] if button is pressed else selected

    for button in buttons.values():
        button.on_click(select)
    output, _ = _show(list(buttons.values()), lambda: selected[0] if selected else None, label, save, name)


def show_number_field(unit: str, label: str, save: Save, name: str = "") -> None:
    """Show a field for a number, and a button with `label` that saves it; Enter does the same.

    An answer also ends the other widgets with this name, if there is one.
    """
    import ipywidgets as widgets

    description = f"Your number ({unit})" if unit else "Your number"
    layout, style = widgets.Layout(width="20em"), {"description_width": "initial"}
    # Not sent key by key: such messages are held back while the kernel is busy, and the button would overtake them.
    field = widgets.Text(
        description=description, placeholder="3.5", layout=layout, style=style, continuous_update=False
    )
    _, submit = _show([field], lambda: field.value.strip() or None, label, save, name)

    def on_message(_: Any, content: Mapping[str, Any], __: Any) -> None:
        # The page reports Enter first and sends the text right after it.
        if content.get("event") == "submit":
            asyncio.get_running_loop().call_later(ENTER_DELAY_SECONDS, submit)

    field.on_msg(on_message)


def show_repeated_button(label: str, press: Callable[[], str]) -> None:
    """Show a button that may be pressed again; it goes when the next cell runs.

    `press` returns what the button says after that; nothing where it does no more.
    """
    import ipywidgets as widgets

    button, notice = widgets.Button(description=label), widgets.HTML()
    button.layout = widgets.Layout(width="auto", min_width="8em")
    output = _display(widgets.VBox([widgets.HBox([button]), notice]), notice)
    output.finish()
    labels = [label]

    def on_click(_: Any) -> None:
        if labels[-1]:
            labels.append(press())
            button.description = labels[-1] or f"{CHECK_MARK}{labels[-2]}"

    button.on_click(on_click)


def close_widgets(name: str) -> None:
    """Take the widgets of a question off the page: it has its answer."""
    for output in open_outputs.pop(name, []):
        output.close()


def _show(
    fields: list[Any], answer: Callable[[], object], label: str, save: Save, name: str
) -> tuple[_WidgetOutput, Callable[[], None]]:
    """Show the fields and a button; return their output, and what the button does."""
    import ipywidgets as widgets

    button, notice = widgets.Button(description=label, button_style="primary"), widgets.HTML()
    button.layout = widgets.Layout(width="auto", min_width="8em")
    wrap = widgets.Layout(flex_flow="row wrap")
    box = widgets.VBox([widgets.HBox([*fields, button], layout=wrap), notice])
    output = _display(box, notice)
    if name:
        open_outputs.setdefault(name, []).append(output)

    def submit(_: Any = None) -> None:
        if output.done:
            notice.value = ALREADY_SAVED
            return
        value = answer()
        try:
            if value is None:
                raise InvalidAnswer("answer first, then press the button")
            save(value)
        except (InvalidAnswer, NotSaved) as error:
            notice.value = f'<div role="alert">{not_saved_card(error).html()}</div>'
            return
        notice.value = ""
        button.description = f"{CHECK_MARK}{label}"
        for field in fields:
            field.disabled = isinstance(field, widgets.Button)  # a field may have the keyboard's focus
        output.finish()
        open_outputs[name] = [other for other in open_outputs.get(name, []) if other is not output]
        close_widgets(name)
        live_cards.update_all()

    button.on_click(submit)
    return output, submit


class _WidgetOutput:
    """The widgets' output in the notebook, which can be cleared."""

    def __init__(self, handle: Any, shell: Any, box: Any, notice: Any) -> None:
        self.done, self.notice = False, notice
        self._handle, self._shell, self._box = handle, shell, box

    def finish(self) -> None:
        """Clear the output when the next cell runs. Not at once, or the keyboard's focus would be lost."""
        self.done = True
        self._shell.events.register("pre_run_cell", self._clear)

    def close(self) -> None:
        """Clear the output at once."""
        if not self.done:
            self.done = True
            self._remove()

    def _clear(self, *_: Any) -> None:
        self._shell.events.unregister("pre_run_cell", self._clear)
        self._remove()

    def _remove(self) -> None:
        self._handle.update({"text/html": "", "text/plain": ""}, raw=True)
        self._box.close()


def _display(box: Any, notice: Any) -> _WidgetOutput:
    from IPython import get_ipython
    from IPython.display import display

    handle = display(widget_forms.build(box, FALLBACK_TEXT), raw=True, display_id=True)
    return _WidgetOutput(handle, get_ipython(), box, notice)
