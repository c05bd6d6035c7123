"""Mutation testing: every small change of a reference once, described by its line, and counted by hidden checks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from autograder.authoring.mutation_testing import MutationResult, grade_mutants, mutants
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import ungraded_report
from autograder.report import CheckResult, ExerciseResult, Report
from autograder.submissions.discovery import Submission

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
    pairs = changes()

    assert ("total = total + 2 * value", "total = total - 2 * value") in pairs
    assert ("total = total + 2 * value", "total = total + 2 / value") in pairs
    assert ("total = total + 2 * value", "total = total + 3 * value") in pairs
    assert ("if value > 0:", "if value >= 0:") in pairs
    assert ("for value in x:", "for value in []:") in pairs
    assert ("def f(x, start=0.0):", "def f(x, start= 1.0):") in pairs


def test_statements_are_dropped() -> None:
    assert ("total = start", "pass") in changes()


def test_docstrings_are_not_changed() -> None:
    assert not [pair for pair in changes() if "docstring" in pair[0] or "A module" in pair[0]]


def test_every_mutant_compiles_and_means_something_else() -> None:
    codes = [mutant.code for mutant in mutants(SOURCE)]

    assert all(compile(code, "mutant", "exec") for code in codes)
    assert len(codes) == len(set(codes))
    assert SOURCE not in codes


def report(content: UnitContent, student: str, *, hidden: str, visible: str = "passed") -> Report:
    """Return a report with the outcome of a hidden and of a visible check."""
    checks = [
        CheckResult(name=name, title="t", visible=name == "seen", outcome=outcome, points=0, max_points=1)
        for name, outcome in (("seen", visible), ("unseen", hidden))
    ]
    exercise = ExerciseResult(id="f", score=0, max_score=2, attempted=True, checks=tuple(checks))
    blank = ungraded_report(content.course, content.unit, student, "")
    return blank.model_copy(update={"exercises": (exercise,)})


def graded(content: UnitContent, *, hidden: str, visible: str = "passed") -> MutationResult:
    """Return the result where the report of every mutant has these outcomes."""

    def grade(submissions: Sequence[Submission]) -> list[Report]:
        return [report(content, each.student, hidden=hidden, visible=visible) for each in submissions]

    return grade_mutants(content, grade)


@pytest.mark.parametrize(
    ("hidden", "visible", "killed"),
    [("failed", "passed", True), ("skipped", "passed", True), ("passed", "failed", False), ("passed", "passed", False)],
)
def test_only_hidden_checks_kill_a_mutant(content: UnitContent, hidden: str, visible: str, killed: bool) -> None:
    result = graded(content, hidden=hidden, visible=visible)

    assert (result.killed > 0) is killed
    assert (result.score == 1.0) is killed


def test_equivalent_mutants_are_not_counted_and_have_a_reason(content: UnitContent) -> None:
    result = graded(content, hidden="passed")
    equivalent = {f"{mutant.before}  →  {mutant.after}" for mutant, _ in result.equivalent}

    assert "if norm <= tol:  →  if norm < tol:" in equivalent
    assert not [mutant for mutant in result.survivors if f"{mutant.before}  →  {mutant.after}" in equivalent]
    assert all(reason for _, reason in result.equivalent)
