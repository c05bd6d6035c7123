"""`lab.check` in a notebook: cards for right and wrong functions, for predictions and for misspelt names."""

from __future__ import annotations

import _thread
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lab
import numpy as np
import pytest

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def checked(printed: Callable[[], str]) -> Callable[..., str]:
    """Call `lab.check` and return what it prints."""

    def checked(name: str, *function: Any) -> str:
        lab.check(name, *function)
        return printed()

    return checked


def right(x: Any, y: Any, w: float, b: float, lr: float) -> tuple[float, float, float]:
    r = w * x + b - y
    return w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r), float(np.mean(r**2))


def uphill(x: Any, y: Any, w: float, b: float, lr: float) -> tuple[float, float, float]:
    return w + lr, b, right(x, y, w, b, lr)[2]


def test_a_right_function_leaves_points_for_the_grader(checked: Callable[..., str]) -> None:
    text = checked("train_step", right)

    assert "train_step: 2 of 2 visible points" in text
    assert "4 of this exercise's 6 points wait for it" in text
    assert "all" not in text.replace("all the", "").split(), "the card must not say that all checks passed"


def test_a_wrong_function_is_told_the_property_what_was_found_and_a_hint(checked: Callable[..., str]) -> None:
    text = checked("train_step", uphill)

    assert "✓ passed A step hands back three plain numbers" in text
    assert "✗ not yet With one point" in text
    assert "`new_w`, `new_b` is not right" in text or "`new_w` is not right" in text
    assert "Hint: Write down the residuals" in text


def test_a_wrong_shape_is_reported_before_any_number(checked: Callable[..., str]) -> None:
    text = checked("predict_line", lambda x, w, b: (w * np.asarray(x) + b).reshape(-1, 1))

    assert "yours has the shape" in text
    assert "is not right" not in text


def test_a_students_own_interrupt_shows_a_card_and_one_line(interruptible: None, printed: Callable[[], str]) -> None:
    def interrupted(*args: Any) -> None:
        _thread.interrupt_main()
        while True:
            pass

    with pytest.raises(KeyboardInterrupt) as stop:
        lab.check("fit_line", interrupted)

    assert "You interrupted it while it was running" in printed()
    assert len(stop.value._render_traceback_()) == 1  # type: ignore[attr-defined]


def test_a_value_in_place_of_the_function_is_noticed(checked: Callable[..., str]) -> None:
    assert "should be a function here; it is tuple" in checked("train_step", (1.0, 2.0, 3.0))


def test_without_a_function_the_notebooks_own_is_checked(checked: Callable[..., str], monkeypatch: Any) -> None:
    missing = checked("train_step")
    monkeypatch.setattr(sys.modules["__main__"], "train_step", right, raising=False)

    assert "There is no function `train_step` yet" in missing
    assert "2 of 2 visible points" in checked("train_step")


def test_a_misspelt_name_gets_a_suggestion(checked: Callable[..., str]) -> None:
    assert "Did you mean `train_step`?" in checked("train_stop", right)


def test_a_prediction_shows_its_steps_and_not_whether_it_is_right(checked: Callable[..., str], folder: Path) -> None:
    lab.predict("first-within-a-tenth", "w")
    lab.reveal("first-within-a-tenth")(lambda: "b")
    lab.explain("first-within-a-tenth", "noise")
    checked("b-close-to-truth")
    text = checked("first-within-a-tenth")

    assert "first-within-a-tenth: 2 of 2 steps done ── locked in w, the slope explanation" in text


@pytest.mark.parametrize("function", [uphill, None, (1.0, 2.0)], ids=["wrong", "missing", "a value"])
def test_validation_by_nbgrader_fails_where_a_check_does_not_pass(
    function: Any, printed: Callable[[], str], monkeypatch: Any
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(AssertionError, match="train_step: not all"):
        lab.check("train_step", function)

    assert "train_step" in printed()


def test_validation_by_nbgrader_passes_where_everything_visible_is_done(
    checked: Callable[..., str], monkeypatch: Any
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    lab.predict("first-within-a-tenth", "w")
    with pytest.raises(AssertionError, match="first-within-a-tenth: not all"):
        lab.check("first-within-a-tenth")
    lab.reveal("first-within-a-tenth")(lambda: "b")
    lab.explain("first-within-a-tenth", "noise")

    assert "2 of 2 steps done" in checked("first-within-a-tenth")
    assert "2 of 2 visible points" in checked("train_step", right)


def test_other_runs_of_a_notebook_never_stop_at_a_check(checked: Callable[..., str], monkeypatch: Any) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")

    assert "not yet" in checked("train_step", uphill)
