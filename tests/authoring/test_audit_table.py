"""An audit as its reader sees it: a line per unit, what is broken below it, who fails what, and the whole."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from rich.console import Console

from autograder.authoring.audit import AuditResult
from autograder.authoring.audit_table import run_and_print
from autograder.authoring.mutation_testing import Mutant, MutationResult
from autograder.course.configuration import Course, Unit
from autograder.course.mistakes import Mistake, Right
from autograder.course.unit_content import UnitContent
from autograder.course.variants import WholeVariant
from autograder.errors import CourseError
from autograder.grading.batch import ungraded_report
from autograder.report import CheckResult, ExerciseResult, Report

MUTANT = Mutant(7, "a + b", "a - b", "")


def variant(x: float) -> float:
    return x


def known_mistake(name: str, fails: str) -> Mistake:
    return Mistake(name, "train_step", "hint", fails, WholeVariant("train_step", variant))


RIGHT = Right("train_step", WholeVariant("train_step", variant))
FIRST, SECOND = known_mistake("M1", "test_seen"), known_mistake("M[2]", "test_unseen")


def report(content: UnitContent, failed: set[str]) -> Report:
    """A report of one exercise with two checks, some of them failed."""
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


Audit = Callable[..., tuple[int, str]]


@pytest.fixture
def told(content: UnitContent, monkeypatch: pytest.MonkeyPatch) -> Audit:
    """What is printed of some promises, and the number of what is bad."""
    catalogue = replace(content.catalogue, mistakes=(FIRST, SECOND), rights=(RIGHT,))
    monkeypatch.setattr(
        "autograder.course.unit_content.load", lambda course, unit: replace(content, catalogue=catalogue)
    )

    def run(
        *promises: AuditResult, found: MutationResult | None = None, units: tuple[Unit, ...] = (), matrix: bool = False
    ) -> tuple[int, str]:
        monkeypatch.setattr("autograder.authoring.audit_table.audit", lambda course, unit, jobs: iter(promises))
        monkeypatch.setattr("autograder.authoring.audit_table.grade_mutants", lambda *given: found)
        out = io.StringIO()
        console = Console(file=out, width=200, highlight=False)
        chosen = units or (content.unit,)
        bad = run_and_print(content.course, chosen, 1, console, mutate=found is not None, matrix=matrix)
        return bad, out.getvalue()

    return run


def promises(content: UnitContent) -> Iterator[AuditResult]:
    """Everything kept."""
    yield AuditResult("the release is current")
    yield AuditResult("first", "", FIRST, report(content, {"test_seen"}))
    yield AuditResult("second", "", SECOND, report(content, {"test_seen", "test_unseen"}))
    yield AuditResult("right", "", RIGHT, report(content, set()))


def row(text: str, start: str) -> list[str]:
    return next(line for line in text.splitlines() if line.startswith(start)).split("  ")


def words(text: str, start: str) -> list[str]:
    return [word.strip() for word in row(text, start) if word.strip()]


def test_a_line_counts_promises_mistakes_rights_and_the_matrix(told: Audit, content: UnitContent) -> None:
    bad, text = told(*promises(content))

    assert bad == 0
    assert words(text, "training-loop") == ["training-loop", "4/4", "2/2", "1/1", "2 × 2"]


def test_mutants_are_counted_and_those_that_live_are_shown(told: Audit, content: UnitContent) -> None:
    bad, text = told(*promises(content), found=MutationResult(killed=3, survivors=[MUTANT]))

    assert bad == 1
    assert words(text, "training-loop")[-1] == "3/4 (75.0 %)"
    assert "survives: line 7: a + b  →  a - b" in text


def test_each_broken_promise_stands_below_its_unit(told: Audit, content: UnitContent) -> None:
    kept, first, *others = promises(content)
    bad, text = told(kept, replace(first, broken="test_seen passes [really]"), *others)

    assert bad == 1
    assert words(text, "training-loop")[1:4] == ["3/4", "1/2", "1/1"]
    assert "  broken: first: test_seen passes [really]" in text


def test_several_units_have_a_total(told: Audit, content: UnitContent) -> None:
    other = content.unit.model_copy(update={"id": "gradient"})
    _, text = told(*promises(content), units=(content.unit, other), found=MutationResult(killed=3, survivors=[MUTANT]))

    assert words(text, "2 units") == ["2 units", "8/8", "4/4", "2/2", "4 × 4", "6/8 (75.0 %)"]


def test_a_unit_that_needs_what_is_not_installed_is_skipped_and_said(told: Audit, content: UnitContent) -> None:
    far = content.unit.model_copy(update={"id": "pytorch", "needs": ("no_such_module.at_all",)})
    bad, text = told(*promises(content), units=(far, content.unit))

    assert bad == 0
    assert "pytorch        skipped: it needs no_such_module.at_all, which is not installed here" in text
    assert words(text, "training-loop")[1] == "4/4"


def test_a_unit_that_cannot_be_graded_stops_no_other(
    told: Audit, content: UnitContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(course: Course, unit: str) -> UnitContent:
        if unit == "gradient":
            raise CourseError("the check cells add up to 39")
        return content

    monkeypatch.setattr("autograder.course.unit_content.load", load)
    other = content.unit.model_copy(update={"id": "gradient"})
    bad, text = told(*promises(content), units=(other, content.unit))

    assert bad == 1
    assert "gradient       cannot be graded: the check cells add up to 39" in text
    assert words(text, "training-loop")[1] == "4/4"


def test_the_matrix_shows_which_checks_each_mistake_fails(told: Audit, content: UnitContent) -> None:
    _, text = told(*promises(content), matrix=True)

    assert row(text, " M1 variant")[-2:] == ["◆", "· "]
    assert row(text, " M[2] variant")[-2:] == ["✗", "◆ "]
    assert words(text, " fail it")[1:] == ["2", "1"]
    assert "1 test_seen (visible)\n2 test_unseen\n" in text
