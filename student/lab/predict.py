"""What a notebook calls to have something predicted, opened and explained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from lab.checking.tracing_caller import place
from lab.display import frontend, live_cards
from lab.display.cards import card, show, unknown
from lab.predicting import question_cards, unit_questions, widgets
from lab.predicting.prediction_file import NotSaved, Prediction, PredictionFile
from lab.predicting.question_types import InvalidAnswer, Number, Question

Outcome = TypeVar("Outcome", bound=Callable[[], Any])


def predict(name: str, answer: object = None) -> None:
    """Ask for a prediction, or lock in the `answer` given. The first valid answer stays."""
    asked = unit_questions.find(name)
    if asked is None:
        show(unknown("prediction", name, _all_ids()))
        return
    store = PredictionFile()
    if answer is not None and store.get(asked) is None:
        try:
            store.commit(asked, answer)
        except (InvalidAnswer, NotSaved) as refusal:
            show(question_cards.refused(refusal))
            return
    buttons = frontend.is_alive()

    def draw() -> Any:
        kept = store.get(asked)
        if kept is not None:
            return question_cards.locked(asked, kept, answer)
        return question_cards.asking(asked, store.read().problem, buttons=buttons)

    live_cards.lay(f"predict {name}", draw)
    if buttons and store.get(asked) is None:
        if isinstance(asked, Number):
            widgets.offer_number(asked.unit, "Lock in", lambda given: store.commit(asked, given))
        else:
            widgets.offer_choices(asked.choices, "Lock in", lambda given: store.commit(asked, given))
    live_cards.refresh()


def reveal(name: str) -> Callable[[Outcome], Outcome]:
    """Run the decorated outcome, but only once something is predicted; show both side by side."""

    def open_up(outcome: Outcome) -> Outcome:
        __tracebackhide__ = True  # what is wrong in an outcome is not wrong in here
        asked = unit_questions.find(name)
        if asked is None:
            show(unknown("prediction", name, _all_ids()))
            return outcome
        kept = PredictionFile().get(asked)
        if kept is None:
            live_cards.lay(f"outcome {name}", lambda: question_cards.closed(asked, PredictionFile().get(asked)))
        else:
            live_cards.forget(f"outcome {name}")
            _open(asked, kept, outcome)
        return outcome

    return open_up


def explain(name: str, explanation: object = None) -> None:
    """Ask which explanation fits, or keep the one given. It may be changed until the work is handed in."""
    asked = unit_questions.find(name)
    if asked is None:
        show(unknown("prediction", name, _all_ids()))
        return
    store = PredictionFile()
    if explanation is not None and store.get(asked) is not None:
        try:
            store.explain(asked, explanation)
        except (InvalidAnswer, NotSaved) as refusal:
            show(question_cards.refused(refusal))
            return
    kept = store.get(asked)
    open_question = kept is not None and kept.explanation is None
    buttons = open_question and frontend.is_alive()
    live_cards.lay(f"why {name}", lambda: question_cards.why(asked, store.get(asked), buttons=buttons))
    if buttons:
        widgets.offer_choices(asked.explanations, "Keep", lambda given: store.explain(asked, given))
    live_cards.refresh()


def _open(asked: Question, kept: Prediction, outcome: Callable[[], Any]) -> None:
    __tracebackhide__ = True
    try:
        value = outcome()
    except NotImplementedError:
        words = "It runs your own functions, and one is not written yet. Finish the exercises above."
        show(card(f"{asked.id}: the outcome needs your code", words, tone="waiting"))
    except NameError as error:
        if type(error) is not NameError:
            raise
        where = place(error.__traceback__, outcome.__module__)
        words = f"Something it needs does not exist yet: {error} (in {where}). Run the cells above it, from the top."
        show(card(f"{asked.id}: the outcome needs the cells above", words, tone="waiting"))
    else:
        show(question_cards.opened(asked, kept, value))


def _all_ids() -> list[str]:
    return [q.id for unit in unit_questions.units() for q in unit_questions.of_unit(unit)]
