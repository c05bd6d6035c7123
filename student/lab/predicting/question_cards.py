"""The cards of a question: asked, locked in, opened, explained; the same with buttons below them and without."""

from __future__ import annotations

from collections.abc import Mapping

from lab.display.cards import Card, Part, Rows, Paragraph, card, rows
from lab.predicting.prediction_file import Prediction
from lab.predicting.question_types import InvalidAnswer, Number, Question

FREE = "A wrong prediction costs nothing."
NO_BUTTONS = "No buttons, or they do nothing? Run this cell again, or type your answer:"


def asking(asked: Question, problem: str, *, buttons: bool) -> Card:
    """The question with its answers, and how one is given."""
    parts: list[Part] = [Paragraph(problem)] if problem else []
    if isinstance(asked, Number):
        typed = f'`lab.predict("{asked.id}", 3.5)`'
        how = f"{NO_BUTTONS} {typed}." if buttons else f"Type a number into the cell, for example {typed}, and run it."
        return card(f"{asked.id}: predict", asked.text, *parts, Paragraph(f"{FREE} {how}", small=True))
    how = _how(f'`lab.predict("{asked.id}", "...")`', buttons=buttons)
    options = _options(asked.choices, buttons=buttons)
    return card(f"{asked.id}: predict", asked.text, options, *parts, Paragraph(f"{FREE} {how}", small=True))


def locked(asked: Question, kept: Prediction, answer: object = None) -> Card:
    """What was committed, and, when another answer is tried afterwards, that the first one stays."""
    try:
        changed = answer is not None and asked.parse(answer) != kept.answer
    except InvalidAnswer:
        changed = True
    given = rows([("you predicted", asked.format(kept.answer))])
    if changed:
        more = [Paragraph("Your first prediction stays. Being wrong costs nothing.", small=True)]
    elif kept.explanation is None:
        more = [Paragraph(f'Go on with the next cell. The outcome opens below, at `@lab.reveal("{asked.id}")`.', small=True)]
    else:
        more = []
    return card(f"{asked.id}: locked in", asked.text, given, *more, tone="kept")


def closed(asked: Question, kept: Prediction | None) -> Card:
    """In the place of an outcome nobody may see yet."""
    if kept is not None:
        words = "Your prediction is locked in. Run this cell again to see what happens."
        return card(f"{asked.id}: ready", words, tone="kept")
    words = f"First lock in your prediction {asked.id}, a few cells above. Then run this cell again."
    return card(f"{asked.id}: the outcome waits for your prediction", words, tone="waiting")


def opened(asked: Question, kept: Prediction, outcome: object) -> Card:
    """Prediction and outcome side by side, and the way to the next step."""
    seen = [] if outcome is None else [("what happened", asked.format(outcome))]
    sides = rows([("you predicted", asked.format(kept.answer)), *seen])
    next_step = [Paragraph("Next: run the cell below, and say why it came so.", small=True)]
    return card(f"{asked.id}: outcome", sides, *next_step[: not kept.explanation], tone="outcome")


def why(asked: Question, kept: Prediction | None, *, buttons: bool) -> Card:
    """The explanations to choose from, as soon as there is a prediction; the chosen one, as soon as there is one."""
    if kept is None:
        words = f"First lock in your prediction {asked.id} and look at its outcome. Then run this cell again."
        return card(f"{asked.id}: why?", words, tone="waiting")
    if kept.explanation is not None:
        keys = ", ".join(f'"{key}"' for key in asked.explanations)
        again = Paragraph(f'To change it: `lab.explain("{asked.id}", "...")`, with one of {keys}.', small=True)
        return card(f"{asked.id}: your explanation", asked.explanations[kept.explanation], again, tone="kept")
    how = _how(f'`lab.explain("{asked.id}", "...")`', buttons=buttons)
    options = _options(asked.explanations, buttons=buttons)
    return card(f"{asked.id}: why?", "Which explanation fits what you saw?", options, Paragraph(how, small=True))


def refused(reason: Exception) -> Card:
    """An answer that was not kept, and why."""
    words = str(reason)
    return card("Not kept", f"{words[:1].upper()}{words[1:]}.", tone="trouble")


def _how(call: str, *, buttons: bool) -> str:
    typed = f"Type the word before your choice into the cell, {call}, and run it."
    return f"{NO_BUTTONS} {call}." if buttons else typed


def _options(choices: Mapping[str, str], *, buttons: bool) -> Rows:
    """Keys and what they stand for; what a button says in full already needs no line."""
    if buttons:
        return rows((f"`{key}`", words) for key, words in choices.items() if words != key)
    return rows((f'`"{key}"`', words) for key, words in choices.items())
