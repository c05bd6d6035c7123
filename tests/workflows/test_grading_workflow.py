"""The workflow of the instructor's private repository: a class of clones through all three jobs."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_submissions import notebook_bytes, predictions_file
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.report import Report
from tests.git import git
from tests.workflows.workflow import GRADING_WORKFLOW, Runner, clean_environment, read

pytestmark = pytest.mark.slow

UNIT = "training-loop"
INSTALLATION = ("Install the course", "Set up the sandbox")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for the servers and the jobs."""
    return tmp_path_factory.mktemp("instructor")


@pytest.fixture(scope="module")
def marks(course: Course, content: UnitContent, solved: Notebook, folder: Path) -> Path:
    """A clone of the branch `marks` after the workflow has run."""
    students = {
        "ada": {f"{UNIT}.ipynb": notebook_bytes(solved), "predictions.json": predictions_file(content)},
        "blaise": {f"{UNIT}.ipynb": notebook_bytes(content.release)},
        "eve": {
            f"{UNIT}.ipynb": notebook_bytes(content.release),
            "lab/check.py": b"raise SystemExit",
            "lab/__init__.py": b"check = lambda *a: None",
            "conftest.py": b"raise SystemExit",
            "sitecustomize.py": b"raise SystemExit",
            ".github/workflows/checks.yml": b"on: push",
        },
        "mallory": {"notes.txt": b"see the link"},
        "nemo": {"README.md": b""},
    }
    for name, files in students.items():
        make_repository(folder / "github" / f"cs-loop-{name}", files)
    make_repository(folder / "github" / "another-project", {"x": b""})
    git(folder, "init", "--quiet", "--bare", folder / "server" / "org" / "course")
    write_gh(folder)
    run_jobs(course, folder)
    git(folder, "clone", "--quiet", "--branch", "marks", folder / "server" / "org" / "course", folder / "marks")
    return folder / "marks"


def run_jobs(course: Course, folder: Path) -> None:
    """Run the three jobs, each in its own copy of the course."""
    environment = clean_environment(folder)
    environment |= {
        "PATH": f"{folder / 'bin'}{os.pathsep}{environment['PATH']}",
        "UNIT": UNIT,
        "PREFIX": "cs-loop",
        "ORGANIZATION": "org",
        "GITHUB_ACTOR": "teacher",
        "GITHUB_SERVER_URL": f"file://{folder / 'server'}",
        "GITHUB_REPOSITORY": "org/course",
        "GITHUB_RUN_ID": "7",
    }
    runner = Runner(folder, environment, skipped=INSTALLATION)
    names = []
    for name, job in read(GRADING_WORKFLOW)["jobs"].items():
        copy_course(course, folder / "jobs" / name)
        names += runner.job(job, folder / "jobs" / name)
    assert len(names) == 6


def make_repository(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    if folder.name.endswith("mallory"):
        (folder / UNIT).symlink_to("../cs-loop-ada")
        (folder / f"{UNIT}.ipynb").symlink_to("/etc/passwd")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "mine")


def write_gh(folder: Path) -> None:
    """Write a `gh` that lists the repositories of this class without a network."""
    rows = "".join(f"{path.name}\\tfile://{path}\\n" for path in sorted((folder / "github").iterdir()))
    gh = folder / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(f'#!/bin/sh\n[ "$1 $2" = "repo list" ] && printf \'{rows}\'\nexit 0\n')
    gh.chmod(gh.stat().st_mode | stat.S_IXUSR)


@pytest.fixture(scope="module")
def reports(marks: Path) -> dict[str, Report]:
    reports = [Report.from_json(path.read_bytes()) for path in (marks / UNIT).glob("*.json")]
    return {report.student: report for report in reports}


def test_every_student_of_the_class_has_a_report_and_nobody_else(reports: Mapping[str, Report]) -> None:
    assert sorted(reports) == ["ada", "blaise", "eve", "mallory", "nemo"]


def test_predictions_are_collected_with_the_notebook(reports: Mapping[str, Report]) -> None:
    assert reports["ada"].score == reports["ada"].max_score == 40


def test_other_files_of_a_student_change_nothing(reports: Mapping[str, Report]) -> None:
    assert reports["eve"].exercises == reports["blaise"].exercises


def test_a_link_to_a_classmate_s_work_is_no_submission(reports: Mapping[str, Report]) -> None:
    assert reports["nemo"].problems == ("no notebook was handed in",)
    assert reports["mallory"].problems == ("the file is not a notebook: its JSON cannot be read",)
    assert not reports["mallory"].publishable


def test_all_layers_of_isolation_were_active(reports: Mapping[str, Report]) -> None:
    isolation = reports["ada"].isolation

    assert isolation.process
    assert isolation.bubblewrap
    assert isolation.landlock
    assert isolation.seccomp
    assert isolation.limits


def test_only_collected_files_leave_the_job_that_can_read_repositories(marks: Path, folder: Path) -> None:
    names = {path.name for path in (folder / "artifacts" / "submitted").rglob("*") if path.is_file()}

    assert names == {f"{UNIT}.ipynb", "predictions.json", "timestamp.txt", "nothing-taken.txt"}


def test_the_marks_are_one_commit_that_names_the_run(marks: Path) -> None:
    assert git(marks, "rev-list", "--count", "HEAD") == "1"
    assert git(marks, "log", "-1", "--format=%an %s") == f"teacher {UNIT}: marks of run 7"
