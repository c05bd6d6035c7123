"""The questions of the units can be looked up by unit and by id."""

from __future__ import annotations

from lab.predicting import unit_questions


def test_every_question_is_found_by_its_id() -> None:
    for unit in unit_questions.units():
        for question in unit_questions.of_unit(unit):
            assert unit_questions.find(question.id) is question


def test_every_question_offers_at_least_three_explanations() -> None:
    questions = unit_questions.of_unit("training-loop")

    assert questions
    assert all(len(question.explanations) >= 3 for question in questions)


def test_an_unknown_id_finds_nothing() -> None:
    assert unit_questions.find("no-such-question") is None
