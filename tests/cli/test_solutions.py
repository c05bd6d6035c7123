"""The command `solutions`: a file for students, where the course gives out solutions."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lab.solving import solution_file

from autograder.authoring.course_copy import copy_course
from autograder.cli.main import main
from autograder.course.configuration import Course
from autograder.course.points import read_unit_points
from tests.cli.conftest import UNIT


@pytest.fixture
def folder(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_course(course, tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    return tmp_path / "course"


def solutions(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["solutions", *arguments])


def allow(folder: Path, due: str = "") -> None:
    """Let the course give out solutions, and perhaps give its unit a due date."""
    path = folder / "course.yml"
    text = path.read_text(encoding="utf-8").replace("solutions: never\n", "solutions: with_feedback\n")
    due_line = f"\n    due: {due}" if due else ""
    path.write_text(text.replace(f"id: {UNIT}\n", f"id: {UNIT}{due_line}\n"), encoding="utf-8")


def test_it_writes_all_solutions_of_the_unit_and_warns_while_students_have_time(folder: Path, course: Course) -> None:
    allow(folder)
    result = solutions(UNIT)
    file = solution_file.decode((folder / "reports" / f"{UNIT}.solutions").read_bytes())

    assert result.exit_code == 0, result.output
    assert file is not None
    assert set(file.solutions) == set(read_unit_points(course.unit(UNIT)).exercises)
    assert "the unit has no due date" in result.stderr
    assert UNIT in result.stdout


@pytest.mark.parametrize(("due", "warns"), [("2020-03-01T00:00:00+00:00", False), ("2120-03-01T00:00:00+00:00", True)])
def test_after_the_due_date_there_is_nothing_to_warn_of(folder: Path, tmp_path: Path, due: str, warns: bool) -> None:
    allow(folder, due)
    result = solutions(UNIT, "--out", str(tmp_path / "x.solutions"))

    assert result.exit_code == 0, result.output
    assert (tmp_path / "x.solutions").is_file()
    assert ("students can hand in until 2120" in result.stderr) is warns


def test_a_course_that_gives_none_out_refuses_and_says_what_to_write(folder: Path) -> None:
    result = solutions(UNIT)

    assert result.exit_code == 2
    assert "solutions: with_feedback" in result.stderr
    assert not (folder / "reports").exists()
