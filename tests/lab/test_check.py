"""`lab.check`: what a student reads about a right, a wrong, a broken and an endless function."""

from __future__ import annotations

import _thread
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lab
import numpy as np
import pytest
from lab.checking import results
from lab.checking.timeout import CheckTimeout, wait_for

MODULE = sys.modules["lab.check"]  # lab.check itself is the function


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Whoever starts these tests in the background has interrupts ignored, and an endless loop would be one."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A kernel that has just started, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(results, "_seen", {})


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The text of the card for an exercise."""

    def said(name: str, *function: Any) -> str:
        lab.check(name, *function)
        return " ".join(capsys.readouterr().out.split())

    return said


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that gives up at once."""
    monkeypatch.setattr(MODULE, "wait_for", lambda run: wait_for(run, 0.05))


def right(x: Any, y: Any, w: float, b: float, lr: float) -> tuple[float, float, float]:
    r = w * x + b - y
    return w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r), float(np.mean(r**2))


def uphill(x: Any, y: Any, w: float, b: float, lr: float) -> tuple[float, float, float]:
    return w + lr, b, right(x, y, w, b, lr)[2]


def untouched(*args: Any) -> None:
    raise NotImplementedError


def slip(x: Any, y: Any, w: float, b: float, lr: float) -> float:
    return float(np.men(x))  # type: ignore[attr-defined]


def endless(*args: Any) -> None:
    while True:
        pass


def endless_and_deaf(*args: Any) -> float:
    while True:
        try:
            while True:
                pass
        except BaseException:  # noqa: BLE001 - as students write it
            return 0.0


def test_a_right_function_is_told_what_still_waits_for_the_grader(said: Callable[..., str]) -> None:
    text = said("train_step", right)

    assert "train_step: 2 of 2 visible points" in text
    assert "4 of this exercise's 6 points wait for it" in text
    assert "all" not in text.replace("all the", "").split(), "nobody says that all tests passed"


def test_a_wrong_function_is_told_property_finding_and_hint(said: Callable[..., str]) -> None:
    text = said("train_step", uphill)

    assert "✓ passed A step hands back three plain numbers" in text
    assert "✗ not yet With one point" in text
    assert "`new_w`, `new_b` is not right" in text or "`new_w` is not right" in text
    assert "Hint: Write down r" in text


def test_a_stub_is_not_started_and_not_wrong(said: Callable[..., str]) -> None:
    text = said("train_step", untouched)

    assert "`train_step` is not started yet" in text
    assert "✗" not in text


def test_a_wrong_shape_is_told_before_any_number(said: Callable[..., str]) -> None:
    text = said("predict_line", lambda x, w, b: (w * np.asarray(x) + b).reshape(-1, 1))

    assert "yours has the shape" in text
    assert "is not right" not in text


def test_an_exception_is_told_with_its_line_and_only_once(said: Callable[..., str]) -> None:
    line = slip.__code__.co_firstlineno + 1
    text = said("train_step", slip)

    assert text.count("raised AttributeError: module 'numpy' has no attribute 'men'") == 1
    assert f"In `slip`, line {line}: `return float(np.men(x))" in text
    assert "The same again." in text


def test_what_the_code_prints_is_shown_and_cut(said: Callable[..., str]) -> None:
    def talkative(*args: Any) -> tuple[float, float, float]:
        print("\n".join(f"line {i}" for i in range(20)))  # noqa: T201
        return right(*args)

    text = said("train_step", talkative)

    assert "Printed by your code while it was checked: | line 0" in text
    assert "lines more" in text
    assert "line 15" not in text


def test_an_endless_function_is_stopped_where_it_was(said: Callable[..., str], impatient: None) -> None:
    text = said("fit_line", endless)

    assert "■ stopped Three steps visit four states" in text
    assert "In `endless`, line" in text
    assert "What makes your loop end?" in text
    assert text.count("– not tried") == 2


