"""`nbgrader export`: the same file as nbgrader's own, without scores that are not final."""

from __future__ import annotations

import csv
import logging
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from autograder.nbgrader.csv_export import FinalGradesExport

pytestmark = pytest.mark.filterwarnings("ignore:Object of type .* not in session")

UNIT = "unit"


@pytest.fixture
def gradebook(tmp_path: Path) -> Gradebook:
    """A gradebook with four students: graded, waiting for a person, without a submission, with a comma in the name."""
    gradebook = Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}")
    gradebook.add_assignment(UNIT)
    gradebook.add_notebook(UNIT, UNIT)
    gradebook.add_grade_cell("f-check", UNIT, UNIT, max_score=4, cell_type="code")
    for student in ("ada", "bob", "cleo"):
        gradebook.add_student(student, last_name=student, first_name="")
    gradebook.add_student("wei, li", last_name="Wei, Li")
    for student in ("ada", "bob", "wei, li"):
        gradebook.add_submission(UNIT, student)
        grade = gradebook.find_grade("f-check", UNIT, UNIT, student)
        grade.auto_score, grade.extra_credit = 3, 0.5
        grade.needs_manual_grade = student == "bob"
    gradebook.db.commit()
    return gradebook


def rows(plugin: type, gradebook: Gradebook, path: Path) -> dict[str, dict[str, str]]:
    plugin(to=str(path)).export(gradebook)
    with path.open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_final_scores_are_those_of_nbgraders_own_export(gradebook: Gradebook, tmp_path: Path) -> None:
    table = rows(FinalGradesExport, gradebook, tmp_path / "grades.csv")
    stock = rows(CsvExportPlugin, gradebook, tmp_path / "stock.csv")

    assert {name: table[name] for name in ("ada", "cleo")} == {name: stock[name] for name in ("ada", "cleo")}
    assert (table["ada"]["score"], table["cleo"]["score"]) == ("3.5", "0.0")
    assert (table["wei, li"]["last_name"], table["wei, li"]["score"]) == ("Wei, Li", "3.5")


def test_a_score_that_waits_for_a_person_is_left_out_and_named(
    gradebook: Gradebook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        bob = rows(FinalGradesExport, gradebook, tmp_path / "grades.csv")["bob"]

    assert (bob["raw_score"], bob["score"], bob["max_score"]) == ("", "", "4.0")
    assert "unit, bob: waits for a person" in caplog.text


def test_students_and_assignments_can_be_selected(gradebook: Gradebook, tmp_path: Path) -> None:
    plugin = FinalGradesExport(to=str(tmp_path / "grades.csv"), student=["ada"], assignment=[UNIT])
    plugin.export(gradebook)

    assert (tmp_path / "grades.csv").read_text(encoding="utf-8").count("\n") == 2
