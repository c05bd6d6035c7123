"""`lab.check`: run the visible checks of an exercise at once, and say kindly what holds and what does not."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from lab.caller import LocalCaller
from lab.cards import Card, Part, Say, card, rows, show
from lab.predictions import Question, Store, question
from lab.vocabulary import CheckFailed, NotAttempted, Student

MARKS = {"passed": "✓ passed", "failed": "✗ not yet"}


@dataclass(frozen=True)
class Finding:
    """How one visible check ended."""

    title: str
    outcome: Literal["passed", "failed", "not started"]
    points: int
    message: str = ""
    hint: str | None = None


def check(name: str, function: object = None) -> None:
    """Show what the visible checks say of an exercise, or how far a prediction has come."""
    asked = question(name)
    if asked is not None:
        show(_state(asked))
        return
    found = _checks_of(name)
    if found is None:
        show(_unknown(name))
        return
    checks, worth = found
    show(_verdict(name, worth, findings(checks, name, function)))


def findings(checks: type, name: str, function: object) -> list[Finding]:
    """Run the visible checks of one class on a function; none stops another."""
    student = Student(LocalCaller({name: function}), {name: checks.__returns__})  # type: ignore[attr-defined]
    methods = [method for key, method in vars(checks).items() if key.startswith("test_")]
    return [_finding(method, checks(), student) for method in methods]


def _finding(method: Callable[..., None], owner: object, student: Student) -> Finding:
    title = (inspect.getdoc(method) or method.__name__).split("\n")[0]
    worth: int = method.__points__  # type: ignore[attr-defined]
    try:
        method(owner, student)
    except NotAttempted:
        return Finding(title, "not started", worth)
    except CheckFailed as failure:
        return Finding(title, "failed", worth, failure.message, failure.hint)
    except AssertionError:
        return Finding(title, "failed", worth)
    return Finding(title, "passed", worth)


def _verdict(name: str, worth: int, found: list[Finding]) -> Card:
    if all(finding.outcome == "not started" for finding in found):
        words = (
            f"`{name}` is not started yet. Replace `raise NotImplementedError()` by your code and run the cell above."
        )
        return card(name, words, tone="waiting")
    earned = sum(finding.points for finding in found if finding.outcome == "passed")
    visible = sum(finding.points for finding in found)
    rest = f"The grader checks more, on other data: {worth - visible} of this exercise's {worth} points wait for it."
    parts = [part for finding in found for part in _lines(finding)]
    good = earned == visible
    return card(
        f"{name}: {earned} of {visible} visible points",
        *parts,
        Say(rest, quiet=True),
        tone="good" if good else "wrong",
    )


def _lines(finding: Finding) -> Iterator[Part]:
    yield rows([(MARKS.get(finding.outcome, "– not started"), finding.title)])
    if finding.message:
        yield Say(f"{finding.message[0].upper()}{finding.message[1:]}.".replace("..", "."))
    if finding.outcome == "failed" and finding.hint:
        yield Say(f"Hint: {finding.hint}")


def _state(asked: Question) -> Card:
    """How far a prediction has come; never whether it is right."""
    kept = Store().get(asked)
    done = (kept is not None) + (kept is not None and kept.explanation is not None)
    lines = [
        ("locked in", asked.words(kept.answer) if kept else "not yet"),
        ("explanation", asked.explanations[kept.explanation] if kept and kept.explanation else "not yet"),
    ]
    return card(f"{asked.id}: {done} of 2 steps done", rows(lines), tone="kept" if done == 2 else "waiting")


def _checks_of(name: str) -> tuple[type, int] | None:
    """The class of visible checks of an exercise, and what the whole exercise is worth."""
    for module in _modules():
        for value in vars(module).values():
            if isinstance(value, type) and getattr(value, "__exercise__", None) == name:
                return value, module.POINTS[name]
    return None


def _modules() -> Iterator[Any]:
    package = importlib.import_module("lab.checks")
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        yield importlib.import_module(f"lab.checks.{found.name}")


def _unknown(name: str) -> Card:
    known = [exercise for module in _modules() for exercise in module.POINTS]
    near = difflib.get_close_matches(str(name), known, n=1)
    hint = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(known)}."
    return card(f"There is no exercise `{name}`", hint, tone="trouble")
