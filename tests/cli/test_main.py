"""The command line as its users type it: what it prints, what it refuses, and with which exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.cli.main import main
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.files import safe_file_name
from autograder.report import Report

ROOT = Path(__file__).parents[2]
UNIT = "training-loop"
README = (ROOT / "README.md").read_text(encoding="utf-8")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run() -> Run:
    """Run `autograder` in a process of its own, in the course's folder."""

    def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "autograder", *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def submitted(tmp_path: Path, solved: Notebook, content: UnitContent) -> Path:
    """Three students: one right, one untouched, one whose file is no notebook."""
    for student, data in {
        "ada": sample_submissions.notebook_bytes(solved),
        "blaise": sample_submissions.notebook_bytes(content.release),
        "eve": b"?",
    }.items():
        place = tmp_path / "submitted" / student / UNIT
        place.mkdir(parents=True)
        (place / f"{UNIT}.ipynb").write_bytes(data)
    return tmp_path / "submitted"


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_and_stands_in_the_readme(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"])

    assert shown.exit_code == 0
    assert main.commands[name].help
    assert f"autograder {name}" in README


def test_a_class_is_graded_as_a_table(run: Run, submitted: Path) -> None:
    done = run("grade", UNIT, submitted)

    assert done.returncode == 1, "one report needs a person"
    assert "ada" in done.stdout
    assert "32/40" in done.stdout
    assert "not attempted" in done.stdout
    assert "not publishable: eve: the file is not a notebook" in done.stderr


def test_json_on_standard_output_is_nothing_but_json(run: Run, submitted: Path) -> None:
    done = run("grade", UNIT, submitted, "--json", "-")

    assert [(report["student"], report["score"]) for report in json.loads(done.stdout)] == [
        ("ada", 32),
        ("blaise", 0),
        ("eve", 0),
    ]


def test_the_report_has_the_documented_shape(run: Run, submitted: Path) -> None:
    done = run("grade", UNIT, submitted / "ada" / UNIT / f"{UNIT}.ipynb", "--json", "-")
    (report,) = json.loads(done.stdout)

    assert done.returncode == 0
    assert report["schema"] == "autograder/report/v1"
    assert {"course", "unit", "student", "submission", "score", "max_score", "publishable"} <= report.keys()
    assert {"process", "bubblewrap", "landlock", "seccomp", "limits"} <= report["isolation"].keys()
    assert Report.from_json(json.dumps(report)).score == report["score"]


def test_a_single_notebook_can_be_given_a_students_name(run: Run, submitted: Path) -> None:
    done = run("grade", UNIT, submitted / "ada" / UNIT / f"{UNIT}.ipynb", "--student", "a/b, 🚀", "--json", "-")

    assert json.loads(done.stdout)[0]["student"] == "a/b, 🚀"


def test_a_clone_per_student_is_graded_too(run: Run, tmp_path: Path, solved: Notebook) -> None:
    for repository in ("team-ada", "team-blaise"):
        place = tmp_path / "clones" / repository / "work"
        place.mkdir(parents=True)
        (place / f"{UNIT}.ipynb").write_bytes(sample_submissions.notebook_bytes(solved))
    done = run("grade", UNIT, tmp_path / "clones", "--json", "-")

    assert [report["student"] for report in json.loads(done.stdout)] == ["team-ada", "team-blaise"]


def test_reports_are_kept_one_file_per_student(run: Run, submitted: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    run("grade", UNIT, submitted, "--out", out)

    assert sorted(path.name for path in out.glob("*.json")) == ["ada.json", "blaise.json", "eve.json"]
    assert Report.from_json((out / "ada.json").read_bytes()).score == 32


def test_unchanged_submissions_are_not_graded_again(run: Run, submitted: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    run("grade", UNIT, submitted, "--out", out)
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.json")}
    (submitted / "eve" / UNIT / f"{UNIT}.ipynb").write_bytes(b"??")
    run("grade", UNIT, submitted, "--out", out)
    after = {path.name: path.stat().st_mtime_ns for path in out.glob("*.json")}

    assert {name for name in before if before[name] != after[name]} == {"eve.json"}


def test_a_killed_run_leaves_whole_reports_and_is_finished_by_the_same_command(
    submitted: Path, tmp_path: Path, run: Run
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
    whole = [Report.from_json(path.read_bytes()).student for path in out.glob("*.json")]
    done = run("grade", UNIT, submitted, "--out", out, "--json", "-")

    assert whole
    assert [report["student"] for report in json.loads(done.stdout)] == ["ada", "blaise", "eve"]
    assert not list(out.glob(".writing-*.json"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("grade", "traning-loop", "."), 2, "did you mean 'training-loop'"),
        (("grade", UNIT, "nowhere"), 2, "there is no file or folder 'nowhere'"),
        (("grade", UNIT, "LICENSE"), 2, "'LICENSE' is not a notebook"),
        (("grade", UNIT, "docs"), 2, "no submission to 'training-loop' was found"),
        (("release", "nothing"), 2, "there is no unit 'nothing'"),
        (("grade", UNIT), 2, "Missing argument"),
        (("grade", UNIT, "source", "--student", "x", "--jobs", "0"), 2, "--jobs"),
        (("garde", UNIT), 2, "No such command 'garde'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_said_with_its_exit_code(
    run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = run(*arguments)

    assert done.returncode == code
    assert said.lower() in done.stderr.lower()
    assert "Traceback" not in done.stderr


def test_outside_a_course_the_missing_file_is_named(run: Run, tmp_path: Path) -> None:
    done = run("grade", UNIT, ".", cwd=tmp_path)

    assert done.returncode == 2
    assert "course.yml" in done.stderr


def test_a_file_in_the_way_of_the_reports_is_said(run: Run, submitted: Path, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("mine")
    done = run("grade", UNIT, submitted, "--out", tmp_path / "reports")

    assert done.returncode == 2
    assert "cannot write reports" in done.stderr
    assert (tmp_path / "reports").read_text() == "mine"


@pytest.mark.slow
def test_a_crashing_check_makes_the_report_unpublishable_and_is_named(
    run: Run, tmp_path: Path, course: Course, submitted: Path
) -> None:
    folder = tmp_path / "course"
    copy_course(course, folder)
    checks = folder / "autograder" / "checks" / "training_loop" / "test_training_loop.py"
    text = checks.read_text(encoding="utf-8")
    line = '        """Each gap is one difference, with its sign."""\n'
    assert line in text
    checks.write_text(text.replace(line, line + "        nothing_of_this_name()\n"), encoding="utf-8")
    done = run("grade", UNIT, submitted / "ada" / UNIT / f"{UNIT}.ipynb", "--json", "-", cwd=folder)
    (report,) = json.loads(done.stdout)

    assert done.returncode == 1
    assert report["publishable"] is False
    assert "test_takes_the_right_differences: NameError" in done.stderr
    assert [c["outcome"] for e in report["exercises"] for c in e["checks"]].count("broken") == 1


def test_doctor_says_what_the_machine_has(run: Run) -> None:
    done = run("doctor")

    assert "nbgrader" in done.stdout
    assert "isolation: process" in done.stdout
    assert "course 'gradient-descent'" in done.stdout


@pytest.mark.parametrize("student", ["wei, li", "a/b", "..", ".hidden", "zoë 🚀", "x" * 400, "a\0b", "\ud800"])
def test_file_names_for_students_stay_in_their_folder(student: str, tmp_path: Path) -> None:
    name = safe_file_name(student)
    path = tmp_path / f"{name}.json"
    path.write_text("{}")

    assert path.parent == tmp_path
    assert not name.startswith(".")


def test_different_students_have_different_files() -> None:
    names = ["a/b", "a_b", "a%2Fb", "x" * 400, "x" * 401, "A", "a"]

    assert len({safe_file_name(name) for name in names}) == len(names)
