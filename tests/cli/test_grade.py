"""The command `grade`: a table or JSON, reports in a folder, and an exit code that says whether somebody must look."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_submissions import notebook_bytes
from autograder.cli.main import main
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.report import Report
from tests.cli.conftest import ROOT, UNIT

pytestmark = pytest.mark.usefixtures("kept_grading_processes")

Grade = Callable[..., Result]


@pytest.fixture
def grade() -> Grade:
    """Run `autograder grade` on the unit, in the course's folder or another one."""

    def grade(*arguments: str | Path, cwd: Path = ROOT) -> Result:
        with chdir(cwd):
            command = ["grade", UNIT, *map(str, arguments), "--jobs", "1"]
            return CliRunner().invoke(main, command, catch_exceptions=False)

    return grade


def test_a_class_is_graded_as_a_table(grade: Grade, submitted: Path) -> None:
    process = grade(submitted)

    assert process.exit_code == 1, "somebody must look at one report"
    assert "ada" in process.stdout
    assert "32/40" in process.stdout
    assert "not attempted" in process.stdout
    assert "not publishable: eve: the file is not a notebook" in process.stderr


def test_json_on_standard_output_has_nothing_beside_it(grade: Grade, submitted: Path) -> None:
    process = grade(submitted, "--json", "-")

    assert [(report["student"], report["score"]) for report in json.loads(process.stdout)] == [
        ("ada", 32),
        ("blaise", 0),
        ("eve", 0),
    ]


def test_the_report_has_the_documented_form(grade: Grade, submitted: Path) -> None:
    process = grade(submitted / "ada" / UNIT / f"{UNIT}.ipynb", "--json", "-")
    (report,) = json.loads(process.stdout)

    assert process.exit_code == 0
    assert report["schema"] == "autograder/report/v1"
    assert {"course", "unit", "student", "submission", "score", "max_score", "publishable"} <= report.keys()
    assert {"process", "bubblewrap", "landlock", "seccomp", "limits"} <= report["isolation"].keys()
    assert Report.from_json(json.dumps(report)).score == report["score"]


def test_a_single_notebook_can_be_given_a_students_name(grade: Grade, submitted: Path) -> None:
    notebook = submitted / "ada" / UNIT / f"{UNIT}.ipynb"
    process = grade(notebook, "--student", "a/b, 🚀", "--json", "-")

    assert json.loads(process.stdout)[0]["student"] == "a/b, 🚀"


def test_clones_are_graded_too(grade: Grade, tmp_path: Path, solved: Notebook) -> None:
    for repository in ("team-ada", "team-blaise"):
        folder = tmp_path / "clones" / repository / "work"
        folder.mkdir(parents=True)
        (folder / f"{UNIT}.ipynb").write_bytes(notebook_bytes(solved))
    process = grade(tmp_path / "clones", "--json", "-")

    assert [report["student"] for report in json.loads(process.stdout)] == ["team-ada", "team-blaise"]


def test_what_was_left_out_is_printed_and_somebody_must_look(grade: Grade, tmp_path: Path, solved: Notebook) -> None:
    for path in ("section1/ada/training-loop.ipynb", "section1/bob/training-loop-Copy1.ipynb", "late.ipynb"):
        (tmp_path / "class" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "class" / path).write_bytes(notebook_bytes(solved))
    (tmp_path / "class" / "section1" / "bob" / "training-loop.ipynb").write_bytes(b"{}")
    process = grade(tmp_path / "class", "--json", "-")
    reports = {report["student"]: report for report in json.loads(process.stdout)}

    assert process.exit_code == 1
    assert {student: report["score"] for student, report in reports.items()} == {"ada": 32, "bob": 32}
    assert "'training-loop-Copy1.ipynb' was graded" in reports["bob"]["submission"]["repairs"][0]
    assert "left out: class/late.ipynb: it stands beside the students' folders" in process.stderr
    assert "left out: bob: training-loop.ipynb: 'training-loop-Copy1.ipynb' was graded" in process.stderr


def test_every_student_has_a_report_in_the_folder(grade: Grade, submitted: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    grade(submitted, "--out", out)

    assert sorted(path.name for path in out.glob("*.json")) == ["ada.json", "blaise.json", "eve.json"]
    assert Report.from_json((out / "ada.json").read_bytes()).score == 32
    assert sorted(path.name for path in out.glob("*.html")) == ["ada.html", "blaise.html", "eve.html"]
    assert "<strong>32 of 40</strong>" in (out / "ada.html").read_text(encoding="utf-8")


def test_unchanged_submissions_are_not_graded_again(grade: Grade, submitted: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    grade(submitted, "--out", out)
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.json")}
    (submitted / "eve" / UNIT / f"{UNIT}.ipynb").write_bytes(b"??")
    grade(submitted, "--out", out)
    after = {path.name: path.stat().st_mtime_ns for path in out.glob("*.json")}

    assert {name for name in before if before[name] != after[name]} == {"eve.json"}


def test_a_killed_run_leaves_complete_reports_and_the_same_command_finishes_it(
    submitted: Path, tmp_path: Path, grade: Grade
) -> None:
    out = tmp_path / "reports"
    command = [sys.executable, "-m", "autograder", "grade", UNIT, str(submitted), "--out", str(out), "--jobs", "1"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    while not list(out.glob("*.json")) and process.poll() is None:
        os.sched_yield()
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    students = [Report.from_json(path.read_bytes()).student for path in out.glob("*.json")]
    second = grade(submitted, "--out", out, "--json", "-")

    assert students
    assert [report["student"] for report in json.loads(second.stdout)] == ["ada", "blaise", "eve"]
    assert not list(out.glob(".writing-*"))


def test_a_file_in_the_place_of_the_reports_folder_is_refused(grade: Grade, submitted: Path, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("mine")
    process = grade(submitted, "--out", tmp_path / "reports")

    assert process.exit_code == 2
    assert "cannot write reports" in process.stderr
    assert (tmp_path / "reports").read_text() == "mine"


@pytest.mark.slow
def test_a_crashing_check_is_named_and_the_report_is_not_publishable(
    grade: Grade, tmp_path: Path, course: Course, submitted: Path
) -> None:
    folder = tmp_path / "course"
    copy_course(course, folder)
    checks = folder / "hidden_checks" / "training_loop" / "test_training_loop.py"
    text = checks.read_text(encoding="utf-8")
    line = '        """Each gap is one difference, with its sign."""\n'
    assert line in text
    checks.write_text(text.replace(line, line + "        nothing_of_this_name()\n"), encoding="utf-8")
    process = grade(submitted / "ada" / UNIT / f"{UNIT}.ipynb", "--json", "-", cwd=folder)
    (report,) = json.loads(process.stdout)

    assert process.exit_code == 1
    assert report["publishable"] is False
    assert "test_takes_the_right_differences: NameError" in process.stderr
    assert [c["outcome"] for e in report["exercises"] for c in e["checks"]].count("broken") == 1
