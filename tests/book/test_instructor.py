"""The notes of the instructor's edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from autograder.book import instructor
from autograder.course.unit_content import UnitContent


def test_a_prediction_says_why_the_other_explanations_do_not_hold(contents: Mapping[str, UnitContent]) -> None:
    content = contents["gradient"]
    question = content.questions["smaller-step"]
    wrong = next(key for key in question.explanations if key != content.explanations["smaller-step"])
    content = replace(content, why_not={"smaller-step": {wrong: "It is far from zero."}})
    notes = instructor.prediction_notes(content, question)

    assert notes.count("It is far from zero.") == 1
    assert f"**The explanation that holds:** {question.explanations['cancels']}" in notes


def test_an_exercise_lists_each_mistake_once_with_all_its_hints(contents: Mapping[str, UnitContent]) -> None:
    content = contents["gradient"]
    notes = instructor.exercise_notes(content, "grad_line")

    for mistake in content.catalogue.mistakes_of("grad_line"):
        assert notes.count(f"`{mistake.id}`") == 1
    assert notes.count("hidden |") == sum(
        check.hidden for check in instructor.read_checks(content.unit) if check.exercise == "grad_line"
    )
