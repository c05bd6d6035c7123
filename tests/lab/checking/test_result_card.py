"""The card of a result says what failed, why, and which points only the grader gives."""

from __future__ import annotations

from typing import Any

from lab.checking.result_card import result_card
from lab.checking.results import CheckResult, ExerciseResult

FAILED = CheckResult("a title", "failed", 1, "`f` raised KeyError", "Print the keys.", "`f`, line 2")


def text(*checks: CheckResult) -> str:
    return " ".join(result_card(ExerciseResult("f", 10, checks)).text().split())


def check(**values: Any) -> CheckResult:
    return CheckResult("a title", **{"outcome": "passed", "points": 1, **values})


def test_a_passed_check_leaves_the_hidden_points() -> None:
    assert text(check()) == (
        "── f: 1 of 1 visible points ── ✓ passed a title "
        "The grader checks more, on other data: 9 of this exercise's 10 points wait for it."
    )


def test_a_failed_check_has_message_location_and_hint() -> None:
    assert "✗ not yet a title `f` raised KeyError. In `f`, line 2 Hint: Print the keys." in text(FAILED)


def test_a_stub_is_not_started_and_not_wrong() -> None:
    stub = text(check(outcome="not started"))

    assert "`f` is not started yet" in stub
    assert "✗" not in stub


def test_an_exception_that_every_check_raises_is_shown_once() -> None:
    repeated = text(FAILED, FAILED)

    assert repeated.count("raised KeyError") == 1
    assert "The same again." in repeated


def test_checks_after_a_stopped_one_are_not_tried() -> None:
    card = text(check(outcome="stopped", message="it was stopped"), check(outcome="stopped"))

    assert "■ stopped a title It was stopped." in card
    assert "– not tried a title" in card


def test_printed_text_is_shown_and_cut() -> None:
    printed = text(check(printed="\n".join(f"line {i}" for i in range(20))))

    assert "Printed by your code while it was checked: | line 0" in printed
    assert "… and 12 lines more" in printed
    assert "line 15" not in printed


def test_all_printed_lines_are_counted_also_those_that_were_not_kept() -> None:
    printed = text(check(printed="a\n" * 500, printed_lines=400_000))

    assert "… and 399,992 lines more" in printed
