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
from lab.checking import exercises

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


SIGNATURE = "def train_step(x, y, w, b, lr):"
SOLUTION = f"""{SIGNATURE}
    r = w * x + b - y
    return w - lr * 2 * (r * x).mean(), b - lr * 2 * r.mean(), float((r**2).mean())
"""


def test_a_name_in_capitals_gets_a_suggestion_and_a_strange_one_the_names_of_the_unit(
    checked: Callable[..., str], printed: Callable[[], str]
) -> None:
    lab.start("training-loop")
    printed()
    strange = checked("zzz")

    assert "Did you mean `train_step`?" in checked("TRAIN_STEP")
    assert "There are: train_step, fit_line, closed_form_line, gap_report, fit_until." in strange


def test_a_function_in_place_of_its_name_is_checked(
    checked: Callable[..., str], run_cell: Callable[[str], None]
) -> None:
    run_cell(SOLUTION)

    assert "train_step: 2 of 2 visible points" in checked(exercises.notebook_value("train_step"))


def test_a_missing_function_is_looked_for_under_a_similar_name(
    checked: Callable[..., str], run_cell: Callable[[str], None]
) -> None:
    run_cell(SOLUTION.replace("train_step", "trainstep"))
    text = checked("train_step")

    assert "is it your `trainstep`?" in text
    assert "grader need the name `train_step`" in text


def test_a_syntax_error_that_was_mended_under_another_name_is_forgotten(
    checked: Callable[..., str], run_cell: Callable[[str], None]
) -> None:
    run_cell(SOLUTION.replace("lr):", "lr)"))
    run_cell(SOLUTION.replace("train_step", "trainstep"))

    assert "is it your `trainstep`?" in checked("train_step")


def test_a_function_of_another_exercise_is_no_misspelling(
    checked: Callable[..., str], run_cell: Callable[[str], None]
) -> None:
    run_cell("def fit_line(x, y):\n    return 1")

    assert "There is no function `fit_until` yet" in checked("fit_until")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (SOLUTION.replace("lr):", "lr)"), f"expected ':', line 1: `{SIGNATURE[:-1]}`"),
        (SOLUTION.replace("+ b - y", "+ b - "), "invalid syntax, line 2: `r = w * x + b -`"),
        (SOLUTION.replace("    return", "   return"), "unindent does not match any outer indentation level, line 3"),
    ],
    ids=["no colon", "half an expression", "indentation"],
)
class TestASyntaxErrorInTheCell:
    """The card quotes it, whatever the notebook has under the name."""

    def test_is_quoted_where_there_is_no_function(
        self, cell: str, reason: str, checked: Callable[..., str], run_cell: Callable[[str], None]
    ) -> None:
        run_cell(cell)
        text = checked("train_step")

        assert reason in text
        assert "not started" not in text

    def test_is_quoted_where_the_stub_is_still_there(
        self, cell: str, reason: str, checked: Callable[..., str], run_cell: Callable[[str], None]
    ) -> None:
        run_cell(f"{SIGNATURE}\n    raise NotImplementedError()")
        run_cell(cell)
        text = checked("train_step")

        assert reason in text
        assert "not started" not in text
        assert "Replace" not in text

    def test_is_quoted_beside_the_result_of_the_version_before(
        self, cell: str, reason: str, checked: Callable[..., str], run_cell: Callable[[str], None]
    ) -> None:
        run_cell(SOLUTION)
        run_cell(cell)
        text = checked("train_step")

        assert f"✗ not yet Python cannot read the cell of `train_step` ({reason}" in text
        assert "what was checked is the version before." in text


def test_a_mended_syntax_error_is_forgotten(checked: Callable[..., str], run_cell: Callable[[str], None]) -> None:
    run_cell(SOLUTION.replace("lr):", "lr)"))
    run_cell(SOLUTION)

    assert "Python cannot read" not in checked("train_step")


def test_code_above_a_forgotten_raise_is_not_called_not_started(
    checked: Callable[..., str], run_cell: Callable[[str], None]
) -> None:
    run_cell(f"{SIGNATURE}\n    r = w * x + b - y\n    # YOUR CODE HERE\n    raise NotImplementedError()")
    text = checked("train_step")

    assert "Your code is there, and so is `raise NotImplementedError()`" in text
    assert "not started" not in text


def test_a_function_that_calls_one_that_is_not_written_is_not_called_not_started(
    checked: Callable[..., str], run_cell: Callable[[str], None]
) -> None:
    run_cell(f"{SIGNATURE}\n    raise NotImplementedError()")
    run_cell("def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):\n    return train_step(x, y, w0, b0, lr)")
    text = checked("fit_line")

    assert "`fit_line` calls `train_step`, which is not written yet" in text
    assert "not started" not in text


def test_a_stub_is_not_started(checked: Callable[..., str], run_cell: Callable[[str], None]) -> None:
    run_cell(f'{SIGNATURE}\n    """Step."""\n    # YOUR CODE HERE\n    raise NotImplementedError()')

    assert "`train_step` is not started yet" in checked("train_step")


def test_a_function_of_another_name_is_checked_and_not_remembered(
    checked: Callable[..., str], run_cell: Callable[[str], None], printed: Callable[[], str]
) -> None:
    run_cell(SOLUTION.replace("train_step", "my_step"))
    text = checked("train_step", exercises.notebook_value("my_step"))
    lab.progress("training-loop")

    assert "train_step: 2 of 2 visible points" in text
    assert "The grader looks for the name `train_step`." in text
    assert "train_step ✓" not in printed()


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
