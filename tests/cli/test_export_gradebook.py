"""The commands `export canvas`, `moodle`, `brightspace`, `blackboard`, `csv` and `gradescope`."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import main
from autograder.course.student_entries import StudentEntries, StudentEntry
from autograder.report import Report
from tests.classroom_results import put, report
from tests.platform_gradebooks import BRIGHTSPACE, CANVAS, MOODLE, WORKSHEET, blackboard_file

ROOT = Path(__file__).parents[2]
STUDENTS = ("ada", "emmy", "eve", "stranger")
ROSTERS = {
    "canvas": CANVAS.replace("40.00", "12.00").encode(),
    "moodle": MOODLE.encode(),
    "brightspace": BRIGHTSPACE.replace("MaxPoints:40", "MaxPoints:12").encode(),
    "blackboard": blackboard_file().decode("utf-16").replace("Pts: 40", "Pts: 12").encode("utf-16"),
}
COLUMNS = {"moodle": "Assignment: Loops (Real)", "canvas": "4711"}
MAPPING = "student,id\nada,ada@example.org\nemmy,emmy@example.org\neve,eve@example.org\n"


@pytest.fixture(autouse=True)
def _in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Return reports with pages: of two students with marks, one who waits, and one whom no roster has."""
    folder = tmp_path / "reports"
    for student in STUDENTS:
        student_report = report(student, problems=["a check broke"] if student == "eve" else ())
        save(folder, student_report)
        put(folder / f"{student}.html", f"<p>{student}</p>".encode())
    return folder


def save(folder: Path, student_report: Report) -> None:
    put(folder / f"{student_report.student}.json", student_report.json_text().encode())


