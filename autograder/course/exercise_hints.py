"""The hints in levels of a unit's exercises: what `lab.hint` shows students, one level after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from lab.hinting.unit_hints import LEVELS, Hints

from autograder.course.configuration import Unit
from autograder.course.literal_module import LiteralModule
from autograder.course.notebook import Notebook, release_notebook, solution_texts
from autograder.errors import CourseError

NAME = "HINTS"
LONGEST_HINT = 250
SHORTEST_SECRET = 12
"""Characters, without spaces, from which a line of a solution says something."""


def read_hints(unit: Unit) -> dict[str, Hints]:
    """Return the hints of a unit by exercise; none where it has no module of them. CourseError where it is damaged."""
    if not unit.hints.is_file():
        return {}
    return {name: _levels(hints) for name, hints in LiteralModule.read(unit.hints, unit.root).dictionary(NAME).items()}


def require_hints(unit: Unit, source: Notebook, exercises: Mapping[str, object]) -> None:
    """Raise CourseError where a unit's hints do not fit its exercises, or where one gives a solution away."""
    where = unit.hints.relative_to(unit.root).as_posix()
    public = {_without_spaces(line) for line in _lines(release_notebook(source, unit.id))}
    solutions = solution_texts(source, unit.id)
    for name, hints in read_hints(unit).items():
        for problem, fix in _problems(name, hints, exercises, _secret_lines(solutions.get(name, ""), public)):
            raise CourseError(problem, where=where, fix=fix)


def _problems(
    name: str, hints: Hints, exercises: Mapping[str, object], secrets: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    if name not in exercises:
        similar = get_close_matches(name, exercises, 1)
        yield f"there is no exercise '{name}'", f"did you mean '{similar[0]}'?" if similar else "take its hints out"
        return
    if len(hints) != LEVELS:
        yield f"'{name}' has {len(hints)} hints in quotes", f"write {LEVELS}: what to look at, where, what to do"
    for number, text in enumerate(hints, start=1):
        if not text.strip() or len(text) > LONGEST_HINT:
            fix = f"write one or two short sentences, {LONGEST_HINT} characters at most"
            yield f"hint {number} of '{name}' has {len(text)} characters", fix
        for secret, line in secrets.items():
            if secret in _without_spaces(text):
                yield f"hint {number} of '{name}' has a line of the solution: {line!r}", "say it in words"


def _levels(hints: object) -> Hints:
    """Return the hints of an exercise; what is no text counts as none."""
    return tuple(text for text in hints if isinstance(text, str)) if isinstance(hints, tuple | list) else ()


def _secret_lines(solution: str, public: set[str]) -> dict[str, str]:
    """Return the lines of a solution that the released notebook does not show, by their text without spaces."""
    lines = {_without_spaces(line): line.strip() for line in solution.split("\n")}
    return {text: line for text, line in lines.items() if len(text) >= SHORTEST_SECRET and text not in public}


def _lines(notebook: Notebook) -> Iterator[str]:
    for cell in notebook["cells"]:
        yield from "".join(cell["source"]).split("\n")


def _without_spaces(text: str) -> str:
    return re.sub(r"\s+", "", text)
