"""What is earned by choosing explanations without reading them."""

from __future__ import annotations

import pytest
from lab.predicting.question_types import Choice

from autograder.authoring.guessing import best_guess
from autograder.course.configuration import Course
from tests.real_course import content_of

KEYS = ("a", "b", "c", "d")


def question(name: str, **explanations: str) -> Choice:
    return Choice(name, "Why?", choices={}, explanations=explanations)


def alike(name: str) -> Choice:
    return question(name, **{key: f"Because of {key}." for key in KEYS})


def test_the_place_that_always_fits_is_found() -> None:
    questions = [alike(f"question-{number}") for number in range(12)]
    guess = best_guess(questions, {item.id: list(item.explanations)[2] for item in questions})

    assert (guess.rule, guess.correct, guess.total) == ("place 3", 12, 12)
    assert guess.allowed == 6


def test_the_longest_explanation_is_found() -> None:
    questions = [question(f"q{number}", a="No.", b="Yes.", c="It is far longer.", d="?") for number in range(12)]
    guess = best_guess(questions, {item.id: "c" for item in questions})

    assert (guess.rule, guess.correct) == ("place 1 by length", 12)


def test_a_itemwithout_a_fitting_explanation_does_not_count() -> None:
    assert best_guess([alike("q")], {"q": "none"}).total == 0
    assert best_guess([], {}).allowed == 0


@pytest.mark.parametrize(("count", "allowed"), [(1, 1), (4, 2), (6, 3), (37, 14)])
def test_more_is_allowed_than_chance_finds_and_far_less_than_all(count: int, allowed: int) -> None:
    assert best_guess([alike(f"q{number}") for number in range(count)], {}).allowed == 0
    fitting = {f"q{number}": "a" for number in range(count)}

    assert best_guess([alike(f"q{number}") for number in range(count)], fitting).allowed == allowed


def test_over_all_units_neither_place_nor_length_tells_the_fitting_explanation(course: Course) -> None:
    units = [content_of(unit.id) for unit in course.units if not unit.missing]
    questions = [question for content in units for question in content.questions.values()]
    fitting = {name: key for content in units for name, key in content.explanations.items()}
    guess = best_guess(questions, fitting)

    assert guess.total == len(questions)
    assert guess.correct <= guess.allowed < 0.4 * guess.total