def export(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


@pytest.mark.parametrize("platform", ROSTERS)
def test_everybody_is_in_the_file_or_in_a_list(tmp_path: Path, reports: Path, platform: str) -> None:
    roster = put(tmp_path / "roster", ROSTERS[platform])
    mapping = ["--mapping", put(tmp_path / "mapping.csv", MAPPING.encode())] if platform == "moodle" else []
    column = COLUMNS.get(platform, "Loops")
    result = export(platform, reports, "--roster", roster, "--column", column, *mapping, "--out", tmp_path / "out.csv")
    data = (tmp_path / "out.csv").read_bytes()
    text = data.decode("utf-16" if platform == "blackboard" else "utf-8")

    assert result.exit_code == 1, result.output
    assert "held back: 'eve': a check broke" in result.stderr
    assert "not exported: 'stranger': no row has this id, e-mail or name" in result.stderr
    assert "Nobody" in result.stderr
    assert "out.csv is ready: 2 marks, 1 held back, 1 without a row" in result.stdout
    assert "eve" not in text
    assert "Nobody" not in text
    assert not [word for word in ("secret", "hint", "uphill", "test_hidden") if word in text]


def test_a_complete_class_is_a_success(tmp_path: Path) -> None:
    save(tmp_path / "reports", report("ada"))
    roster = put(tmp_path / "roster.csv", ROSTERS["canvas"])
    arguments = ["canvas", tmp_path / "reports", "--roster", roster, "--out", tmp_path / "out.csv"]

    assert export(*arguments, "--column", "4711").exit_code == 0
    assert export(*arguments).exit_code == 2
    assert export(*arguments, "--column", "4711", "--unit", "gradient").exit_code == 2


def test_a_mapping_file_names_the_row_of_a_student(tmp_path: Path, reports: Path) -> None:
    roster = put(tmp_path / "roster.csv", ROSTERS["canvas"])
    mapping = put(tmp_path / "mapping.csv", b"student,id\nstranger,102\n")
    arguments = ["--roster", roster, "--column", "4711", "--mapping", mapping, "--out", tmp_path / "out.csv"]
    result = export("canvas", reports, *arguments)

    assert "stranger" not in result.stderr
    assert "102" in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_moodle_gets_the_pages_of_the_students_with_a_mark(tmp_path: Path, reports: Path) -> None:
    roster = put(tmp_path / "roster.csv", WORKSHEET.replace("40.00", "12.00").encode())
    mapping = put(tmp_path / "mapping.csv", MAPPING.encode())
    result = export(
        "moodle", reports, "--roster", roster, "--mapping", mapping, "--out", tmp_path / "out.csv",
        "--feedback", tmp_path / "feedback.zip",
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / "feedback.zip") as archive:
        pages = {name: archive.read(name) for name in archive.namelist()}

    assert "feedback.zip is ready: 2 pages" in result.stdout
    assert pages == {
        "Ada Lovelace_501_assignsubmission_file/feedback.html": b"<p>ada</p>",
        "עמי_503_assignsubmission_file/feedback.html": b"<p>emmy</p>",
    }


def test_canvas_gets_them_under_the_names_of_its_download(tmp_path: Path, reports: Path) -> None:
    roster = put(tmp_path / "roster.csv", ROSTERS["canvas"])
    put(tmp_path / "submissions" / "ada_101_9001_training-loop.ipynb")
    arguments = [
        "canvas", reports, "--roster", roster, "--column", "4711", "--out", tmp_path / "out.csv",
        "--feedback", tmp_path / "feedback.zip",
    ]  # fmt: skip
    without_download = export(*arguments)
    result = export(*arguments, "--download", tmp_path / "submissions")

    assert without_download.exit_code == 2
    assert "with --download" in without_download.output
    assert zipfile.ZipFile(tmp_path / "feedback.zip").namelist() == ["ada_101_9001_feedback.html"]
    assert "no feedback: 'emmy'" in result.stderr
    assert result.exit_code == 1


def test_a_student_without_a_page_is_named(tmp_path: Path, reports: Path) -> None:
    (reports / "ada.html").unlink()
    roster = put(tmp_path / "roster.csv", WORKSHEET.replace("40.00", "12.00").encode())
    mapping = put(tmp_path / "mapping.csv", MAPPING.encode())
    arguments = ["--roster", roster, "--mapping", mapping, "--out", tmp_path / "out.csv", "--feedback"]
    result = export("moodle", reports, *arguments, tmp_path / "feedback.zip")

    assert "no feedback: 'ada': there is no page" in result.stderr
    assert export("moodle", reports, *arguments, tmp_path / "no" / "f.zip").exit_code == 2
    assert export("moodle", reports, "--pages", tmp_path, *arguments, tmp_path / "f.zip").exit_code == 2


def test_a_plain_file_lists_what_waits_without_a_number(tmp_path: Path, reports: Path) -> None:
    result = export("csv", reports, "--out", tmp_path / "marks.csv")
    with (tmp_path / "marks.csv").open(encoding="utf-8", newline="") as file:
        points = {row["student"]: row["points"] for row in csv.DictReader(file)}

    assert result.exit_code == 1
    assert points == {"ada": "6", "emmy": "6", "eve": "", "stranger": "6"}
    assert "4 submissions, 3 with a mark" in result.stdout


def test_who_is_excused_in_students_yml_has_no_number(
    tmp_path: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = StudentEntries({"ada": StudentEntry(excused=("training-loop",))})
    monkeypatch.setattr(StudentEntries, "load", lambda course: entries)
    result = export("csv", reports, "--out", tmp_path / "marks.csv")

    assert "held back: 'ada': is excused" in result.stderr
    assert "4 submissions, 2 with a mark" in result.stdout


def test_outside_of_a_course_reports_are_exported_as_well(
    tmp_path: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert "3 with a mark" in export("csv", reports, "--out", tmp_path / "marks.csv").stdout


def test_a_gradebook_needs_the_unit(tmp_path: Path) -> None:
    result = export("csv", put(tmp_path / "gradebook.db"), "--out", tmp_path / "marks.csv")

    assert result.exit_code == 2
    assert "--unit" in result.output


def test_the_archive_for_gradescope_says_for_whom_it_is(tmp_path: Path) -> None:
    result = export("gradescope", "training-loop", "--out", tmp_path / "autograder.zip")

    assert result.exit_code == 0, result.output
    assert "give it to no student" in result.stdout
    assert {"setup.sh", "run_autograder"} <= set(zipfile.ZipFile(tmp_path / "autograder.zip").namelist())
    assert export("gradescope", "training-lop").exit_code == 2


@pytest.mark.parametrize("name", [*ROSTERS, "csv", "gradescope"])
def test_every_format_has_help(name: str) -> None:
    assert export(name, "--help").exit_code == 0
