"""`lab.recall`: ask a question about an earlier unit, and answer it at once."""

from __future__ import annotations

from lab.display import frontend, live_cards
from lab.display.cards import Card, card, display_card, unknown_name_card
from lab.predicting import widgets
from lab.predicting.question_types import InvalidAnswer
from lab.recalling import recall_cards, unit_recalls


def recall(name: str, answer: object = None) -> None:
    """Ask a question about an earlier unit, or say whether an answer is right and why. Nothing is saved or graded."""
    question = unit_recalls.find(name)
    if question is None:
        ids = [question.id for unit in unit_recalls.units() for question in unit_recalls.of_unit(unit)]
        display_card(unknown_name_card("question", name, ids))
        return
    answers: list[str] = []
    if answer is not None:
        try:
            answers.append(question.parse(answer))
        except InvalidAnswer as error:
            display_card(card(f"{name}: no such answer", f"{error}.", tone="problem"))
            return
    buttons = not answers and frontend.supports_widgets()

    def build() -> Card:
        if answers:
            return recall_cards.answered_card(question, answers[-1])
        return recall_cards.question_card(question, buttons=buttons)

    live_cards.display_card(f"recall {name}", build)
    if buttons:
        widgets.show_choices(question.choices, "Answer", lambda key: answers.append(question.parse(key)))
