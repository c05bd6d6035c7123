"""The workflows: valid to those who read them for a living, and their commands run for real."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.release import template_repo
from autograder.report import Report

ROOT = Path(__file__).parents[2]
UNIT = "training-loop"
STUDENTS = ROOT / "student" / "templates" / ".github" / "workflows" / "checks.yml"
GRADING = ROOT / "docs" / "workflows" / "grade.yml"
WORKFLOWS = [STUDENTS, GRADING, ROOT / ".github" / "workflows" / "ci.yml"]
SCHEMA = ("check-jsonschema", "--builtin-schema", "vendor.github-workflows")
AUDIT = ("zizmor", "--offline", "--strict-collection", "--no-progress", "--quiet")

each = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in read(path)["jobs"].values():
        yield from job["steps"]


def judged(command: tuple[str, ...], path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)


class TestAreSound:
    @each
    def test_to_github_s_schema(self, path: Path) -> None:
        done = judged(SCHEMA, path)

        assert done.returncode == 0, done.stdout

    @each
    def test_to_zizmor(self, path: Path) -> None:
        done = judged(AUDIT, path)

        assert done.returncode == 0, done.stdout + done.stderr

    @pytest.mark.parametrize(
        ("judge", "before", "after"),
        [
            (SCHEMA, "    branches:", "    branchs:"),
            (SCHEMA, "    steps:", "    step:"),
            (AUDIT, "        with:\n          persist-credentials: false\n", ""),
            (AUDIT, "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97", "actions/setup-python@v7"),
        ],
        ids=["a misspelt filter", "a misspelt job", "credentials left behind", "an action not pinned"],
    )
    def test_because_the_judges_see_what_is_wrong(
        self, judge: tuple[str, ...], before: str, after: str, tmp_path: Path
    ) -> None:
        text = STUDENTS.read_text(encoding="utf-8")
        assert before in text
        wrong = tmp_path / ".github" / "workflows" / "checks.yml"
        wrong.parent.mkdir(parents=True)
        wrong.write_text(text.replace(before, after), encoding="utf-8")

        assert judged(judge, wrong).returncode != 0

    def test_with_the_reporter_added_as_the_docs_say(self, tmp_path: Path) -> None:
        docs = (ROOT / "docs" / "repositories.md").read_text(encoding="utf-8")
        (added,) = re.findall(r"```yaml\n(.+?)```", docs, re.DOTALL)
        text = STUDENTS.read_text(encoding="utf-8")
        last = "      - name: Run the visible checks\n        run: python -m lab check\n"
        assert text.endswith(last)
        changed = tmp_path / ".github" / "workflows" / "checks.yml"
        changed.parent.mkdir(parents=True)
        changed.write_text(text.removesuffix(last) + added, encoding="utf-8")

        assert judged(SCHEMA, changed).returncode == 0
        assert judged(AUDIT, changed).returncode == 0, judged(AUDIT, changed).stdout

    @each
    def test_every_action_is_pinned_by_its_hash_and_says_which_version_that_is(self, path: Path) -> None:
        used = re.findall(r"uses: *(.+)", path.read_text(encoding="utf-8"))

        assert used
        assert not [line for line in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)]

    def test_the_students_one_may_read_and_nothing_else(self) -> None:
        workflow = read(STUDENTS)

        assert workflow["permissions"] == {"contents": "read"}
        assert not [job for job in workflow["jobs"].values() if "permissions" in job]
        assert not re.search(r"\{\{[^}]*(secrets|token)", STUDENTS.read_text(encoding="utf-8"))

    def test_the_job_that_runs_students_code_knows_no_secret_and_may_write_nothing(self) -> None:
        workflow = read(GRADING)
        grading = workflow["jobs"]["grade"]

        assert workflow["permissions"] == {}
        assert grading["permissions"] == {"contents": "read"}
        assert not re.search(r"secrets\.|github\.token|GH_TOKEN", json.dumps(grading))
        assert "--require-sandbox" in json.dumps(grading)

    def test_the_token_for_students_repositories_reaches_two_steps_and_no_program_that_reads_their_files(self) -> None:
        told = [step["run"] for step in steps(GRADING) if "secrets." in json.dumps(step.get("env", {}))]

        assert [text.split()[0] for text in told] == ["gh", "while"]
        assert not [text for text in told if "autograder" in text or "python" in text]

    def test_what_may_write_runs_nothing_of_a_student(self) -> None:
        jobs = read(GRADING)["jobs"]
        writers = [name for name, job in jobs.items() if "write" in job["permissions"].values()]

        assert writers == ["publish"]
        assert not [step for step in jobs["publish"]["steps"] if "autograder grade" in step.get("run", "")]


@dataclass
class Runner:
    """Runs a workflow's commands as GitHub does: a shell that stops at the first failure, a fresh folder for a job."""

    folder: Path
    told: Mapping[str, str]
    inputs: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    def step(self, step: Mapping[str, Any], place: Path) -> subprocess.CompletedProcess[str]:
        """Run one step's command in a folder."""
        environment = {**self.told, **{name: self._value(value) for name, value in step.get("env", {}).items()}}
        command = ["bash", "-e", "-c", step["run"]]
        return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)

    def job(self, job: Mapping[str, Any], place: Path) -> list[str]:
        """Run a job's commands and carry its artifacts; the names of the commands that ran."""
        ran = []
        for step in job["steps"]:
            kind = step.get("uses", "").partition("@")[0]
            if kind.endswith("-artifact"):
                kept, here = self.folder / "artifacts" / step["with"]["name"], place / step["with"]["path"]
                shutil.copytree(*((here, kept) if "upload" in kind else (kept, here)), ignore=_as_uploaded)
            elif "run" in step and step["name"] not in self.left_out:
                done = self.step(step, place)
                assert done.returncode == 0, f"{step['name']}: {done.stdout}{done.stderr}"
                ran.append(step["name"])
        return ran

    def _value(self, text: str) -> str:
        return re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda found: self.inputs.get(found[1], "a-token"), text)


