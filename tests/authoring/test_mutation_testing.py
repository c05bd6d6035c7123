"""Mutants: every small change of a reference once, described by its line, and counted fairly."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from autograder.authoring import mutation_testing
from autograder.authoring.mutation_testing import grade_mutants, mutants
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import ungraded_report
from autograder.report import CheckResult, ExerciseResult, Report

SOURCE = '''"""A module. 1 + 1."""


def f(x, start=0.0):
    """The docstring says 2 * x - 1."""
    total = start
    for value in x:
        if value > 0:
            total = total + 2 * value
    return total
'''


def changes(source: str = SOURCE) -> set[tuple[str, str]]:
    return {(mutant.before, mutant.after) for mutant in mutants(source)}


def test_operators_comparisons_numbers_and_loops_are_changed() -> None:
    found = changes()

    assert ("total = total + 2 * value", "total = total - 2 * value") in found
    assert ("total = total + 2 * value", "total = total + 2 / value") in found
    assert ("total = total + 2 * value", "total = total + 3 * value") in found
    assert ("if value > 0:", "if value >= 0:") in found
    assert ("for value in x:", "for value in []:") in found
    assert ("def f(x, start=0.0):", "def f(x, start= 1.0):") in found


def test_statements_are_dropped() -> None:
    assert ("total = start", "pass") in changes()


def test_prose_is_left_alone() -> None:
    assert not [pair for pair in changes() if "docstring" in pair[0] or "A module" in pair[0]]


def test_every_mutant_compiles_and_means_something_else() -> None:
    codes = [mutant.code for mutant in mutants(SOURCE)]

    assert all(compile(code, "mutant", "exec") for code in codes)
    assert len(codes) == len(set(codes))
    assert SOURCE not in codes


def reported(content: UnitContent, student: str, *, hidden: str, visible: str = "passed") -> Report:
    """A report in which all checks of one kind ended alike."""
    checks = [
        CheckResult(name=name, title="t", visible=name == "seen", outcome=outcome, points=0, max_points=1)
        for name, outcome in (("seen", visible), ("unseen", hidden))
    ]
    exercise = ExerciseResult(id="f", score=0, max_score=2, attempted=True, checks=tuple(checks))
    blank = ungraded_report(content.course, content.unit, student, "")
    return blank.model_copy(update={"exercises": (exercise,)})


@pytest.mark.parametrize(
    ("hidden", "visible", "killed"),
    [("failed", "passed", True), ("skipped", "passed", True), ("passed", "failed", False), ("passed", "passed", False)],
)
def test_only_hidden_checks_kill(
    content: UnitContent, monkeypatch: pytest.MonkeyPatch, hidden: str, visible: str, killed: bool
) -> None:
    def grade(batch: object, trials: Sequence[mutation_testing.Submission]) -> list[Report]:
        return [reported(content, trial.student, hidden=hidden, visible=visible) for trial in trials]

    monkeypatch.setattr("autograder.authoring.mutation_testing.Cohort.grade", grade)
    found = grade_mutants(content.course, content.unit)

    assert (found.killed > 0) is killed
    assert (found.score == 1.0) is killed


def test_what_is_known_to_change_nothing_asked_for_is_not_counted(
    content: UnitContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def grade(batch: object, trials: Sequence[mutation_testing.Submission]) -> list[Report]:
        return [reported(content, trial.student, hidden="passed") for trial in trials]

    monkeypatch.setattr("autograder.authoring.mutation_testing.Cohort.grade", grade)
    found = grade_mutants(content.course, content.unit)

    excused = {f"{mutant.before}  →  {mutant.after}" for mutant, _ in found.equivalent}
    assert "if norm <= tol:  →  if norm < tol:" in excused
    assert not [mutant for mutant in found.survivors if f"{mutant.before}  →  {mutant.after}" in excused]
    assert all(reason for _, reason in found.equivalent)
