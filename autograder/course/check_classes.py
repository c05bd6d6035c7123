"""The checks of a unit as their modules declare them: exercise, name, sentence and points.

They are parsed, not imported: a unit can be released, and its book be built, where the packages that its checks need
are not installed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from autograder.course.configuration import Unit
from autograder.errors import CourseError
from autograder.python_syntax import parse_python


@dataclass(frozen=True, slots=True)
class DeclaredCheck:
    """One check of an exercise. Its sentence is the first paragraph of its docstring."""

    exercise: str
    name: str
    sentence: str
    points: int
    hidden: bool


def read_checks(unit: Unit) -> list[DeclaredCheck]:
    """Return the checks of a unit, visible ones first. CourseError where an exercise or points are no literals."""
    checks: list[DeclaredCheck] = []
    for path in (unit.visible_checks, *sorted(unit.checks.glob("*.py"))):
        where = path.relative_to(unit.root).as_posix()
        checks += _checks_of_module(path.read_text(encoding="utf-8"), where, path != unit.visible_checks)
    return checks


def parse_module(text: str, where: str) -> ast.Module:
    """Parse a module of the course. CourseError if it is not Python."""
    try:
        return parse_python(text)
    except SyntaxError as error:
        place = f"{where}, line {error.lineno}"
        raise CourseError("this module is not Python", where=place, fix="correct it") from None


@lru_cache(maxsize=512)  # a command asks for the points of a unit several times
def _checks_of_module(text: str, where: str, hidden: bool) -> tuple[DeclaredCheck, ...]:
    return tuple(
        check
        for node in parse_module(text, where).body
        if isinstance(node, ast.ClassDef)
        for exercise in _arguments(node, "exercise", str, where)
        for check in _checks_of_class(node, exercise, where, hidden=hidden)
    )


def _checks_of_class(node: ast.ClassDef, exercise: str, where: str, *, hidden: bool) -> Iterator[DeclaredCheck]:
    for function in node.body:
        if isinstance(function, ast.FunctionDef):
            sentence = " ".join((ast.get_docstring(function) or "").split("\n\n")[0].split())
            for points in _arguments(function, "points", int, where):
                yield DeclaredCheck(exercise, function.name, sentence, points, hidden)


def _arguments(node: ast.ClassDef | ast.FunctionDef, decorator: str, kind: type, where: str) -> Iterator[Any]:
    """Yield the first argument of every decorator of this name. CourseError unless it is a literal."""
    for call in node.decorator_list:
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == decorator:
            argument = call.args[0] if call.args else None
            if not isinstance(argument, ast.Constant) or type(argument.value) is not kind:
                message, place = f"cannot read @{decorator} of '{node.name}'", f"{where}, line {call.lineno}"
                raise CourseError(message, where=place, fix=f"write the {'number' if kind is int else 'name'} itself")
            yield argument.value