def _as_uploaded(folder: str, names: list[str]) -> list[str]:
    """Artifacts hold no hidden file and no empty folder."""
    return [
        name
        for name in names
        if name.startswith(".") or (Path(folder, name).is_dir() and not any(Path(folder, name).iterdir()))
    ]


def git(*arguments: str | Path, cwd: Path) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    ran = subprocess.run(["git", *who, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=True)
    return ran.stdout


@pytest.fixture(scope="module")
def clone(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's clone, set up as its README says."""
    room = tmp_path_factory.mktemp("student")
    made = template_repo.write_repository(course, [course.unit(UNIT)], room / "template")
    git("clone", "--quiet", made.folder, room / "clone", cwd=room)
    readme = (room / "clone" / "README.md").read_text(encoding="utf-8")
    found = re.search(r"```\n(.+?)```", readme, re.DOTALL)
    assert found
    create, install, begin = found[1].splitlines()
    for command in (create, install, f"{begin} --version"):
        shell = ["bash", "-e", "-c", command]
        done = subprocess.run(shell, cwd=room / "clone", env=told(room), capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return room / "clone"


@pytest.mark.slow
class TestOfTheStudent:
    """One installation for all: the commands of the README, in a fresh clone."""

    @pytest.fixture
    def run(self, clone: Path, tmp_path: Path) -> Iterator[Any]:
        """Run the workflow on a notebook; exit code, output, summary."""

        def run(notebook: bytes) -> tuple[int, str, str]:
            (clone / f"{UNIT}.ipynb").write_bytes(notebook)
            files = {name: str(tmp_path / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
            path = f"{clone / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
            runner = Runner(tmp_path, told(tmp_path) | files | {"PATH": path, "GITHUB_ACTIONS": "true"})
            done = [runner.step(step, clone) for step in steps(STUDENTS) if "run" in step]
            assert [one.returncode for one in done[:-1]] == [0], done[0].stderr
            return done[-1].returncode, done[-1].stdout, Path(files["GITHUB_STEP_SUMMARY"]).read_text()

        before = (clone / f"{UNIT}.ipynb").read_bytes()
        yield run
        (clone / f"{UNIT}.ipynb").write_bytes(before)

    def test_says_of_a_fresh_copy_that_nothing_is_started(self, run: Any, clone: Path) -> None:
        code, output, summary = run((clone / f"{UNIT}.ipynb").read_bytes())

        assert code == 0
        assert "::notice file=training-loop.ipynb" in output
        assert "::error" not in output
        assert "0 of 11 visible points" in summary

    def test_says_of_the_reference_that_every_visible_check_holds(self, run: Any, solved: Notebook) -> None:
        code, output, summary = run(sample_submissions.notebook_bytes(solved))

        assert code == 0, output
        assert "11 of 11 visible points" in summary
        assert "29 of 40 points wait for it" in summary

    def test_says_of_a_mistake_where_it_is(self, run: Any, solved: Notebook, content: UnitContent, clone: Path) -> None:
        mistake = next(one for one in content.catalogue.of("train_step"))
        cells = {"train_step": mistake.variant.cell}
        code, output, _ = run(sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, cells)))
        found = re.search(r"^::error file=training-loop\.ipynb,line=(\d+),title=train_step%3A", output, re.MULTILINE)

        assert code == 1
        assert found
        assert '"id": "train_step"' in (clone / f"{UNIT}.ipynb").read_text().splitlines()[int(found[1]) - 1]

    def test_needs_nothing_that_git_does_not_ignore(self, clone: Path) -> None:
        assert git("status", "--porcelain", cwd=clone).split() in ([], ["M", f"{UNIT}.ipynb"])


def told(home: Path) -> dict[str, str]:
    """An environment in which nothing of this one is but its tools, and where packages come from."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    return kept | {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8"}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instructor")


@pytest.fixture(scope="module")
def marks(course: Course, content: UnitContent, solved: Notebook, room: Path) -> Path:
    """A clone of the branch `marks` after the workflow has run."""
    students = {
        "ada": {
            f"{UNIT}.ipynb": sample_submissions.notebook_bytes(solved),
            "predictions.json": sample_submissions.predictions_file(content),
        },
        "blaise": {f"{UNIT}.ipynb": sample_submissions.notebook_bytes(content.release)},
        "eve": {
            f"{UNIT}.ipynb": sample_submissions.notebook_bytes(content.release),
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
        hand_in(room / "github" / f"cs-loop-{name}", files)
    hand_in(room / "github" / "another-project", {"x": b""})
    git("init", "--quiet", "--bare", room / "server" / "org" / "course", cwd=room)
    pretend_github(room)
    told_too = {
        "UNIT": UNIT,
        "PREFIX": "cs-loop",
        "ORGANIZATION": "org",
        "GITHUB_ACTOR": "teacher",
        "GITHUB_SERVER_URL": f"file://{room / 'server'}",
        "GITHUB_REPOSITORY": "org/course",
        "GITHUB_RUN_ID": "7",
    }
    environment = told(room)
    environment["PATH"] = f"{room / 'bin'}{os.pathsep}{environment['PATH']}"
    runner = Runner(room, environment | told_too, left_out=("Install the course", "Put up the walls"))
    ran = []
    for name, job in read(GRADING)["jobs"].items():
        place = room / "jobs" / name
        copy_course(course, place)
        ran += runner.job(job, place)
    assert len(ran) == 6
    git("clone", "--quiet", "--branch", "marks", room / "server" / "org" / "course", room / "marks", cwd=room)
    return room / "marks"


def hand_in(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    if folder.name.endswith("mallory"):
        (folder / UNIT).symlink_to("../cs-loop-ada")
        (folder / f"{UNIT}.ipynb").symlink_to("/etc/passwd")
    git("init", "--quiet", cwd=folder)
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--message", "mine", cwd=folder)


def pretend_github(room: Path) -> None:
    """A `gh` that knows the repositories of this class and asks nobody."""
    rows = "".join(f"{path.name}\\tfile://{path}\\n" for path in sorted((room / "github").iterdir()))
    gh = room / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(f'#!/bin/sh\n[ "$1 $2" = "repo list" ] && printf \'{rows}\'\nexit 0\n')
    gh.chmod(gh.stat().st_mode | stat.S_IXUSR)


@pytest.fixture(scope="module")
def reports(marks: Path) -> dict[str, Report]:
    found = [Report.from_json(path.read_bytes()) for path in (marks / UNIT).glob("*.json")]
    return {report.student: report for report in found}


@pytest.mark.slow
class TestOfTheInstructor:
    """A class of clones through all three jobs."""

    def test_every_student_of_the_class_has_a_report_and_nobody_else(self, reports: Mapping[str, Report]) -> None:
        assert sorted(reports) == ["ada", "blaise", "eve", "mallory", "nemo"]

    def test_predictions_travel_with_the_notebook(self, reports: Mapping[str, Report]) -> None:
        assert reports["ada"].score == reports["ada"].max_score == 40

    def test_files_a_student_put_around_the_notebook_change_nothing(self, reports: Mapping[str, Report]) -> None:
        assert reports["eve"].exercises == reports["blaise"].exercises

    def test_a_link_to_a_classmate_s_work_is_no_submission(self, reports: Mapping[str, Report]) -> None:
        assert reports["nemo"].problems == ("no notebook was handed in",)
        assert reports["mallory"].problems == ("the file is not a notebook: its JSON cannot be read",)
        assert not reports["mallory"].publishable

    def test_all_walls_stood(self, reports: Mapping[str, Report]) -> None:
        walls = reports["ada"].isolation

        assert walls.process
        assert walls.bubblewrap
        assert walls.landlock
        assert walls.seccomp
        assert walls.limits

    def test_nothing_but_declared_files_left_the_job_that_could_read_repositories(
        self, marks: Path, room: Path
    ) -> None:
        names = {path.name for path in (room / "artifacts" / "submitted").rglob("*") if path.is_file()}

        assert names == {f"{UNIT}.ipynb", "predictions.json", "nothing-taken.txt"}

    def test_the_marks_are_one_commit_that_says_which_run_made_it(self, marks: Path) -> None:
        assert git("rev-list", "--count", "HEAD", cwd=marks).strip() == "1"
        assert git("log", "-1", "--format=%an %s", cwd=marks).strip() == f"teacher {UNIT}: marks of run 7"
