"""The promise that students see nearly all known mistakes by themselves."""

from __future__ import annotations

import pytest

from autograder.authoring.visible_checks import is_seen, promise_about
from autograder.course.implementations import WholeImplementation
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import ungraded_report
from autograder.report import CheckResult, ExerciseResult, Report


def implementation(x: float) -> float:
    return x


def known_mistake(name: str) -> Mistake:
    return Mistake(name, "mse", "hint", "test_hidden", WholeImplementation("mse", implementation))


def report(content: UnitContent, *failed: str) -> Report:
    """Return a report of `mse` and `other`, each with a visible and a hidden check, some of them failed."""

    def exercise(name: str, *names: str) -> ExerciseResult:
        checks = [
            CheckResult(
                name=check,
                title="t",
                visible="hidden" not in check,
                outcome="failed" if check in failed else "passed",
                points=0,
                max_points=1,
            )
            for check in names
        ]
        return ExerciseResult(id=name, score=0, max_score=2, attempted=True, checks=tuple(checks))

    exercises = exercise("mse", "test_visible", "test_hidden"), exercise("other", "test_other_visible")
    return ungraded_report(content.course, content.unit, "s", "").model_copy(update={"exercises": exercises})


def test_a_mistake_is_seen_where_a_visible_check_of_its_exercise_fails(content: UnitContent) -> None:
    assert is_seen(known_mistake("m"), report(content, "test_visible"))
    assert not is_seen(known_mistake("m"), report(content, "test_hidden", "test_other_visible"))


@pytest.mark.parametrize(("unseen", "is_kept"), [(1, True), (2, False)])
def test_of_twenty_mistakes_one_may_pass_all_visible_checks(content: UnitContent, unseen: int, is_kept: bool) -> None:
    visible = {known_mistake(f"seen-{number}"): report(content, "test_visible") for number in range(20 - unseen)}
    rest = {known_mistake(f"unseen-{number}"): report(content, "test_hidden") for number in range(unseen)}
    promise, problem = promise_about(visible | rest)

    assert promise == "the visible checks notice at least 95% of 20 known mistakes"
    assert (problem == "") is is_kept
    assert is_kept or "unseen-0 in mse (implementation), unseen-1 in mse" in problem
