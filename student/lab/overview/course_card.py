"""The card with what is done in each unit of the course."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from lab.display.cards import Card, Paragraph, card, rows
from lab.overview import saved_work
from lab.overview.course_outline import CourseOutline, UnitOutline
from lab.overview.saved_work import SavedWork

SAVED = "This is what your saved files say. Save a notebook (Ctrl+S, ⌘S), then run this cell again."


def progress_card(outline: CourseOutline, folder: Path) -> Card:
    """Return the card for the notebooks that can be found from this folder."""
    if not outline.units:
        words = "There is no list of units here. The last cell of a unit shows what is done in it."
        return card("What is done", words, tone="waiting")
    works = {unit: saved_work.read(unit, folder) for unit in outline.units}
    required = [unit for unit in outline.units if not unit.optional]
    complete = [unit for unit in required if works[unit].is_all_of(unit)]
    lines = [
        (f"{number} · {unit.title}", state_in_words(unit, works[unit]))
        for number, unit in enumerate(outline.units, start=1)
    ]
    problems = [Paragraph(f"{unit.title}: {work.problem}") for unit, work in works.items() if work.problem]
    return card(
        f"{outline.title}: {len(complete)} of {len(required)} units done",
        rows(lines),
        *problems,
        _next_step(works, folder),
        Paragraph(SAVED, small=True),
        tone="good" if len(complete) == len(required) else "saved",
    )


def state_in_words(unit: UnitOutline, work: SavedWork) -> str:
    """Return what is done in a unit, and when it is due."""
    if work.path is None:
        state = "– its notebook is not here"
    elif work.is_all_of(unit):
        state = "✓ done, as far as can be seen from here"
    elif not work.is_attempted:
        state = f"– not begun, about {unit.minutes} minutes"
    else:
        state = (
            f"{work.passed} of {len(unit.exercises)} exercises pass their checks, {work.predicted} of "
            f"{len(unit.predictions)} predictions locked in, {work.explained} explained"
        )
    notes = ["optional"] * unit.optional + ([f"due {unit.due}"] if unit.due else [])
    return "; ".join([state, *notes])


def _next_step(works: Mapping[UnitOutline, SavedWork], folder: Path) -> str:
    """Return where to go on: at the first unit that is here and not done, one that counts before an optional one."""
    unfinished = [unit for unit, work in works.items() if work.path and not work.is_all_of(unit)]
    if not unfinished:
        return "Everything that is here is done." if any(work.path for work in works.values()) else _where_to_look()
    unit = next((unit for unit in unfinished if not unit.optional), unfinished[0])
    path = Path(os.path.relpath(str(works[unit].path), folder)).as_posix()
    return f"Go on with “{unit.title}”: open `{path}`."


def _where_to_look() -> str:
    return "No notebook of a unit is here. Keep the folders of the units beside this one, under their own names."
