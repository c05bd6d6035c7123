"""The cards of a question, one for each step: asked, locked in, outcome, explained; with widgets and without."""

from __future__ import annotations

from collections.abc import Mapping

from lab.display.cards import Card, Paragraph, Part, Rows, card, rows
from lab.predicting.prediction_file import Prediction
from lab.predicting.question_types import InvalidAnswer, Number, Question

REASSURANCE = "A wrong prediction costs nothing."
NO_BUTTONS = "No buttons, or they do nothing? Run this cell again, or type your answer:"


def question_card(question: Question, problem: str, *, buttons: bool) -> Card:
    """Return the card that asks the question, lists its answers and says how to give one."""
    parts: list[Part] = [Paragraph(problem)] if problem else []
    if isinstance(question, Number):
        call = f'`lab.predict("{question.id}", 3.5)`'
        how = f"{NO_BUTTONS} {call}." if buttons else f"Type a number into the cell, for example {call}, and run it."
    else:
        how = _how_to_answer(f'`lab.predict("{question.id}", "...")`', buttons=buttons)
        parts.insert(0, _choice_rows(question.choices, buttons=buttons))
    return card(f"{question.id}: predict", question.text, *parts, Paragraph(f"{REASSURANCE} {how}", small=True))


def locked_in_card(question: Question, prediction: Prediction, later_answer: object = None) -> Card:
    """Return the card of a prediction that is locked in; after another answer, it says that the first one stays."""
    try:
        differs = later_answer is not None and question.parse(later_answer) != prediction.answer
    except InvalidAnswer:
        differs = True
    parts: list[Part] = [rows([("you predicted", question.format(prediction.answer))])]
    if differs:
        parts.append(Paragraph("Your first prediction stays. Being wrong costs nothing.", small=True))
    elif prediction.explanation is None:
        next_step = f'Go on with the next cell. The outcome opens below, at `@lab.reveal("{question.id}")`.'
        parts.append(Paragraph(next_step, small=True))
    return card(f"{question.id}: locked in", question.text, *parts, tone="saved")


def closed_outcome_card(question: Question, prediction: Prediction | None) -> Card:
    """Return the card shown in place of an outcome until it is opened by running its cell after the prediction."""
    if prediction is not None:
        words = "Your prediction is locked in. Run this cell again to see what happens."
        return card(f"{question.id}: ready", words, tone="saved")
    words = f"First lock in your prediction {question.id}, a few cells above. Then run this cell again."
    return card(f"{question.id}: the outcome waits for your prediction", words, tone="waiting")


def outcome_card(question: Question, prediction: Prediction, outcome: object) -> Card:
    """Return the card with prediction and outcome side by side, and the next step."""
    pairs = [("you predicted", question.format(prediction.answer))]
    if outcome is not None:
        pairs.append(("what happened", question.format(outcome)))
    parts: list[Part] = [rows(pairs)]
    if not prediction.explanation:
        parts.append(Paragraph("Next: run the cell below, and say why it came so.", small=True))
    return card(f"{question.id}: outcome", *parts, tone="outcome")


def explanation_card(question: Question, prediction: Prediction | None, *, buttons: bool) -> Card:
    """Return the card with the explanations to choose from, or with the one chosen; without a prediction, neither."""
    if prediction is None:
        words = f"First lock in your prediction {question.id} and look at its outcome. Then run this cell again."
        return card(f"{question.id}: why?", words, tone="waiting")
    if prediction.explanation is not None:
        keys = ", ".join(f'"{key}"' for key in question.explanations)
        change = f'To change it: `lab.explain("{question.id}", "...")`, with one of {keys}.'
        explanation = question.explanations[prediction.explanation]
        return card(f"{question.id}: your explanation", explanation, Paragraph(change, small=True), tone="saved")
    how = _how_to_answer(f'`lab.explain("{question.id}", "...")`', buttons=buttons)
    choices = _choice_rows(question.explanations, buttons=buttons)
    text = "Which explanation fits what you saw?"
    return card(f"{question.id}: why?", text, choices, Paragraph(how, small=True))


def not_saved_card(reason: Exception) -> Card:
    """Return the card for an answer that was not saved, with the reason."""
    words = str(reason)
    return card("Not kept", f"{words[:1].upper()}{words[1:]}.", tone="problem")


def _how_to_answer(call: str, *, buttons: bool) -> str:
    if buttons:
        return f"{NO_BUTTONS} {call}."
    return f"Type the word before your choice into the cell, {call}, and run it."


def _choice_rows(choices: Mapping[str, str], *, buttons: bool) -> Rows:
    """Return keys with their texts. With buttons, keys that say everything are left out: their button is enough."""
    if buttons:
        return rows((f"`{key}`", words) for key, words in choices.items() if words != key)
    return rows((f'`"{key}"`', words) for key, words in choices.items())
