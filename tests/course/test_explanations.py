"""The explanations of a unit's predictions: plain dictionaries, with a sentence for each one that does not hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lab.predicting.question_types import Choice
from lab.predicting.reasons import Reasons

from autograder.course import explanations
from autograder.course.configuration import Unit
from autograder.errors import CourseError
from tests.real_course import COURSE

COIN = Choice("coin", "Heads?", choices={"yes": "yes"}, explanations={"luck": "Luck.", "skill": "Skill.", "wind": "?"})
COMPLETE = 'EXPLANATIONS = {"coin": "luck"}\nWHY_NOT = {"coin": {"skill": "It has none.", "wind": "Indoors."}}\n'
LONGEST_SENTENCE = 120


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    data = {"id": "coins", "title": "Coins", "minutes": 60}
    unit = Unit.model_validate(data, context={"root": tmp_path})
    unit.checks.mkdir(parents=True)
    return unit


def read(unit: Unit, text: str) -> dict[str, Reasons]:
    (unit.checks / "predictions.py").write_text(text, encoding="utf-8")
    return explanations.read_explanations(unit)


def error_of(unit: Unit, text: str) -> CourseError:
    with pytest.raises(CourseError) as caught:
        explanations.require_complete(unit, read(unit, text), {"coin": COIN})
    assert caught.value.where.startswith("hidden_checks/coins/predictions.py")
    assert caught.value.fix
    return caught.value


def test_both_dictionaries_are_read_without_an_import(unit: Unit) -> None:
    reasons = read(unit, f"import not_installed\n{COMPLETE}")
    explanations.require_complete(unit, reasons, {"coin": COIN})

    assert reasons == {"coin": Reasons("luck", {"skill": "It has none.", "wind": "Indoors."})}


def test_an_annotation_and_a_sentence_on_two_lines_are_allowed(unit: Unit) -> None:
    text = 'EXPLANATIONS: dict[str, str] = {"coin": "luck"}\nWHY_NOT = {"coin": {"skill": ("It has "\n "none.")}}\n'

    assert read(unit, text)["coin"].why_not == {"skill": "It has none."}


def test_a_unit_without_predictions_needs_no_sentences(unit: Unit) -> None:
    explanations.require_complete(unit, read(unit, "EXPLANATIONS = {}\n"), {})


PROBLEMS = {
    "no EXPLANATIONS": ("", "it has no EXPLANATIONS"),
    "no WHY_NOT": ('EXPLANATIONS = {"coin": "luck"}\n', "it has no WHY_NOT"),
    "a call": ("EXPLANATIONS = dict(coin='luck')\n", "EXPLANATIONS is no plain dictionary"),
    "a list": ("EXPLANATIONS = ['coin']\n", "EXPLANATIONS is no plain dictionary"),
    "a number for a key": ("EXPLANATIONS = {'coin': 1}\nWHY_NOT = {}\n", "EXPLANATIONS has a value that is no key"),
    "text for sentences": (COMPLETE.replace('{"skill": "It has none.", "wind": "Indoors."}', '"no"'), "no sentences"),
    "an empty sentence": (COMPLETE.replace("Indoors.", " "), "WHY_NOT has no sentences for 'coin'"),
    "a sentence missing": (
        COMPLETE.replace(', "wind": "Indoors."', ""),
        "WHY_NOT does not say why 'wind' of 'coin' does not hold",
    ),
    "a sentence for the right one": (
        COMPLETE.replace('"wind"', '"wind": "x", "luck"'),
        "WHY_NOT has a sentence for 'luck' of 'coin', which fits",
    ),
    "a sentence for an unknown key": (COMPLETE.replace('"skill"', '"skil"'), "for 'skil' of 'coin', which is not"),
    "an explanation that is not offered": (COMPLETE.replace('"luck"', '"fate"'), "has no explanation 'fate'"),
    "an unknown question": (COMPLETE.replace('"coin"', '"con"'), "there is no question 'con'"),
    "an unknown question in WHY_NOT": (COMPLETE.replace('T = {"coin"', 'T = {"con"'), "EXPLANATIONS lacks 'con'"),
    "a question without an answer": ("EXPLANATIONS = {}\n", "EXPLANATIONS lacks the question 'coin'"),
}


@pytest.mark.parametrize(("text", "message"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_is_wrong_is_said_with_its_file_and_what_to_do(unit: Unit, text: str, message: str) -> None:
    assert message in error_of(unit, text).message


def test_a_file_that_is_not_python_is_named(unit: Unit) -> None:
    with pytest.raises(CourseError, match="it is not Python"):
        read(unit, "EXPLANATIONS = {")


def test_a_misspelt_key_gets_a_suggestion(unit: Unit) -> None:
    assert error_of(unit, COMPLETE.replace('"skill"', '"skil"')).fix == "did you mean 'skill'?"


@pytest.mark.parametrize("unit", COURSE.units, ids=lambda unit: unit.id)
def test_every_reason_of_the_course_is_one_short_sentence_of_its_own(unit: Unit) -> None:
    reasons = explanations.read_explanations(unit)
    sentences = [sentence for reason in reasons.values() for sentence in reason.why_not.values()]

    assert sentences
    assert len(set(sentences)) == len(sentences)
    assert not [text for text in sentences if len(text) > LONGEST_SENTENCE or not text.endswith(".")]
    assert not [text for text in sentences if re.search(r"\. [A-Z]", text)], "one sentence only"
