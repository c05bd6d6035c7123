"""What saved files say about a unit, whatever state they are in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lab.overview import saved_work
from lab.overview.course_outline import UnitOutline
from lab.overview.saved_work import SavedWork

UNIT = UnitOutline("first-steps", "First steps", 60, exercises=("step", "walk"), predictions=("where", "when"))
STUB = "def step():\n    # YOUR CODE HERE\n    raise NotImplementedError()"
PASSED = "── step: 2 of 2 visible points ──\n  ✓ passed  Holds.\nThe grader checks more."
FAILED = "── step: 1 of 2 visible points ──\n  ✓ passed  Holds.\n  ✗ not yet  Does not."


def cell(name: str, source: Any = "", text: Any = None) -> dict[str, Any]:
    outputs = [{"output_type": "display_data", "data": {"text/plain": text}}] if text is not None else []
    metadata = {"nbgrader": {"grade_id": name}}
    return {"cell_type": "code", "id": "lost", "metadata": metadata, "source": source, "outputs": outputs}


def save(folder: Path, *cells: Any, predictions: Any = None) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "first-steps.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    if predictions is not None:
        text = predictions if isinstance(predictions, str) else json.dumps(predictions)
        (folder / "predictions.json").write_text(text, encoding="utf-8")


def counts(work: SavedWork) -> tuple[int, int, int, int]:
    return work.attempted, work.passed, work.predicted, work.explained


@pytest.mark.parametrize("place", [".", "first-steps", "../first-steps"], ids=["here", "below", "beside"])
def test_a_notebook_is_found_here_below_or_beside(place: str, tmp_path: Path) -> None:
    folder = tmp_path / "start"
    folder.mkdir()
    save(folder / place, cell("step", "def step(): pass"))

    assert saved_work.read(UNIT, folder).attempted == 1


def test_without_a_notebook_nothing_is_done(tmp_path: Path) -> None:
    assert saved_work.read(UNIT, tmp_path) == SavedWork()


def test_an_untouched_notebook_is_not_begun(tmp_path: Path) -> None:
    save(tmp_path, cell("step", STUB), cell("step-check", "lab.check('step', step)"))
    work = saved_work.read(UNIT, tmp_path)

    assert (counts(work), work.is_attempted, work.problem) == ((0, 0, 0, 0), False, "")


def test_cells_that_have_lost_their_names_are_found_by_their_content(tmp_path: Path) -> None:
    check = cell("step-check", 'lab.check("step", step)', PASSED)
    save(tmp_path, cell("step", "def step(): pass") | {"metadata": {}}, check | {"metadata": {"id": "xY01"}})

    assert counts(saved_work.read(UNIT, tmp_path)) == (1, 1, 0, 0)


@pytest.mark.parametrize(("text", "passed"), [(PASSED, 1), (PASSED.splitlines(keepends=True), 1), (FAILED, 0), ("", 0)])
def test_an_exercise_has_passed_where_its_card_says_so(text: Any, passed: int, tmp_path: Path) -> None:
    save(tmp_path, cell("step", "def step(): pass"), cell("step-check", "", text))

    assert counts(saved_work.read(UNIT, tmp_path))[:2] == (1, passed)


def test_a_card_below_an_exercise_that_is_a_stub_again_does_not_count(tmp_path: Path) -> None:
    save(tmp_path, cell("step", STUB), cell("step-check", "", PASSED))

    assert saved_work.read(UNIT, tmp_path).passed == 0


def test_predictions_count_for_their_own_unit(tmp_path: Path) -> None:
    entries = {"where": {"answer": "a", "explanation": "e"}, "when": {"answer": 3}, "other": {"answer": "b"}}
    save(tmp_path, predictions=entries)

    assert counts(saved_work.read(UNIT, tmp_path)) == (0, 0, 2, 1)


def test_all_is_done_when_every_part_is(tmp_path: Path) -> None:
    walked = PASSED.replace("step", "walk")
    entries = {name: {"answer": "a", "explanation": "e"} for name in UNIT.predictions}
    functions = [cell("step", "def step(): pass"), cell("walk", "def walk(): pass")]
    save(tmp_path, *functions, cell("step-check", "", PASSED), cell("walk-check", "", walked), predictions=entries)

    assert saved_work.read(UNIT, tmp_path).is_all_of(UNIT)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"cells": 3}', '{"cells": null}', '{"metadata": {}}', "[" * 9999, "<<<<<<< HEAD"],
    ids=["empty", "cut", "list", "null", "number", "no list", "no cells", "deep", "conflict"],
)
def test_a_damaged_notebook_is_named_and_stops_nothing(text: str, tmp_path: Path) -> None:
    save(tmp_path, predictions={"where": {"answer": "a"}})
    (tmp_path / "first-steps.ipynb").write_text(text, encoding="utf-8")
    work = saved_work.read(UNIT, tmp_path)

    assert counts(work) == (0, 0, 1, 0)
    assert "`first-steps.ipynb` cannot be read" in work.problem


def test_damaged_cells_do_not_hide_the_others(tmp_path: Path) -> None:
    strange = [3, None, {}, {"metadata": 3, "source": 4}, {"metadata": {"nbgrader": []}, "outputs": {}}]
    check = cell("step-check") | {"outputs": [None, {"data": 3}, {"data": {"text/plain": PASSED}}]}
    save(tmp_path, *strange, cell("step", "def step(): pass"), check)

    assert counts(saved_work.read(UNIT, tmp_path))[:2] == (1, 1)


@pytest.mark.parametrize("text", ["{", "<<<<<<< HEAD", "[3]"])
def test_damaged_predictions_are_named(text: str, tmp_path: Path) -> None:
    save(tmp_path, cell("step", "def step(): pass"), predictions=text)
    work = saved_work.read(UNIT, tmp_path)

    assert counts(work) == (1, 0, 0, 0)
    assert "`predictions.json` is damaged" in work.problem


def test_a_folder_or_a_link_to_itself_under_the_name_of_a_notebook_is_none(tmp_path: Path) -> None:
    (tmp_path / "first-steps.ipynb").symlink_to(tmp_path / "first-steps.ipynb")

    assert saved_work.read(UNIT, tmp_path) == SavedWork()
    (tmp_path / "first-steps.ipynb").unlink()
    (tmp_path / "first-steps.ipynb").mkdir()
    assert saved_work.read(UNIT, tmp_path) == SavedWork()
