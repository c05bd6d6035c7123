"""How far a unit has come: at its beginning in a line or two, at its end exercise by exercise, with what to hand in."""

from __future__ import annotations

from lab.check import Interrupted, judge
from lab.checking import exercises
from lab.checking.exercises import Exercise
from lab.checking.results import Verdict, latest
from lab.display import live_cards
from lab.display.cards import Card, Part, Paragraph, card, rows, show, unknown
from lab.predicting import unit_questions
from lab.predicting.prediction_file import FILE_NAME, PredictionFile
from lab.predicting.question_types import POINTS_PER_PREDICTION, Question


def start(unit: str) -> None:
    """Say what the unit is worth; where exercises are defined already, show `progress` instead."""
    if not _known(unit):
        show(unknown("unit", unit, _ids()))
    elif any(exercises.in_notebook(one.name) is not None for one in exercises.of_unit(unit)):
        progress(unit)
    else:
        live_cards.lay("start", lambda: _beginning(unit))


def progress(unit: str) -> None:
    """Run all visible checks of the unit once more, and show what is done, what is left, and what to hand in."""
    if not _known(unit):
        show(unknown("unit", unit, _ids()))
        return
    for one in exercises.of_unit(unit):
        function = exercises.in_notebook(one.name)
        if callable(function) and judge(one, function).interrupted:
            raise Interrupted
    live_cards.lay("progress", lambda: _report(unit))


def _beginning(unit: str) -> Card:
    asked, store = unit_questions.of_unit(unit), PredictionFile()
    kept = [store.get(q) for q in asked]
    set_here = exercises.of_unit(unit)
    worth = sum(one.worth for one in set_here)
    lines = [
        ("exercises", f"{len(set_here)}, worth {worth} points"),
        (
            "predictions",
            f"{len(asked)}, worth {POINTS_PER_PREDICTION * len(asked)} points: half for each, half for its why",
        ),
    ]
    if any(kept):
        explained = sum(1 for found in kept if found and found.explanation)
        lines.append(("so far", f"{sum(map(bool, kept))} locked in, {explained} explained"))
    total = worth + POINTS_PER_PREDICTION * len(asked)
    return card(f"{unit}: {total} points", rows(lines), *_trouble(store), tone="kept")


def _report(unit: str) -> Card:
    asked, store = unit_questions.of_unit(unit), PredictionFile()
    set_here = exercises.of_unit(unit)
    seen = {one.name: latest(one.name) for one in set_here}
    left = [f"`{one.name}`" for one in set_here if (found := seen[one.name]) is None or found.state != "passed"]
    steps = {q.id: _steps(q, store) for q in asked}
    missing = [f"{step} {name}" for name, (_, step) in steps.items() if step]
    hidden = sum(one.worth for one in set_here) - sum(_visible(one) for one in set_here)
    parts: list[Part] = [
        rows(
            [
                *((one.name, _standing(seen[one.name])) for one in set_here),
                *((name, words) for name, (words, _) in steps.items()),
            ]
        ),
        *_trouble(store),
    ]
    if left or missing:
        parts.append(Paragraph(f"Left: {', '.join([*left, *missing])}."))
    else:
        parts.append(Paragraph("Everything that can be seen from here is done."))
    parts.append(Paragraph(f"{hidden} points are checked by the grader alone, on other data.", small=True))
    instructions = f"Save the notebook (Ctrl+S, ⌘S), then hand in `{unit}.ipynb` and `{FILE_NAME}`."
    parts.append(rows([("to hand in", instructions)]))
    return card(f"{unit}: what is done", *parts, tone="wrong" if left or missing else "good")


def _visible(one: Exercise) -> int:
    methods = [method for key, method in vars(one.checks).items() if key.startswith("test_")]
    return sum(method.__points__ for method in methods)


def _standing(seen: Verdict | None) -> str:
    if seen is None:
        return "– its cell has not been run"
    if seen.state == "not started":
        return "– not started"
    mark = "✓" if seen.state == "passed" else "✗"
    return f"{mark} {seen.earned} of {seen.visible} visible points"


def _steps(asked: Question, store: PredictionFile) -> tuple[str, str]:
    """How far a prediction has come, and its next step."""
    kept = store.get(asked)
    if kept is None:
        return "– not predicted yet", "predict"
    if kept.explanation is None:
        return "✓ locked in, – no explanation yet", "explain"
    return "✓ locked in, ✓ explained", ""


def _trouble(store: PredictionFile) -> list[Part]:
    problem = store.read().problem
    return [Paragraph(problem)] if problem else []


def _known(unit: str) -> bool:
    return str(unit).replace("-", "_") in unit_questions.units()


def _ids() -> list[str]:
    return [name.replace("_", "-") for name in unit_questions.units()]
