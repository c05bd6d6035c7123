"""`lab.solution`: a worked solution, once the exercise is solved, the due date is over, or the student gives up."""

from __future__ import annotations

from lab.checking import exercises
from lab.display import frontend, live_cards
from lab.display.cards import Card, display_card, unknown_name_card
from lab.predicting import question_cards, widgets
from lab.predicting.prediction_file import NotSaved, PredictionFile
from lab.solving import solution_cards, solution_file
from lab.solving.opening import GIVING_UP, opening_reason


def solution(name: str, words: object = None) -> None:
    """Show the worked solution of an exercise, or when it opens; with the words "I give up", open it.

    Giving up is saved, and the grader does not count the visible points of the exercise, unless the course says so.
    """
    exercise = exercises.find(name)
    if exercise is None:
        display_card(unknown_name_card("exercise", name, exercises.names()))
        return
    file = solution_file.find(name)
    if file is None:
        display_card(solution_cards.absent_card(name))
        return
    reason = opening_reason(exercise, file)
    if words is not None and reason is None:
        if " ".join(str(words).split()).casefold() != GIVING_UP.casefold():
            display_card(solution_cards.other_words_card(name))
            return
        try:
            PredictionFile().give_up(name)
        except NotSaved as error:
            display_card(question_cards.not_saved_card(error))
            return
        widgets.close_widgets(f"solution {name}")
    buttons = frontend.supports_widgets()

    def build() -> Card:
        reason = opening_reason(exercise, file)
        if reason is None:
            return solution_cards.closed_card(exercise, file, buttons=buttons)
        return solution_cards.solution_card(exercise, file, reason)

    live_cards.display_card(f"solution {name}", build)
    if buttons and opening_reason(exercise, file) is None:
        widgets.show_choices(
            {GIVING_UP: "This cannot be taken back."},
            "Show the solution",
            lambda _: PredictionFile().give_up(name),
            f"solution {name}",
        )
    live_cards.update_all()
