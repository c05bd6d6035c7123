"""What the course promises, unit by unit: the reference earns all, the stub nothing, every mistake its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.authoring import sample_submissions
from autograder.authoring.audit import AuditResult, audit
from autograder.course import unit_content
from autograder.course.configuration import Course, Unit
from autograder.course.mistakes import Catalogue, Mistake, Right
from autograder.course.unit_content import UnitContent

ROOT = Path(__file__).parents[2]
COURSE = Course.load(ROOT)
UNITS = [
    pytest.param(
        unit,
        id=unit.id,
        marks=pytest.mark.skipif(bool(unit.missing), reason=f"needs {', '.join(unit.missing)}, not installed here"),
    )
    for unit in COURSE.units
]


@pytest.mark.cohort
@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_keeps_its_promises(unit: Unit) -> None:
    promises = list(audit(COURSE, unit, jobs=2))
    content = unit_content.load(COURSE, unit.id)

    assert [promise for promise in promises if promise.broken] == []
    assert len(promises) == 4 + len(content.questions) + len(content.catalogue.mistakes) + len(content.catalogue.rights)


@pytest.mark.parametrize("unit", UNITS)
def test_every_exercise_has_known_mistakes_and_other_right_ways(unit: Unit) -> None:
    content = unit_content.load(COURSE, unit.id)
    for exercise in content.exercises:
        assert content.catalogue.of(exercise), exercise
        assert sum(right.exercise == exercise for right in content.catalogue.rights) >= 2, exercise


Audited = Callable[..., list[AuditResult]]


@pytest.fixture
def audited(content: UnitContent, monkeypatch: pytest.MonkeyPatch) -> Audited:
    """The broken promises of the unit with another catalogue."""

    def run(mistakes: tuple[Mistake, ...] = (), rights: tuple[Right, ...] = ()) -> list[AuditResult]:
        changed = replace(content, catalogue=Catalogue(mistakes, rights))
        monkeypatch.setattr("autograder.course.unit_content.load", lambda course, unit: changed)
        return [promise for promise in audit(content.course, content.unit) if promise.broken]

    return run


def test_a_mistake_that_no_check_catches_breaks_a_promise(audited: Audited, content: UnitContent) -> None:
    right = next(right for right in content.catalogue.rights if right.exercise == "train_step")
    harmless = Mistake("uphill-step", "train_step", "hint", "test_one_step_by_hand", right.variant)
    (broken,) = audited((harmless,))

    assert "test_one_step_by_hand passes" in broken.broken


def test_a_mistake_that_is_called_by_another_name_breaks_a_promise(audited: Audited, content: UnitContent) -> None:
    uphill = next(mistake for mistake in content.catalogue.mistakes if mistake.id == "uphill-step")
    (broken,) = audited((replace(uphill, id="another-id"),))

    assert "named ['uphill-step']" in broken.broken


def test_a_right_variant_that_loses_points_breaks_a_promise(audited: Audited, content: UnitContent) -> None:
    uphill = next(mistake for mistake in content.catalogue.mistakes if mistake.id == "uphill-step")
    (broken,) = audited((), (Right("train_step", uphill.variant),))

    assert "of 6: test_one_step_by_hand" in broken.broken


def test_a_stub_that_earns_points_breaks_a_promise(
    audited: Audited, content: UnitContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.authoring.audit.sample.as_bytes", lambda notebook: b"{}")
    broken = audited()

    assert [promise.what for promise in broken] == [
        "the reference earns every point",
        "the untouched release earns nothing",
    ]


def test_the_sample_class_is_the_notebook_with_cells_replaced(content: UnitContent) -> None:
    solved = sample_submissions.solved_notebook(content)
    changed = sample_submissions.with_cells(solved, {"train_step": "x = 1"})

    assert [a["id"] for a, b in zip(solved["cells"], changed["cells"], strict=True) if a != b] == ["train_step"]
