"""Standard comments: a file per unit, checked against its exercises and mistakes, chosen by what a student did."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Notebook
from autograder.course.standard_comments import StandardComments
from autograder.course.unit_content import UnitContent
from autograder.errors import CourseError

UNIT = "training-loop"
TEXTS = {"train_step": {"old-gradients": "One.", "sign": "Two.", "not-attempted": "Begin.", "otherwise": "See me."}}


@pytest.fixture
def unit(course: Course, tmp_path: Path) -> Unit:
    """The unit in a folder whose comments a test may write."""
    unit = course.unit(UNIT).model_copy()
    unit._root = tmp_path
    (tmp_path / "comments").mkdir()
    return unit


def load(unit: Unit, text: str, release: Notebook) -> StandardComments:
    (unit.root / "comments" / f"{UNIT}.yml").write_text(text, encoding="utf-8")
    return StandardComments.load(unit, release)


def test_a_unit_without_a_file_has_no_comments(unit: Unit, content: UnitContent) -> None:
    assert StandardComments.load(unit, content.release).texts == {}


def test_texts_are_read_without_space_around_them(unit: Unit, content: UnitContent) -> None:
    comments = load(unit, "train_step:\n  otherwise: |\n    See me.\n\n", content.release)

    assert comments.texts == {"train_step": {"otherwise": "See me."}}


SLIPS = {
    "a list": ("- train_step\n", "it should hold exercises"),
    "an exercise with a slip": ("trane_step:\n  otherwise: x\n", "Did you mean 'train_step'?"),
    "a prediction, which has no answer to comment on": ("first-loss:\n  otherwise: x\n", "no exercise 'first-loss'"),
    "an exercise without comments": ("train_step:\n", "should hold comments by mistake"),
    "a number": ("train_step:\n  otherwise: 3\n", "is no text"),
    "an empty text": ("train_step:\n  otherwise: ' '\n", "is no text"),
    "a word that YAML takes for a truth value": ("train_step:\n  no: 3\n", "is no text"),
    "nothing but a remark": ("# later\n", "Write an exercise and comments on it"),
}


@pytest.mark.parametrize(("text", "message"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_the_file_is_an_error_with_its_place(
    unit: Unit, content: UnitContent, text: str, message: str
) -> None:
    with pytest.raises(CourseError) as error:
        load(unit, text, content.release)

    assert message in str(error.value)
    assert f"{UNIT}.yml" in str(error.value)


def test_a_mistake_that_the_exercise_does_not_have_is_an_error(unit: Unit, content: UnitContent) -> None:
    comments = load(unit, "train_step:\n  old-gradient: x\n  ignores-x: y\n  not-attempted: z\n", content.release)

    with pytest.raises(CourseError, match="Did you mean 'old-gradients'"):
        comments.require_mistakes(unit, {"train_step": ["old-gradients"]})
    comments.require_mistakes(unit, {"train_step": ["old-gradient"]})


def choose(*mistakes: str, attempted: bool = True, complete: bool = False) -> str:
    return StandardComments(TEXTS).choose("train_step", mistakes, attempted=attempted, complete=complete)


def test_each_mistake_gets_its_comment_once() -> None:
    assert choose("old-gradients", "old-gradients") == "One."
    assert choose("sign", "old-gradients", "unknown") == "Two.\n\nOne."


def test_what_is_not_attempted_or_wrong_in_another_way_has_comments_of_its_own() -> None:
    assert choose(attempted=False) == "Begin."
    assert choose("unknown") == choose() == "See me."


def test_what_is_right_gets_no_comment() -> None:
    assert choose("sign", complete=True) == ""
    assert StandardComments(TEXTS).choose("fit_line", ["sign"], attempted=True, complete=False) == ""
