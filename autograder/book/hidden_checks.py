"""The checks of a unit as the instructor's edition lists them: their sentences, names and points.

They are parsed, not imported, as for the points.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course.configuration import Unit
from autograder.python_syntax import parse_python


@dataclass(frozen=True, slots=True)
class Check:
    """One check of an exercise."""

    exercise: str
    name: str
    sentence: str
    points: int
    hidden: bool


def read_checks(unit: Unit) -> list[Check]:
    """Return the checks of a unit, visible ones first."""
    checks: list[Check] = []
    for path in (unit.visible_checks, *unit.hidden_checks):
        for node in parse_python(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and (exercise := _argument(node, "exercise")):
                checks += _checks_of_class(node, str(exercise), hidden=path != unit.visible_checks)
    return checks


def _checks_of_class(node: ast.ClassDef, exercise: str, *, hidden: bool) -> Iterator[Check]:
    for function in node.body:
        if isinstance(function, ast.FunctionDef) and (points := _argument(function, "points")):
            sentence = " ".join((ast.get_docstring(function) or "").split("\n\n")[0].split())
            yield Check(exercise, function.name, sentence, int(str(points)), hidden)


def _argument(node: ast.ClassDef | ast.FunctionDef, decorator: str) -> object:
    """Return the first argument of a decorator, None where there is no such decorator."""
    for call in node.decorator_list:
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == decorator and call.args:
            return call.args[0].value if isinstance(call.args[0], ast.Constant) else None
    return None
