"""Each unit from the third on opens with three questions about earlier units, written as docs/check-writers.md says."""

from __future__ import annotations

import re
from itertools import chain

import numpy as np
import pytest
from lab.predicting import unit_questions
from lab.predicting.question_types import drawn_order
from lab.recalling import unit_recalls
from lab.recalling.recall_question import RecallQuestion

from autograder.course.configuration import Course
from autograder.course.points import read_unit_points
from tests.course.lesson_cells import UNITS, cells
from tests.course.test_lesson_words import REFUSED

COUNT = 3
UNITS_WITH_RECALLS = UNITS[2:]
ALL = tuple(chain.from_iterable(unit_recalls.of_unit(unit) for unit in UNITS))

units = pytest.mark.parametrize("unit", UNITS_WITH_RECALLS)
questions = pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)


def texts(question: RecallQuestion) -> list[str]:
    return [question.text, *chain.from_iterable(question.answers.values())]


@units
def test_a_unit_from_the_third_on_opens_with_three_questions(unit: str) -> None:
    ids = [question.id for question in unit_recalls.of_unit(unit)]
    calls = [(cell["id"], cell["source"]) for cell in cells(unit) if "lab.recall(" in cell["source"]]
    names = [cell["id"] for cell in cells(unit)]

    assert len(ids) == COUNT, f"{unit}: write {COUNT} questions in student/lab/recalls/{unit.replace('-', '_')}.py"
    assert calls == [(name, f'lab.recall("{name}")') for name in ids], (
        f"{unit}: ask them in its notebook, in this order"
    )
    assert names[(place := names.index("setup")) : place + 2 + COUNT] == ["setup", "from-earlier-units", *ids]


@units
def test_the_questions_are_about_earlier_units_and_not_all_about_one(unit: str) -> None:
    sources = [question.unit for question in unit_recalls.of_unit(unit)]

    assert set(sources) <= set(UNITS[: UNITS.index(unit)])
    assert len(set(sources)) > 1


def test_the_first_two_units_have_none_and_no_module_is_of_another_course() -> None:
    modules = {unit.replace("-", "_") for unit in UNITS_WITH_RECALLS}

    assert set(unit_recalls.units()) <= modules


def test_no_two_questions_share_an_id(course: Course) -> None:
    predictions = [question.id for unit in unit_questions.units() for question in unit_questions.of_unit(unit)]
    exercises = [name for unit in course.units for name in read_unit_points(unit).exercises]
    names = [*(question.id for question in ALL), *predictions, *exercises]

    assert len(names) == len(set(names))


@questions
def test_each_answer_has_its_words_and_a_sentence_that_says_why(question: RecallQuestion) -> None:
    sentences = [why for _, why in question.answers.values()]

    assert question.right in question.answers
    assert len(question.answers) >= 3
    assert len(set(sentences)) == len(sentences)
    assert all(why.endswith(".") and len(why.split()) >= 8 for why in sentences)
    assert not set(question.answers) & {"right", "wrong", "true", "false"}, "a key that gives the answer away"


@questions
def test_answers_are_written_in_their_drawn_order(question: RecallQuestion) -> None:
    """The module is in the handout; in any other order its author would put the right answer first."""
    assert list(question.answers) == drawn_order(question.id, question.answers)


@questions
def test_questions_use_the_words_of_the_course(question: RecallQuestion) -> None:
    assert [word for word, pattern in REFUSED.items() for text in texts(question) if re.search(pattern, text)] == []


def test_neither_place_nor_length_tells_the_right_answer() -> None:
    by_place = [list(question.answers).index(question.right) for question in ALL]
    by_length = [
        max(question.choices, key=lambda key: len(question.choices[key])) == question.right for question in ALL
    ]

    assert max(by_place.count(place) for place in range(3)) <= len(ALL) // 2
    assert sum(by_length) <= len(ALL) // 2


def test_the_numbers_that_answers_tell_are_right() -> None:
    rng = np.random.default_rng(0)
    y, y_hat = rng.normal(size=50), rng.normal(size=50)
    column = np.mean((y_hat[:, None] - y) ** 2)
    square = np.linalg.cond(np.diag([1.0, 1e-7])) ** 2

    assert np.mean(np.tile((y_hat - y) ** 2, 2)) == pytest.approx(np.mean((y_hat - y) ** 2))
    assert (y_hat[:, None] - y).shape == (50, 50)
    assert abs(column - np.mean((y_hat - y) ** 2)) > 0.1
    assert len([0.0, *range(50)]) == 51
    assert np.mean((100 * (y_hat - y)) ** 2) == pytest.approx(10_000 * np.mean((y_hat - y) ** 2))
    assert np.log10(square) == pytest.approx(14.0)
    assert np.mean(rng.normal(scale=3.0, size=100_000) ** 2) == pytest.approx(9.0, rel=0.02)
