"""The command `export`: one file per student, and a reason for each report that is not exported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import main
from autograder.export import classroom
from autograder.report import ManualAnswer, Report
from tests.classroom_results import RESULT, report, require_collectable

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def save(folder: Path, *reports: Report) -> Path:
    folder.mkdir(exist_ok=True)
    for student_report in reports:
        (folder / f"{student_report.student}.json").write_text(student_report.json_text())
    return folder


def export(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def test_every_student_gets_one_file(tmp_path: Path) -> None:
    reports = save(tmp_path / "reports", report("ada"), report("blaise"))
    result = export("classroom", reports, "--out", tmp_path / "out")

    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["ada.result", "blaise.result"]
    assert (tmp_path / "out" / "ada.result").read_text() == classroom.grading_reporter_output(report("ada"))


def test_the_list_of_grade_json_is_read_as_well(tmp_path: Path) -> None:
    (tmp_path / "all.json").write_text(f"[{report('ada').json_text()},{report('blaise').json_text()}]")
    result = export("classroom", tmp_path / "all.json", "--out", tmp_path / "out")

    assert result.exit_code == 0, result.output
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_report_that_is_not_publishable_is_not_exported_and_says_why(tmp_path: Path) -> None:
    reports = save(tmp_path / "reports", report("ada"), report("eve", problems=["a check broke"]))
    result = export("classroom", reports, "--out", tmp_path / "out")

    assert result.exit_code == 1
    assert "not exported: 'eve' is held back: a check broke" in result.output
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ada.result"]


def test_reports_are_joined_with_the_submissions_of_a_download(tmp_path: Path) -> None:
    download = tmp_path / "ml-loops_submissions_2027_03_01_T_23_59_00"
    for name, owner in {"ada": "Ada", "eve": "Ada"}.items():
        (download / f"ml-loops-{name}").mkdir(parents=True)
        (download / f"ml-loops-{name}" / "result.json").write_text(json.dumps(RESULT | {"owner": owner}))
    (download / "ml-loops-mallory").mkdir()
    (download / "ml-loops-mallory" / "result.json").symlink_to(download / "ml-loops-ada" / "result.json")
    reports = save(tmp_path / "reports", *(report(name) for name in ("ada", "eve", "mallory", "nemo")))
    out = tmp_path / "out"
    result = export("classroom50", reports, download, "--out", out)

    assert result.exit_code == 1
    assert [path.name for path in out.iterdir()] == ["ada.json"]
    require_collectable(json.loads((out / "ada.json").read_text()), "ml", "loops", "ada")
    assert "the result.json in the clone of 'eve' belongs to somebody else" in result.output
    assert "'mallory' has no result.json" in result.output
    assert "'nemo' has no result.json" in result.output


@pytest.mark.parametrize("text", ["{}", "[", "[{}]", '{"schema": "autograder/report/v1", "score": 99}'])
def test_other_files_are_refused_as_reports(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    result = export("classroom", tmp_path / "x.json", "--out", tmp_path / "out")

    assert result.exit_code == 2
    assert "this is not a report" in result.output


@pytest.mark.parametrize("name", ["classroom", "classroom50"])
def test_every_format_has_help(name: str) -> None:
    assert export(name, "--help").exit_code == 0


def test_a_report_whose_text_waits_for_points_is_not_exported(tmp_path: Path) -> None:
    answers = (ManualAnswer(id="own-text", is_written=True, max_score=10),)
    reports = save(tmp_path / "reports", report("ada").model_copy(update={"manual_answers": answers}))
    result = export("classroom", reports, "--out", tmp_path / "out")

    assert result.exit_code == 1
    assert "'ada' is held back: 10 points wait for a person" in result.output
    assert not list((tmp_path / "out").iterdir())
