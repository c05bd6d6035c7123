"""`lab.predict`, `lab.reveal` and `lab.explain`: ask for a prediction, show its outcome, ask for an explanation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from lab.checking.tracing_caller import error_location
from lab.display import frontend, live_cards
from lab.display.cards import Card, display_card, unknown_name_card
from lab.predicting import accepted_functions, question_cards, reasons, unit_questions, widgets
from lab.predicting.prediction_file import NotSaved, PredictionFile, may_explain
from lab.predicting.prediction_text import Prediction
from lab.predicting.question_types import InvalidAnswer, Number, Question

Outcome = TypeVar("Outcome", bound=Callable[[], Any])


def predict(name: str, answer: object = None) -> None:
    """Ask for a prediction, or lock in an answer. The first valid answer stays."""
    question = unit_questions.find(name)
    if question is None:
        display_card(unknown_name_card("prediction", name, _all_ids()))
        return
    predictions = PredictionFile()
    if answer is not None and predictions.get(question) is None:
        try:
            predictions.commit(question, answer)
        except (InvalidAnswer, NotSaved) as error:
            display_card(question_cards.not_saved_card(error))
            return
    buttons = frontend.supports_widgets()
    if predictions.get(question) is not None:
        widgets.close_widgets(f"predict {name}")

    def build() -> Card:
        prediction = predictions.get(question)
        if prediction is not None:
            return question_cards.locked_in_card(question, prediction, answer)
        return question_cards.question_card(question, predictions.read().problem, buttons=buttons)

    def save(value: object) -> None:
        predictions.commit(question, value)

    live_cards.display_card(f"predict {name}", build)
    if buttons and predictions.get(question) is None:
        if isinstance(question, Number):
            widgets.show_number_field(question.unit, "Lock in", save, f"predict {name}")
        else:
            widgets.show_choices(question.choices, "Lock in", save, f"predict {name}")
    live_cards.update_all()


def reveal(name: str) -> Callable[[Outcome], Outcome]:
    """Decorate an outcome: run it once there is a prediction, and show both side by side."""

    def decorate(outcome: Outcome) -> Outcome:
        __tracebackhide__ = True  # an error of the outcome is not an error in here
        question = unit_questions.find(name)
        if question is None:
            display_card(unknown_name_card("prediction", name, _all_ids()))
            return outcome
        prediction = PredictionFile().get(question)
        if prediction is None:
            live_cards.display_card(
                f"outcome {name}",
                lambda: question_cards.closed_outcome_card(question, PredictionFile().get(question)),
            )
        else:
            live_cards.stop_updating(f"outcome {name}")
            _show_outcome(question, prediction, outcome)
            live_cards.update_all()
        return outcome

    return decorate


def explain(name: str, explanation: object = None) -> None:
    """Ask which explanation fits, once the outcome was shown, or save one; then tell which one holds.

    Where the handout does not say which one holds, it may be changed until the work is handed in.
    """
    question = unit_questions.find(name)
    if question is None:
        display_card(unknown_name_card("prediction", name, _all_ids()))
        return
    predictions = PredictionFile()
    prediction = predictions.get(question)
    if prediction is None or not may_explain(prediction):
        live_cards.display_card(f"why {name}", lambda: _closed_card(question))
        return
    tells_reasons = reasons.find(question) is not None
    is_final = prediction.explanation is not None and prediction.reasons_shown is not None
    choice = prediction.explanation if explanation is None and tells_reasons else explanation
    if choice is not None and not is_final:
        try:
            predictions.explain(question, choice, tells_reasons=tells_reasons)
        except (InvalidAnswer, NotSaved) as error:
            display_card(question_cards.not_saved_card(error))
            return
    if choice is not None:
        widgets.close_widgets(f"explain {name}")
    buttons = explanation is None and prediction.explanation is None and frontend.supports_widgets()
    live_cards.display_card(f"why {name}", lambda: _open_card(question, explanation, buttons=buttons))
    if buttons:
        widgets.show_choices(
            question.explanations,
            "Keep",
            lambda key: predictions.explain(question, key, tells_reasons=tells_reasons),
            f"explain {name}",
        )
    live_cards.update_all()


def _closed_card(question: Question) -> Card:
    prediction = PredictionFile().get(question)
    if prediction is None or prediction.explanation is None:
        return question_cards.closed_explanation_card(question, prediction)
    return question_cards.saved_explanation_card(question, prediction, tells_reasons=reasons.find(question) is not None)


def _open_card(question: Question, later_choice: object, *, buttons: bool) -> Card:
    prediction, reason = PredictionFile().get(question), reasons.find(question)
    if prediction is None:
        return question_cards.closed_explanation_card(question, None)
    if prediction.explanation is None:
        return question_cards.explanation_card(question, buttons=buttons, tells_reasons=reason is not None)
    if reason is None or prediction.reasons_shown is None:
        return question_cards.saved_explanation_card(question, prediction, tells_reasons=reason is not None)
    return question_cards.reasons_card(question, prediction.explanation, reason, later_choice=later_choice)


def _show_outcome(question: Question, prediction: Prediction, outcome: Callable[[], Any]) -> None:
    __tracebackhide__ = True
    states = accepted_functions.function_states(question, outcome)
    if states.endless:
        display_card(question_cards.endless_outcome_card(question, states.endless))
        return
    try:
        value = outcome()
    except NotImplementedError:
        display_card(question_cards.unwritten_outcome_card(question, states.unwritten))
    except Exception as error:
        location = error_location(error.__traceback__, outcome.__module__)
        if type(error) is NameError:
            display_card(question_cards.early_outcome_card(question, f"{error} (in {location})"))
        elif states.refused:
            words = f"{type(error).__name__}: {error} (in {location})"
            display_card(question_cards.failed_outcome_card(question, words, states.refused))
        else:
            raise
    else:
        display_card(question_cards.outcome_card(question, prediction, value, states.refused))
        try:
            PredictionFile().keep_outcome_shown(question)
        except NotSaved as error:
            display_card(question_cards.not_saved_card(error))


def _all_ids() -> list[str]:
    return [question.id for unit in unit_questions.units() for question in unit_questions.of_unit(unit)]
