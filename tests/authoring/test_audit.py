"""The audit: every unit keeps its promises, and a promise that is not kept is found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.authoring.audit import AuditResult, audit
from autograder.authoring.audit_submissions import shared_entries
from autograder.authoring.clashing_helpers import clashing_names
from autograder.authoring.handed_over_exercises import notebooks_with_handed_over_exercises
from autograder.authoring.sample_submissions import solved_notebook
from autograder.course.configuration import Unit
from autograder.course.mistakes import Catalogue, Mistake, Right
from autograder.course.unit_content import UnitContent
from autograder.errors import CourseError
from autograder.grading.batch import Batch
from tests.real_course import COURSE, content_of

pytestmark = pytest.mark.usefixtures("kept_grading_processes")

ROOT = Path(__file__).parents[2]
UNITS = [
    pytest.param(
        unit,
        id=unit.id,
        marks=[
            pytest.mark.skipif(bool(unit.missing), reason=f"needs {', '.join(unit.missing)}, not installed here"),
            pytest.mark.xdist_group(f"audit of {unit.id}"),
        ],
    )
    for unit in COURSE.units
]


@pytest.mark.whole_class
@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_keeps_its_promises(unit: Unit) -> None:
    content = content_of(unit.id)
    results = list(audit(content, Batch(COURSE, unit).grade))

    assert [result for result in results if result.problem] == []
    implementations = len(content.catalogue.mistakes) + len(content.catalogue.rights)
    notebooks = bool(clashing_names(content)) + len(list(notebooks_with_handed_over_exercises(content)))
    assert len(results) == 7 + len(content.questions) + implementations + notebooks


@pytest.mark.parametrize("unit", UNITS)
def test_every_exercise_has_known_mistakes_and_other_right_ways(unit: Unit) -> None:
    content = content_of(unit.id)
    for exercise in content.exercises:
        assert content.catalogue.mistakes_of(exercise), exercise
        assert sum(right.exercise == exercise for right in content.catalogue.rights) >= 2, exercise


def right_of(content: UnitContent, exercise: str) -> Right:
    return content.catalogue.rights_of(exercise)[0]


def audit_results(
    content: UnitContent, mistakes: tuple[Mistake, ...] = (), rights: tuple[Right, ...] = ()
) -> list[AuditResult]:
    """Audit the unit with another catalogue."""
    content = replace(content, catalogue=Catalogue(mistakes, rights))
    return list(audit(content, Batch(content.course, content.unit).grade))


def broken_promises(
    content: UnitContent, mistakes: tuple[Mistake, ...] = (), rights: tuple[Right, ...] = ()
) -> list[AuditResult]:
    """Audit the unit with another catalogue, and return the promises it does not keep."""
    return [result for result in audit_results(content, mistakes, rights) if result.problem]


def test_a_mistake_that_no_check_catches_breaks_a_promise(content: UnitContent) -> None:
    right = right_of(content, "train_step")
    harmless = Mistake("uphill-step", "train_step", "hint", "test_one_step_by_hand", right.implementation)
    result, visible = broken_promises(content, (harmless,))

    assert "test_one_step_by_hand passes" in result.problem
    assert "1 pass all visible checks: uphill-step in train_step" in visible.problem


def test_a_mistake_that_is_given_another_name_breaks_a_promise(content: UnitContent) -> None:
    uphill = next(mistake for mistake in content.catalogue.mistakes if mistake.id == "uphill-step")
    (result,) = broken_promises(content, (replace(uphill, id="another-id"),))

    assert "named ['uphill-step']" in result.problem


def test_a_right_implementation_that_loses_points_breaks_a_promise(content: UnitContent) -> None:
    uphill = next(mistake for mistake in content.catalogue.mistakes if mistake.id == "uphill-step")
    (result,) = broken_promises(content, rights=(Right("train_step", uphill.implementation),))

    assert "of 6: test_one_step_by_hand" in result.problem


def test_an_entry_of_no_exercise_is_an_error_that_names_it(content: UnitContent) -> None:
    with pytest.raises(CourseError, match="is about 'train_stop', which is no exercise of the unit"):
        audit_results(content, rights=(replace(right_of(content, "train_step"), exercise="train_stop"),))


def called_exercises(content: UnitContent, name: str) -> set[str]:
    """Return the exercises that the solution of one calls, directly or through others."""
    names = set(content.called_exercises(name))
    return names.union(*(called_exercises(content, other) for other in names))


@pytest.mark.parametrize("unit", UNITS)
def test_an_exercise_that_calls_one_with_a_mistake_stays_solved(unit: Unit) -> None:
    content = content_of(unit.id)
    dependencies = {name: called_exercises(content, name) for name in content.exercises}
    for entries in shared_entries(content):
        wrong = {entry.exercise for entry in entries if isinstance(entry, Mistake)}
        assert not [entry.exercise for entry in entries if dependencies[entry.exercise] & wrong]


def test_all_other_mistakes_and_right_implementations_share_submissions(content: UnitContent) -> None:
    shared = list(shared_entries(content))
    exercises = [{entry.exercise for entry in entries} for entries in shared]

    assert {"train_step", "closed_form_line", "gap_report", "fit_until"} in exercises
    assert [names for names in exercises if {"train_step", "fit_line"} <= names], "where the step is right"
    assert Counter(entry for entries in shared for entry in entries) == Counter(
        [*content.catalogue.mistakes, *content.catalogue.rights]
    )


def test_an_exercise_may_call_another_through_a_third() -> None:
    content = content_of("logistic-regression")

    assert "sigmoid" not in content.called_exercises("fit_logistic")
    assert "sigmoid" in called_exercises(content, "fit_logistic")


def test_an_implementation_with_a_problem_is_graded_alone(content: UnitContent) -> None:
    uphill = next(mistake for mistake in content.catalogue.mistakes if mistake.id == "uphill-step")
    renamed, right = replace(uphill, id="another-id"), right_of(content, "fit_until")
    results = {result.entry: result for result in audit_results(content, (renamed,), (right,)) if result.entry}

    assert "named ['uphill-step']" in results[renamed].problem
    assert scores(results[renamed])["fit_until"] == scores(results[right])["fit_until"]
    assert results[renamed].report != results[right].report
    assert not results[right].problem


def scores(result: AuditResult) -> dict[str, float]:
    """Return the score of each exercise."""
    return {exercise.id: exercise.score for exercise in result.report.exercises} if result.report else {}


def test_a_release_that_earns_points_breaks_a_promise(content: UnitContent) -> None:
    (result,) = broken_promises(replace(content, release=solved_notebook(content)))

    assert result.promise == "the untouched release earns nothing"
    assert result.problem.startswith("32 points")


def test_a_reference_that_loses_points_breaks_a_promise(content: UnitContent) -> None:
    (result,) = broken_promises(replace(content, solutions={}))

    assert result.promise == "the reference earns every point"
    assert result.problem.startswith("8 of 40")
