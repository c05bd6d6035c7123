"""The audit as its reader sees it: a line per unit, its problems below it, who fails what, and the total."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from rich.console import Console

from autograder.authoring.audit import AuditResult
from autograder.authoring.audit_table import AuditRow, matrices, problems, run_and_print
from autograder.authoring.mutation_testing import Mutant, MutationResult
from autograder.course.configuration import Course, Unit
from autograder.course.implementations import WholeImplementation
from autograder.course.mistakes import Mistake, Right
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import ungraded_report
from autograder.report import CheckResult, ExerciseResult, Report

MUTATION = MutationResult(killed=3, survivors=[Mutant(7, "a + b", "a - b", "")])


def implementation(x: float) -> float:
    return x


def known_mistake(name: str, fails: str) -> Mistake:
    return Mistake(name, "train_step", "hint", fails, WholeImplementation("train_step", implementation))


RIGHT = Right("train_step", WholeImplementation("train_step", implementation))
FIRST, SECOND = known_mistake("first", "test_seen"), known_mistake("second[2]", "test_unseen")


def report(content: UnitContent, failed: set[str]) -> Report:
    """Return a report of one exercise with two checks, some of them failed."""
    checks = [
        CheckResult(
            name=name,
            title="t",
            visible=name == "test_seen",
            outcome="failed" if name in failed else "passed",
            points=0,
            max_points=1,
        )
        for name in ("test_seen", "test_unseen")
    ]
    exercise = ExerciseResult(id="train_step", score=0, max_score=2, attempted=True, checks=tuple(checks))
    return ungraded_report(content.course, content.unit, "s", "").model_copy(update={"exercises": (exercise,)})


@pytest.fixture
def results(content: UnitContent) -> list[AuditResult]:
    """The results of a unit that keeps four promises."""
    return [
        AuditResult("the release is current"),
        AuditResult("first", "", FIRST, report(content, {"test_seen"})),
        AuditResult("second", "", SECOND, report(content, {"test_seen", "test_unseen"})),
        AuditResult("right", "", RIGHT, report(content, set())),
    ]


def printed(course: Course, units: Sequence[Unit]) -> tuple[int, str]:
    """Audit units that cannot be graded; the number of problems and what was printed."""
    out = io.StringIO()
    count = run_and_print(course, units, 1, Console(file=out, width=200, highlight=False))
    return count, out.getvalue()


def test_a_row_counts_promises_mistakes_seen_ones_rights_and_the_matrix(
    content: UnitContent, results: list[AuditResult]
) -> None:
    row = AuditRow.of(content.unit, results, None)

    assert row.cells() == ("training-loop", "4/4", "2/2", "2/2", "1/1", "2 × 2", "")


def test_a_broken_promise_is_counted_and_described(content: UnitContent, results: list[AuditResult]) -> None:
    results[1] = replace(results[1], problem="test_seen passes [really]")

    assert AuditRow.of(content.unit, results, None).cells()[1:5] == ("3/4", "1/2", "2/2", "1/1")
    assert list(problems(results, None)) == ["broken: first: test_seen passes [really]"]


def test_a_mistake_that_only_a_hidden_check_notices_is_not_seen(
    content: UnitContent, results: list[AuditResult]
) -> None:
    results[2] = replace(results[2], report=report(content, {"test_unseen"}))

    assert AuditRow.of(content.unit, results, None).cells()[3] == "1/2"


def test_surviving_mutants_are_counted_and_described(content: UnitContent, results: list[AuditResult]) -> None:
    assert AuditRow.of(content.unit, results, MUTATION).cells()[-1] == "3/4 (75.0 %)"
    assert list(problems(results, MUTATION)) == ["survives: line 7: a + b  →  a - b"]


def test_several_units_have_a_total(content: UnitContent, results: list[AuditResult]) -> None:
    row = AuditRow.of(content.unit, results, MUTATION)

    assert AuditRow.total([row, row]).cells() == ("2 units", "8/8", "4/4", "4/4", "2/2", "4 × 4", "6/8 (75.0 %)")


def test_a_unit_that_needs_what_is_not_installed_is_skipped_and_is_no_problem(content: UnitContent) -> None:
    unit = content.unit.model_copy(update={"id": "pytorch", "needs": ("no_such_module.at_all",)})
    count, text = printed(content.course, [unit])

    assert count == 0
    assert "pytorch  skipped: it needs no_such_module.at_all, which is not installed here" in text


def test_a_unit_that_cannot_be_graded_does_not_stop_the_next(content: UnitContent) -> None:
    units = [content.unit.model_copy(update={"id": name}) for name in ("first-unit", "second-unit")]
    count, text = printed(content.course, units)

    assert count == 2
    assert "first-unit   cannot be graded: there is no unit 'first-unit'" in text
    assert "second-unit  cannot be graded: there is no unit 'second-unit'" in text


def test_the_matrix_shows_which_checks_each_mistake_fails(content: UnitContent, results: list[AuditResult]) -> None:
    catalogue = replace(content.catalogue, mistakes=(FIRST, SECOND), rights=(RIGHT,))
    out = io.StringIO()
    Console(file=out, width=200).print(*matrices(replace(content, catalogue=catalogue), results), sep="\n")
    lines = out.getvalue().splitlines()
    cells = {line.split()[0]: line.split()[2:] for line in lines if line.startswith((" first", " second", " fail"))}

    assert cells == {"first": ["◆", "·"], "second[2]": ["✗", "◆"], "fail": ["2", "1"]}
    assert lines[-2:] == ["1 test_seen (visible)", "2 test_unseen"]
