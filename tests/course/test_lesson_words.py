"""Lessons, questions and hints use one vocabulary, and English word order."""

from __future__ import annotations

import re

import lab.predicting.unit_questions as questions
import pytest

from autograder.course.configuration import Course
from tests.course.lesson_cells import UNITS, cells
from tests.real_course import content_of

REFUSED = {
    "derivative with respect to": r"derivatives? by (?:\$|w\b|b\b|a weight|theta|the intercept)",
    "intercept": r"\bbias\b",
    "towns": r"\bmarkets?\b(?!\.)",
    "penalty": r"\b(?:tariff|toll)s?\b",
    "test rows": r"\bdrawer\b",
    "what the legend says": r"\b(?:green|blue|orange|yellow|purple|grey|coloured) (?:\w+ )?(?:line|curve|dot)s?\b",
    "plain words, not an idiom": (
        r"\b(?:aslant|big sister|bond is cut|blown up|culprit|falls? away|foretell|old friends?|stir in|test bench"
        r"|touchy|with teeth|without a word)\b"
    ),
    "Which shape does it have?": (
        r"(?:[Ww]hich|[Ww]hat|[Hh]ow many) (?:shape|sign|type|rows and columns) has\b"
        r"|[Hh]ow many \w+ has (?!your run made)"
    ),
}
# PyTorch's own name for the intercept is bias, and the unit says so; the bias of a fit is not its intercept.
EXCEPTIONS = {("pytorch", "intercept"), ("generalization", "intercept")}


def prose(unit: str) -> list[str]:
    """Return the text cells and the docstrings of the exercises, and the questions."""
    lessons = [
        cell["source"].split("### BEGIN SOLUTION")[0]
        for cell in cells(unit)
        if cell["cell_type"] == "markdown" or cell["metadata"].get("nbgrader", {}).get("solution")
    ]
    asks = questions.of_unit(unit)
    return [*lessons, *(ask.text for ask in asks), *(text for ask in asks for text in ask.explanations.values())]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("word", REFUSED)
def test_a_lesson_uses_the_words_of_the_course(unit: str, word: str) -> None:
    texts = prose(unit) if (unit, word) not in EXCEPTIONS else []
    matches = [" ".join(match[0].split()) for text in texts for match in re.finditer(REFUSED[word], text)]

    assert matches == [], f"write: {word}"


@pytest.mark.parametrize("unit", UNITS)
def test_hints_use_the_words_of_the_course(unit: str, course: Course) -> None:
    hints = [implementation.hint for implementation in content_of(unit).catalogue.mistakes]
    patterns = [pattern for word, pattern in REFUSED.items() if (unit, word) not in EXCEPTIONS]
    matches = [hint for hint in hints for pattern in patterns if re.search(pattern, hint)]

    assert matches == []
