"""The cards of a question, one for each step: asked, locked in, outcome, explained; with widgets and without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lab.display.cards import Card, Paragraph, Part, Rows, Tone, card, rows
from lab.predicting.explanation_rows import Explanation, explanation_parts
from lab.predicting.prediction_text import Prediction
from lab.predicting.question_types import InvalidAnswer, Number, Question
from lab.predicting.reasons import Reasons

REASSURANCE = "A wrong prediction costs nothing."
NO_COST = "That costs nothing."
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


def unwritten_outcome_card(question: Question, functions: Sequence[str]) -> Card:
    """Return the card for an outcome that needs functions which are not written; they may not be known by name."""
    verb = "are" if len(functions) > 1 else "is"
    needs = (
        f"It needs your {_listed(functions)}, which {verb}" if functions else "It runs your own functions, and one is"
    )
    words = f"{needs} not written yet. Finish the exercises above."
    return card(f"{question.id}: the outcome needs your code", words, tone="waiting")


def early_outcome_card(question: Question, problem: str) -> Card:
    """Return the card for an outcome whose cells above have not been run."""
    words = f"Something it needs does not exist yet: {problem}. Run the cells above it, from the top."
    return card(f"{question.id}: the outcome needs the cells above", words, tone="waiting")


def endless_outcome_card(question: Question, functions: Sequence[str]) -> Card:
    """Return the card in place of an outcome that would not end."""
    words = f"It runs your {_listed(functions)}, stopped by its check because it does not end. Mend that first."
    return card(f"{question.id}: the outcome needs your code", words, tone="waiting")


def failed_outcome_card(question: Question, error: str, functions: Sequence[str]) -> Card:
    """Return the card for an outcome that failed with functions that their checks do not accept."""
    words = f"With {_as_they_are(functions)}, it ends with an error: {error}."
    advice = Paragraph("When the checks pass, run this cell again.", small=True)
    return card(f"{question.id}: the outcome needs your code", words, advice, tone="waiting")


def outcome_card(
    question: Question, prediction: Prediction, outcome: object, refused_functions: Sequence[str] = ()
) -> Card:
    """Return the card with prediction and outcome side by side, and the next step.

    With functions that their checks do not accept, the outcome is only what the code gave, and is not compared.
    """
    pairs = [("you predicted", question.format(prediction.answer))]
    if refused_functions:
        result = [("what your code gave", question.format(outcome))] if outcome is not None else []
        words = f"This is with {_as_they_are(refused_functions)}. A right function may give another outcome."
        advice = "When the checks pass, run this cell again; explain it after that."
        title = f"{question.id}: not the outcome yet"
        return card(title, rows([*pairs, *result]), words, Paragraph(advice, small=True), tone="waiting")
    if outcome is not None:
        pairs.append(("what happened", question.format(outcome)))
    parts: list[Part] = [rows(pairs), *_comparison(question, prediction, outcome)]
    if not prediction.explanation:
        parts.append(Paragraph("Next: run the cell below, and say why it came so.", small=True))
    return card(f"{question.id}: outcome", *parts, tone="outcome")


def closed_explanation_card(question: Question, prediction: Prediction | None) -> Card:
    """Return the card shown in place of the explanations until the outcome has been seen and the cell run again."""
    title = f"{question.id}: why?"
    if prediction is None:
        words = f"First lock in your prediction {question.id} and look at its outcome. Then run this cell again."
        return card(title, words, tone="waiting")
    if prediction.outcome_shown is None:
        words = f'First look at the outcome: run the cell with `@lab.reveal("{question.id}")`, then this one again.'
        return card(title, words, tone="waiting")
    return card(title, "You have seen the outcome. Run this cell again, and say why it came so.", tone="saved")


def explanation_card(question: Question, *, buttons: bool, tells_reasons: bool) -> Card:
    """Return the card with the explanations to choose from."""
    how = _how_to_answer(f'`lab.explain("{question.id}", "...")`', buttons=buttons)
    if tells_reasons:
        how = f"Take your time: your first choice stays, and then you see which one holds. {how}"
    choices = _choice_rows(question.explanations, buttons=buttons)
    text = "Which explanation fits what you saw?"
    return card(f"{question.id}: why?", text, choices, Paragraph(how, small=True))


def saved_explanation_card(question: Question, prediction: Prediction, *, tells_reasons: bool) -> Card:
    """Return the card with the explanation chosen, as long as the student is not told which one holds."""
    when = (
        f'To see which explanation holds, run the cell with `@lab.reveal("{question.id}")`, then this one again.'
        if tells_reasons
        else "Your feedback will tell which explanation holds."
    )
    keys = ", ".join(f'"{key}"' for key in question.explanations)
    change = f' To change yours: `lab.explain("{question.id}", "...")`, with one of {keys}.'
    next_step = Paragraph(when + (change if prediction.reasons_shown is None else ""), small=True)
    words = question.explanations[prediction.explanation or ""]
    return card(f"{question.id}: your explanation", words, next_step, tone="saved")


def reasons_card(question: Question, explanation: str, reasons: Reasons, *, later_choice: object = None) -> Card:
    """Return the card that tells which explanation holds and why the others do not.

    After another choice, it says that the first one stays.
    """
    parts = explanation_parts(
        Explanation(words, key == reasons.fitting, key == explanation, reasons.why_not.get(key, ""))
        for key, words in question.explanations.items()
    )
    stays = [Paragraph("Your first choice stays.", small=True)] if later_choice not in (None, explanation) else []
    tone: Tone = "good" if explanation == reasons.fitting else "outcome"
    return card(f"{question.id}: which explanation holds", *parts, *stays, tone=tone)


def not_saved_card(reason: Exception) -> Card:
    """Return the card for an answer that was not saved, with the reason."""
    words = str(reason)
    return card("Not kept", f"{words[:1].upper()}{words[1:]}.", tone="problem")


def _comparison(question: Question, prediction: Prediction, outcome: object) -> Iterator[Part]:
    """Yield a sentence about prediction and outcome, where the outcome is an answer that can be compared."""
    try:
        value = question.parse(outcome)
    except InvalidAnswer:
        return
    if not isinstance(question, Number):
        agrees = question.agrees(prediction.answer, value)
        yield Paragraph("It happened as you predicted." if agrees else f"It happened differently. {NO_COST}")
    elif question.format(prediction.answer) == question.format(value):
        yield Paragraph("It came out exactly as you predicted.")
    elif question.agrees(prediction.answer, value):
        yield Paragraph("Your number is close enough to count as right.")
    else:
        direction = "larger" if float(value) > float(prediction.answer) else "smaller"
        yield Paragraph(f"It came out {direction} than you predicted. {NO_COST}")


def _as_they_are(functions: Sequence[str]) -> str:
    if len(functions) == 1:
        return f"your {_listed(functions)} as it is, which its checks do not accept yet"
    return f"your {_listed(functions)} as they are, which their checks do not accept yet"


def _listed(names: Sequence[str]) -> str:
    *first, last = [f"`{name}`" for name in names]
    return f"{', '.join(first)} and {last}" if first else last


def _how_to_answer(call: str, *, buttons: bool) -> str:
    if buttons:
        return f"{NO_BUTTONS} {call}."
    return f"Type the word before your choice into the cell, {call}, and run it."


def _choice_rows(choices: Mapping[str, str], *, buttons: bool) -> Rows:
    """Return keys with their texts. With buttons, keys that say everything are left out: their button is enough."""
    if buttons:
        return rows((f"`{key}`", words) for key, words in choices.items() if words != key)
    return rows((f'`"{key}"`', words) for key, words in choices.items())
