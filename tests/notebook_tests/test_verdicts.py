"""The verdict on a test cell, and what the instructor's solution says about it."""

from __future__ import annotations

import pytest

from autograder.notebook_tests.verdicts import (
    REFUSED,
    TOO_MANY_POINTS,
    CellProtection,
    Protection,
    Trial,
    Verdict,
    classify,
    decide,
    points_of,
)

RIGHT, WRONG = Trial(2, 2), Trial(0, 0)
BY_PERSON = CellProtection(Protection.MANUAL, "no network")


@pytest.mark.parametrize(
    ("trials", "protection"),
    [
        ([RIGHT, WRONG], Protection.PROTECTED),
        ([Trial(2, 0), WRONG], Protection.UNPROTECTED),
        ([RIGHT, Trial(0, 2)], Protection.UNPROTECTED),
        ([Trial(2, None, "it reads the source"), WRONG], Protection.UNPROTECTED),
        ([RIGHT, Trial(0, None, "a 'Thing' would judge itself")], Protection.PROTECTED),
        ([Trial(0, 0, is_refused=True), WRONG], Protection.MANUAL),
        ([Trial(2, 2, is_refused=True), WRONG], Protection.PROTECTED),
        ([WRONG, WRONG], Protection.MANUAL),
        ([Trial(None, None, "more points"), WRONG], Protection.UNPROTECTED),
    ],
    ids=[
        "both agree",
        "the solution fails outside",
        "a wrong answer passes outside",
        "it cannot be run outside",
        "a wrong answer cannot be judged outside",
        "the sandbox refuses the solution",
        "the sandbox refuses something unimportant",
        "the solution fails",
        "too many points",
    ],
)
def test_the_solution_and_wrong_answers_say_how_a_cell_is_graded(trials: list[Trial], protection: Protection) -> None:
    assert classify(trials, 2).protection is protection


def test_without_a_solution_only_wrong_answers_are_compared() -> None:
    assert classify([WRONG, WRONG], 2, is_solved=False).protection is Protection.PROTECTED
    assert classify([WRONG, Trial(0, 2)], 2, is_solved=False).protection is Protection.UNPROTECTED


def test_an_unprotected_cell_says_why() -> None:
    assert classify([Trial(2, None, "it reads the source")], 2).reason == "it reads the source"
    assert "other points" in classify([Trial(2, 0)], 2).reason


@pytest.mark.parametrize(
    ("trial", "verdict"),
    [
        (RIGHT, Verdict(2)),
        (WRONG, Verdict(0)),
        (Trial(1, 1), Verdict(1)),
        (Trial(0, None, "an object would judge itself"), Verdict(0)),
        (Trial(2, None, "an object would judge itself"), Verdict(0, "an object would judge itself")),
        (Trial(0, 0, is_refused=True), Verdict(0, REFUSED)),
        (Trial(2, 2, is_refused=True), Verdict(2)),
        (Trial(None, 2), Verdict(0, TOO_MANY_POINTS)),
    ],
)
def test_a_protected_cell_gets_the_points_that_both_runs_give(trial: Trial, verdict: Verdict) -> None:
    assert decide(CellProtection(Protection.PROTECTED), trial, 2) == verdict


@pytest.mark.parametrize("points", [(2, 0), (0, 2), (1, 2)])
def test_a_person_is_asked_where_the_runs_of_a_protected_cell_disagree(points: tuple[float, float]) -> None:
    verdict = decide(CellProtection(Protection.PROTECTED), Trial(*points), 2)

    assert verdict.points == min(points)
    assert f"{points[0]} points in the student's process and {points[1]} outside" in verdict.manual_reason


@pytest.mark.parametrize("trial", [Trial(2, 0), Trial(2, None, "it reads the source"), Trial(0, 2)])
def test_an_unprotected_cell_gets_the_points_of_nbgrader(trial: Trial) -> None:
    assert decide(CellProtection(Protection.UNPROTECTED), trial, 2) == Verdict(trial.executor_points or 0)


def test_a_person_is_asked_where_the_student_changes_values_of_the_test_and_the_solution_does_not() -> None:
    trial = Trial(2, 2, changes=["changes arguments"])
    unchanged, changing = (
        CellProtection(Protection.PROTECTED, "", changes) for changes in ((), ("changes arguments",))
    )

    assert classify([Trial(2, 2), WRONG], 2) == unchanged
    assert classify([trial, WRONG], 2) == changing
    assert "changes arguments" in decide(unchanged, trial, 2).manual_reason
    assert decide(changing, trial, 2) == decide(CellProtection(Protection.PROTECTED), trial, 2) == Verdict(2)


def test_a_cell_that_the_sandbox_refuses_waits_for_a_person_unless_it_has_all_points() -> None:
    assert decide(BY_PERSON, WRONG, 2) == Verdict(0, "no network")
    assert decide(BY_PERSON, RIGHT, 2) == Verdict(2)


def test_points_are_read_as_nbgrader_reads_them() -> None:
    value = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "0.5"}}
    warning = {"output_type": "stream", "name": "stderr", "text": "x"}

    assert points_of((), 2) == 2
    assert points_of((warning,), 2) == 0
    assert points_of((value,), 2) == 0.5
    assert points_of((value,), 0.25) is None
    assert points_of(({**value, "data": {}},), 2) is None
