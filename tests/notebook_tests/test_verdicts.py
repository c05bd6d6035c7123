"""The verdict on a test cell, and what the instructor's solution says about it."""

from __future__ import annotations

import pytest
from nbformat import from_dict
from nbgrader.utils import determine_grade

from autograder.notebook_tests.cell_outputs import Output
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


VALUES = ["0.5", "2", "3", "-1", "nan", "inf", " 1 ", "1e-3", "True", "", "[1]", ["1"], ["1", "2"], [], None, 1.5]
OUTPUTS: dict[str, tuple[Output, ...]] = {
    "nothing": (),
    "a warning": ({"output_type": "stream", "name": "stderr", "text": "x"},),
    "a line": ({"output_type": "stream", "name": "stdout", "text": "0"},),
    "a line without a name": ({"output_type": "stream", "text": "0"},),
    "an error": ({"output_type": "error", "ename": "E", "evalue": "", "traceback": []},),
    "a picture": ({"output_type": "display_data", "data": {"image/png": ""}, "metadata": {}},),
    "a value without a text": ({"output_type": "execute_result", "data": {}, "metadata": {}},),
    "a value without data": ({"output_type": "execute_result"},),
    **{
        repr(value): ({"output_type": "execute_result", "data": {"text/plain": value}, "metadata": {}},)
        for value in VALUES
    },
}
OUTPUTS["a value above an error"] = (*OUTPUTS["'0.5'"], *OUTPUTS["an error"])
OUTPUTS["a value below a line"] = (*OUTPUTS["a line"], *OUTPUTS["'0.5'"])


def points_of_nbgrader(outputs: tuple[Output, ...], max_points: float) -> float | None:
    metadata = {"nbgrader": {"grade": True, "solution": False, "points": max_points}}
    try:
        points, _ = determine_grade(from_dict({"cell_type": "code", "metadata": metadata, "outputs": list(outputs)}))
        return float(points)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


@pytest.mark.parametrize("outputs", OUTPUTS.values(), ids=OUTPUTS)
@pytest.mark.parametrize("max_points", [0.0, 0.25, 2.0])
def test_points_are_read_as_nbgrader_reads_them(outputs: tuple[Output, ...], max_points: float) -> None:
    assert points_of(outputs, max_points) == points_of_nbgrader(outputs, max_points)


def test_a_value_gives_its_points_and_an_error_none() -> None:
    points = {name: points_of(outputs, 2) for name, outputs in OUTPUTS.items()}

    assert (points["nothing"], points["'0.5'"], points["an error"], points["a warning"]) == (2, 0.5, 0, 0)
    assert points["'3'"] is None
