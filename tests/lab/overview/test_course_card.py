"""The card with all units: what is done, what is not here, where to go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import lab
import pytest
from lab.overview import course_card, course_outline
from lab.overview.course_outline import CourseOutline, UnitOutline

from tests.lab.overview.test_saved_work import PASSED, cell, save

STEPS = UnitOutline("first-steps", "First steps", 60, "Monday, 1 March 2027, 23:59", exercises=("step",))
WALK = UnitOutline("walk", "Walk", 90, exercises=("go",))
EXTRA = UnitOutline("extra", "Extra", 30, optional=True)
OUTLINE = CourseOutline("Downhill", (EXTRA, STEPS, WALK))


def text(folder: Path, outline: CourseOutline = OUTLINE) -> str:
    return " ".join(course_card.progress_card(outline, folder).text().split())


def test_a_folder_of_its_own_has_no_unit(tmp_path: Path) -> None:
    card = text(tmp_path)

    assert "Downhill: 0 of 2 units done" in card
    assert card.count("its notebook is not here") == 3
    assert "No notebook of a unit is here. Keep the folders of the units beside this one" in card


def test_units_are_numbered_with_minutes_due_date_and_optional(tmp_path: Path) -> None:
    for unit in OUTLINE.units:
        save(tmp_path)
        (tmp_path / "first-steps.ipynb").rename(tmp_path / f"{unit.id}.ipynb")
    save(tmp_path)
    card = text(tmp_path, CourseOutline("Downhill", (STEPS, WALK)))

    assert "1 · First steps – not begun, about 60 minutes; due Monday, 1 March 2027, 23:59" in card
    assert "2 · Walk – not begun, about 90 minutes" in card


def test_it_says_where_to_go_on_at_a_unit_that_counts_first(tmp_path: Path) -> None:
    save(tmp_path / "first-steps", cell("step", "def step(): pass"))
    save(tmp_path / "extra")
    (tmp_path / "extra" / "first-steps.ipynb").rename(tmp_path / "extra" / "extra.ipynb")
    (tmp_path / "start").mkdir()
    card = text(tmp_path / "start")

    assert "0 of 1 exercises pass their checks, 0 of 0 predictions locked in, 0 explained" in card
    assert "Go on with “First steps”: open `../first-steps/first-steps.ipynb`." in card


def test_what_is_done_counts_and_a_damaged_file_is_named(tmp_path: Path) -> None:
    save(tmp_path, cell("step", "def step(): pass"), cell("step-check", "", PASSED), predictions="{")
    card = text(tmp_path)

    assert "Downhill: 1 of 2 units done" in card
    assert "✓ done, as far as can be seen from here" in card
    assert "First steps: `predictions.json` is damaged" in card
    assert "Everything that is here is done." in card


def test_progress_without_a_unit_shows_all(
    folder: Path, printed: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course_outline, "read", lambda: OUTLINE)
    lab.progress()

    assert "Downhill: 0 of 2 units done" in printed()
    assert list(folder.iterdir()) == []


def test_without_the_list_of_units_progress_says_so(folder: Path, printed: Callable[[], str]) -> None:
    lab.progress()

    assert "There is no list of units here" in printed()
