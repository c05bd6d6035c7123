"""Progress: what is done, what is predicted, what is left, and what to hand in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lab
import pytest
from lab.checking import exercises, results
from lab.predicting import unit_questions

from autograder.course.unit_content import UnitContent
from solutions import training_loop

UNIT = "training-loop"


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A kernel that has just started, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(results, "_seen", {})
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def said(call: Callable[[str], None], unit: str = UNIT) -> str:
        capsys.readouterr()
        call(unit)
        return " ".join(capsys.readouterr().out.split())

    return said


@pytest.fixture
def define(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Run cells that define functions."""

    def define(**functions: Any) -> None:
        for name, function in functions.items():
            monkeypatch.setattr(sys.modules["__main__"], name, function, raising=False)

    return define


def stub(*args: Any, **kwargs: Any) -> None:
    raise NotImplementedError


def test_at_the_start_it_says_what_the_unit_holds(said: Callable[..., str]) -> None:
    assert "training-loop: 40 points ── exercises 5, worth 32 points predictions 4, worth 8 points" in said(lab.start)


def test_at_a_second_start_it_says_what_is_kept(said: Callable[..., str]) -> None:
    lab.predict("first-within-a-tenth", "w")
    lab.explain("first-within-a-tenth", "noise")
    lab.predict("b-close-to-truth", "no")

    assert "so far 2 locked in, 1 explained" in said(lab.start)


def test_start_at_the_end_of_a_notebook_says_how_far_it_has_come(
    said: Callable[..., str], define: Callable[..., None]
) -> None:
    define(train_step=stub)

    assert said(lab.start) == said(lab.progress)


def test_what_was_not_run_not_started_wrong_and_right_are_four_things(
    said: Callable[..., str], define: Callable[..., None]
) -> None:
    define(train_step=training_loop.train_step, fit_line=stub, gap_report=lambda *a: 1.0)
    text = said(lab.progress)

    assert "train_step ✓ 2 of 2 visible points" in text
    assert "fit_line – not started" in text
    assert "gap_report ✗ 0 of 1 visible points" in text
    assert "fit_until – its cell has not been run" in text
    assert "Left: `fit_line`, `closed_form_line`, `gap_report`, `fit_until`, predict first-loss" in text


def test_a_function_that_has_changed_since_its_check_is_checked_again(
    said: Callable[..., str], define: Callable[..., None]
) -> None:
    define(train_step=training_loop.train_step)
    first = said(lab.progress)
    define(train_step=lambda *a: 1.0)

    assert "train_step ✓" in first
    assert "train_step ✗" in said(lab.progress)


def test_the_next_step_of_every_prediction_is_told(said: Callable[..., str]) -> None:
    lab.predict("first-within-a-tenth", "w")
    lab.explain("first-within-a-tenth", "noise")
    lab.predict("b-close-to-truth", "no")

    assert "predict first-loss, explain b-close-to-truth, predict gap-of-b." in said(lab.progress)


def test_when_all_is_done_it_says_what_waits_for_the_grader_and_what_to_hand_in(
    said: Callable[..., str], define: Callable[..., None], content: UnitContent
) -> None:
    define(**{one.name: getattr(training_loop, one.name) for one in exercises.of_unit(UNIT)})
    for name in content.questions:
        lab.predict(name, content.outcomes[name])
        lab.explain(name, content.explanations[name])
    text = said(lab.progress)

    assert "Everything that can be seen from here is done." in text
    assert "21 points are checked by the grader alone" in text
    assert "hand in `training-loop.ipynb` and `predictions.json`" in text


def test_a_damaged_file_is_told(said: Callable[..., str], folder: Path) -> None:
    (folder / "predictions.json").write_text("{", encoding="utf-8")

    assert "is damaged" in said(lab.start)
    assert "is damaged" in said(lab.progress)


@pytest.mark.parametrize("call", [lab.start, lab.progress], ids=["start", "progress"])
def test_a_slip_in_the_unit_gets_a_suggestion(call: Callable[[str], None], said: Callable[..., str]) -> None:
    assert "Did you mean `training-loop`?" in said(call, "training-lop")


def test_every_unit_can_be_told(said: Callable[..., str]) -> None:
    units = [name.replace("_", "-") for name in unit_questions.units()]

    assert len(units) >= 7
    assert all(f"{unit}: what is done" in said(lab.progress, unit) for unit in units)
