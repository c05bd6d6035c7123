"""What a notebook calls: say hello, ask for a prediction, open an outcome, ask for the reason."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable
from typing import Any, TypeVar

from lab import controls, frontend
from lab.cards import Card, Say, card, rows, show
from lab.predictions import (
    InvalidAnswer,
    NotSaved,
    Number,
    Prediction,
    Question,
    Store,
    question,
    questions,
    units,
)

Outcome = TypeVar("Outcome", bound=Callable[[], Any])


def start(unit: str) -> None:
    """Say what the unit is worth and how far its predictions have come: at both ends of a notebook."""
    module = unit.replace("-", "_")
    if module not in units():
        show(_unknown("unit", unit, [name.replace("_", "-") for name in units()]))
        return
    store = Store()
    asked = questions(unit)
    kept = {q.id: store.get(q) for q in asked}
    locked = [name for name, found in kept.items() if found]
    explained = [name for name, found in kept.items() if found and found.explanation]
    lines = [
        ("predictions locked in", _listed(locked, asked)),
        ("explanations chosen", _listed(explained, asked)),
    ]
    worth = sum(_points(unit).values()) + 2 * len(asked)
    problem = [Say(store.read().problem)] if store.read().problem else []
    show(card(f"{unit}: {worth} points", rows(lines), *problem, tone="kept"))


def predict(name: str, answer: object = None) -> None:
    """Ask for a prediction, or lock in the `answer` given. The first valid answer stays."""
    asked = question(name)
    if asked is None:
        show(_unknown("prediction", name, _all_ids()))
        return
    store = Store()
    kept = store.get(asked)
    if kept is not None:
        show(_kept(asked, kept, answer))
    elif answer is not None:
        show(_guarded(lambda: _kept(asked, store.commit(asked, answer))))
    elif not frontend.is_alive():
        show(_question(asked, store.read().problem))
    elif isinstance(asked, Number):
        controls.offer_number(
            _bare(asked), asked.unit, "Lock in", lambda given: _kept(asked, store.commit(asked, given))
        )
    else:
        controls.offer_choices(
            _bare(asked), asked.choices, "Lock in", lambda given: _kept(asked, store.commit(asked, given))
        )


def reveal(name: str) -> Callable[[Outcome], Outcome]:
    """Run the decorated outcome, but only once something is predicted; show both side by side."""

    def open_up(outcome: Outcome) -> Outcome:
        asked = question(name)
        kept = Store().get(asked) if asked else None
        if asked is None:
            show(_unknown("prediction", name, _all_ids()))
        elif kept is None:
            words = f"First lock in your prediction {name}, a few cells above. Then run this cell again."
            show(card(f"{name}: the outcome waits for your prediction", words, tone="waiting"))
        else:
            _open(asked, kept, outcome)
        return outcome

    return open_up


def explain(name: str, explanation: object = None) -> None:
    """Ask which explanation fits, or keep the one given. It may be changed until the work is handed in."""
    asked = question(name)
    if asked is None:
        show(_unknown("prediction", name, _all_ids()))
        return
    store = Store()
    kept = store.get(asked)
    if kept is None:
        words = f"First lock in your prediction {name} and look at its outcome."
        show(card(f"{name}: why?", words, tone="waiting"))
    elif explanation is not None:
        show(_guarded(lambda: _explained(asked, store.explain(asked, explanation))))
    elif kept.explanation is not None:
        show(_explained(asked, kept))
    elif not frontend.is_alive():
        show(_why(asked, typed=True))
    else:
        controls.offer_choices(
            _why(asked),
            asked.explanations,
            "Keep",
            lambda given: _explained(asked, store.explain(asked, given)),
        )


def _open(asked: Question, kept: Prediction, outcome: Callable[[], Any]) -> None:
    try:
        value = outcome()
    except NotImplementedError:
        words = "It runs your own functions, and one is not written yet. Finish the exercises above."
        show(card(f"{asked.id}: the outcome needs your code", words, tone="waiting"))
        return
    seen = [] if value is None else [("what happened", asked.words(value))]
    show(card(f"{asked.id}: outcome", rows([("you predicted", asked.words(kept.answer)), *seen]), tone="outcome"))


def _bare(asked: Question) -> Card:
    return card(f"{asked.id}: predict", asked.text, Say("A wrong prediction costs nothing.", quiet=True))


def _question(asked: Question, problem: str) -> Card:
    """The card for pages without buttons: it lists the keys and says what to type."""
    parts: list[Say] = [Say(problem)] if problem else []
    if isinstance(asked, Number):
        how = f'Type a number into the cell, for example `lab.predict("{asked.id}", 3.5)`, and run it.'
        return card(
            f"{asked.id}: predict",
            asked.text,
            *parts,
            Say(f"{how} A wrong prediction costs nothing.", quiet=True),
        )
    how = f'Type the word before your choice into the cell, `lab.predict("{asked.id}", "...")`, and run it.'
    options = rows((f'"{key}"', words) for key, words in asked.choices.items())
    return card(
        f"{asked.id}: predict",
        asked.text,
        options,
        *parts,
        Say(f"{how} A wrong prediction costs nothing.", quiet=True),
    )


def _kept(asked: Question, kept: Prediction, answer: object = None) -> Card:
    try:
        changed = answer is not None and asked.read(answer) != kept.answer
    except InvalidAnswer:
        changed = True
    first = [Say("Your first prediction stays. Being wrong costs nothing.", quiet=True)] if changed else []
    return card(
        f"{asked.id}: locked in",
        asked.text,
        rows([("you predicted", asked.words(kept.answer))]),
        *first,
        tone="kept",
    )


def _why(asked: Question, *, typed: bool = False) -> Card:
    words = "Which explanation fits what you saw?"
    if not typed:
        return card(f"{asked.id}: why?", words)
    how = f'Type the word before your choice into the cell, `lab.explain("{asked.id}", "...")`, and run it.'
    options = rows((f'"{key}"', text) for key, text in asked.explanations.items())
    return card(f"{asked.id}: why?", words, options, Say(how, quiet=True))


def _explained(asked: Question, kept: Prediction) -> Card:
    chosen = asked.explanations[kept.explanation or ""]
    again = Say(f'To change it: `lab.explain("{asked.id}", "...")`, with one of {_keys(asked)}.', quiet=True)
    return card(f"{asked.id}: your explanation", chosen, again, tone="kept")


def _keys(asked: Question) -> str:
    return ", ".join(f'"{key}"' for key in asked.explanations)


def _guarded(act: Callable[[], Card]) -> Card:
    """A refused answer is a card, never a traceback."""
    try:
        return act()
    except (InvalidAnswer, NotSaved) as refusal:
        return card("Not kept", str(refusal)[:1].upper() + str(refusal)[1:] + ".", tone="trouble")


def _listed(done: list[str], asked: tuple[Question, ...]) -> str:
    return f"{len(done)} of {len(asked)}" + (f" ({', '.join(done)})" if done else "")


def _points(unit: str) -> dict[str, int]:
    found: dict[str, int] = importlib.import_module(f"lab.checks.{unit.replace('-', '_')}").POINTS
    return found


def _all_ids() -> list[str]:
    return [q.id for unit in units() for q in questions(unit)]


def _unknown(kind: str, name: str, known: list[str]) -> Card:
    near = difflib.get_close_matches(str(name), known, n=1)
    hint = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(known)}."
    return card(f"There is no {kind} `{name}`", hint, tone="trouble")
