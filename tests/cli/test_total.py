"""The command `total`: a table, the rules beside it, CSV, and an exit code that says whether it is final."""

from __future__ import annotations

import csv
import io
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from nbgrader.api import Gradebook

from autograder.cli.main import main
from autograder.files import safe_file_name
from autograder.report import Report
from tests.class_reports import student_report
from tests.cli.conftest import ROOT

HOSTILE = '=HYPERLINK("http://x","y"),\n\x1b[31m'


@pytest.fixture(autouse=True)
def _in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def save(folder: Path, *reports: Report) -> Path:
    for report in reports:
        path = folder / report.unit / f"{safe_file_name(report.student)}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report.json_text(), encoding="utf-8")
    return folder


def of_unit(unit: str, student: str = "ada", score: int = 4, *problems: str) -> Report:
    return student_report(student, problems=problems).model_copy(update={"unit": unit, "score": score})


def total(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["total", *map(str, arguments)])


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_it_adds_up_the_units_and_prints_the_rules(tmp_path: Path) -> None:
    folder = save(tmp_path, of_unit("gradient"), of_unit("training-loop", score=8), of_unit("pytorch"))
    result = total("--reports", folder)

    assert result.exit_code == 0
    assert "12/16" in result.stdout
    assert "75" in result.stdout
    assert "[4]" in result.stdout, "the optional unit is shown and does not count"
    assert "Optional, they do not count: pytorch." in result.stdout
    assert "rounded once, at the end" in result.stdout


def test_a_held_back_submission_is_named_and_makes_the_total_provisional(tmp_path: Path) -> None:
    folder = save(tmp_path, of_unit("gradient", "ada", 4, "test_x: NameError"), of_unit("gradient", "bob"))
    result = total("--reports", folder, "--out", tmp_path / "total.csv")
    rows = {row["student"]: row for row in rows_of(tmp_path / "total.csv")}

    assert result.exit_code == 1
    assert "50?" in result.stdout
    assert "provisional: ada: gradient: held back: test_x: NameError" in result.stderr
    assert (rows["ada"]["provisional"], rows["bob"]["provisional"]) == ("yes", "no")
    assert (rows["bob"]["gradient"], rows["bob"]["total"], rows["bob"]["out of"], rows["bob"]["percent"]) == (
        "4", "4", "8", "50",
    )  # fmt: skip


def test_a_name_runs_nothing_in_a_spreadsheet_or_a_terminal(tmp_path: Path) -> None:
    folder = save(tmp_path, of_unit("gradient", HOSTILE))
    result = total("--reports", folder, "--out", tmp_path / "total.csv")
    (row,) = rows_of(tmp_path / "total.csv")

    assert row["student"].startswith("'=HYPERLINK")
    assert "\x1b" not in (tmp_path / "total.csv").read_text(encoding="utf-8")
    assert "\x1b[31m" not in result.stdout


def test_without_reports_it_says_how_to_make_them(tmp_path: Path) -> None:
    result = total("--reports", tmp_path)

    assert result.exit_code == 2
    assert "there are no reports of a unit" in result.stderr


def test_reports_in_the_folder_of_another_unit_are_refused(tmp_path: Path) -> None:
    folder = save(tmp_path, of_unit("gradient"))
    (folder / "gradient").rename(folder / "training-loop")

    assert "there are reports of 'gradient'" in total("--reports", folder).stderr


@pytest.fixture
def gradebook_file(tmp_path: Path) -> Path:
    """A gradebook in which ada's text has points by hand, and bob's still waits."""
    path = tmp_path / "gradebook.db"
    with warnings.catch_warnings(), Gradebook(f"sqlite:///{path}") as gradebook:
        warnings.simplefilter("ignore")
        gradebook.add_assignment("gradient")
        gradebook.add_notebook("gradient", "gradient")
        for cell, points, kind in (("mse", 30, "code"), ("text", 10, "markdown")):
            gradebook.add_grade_cell(cell, "gradient", "gradient", max_score=points, cell_type=kind)
        for student, by_hand in (("ada", 7.5), ("bob", None)):
            gradebook.add_student(student)
            gradebook.add_submission("gradient", student)
            check = gradebook.find_grade("mse", "gradient", "gradient", student)
            check.auto_score, check.needs_manual_grade = 24, False
            text = gradebook.find_grade("text", "gradient", "gradient", student)
            text.manual_score, text.needs_manual_grade = by_hand, by_hand is None
        gradebook.find_submission("gradient", "ada").notebooks[0].late_submission_penalty = 3.15
        gradebook.db.commit()
    return path


def test_points_that_a_person_gave_count_where_the_gradebook_is_added_up(gradebook_file: Path, tmp_path: Path) -> None:
    result = total("--gradebook", gradebook_file, "--out", tmp_path / "total.csv")
    ada, bob = rows_of(tmp_path / "total.csv")

    assert (ada["gradient"], ada["total"], ada["out of"], ada["provisional"]) == ("28.35", "28.35", "40", "no")
    assert bob["provisional"] == "yes"
    assert "provisional: bob: gradient: a cell waits for manual grading" in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--gradebook", "nowhere.db"), "there is no gradebook 'nowhere.db'"),
        (("--gradebook", "gradebook.db", "--reports", "reports"), "there are two places for the marks"),
    ],
)
def test_marks_come_from_one_place_that_exists(arguments: tuple[str, ...], message: str) -> None:
    result = total(*arguments)

    assert result.exit_code == 2
    assert message in result.stderr
