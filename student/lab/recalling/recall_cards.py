"""The cards of a recall question: asked, and answered with why."""

from __future__ import annotations

from lab.display.cards import Card, Paragraph, Part, Tone, card, rows
from lab.overview import course_outline
from lab.recalling.recall_question import RecallQuestion

NOT_GRADED = "Not graded, and nothing is saved."


def question_card(question: RecallQuestion, *, buttons: bool) -> Card:
    """Return the card that asks the question, lists its answers and says how to give one."""
    call = f'`lab.recall("{question.id}", "...")`'
    how = (
        f"No buttons, or they do nothing? Run this cell again, or type your answer: {call}."
        if buttons
        else f"Type the word before your choice into the cell, {call}, and run it."
    )
    names = (f"`{key}`" if buttons else f'`"{key}"`' for key in question.answers)
    choices = rows(zip(names, question.choices.values(), strict=True))
    note = Paragraph(f"{NOT_GRADED} {how}", small=True)
    return card(f"{question.id}: do you remember?", question.text, choices, note)


def answered_card(question: RecallQuestion, key: str) -> Card:
    """Return the card that says at once whether an answer is right, and why; after a wrong one, which is right."""
    words, why = question.answers[key]
    parts: list[Part] = [rows([("you said", words)]), Paragraph(why)]
    if key != question.right:
        right_words, reason = question.answers[question.right]
        parts += [rows([("it is", right_words)]), Paragraph(reason)]
    source = f"From the unit “{_title(question.unit)}”. To be asked again, run the cell without an answer."
    verdict = "✓ right" if key == question.right else "✗ not this one"
    note, tone = Paragraph(source, small=True), _tone(question, key)
    return card(f"{question.id}: {verdict}", question.text, *parts, note, tone=tone)


def _tone(question: RecallQuestion, key: str) -> Tone:
    return "good" if key == question.right else "wrong"


def _title(unit: str) -> str:
    """Return the title of a unit, where the handout has the list of units; else its id."""
    return next((entry.title for entry in course_outline.read().units if entry.id == unit), unit)
