"""`lab.start` and `lab.progress`: what a unit consists of, what is done, what is left, and what to hand in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lab
import pytest
from lab.checking import exercises
from lab.display import frontend
from lab.overview import course_outline
from lab.overview.course_outline import CourseOutline, UnitOutline
from lab.predicting import unit_questions

from autograder.course.unit_content import UnitContent
from solutions import training_loop

UNIT = "training-loop"

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def card(printed: Callable[[], str]) -> Callable[..., str]:
    """Call `lab.start` or `lab.progress` and return the text of the card."""

    def card(call: Callable[[str], None], unit: str = UNIT) -> str:
        printed()
        call(unit)
        return printed()

    return card


@pytest.fixture
def define(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Define functions in the notebook."""

    def define(**functions: Any) -> None:
        for name, function in functions.items():
            monkeypatch.setattr(sys.modules["__main__"], name, function, raising=False)

    return define


def stub(*args: Any, **kwargs: Any) -> None:
    raise NotImplementedError


def test_the_start_card_says_what_the_unit_consists_of(card: Callable[..., str]) -> None:
    assert "training-loop: 40 points ── exercises 5, worth 32 points predictions 4, worth 8 points" in card(lab.start)


def test_points_that_a_person_gives_are_counted_where_the_list_of_the_course_has_them(
    card: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outline = CourseOutline(units=(UnitOutline(UNIT, "Steps", text_points=10),))
    monkeypatch.setattr(course_outline, "read", lambda: outline)

    assert "training-loop: 50 points ──" in card(lab.start)
    assert "your text worth 10 points, which a person gives" in card(lab.start)
    assert "A person reads your text and gives up to 10 points for it." in card(lab.progress)


def test_the_start_card_counts_the_predictions_that_are_locked_in(card: Callable[..., str]) -> None:
    lab.predict("first-within-a-tenth", "w")
    lab.reveal("first-within-a-tenth")(lambda: "b")
    lab.explain("first-within-a-tenth", "noise")
    lab.predict("b-close-to-truth", "no")

    assert "so far 2 locked in, 1 explained" in card(lab.start)


def test_start_shows_progress_once_a_function_is_defined(card: Callable[..., str], define: Callable[..., None]) -> None:
    define(train_step=stub)

    assert card(lab.start) == card(lab.progress)


def test_exercises_are_not_run_not_started_wrong_or_right(
    card: Callable[..., str], define: Callable[..., None]
) -> None:
    define(train_step=training_loop.train_step, fit_line=stub, gap_report=lambda *a: 1.0)
    text = card(lab.progress)

    assert "train_step ✓ 2 of 2 visible points" in text
    assert "fit_line – not started" in text
    assert "gap_report ✗ 0 of 1 visible points" in text
    assert "fit_until – its cell has not been run" in text
    assert "Left: `fit_line`, `closed_form_line`, `gap_report`, `fit_until`, predict first-loss" in text


def test_a_function_that_has_changed_is_checked_again(card: Callable[..., str], define: Callable[..., None]) -> None:
    define(train_step=training_loop.train_step)
    first = card(lab.progress)
    define(train_step=lambda *a: 1.0)

    assert "train_step ✓" in first
    assert "train_step ✗" in card(lab.progress)


def test_a_function_that_is_gone_is_not_remembered(card: Callable[..., str], run_cell: Callable[[str], None]) -> None:
    run_cell("def train_step(*a):\n    return 1.0")
    card(lab.progress)
    run_cell("del train_step\ndef trainstep(*a):\n    return 1.0")

    assert "train_step ✗ there is no `train_step`: is it your `trainstep`?" in card(lab.progress)


def test_a_syntax_error_in_a_cell_is_named(card: Callable[..., str], run_cell: Callable[[str], None]) -> None:
    run_cell("def train_step(*a)\n    return 1.0")

    assert "train_step ✗ Python cannot read the cell of `train_step` (expected ':', line 1" in card(lab.progress)


def test_the_next_step_of_every_prediction_is_listed(card: Callable[..., str]) -> None:
    lab.predict("first-within-a-tenth", "w")
    lab.reveal("first-within-a-tenth")(lambda: "b")
    lab.explain("first-within-a-tenth", "noise")
    lab.predict("b-close-to-truth", "no")

    assert "predict first-loss, explain b-close-to-truth, predict gap-of-b." in card(lab.progress)


def test_when_everything_is_done_the_card_says_what_to_hand_in(
    card: Callable[..., str], define: Callable[..., None], content: UnitContent
) -> None:
    define(**{exercise.name: getattr(training_loop, exercise.name) for exercise in exercises.of_unit(UNIT)})
    for name in content.questions:
        lab.predict(name, content.outcomes[name])
        lab.reveal(name)(lambda: None)
        lab.explain(name, content.explanations[name])
    text = card(lab.progress)

    assert "Everything that can be seen from here is done." in text
    assert "21 points are checked by the grader alone" in text
    assert "hand in `training-loop.ipynb` and `predictions.json`" in text


def test_a_damaged_file_is_reported(card: Callable[..., str], folder: Path) -> None:
    (folder / "predictions.json").write_text("{", encoding="utf-8")

    assert "is damaged" in card(lab.start)
    assert "is damaged" in card(lab.progress)


@pytest.mark.parametrize("call", [lab.start, lab.progress], ids=["start", "progress"])
def test_a_misspelt_unit_gets_a_suggestion(call: Callable[[str], None], card: Callable[..., str]) -> None:
    assert "Did you mean `training-loop`?" in card(call, "training-lop")


@pytest.mark.parametrize("name", list(unit_questions.units()))
def test_every_unit_has_a_progress_card(name: str, card: Callable[..., str]) -> None:
    unit = name.replace("_", "-")

    assert f"{unit}: what is done" in card(lab.progress, unit)


def test_a_page_that_keeps_no_files_says_so(card: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    warning = "Your predictions will not be kept"
    on_a_disk = card(lab.start)
    monkeypatch.setattr(frontend, "has_files_of_page", lambda: False)

    assert warning not in on_a_disk
    assert warning in card(lab.start)
