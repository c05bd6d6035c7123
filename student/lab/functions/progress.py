"""`lab.start` and `lab.progress`: what a unit consists of, what of it is done, and what to hand in.

Without a unit, `lab.progress` shows all of them, as their saved files say.
"""

from __future__ import annotations

from lab.checking import cell_problems, exercises, results
from lab.checking.check_runner import Interrupted, check_exercise
from lab.checking.results import ExerciseResult
from lab.display import frontend, live_cards
from lab.display.cards import Card, PageStyle, Paragraph, Part, card, display_card, rows, unknown_name_card
from lab.overview import course_card, course_outline
from lab.predicting import notebook_folder, unit_questions
from lab.predicting.prediction_file import PredictionFile
from lab.predicting.prediction_text import FILE_NAME
from lab.predicting.question_types import POINTS_PER_PREDICTION, Question
from lab.variants.activation import activate_for

NO_FILES = (
    "In this window Python cannot reach the files of the page, so `predictions.json` is lost when you close it. Is it "
    "a private window? Open the page in an ordinary one."
)


def start(unit: str) -> None:
    """Show the points of a unit; `progress` instead where the notebook has functions of its exercises already.

    Where the course generates data for each student, it is the student's own from now on.
    """
    notebook_folder.remember()
    data_card = activate_for(unit)
    exercises.begun_units[:] = [unit] if _exists(unit) else []
    if not _exists(unit):
        display_card(unknown_name_card("unit", unit, _unit_ids()))
    elif any(exercises.notebook_value(exercise.name) is not None for exercise in exercises.of_unit(unit)):
        progress(unit)
    else:
        live_cards.display_card("start", lambda: _start_card(unit))
    if data_card is not None:
        display_card(data_card)
    if not frontend.has_files_of_page():
        display_card(card("Your predictions will not be kept", NO_FILES, tone="problem"))


def progress(unit: str | None = None) -> None:
    """Run all visible checks of a unit, and show what is done, what is left, and what to hand in.

    Without a unit, show what is done in each unit of the course. This runs nothing: it reads the saved files.
    """
    if unit is None:
        display_card(course_card.progress_card(course_outline.read(), notebook_folder.notebook_folder()))
        return
    if not _exists(unit):
        display_card(unknown_name_card("unit", unit, _unit_ids()))
        return
    for exercise in exercises.of_unit(unit):
        function = exercises.notebook_value(exercise.name)
        if not callable(function):
            results.latest.pop(exercise.name, None)  # of a function that is no longer there
        elif check_exercise(exercise, function).interrupted:
            raise Interrupted
    live_cards.display_card("progress", lambda: _progress_card(unit))


def _start_card(unit: str) -> Card:
    questions, prediction_file = unit_questions.of_unit(unit), PredictionFile()
    predictions = [prediction for question in questions if (prediction := prediction_file.get(question))]
    unit_exercises = exercises.of_unit(unit)
    exercise_points = sum(exercise.max_points for exercise in unit_exercises)
    prediction_points = POINTS_PER_PREDICTION * len(questions)
    lines = [
        ("exercises", f"{len(unit_exercises)}, worth {exercise_points} points"),
        ("predictions", f"{len(questions)}, worth {prediction_points} points: half for each, half for its why"),
    ]
    text_points = course_outline.read().text_points(unit)
    if text_points:
        lines.append(("your text", f"worth {text_points} points, which a person gives"))
    if predictions:
        explained = sum(prediction.explanation is not None for prediction in predictions)
        lines.append(("so far", f"{len(predictions)} locked in, {explained} explained"))
    title = f"{unit}: {exercise_points + prediction_points + text_points} points"
    return card(title, rows(lines), *_file_problem(prediction_file), PageStyle(), tone="saved")


def _progress_card(unit: str) -> Card:
    predictions, unit_exercises = PredictionFile(), exercises.of_unit(unit)
    latest = {exercise.name: results.latest.get(exercise.name) for exercise in unit_exercises}
    steps = {question.id: _steps(question, predictions) for question in unit_questions.of_unit(unit)}
    todo = [f"`{name}`" for name, result in latest.items() if result is None or result.outcome != "passed"]
    todo += [f"{next_step} {name}" for name, (_, next_step) in steps.items() if next_step]
    visible_points = sum(check.points for exercise in unit_exercises for check in exercise.visible_checks)
    hidden_points = sum(exercise.max_points for exercise in unit_exercises) - visible_points
    lines = [
        *((name, _exercise_state(name, result)) for name, result in latest.items()),
        *((name, words) for name, (words, _) in steps.items()),
    ]
    instructions = (
        f"Save the notebook (Ctrl+S, ⌘S), then hand in `{unit}.ipynb` and `{FILE_NAME}`."
        f' Or type `lab.hand_in("{unit}")` in a cell: it writes both into one file.'
    )
    return card(
        f"{unit}: what is done",
        rows(lines),
        *_file_problem(predictions),
        f"Left: {', '.join(todo)}." if todo else "Everything that can be seen from here is done.",
        Paragraph(
            f"{hidden_points} points are checked by the grader alone, on other data.{_text_note(unit)}", small=True
        ),
        rows([("to hand in", instructions)]),
        PageStyle(),
        tone="wrong" if todo else "good",
    )


def _text_note(unit: str) -> str:
    points = course_outline.read().text_points(unit)
    return f" A person reads your text and gives up to {points} points for it." if points else ""


def _exercise_state(name: str, result: ExerciseResult | None) -> str:
    problem = result.problem if result else cell_problems.missing_function(name)
    if problem:
        return f"✗ {problem}"
    if result is None:
        return "– its cell has not been run"
    if result.outcome == "not started":
        return "– not started"
    mark = "✓" if result.outcome == "passed" else "✗"
    return f"{mark} {result.earned_points} of {result.visible_points} visible points"


def _steps(question: Question, predictions: PredictionFile) -> tuple[str, str]:
    """Return which steps of a prediction are done, and its next step."""
    prediction = predictions.get(question)
    if prediction is None:
        return "– not predicted yet", "predict"
    if prediction.explanation is None:
        return "✓ locked in, – no explanation yet", "explain"
    return "✓ locked in, ✓ explained", ""


def _file_problem(predictions: PredictionFile) -> list[Part]:
    problem = predictions.read().problem
    return [Paragraph(problem)] if problem else []


def _exists(unit: str) -> bool:
    return str(unit).replace("-", "_") in unit_questions.units()


def _unit_ids() -> list[str]:
    return [name.replace("_", "-") for name in unit_questions.units()]