def test_one_that_makes_an_answer_of_the_interrupt_is_told_about_its_answer(
    said: Callable[..., str], impatient: None
) -> None:
    assert "dictionary with the keys 'w', 'b' and 'loss' should come back" in said("fit_line", endless_and_deaf)


def test_a_students_own_interrupt_gives_a_card_and_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*args: Any) -> None:
        _thread.interrupt_main()
        endless()

    with pytest.raises(KeyboardInterrupt) as stopped:
        lab.check("fit_line", interrupted)

    assert "You interrupted it while it was running" in capsys.readouterr().out
    assert len(stopped.value._render_traceback_()) == 1  # type: ignore[attr-defined]


class Odd:
    """Something whose every attribute is a surprise."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("surprise")


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        (None, "returned nothing (None)"),
        ((1.0, 2.0), "in this order: new_w, new_b, loss_before."),
        ({"w": 1}, "in this order: new_w, new_b, loss_before."),
        ("text", "in this order: new_w, new_b, loss_before."),
        (object(), "not an object of its own kind"),
        (Odd(), "not an object of its own kind"),
    ],
    ids=["nothing", "two numbers", "a dictionary", "a text", "an object", "an odd object"],
)
def test_whatever_comes_back_is_a_card(returned: Any, words: str, said: Callable[..., str]) -> None:
    assert words in said("train_step", lambda *args: returned)


@pytest.mark.parametrize("error", [SystemExit, RecursionError, MemoryError, AssertionError])
def test_whatever_is_raised_is_a_card(error: type[BaseException], said: Callable[..., str]) -> None:
    def raising(*args: Any) -> None:
        raise error

    text = said("train_step", raising)

    assert "0 of 2 visible points" in text
    assert ("ends Python" in text) == (error is SystemExit)


def test_a_check_that_stumbles_over_an_answer_blames_nobody(said: Callable[..., str], monkeypatch: Any) -> None:
    def stumble(*_: object) -> None:
        raise IndexError("3")

    monkeypatch.setattr(MODULE.Student, "__getattr__", stumble)

    assert "The check cannot read what came back (IndexError: 3)" in said("train_step", right)


def test_a_result_passed_for_the_function_is_noticed(said: Callable[..., str]) -> None:
    assert "should be a function here; it is tuple" in said("train_step", (1.0, 2.0, 3.0))


def test_without_a_function_the_notebooks_own_is_taken(said: Callable[..., str], monkeypatch: Any) -> None:
    missing = said("train_step")
    monkeypatch.setattr(sys.modules["__main__"], "train_step", right, raising=False)

    assert "There is no function `train_step` yet" in missing
    assert "2 of 2 visible points" in said("train_step")


def test_a_slip_in_the_name_gets_a_suggestion(said: Callable[..., str]) -> None:
    assert "Did you mean `train_step`?" in said("train_stop", right)


def test_a_prediction_is_told_as_steps_and_never_as_right_or_wrong(said: Callable[..., str]) -> None:
    lab.predict("first-within-a-tenth", "w")
    lab.explain("first-within-a-tenth", "noise")
    said("b-close-to-truth")

    assert "first-within-a-tenth: 2 of 2 steps done ── locked in w, the slope explanation" in said(
        "first-within-a-tenth"
    )


@pytest.fixture
def handled() -> Iterator[None]:
    """Somebody else listens for interrupts."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


def test_patience_has_no_end_where_an_interrupt_would_not_arrive(handled: None) -> None:
    ran: list[int] = []
    wait_for(lambda: ran.append(1), 0.0)

    assert ran == [1]


def test_patience_ends_and_says_where() -> None:
    with pytest.raises(CheckTimeout):
        wait_for(endless, 0.05)


def test_what_is_in_time_is_left_alone() -> None:
    with pytest.raises(ZeroDivisionError):
        wait_for(lambda: 1 / 0, 60)  # type: ignore[arg-type, return-value]
