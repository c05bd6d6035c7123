"""The workflow of a student's repository, run in a clone that was installed as its README says."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.authoring.sample_submissions import notebook_bytes, with_cells
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.release import template_repo
from tests.git import git
from tests.workflows.workflow import STUDENT_WORKFLOW, Runner, clean_environment, steps

pytestmark = pytest.mark.slow

UNIT = "training-loop"

Run = Callable[[bytes], tuple[int, str, str]]


@pytest.fixture(scope="module")
def clone(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's clone, installed by the commands of its README."""
    folder = tmp_path_factory.mktemp("student")
    template = template_repo.write_repository(course, [course.unit(UNIT)], folder / "template")
    git(folder, "clone", "--quiet", template.folder, folder / "clone")
    readme = (folder / "clone" / "README.md").read_text(encoding="utf-8")
    match = re.search(r"```\n(.+?)```", readme, re.DOTALL)
    assert match
    create, install, start = match[1].splitlines()
    environment = clean_environment(folder)
    for command in (create, install, f"{start} --version"):
        shell = ["bash", "-e", "-c", command]
        process = subprocess.run(
            shell, cwd=folder / "clone", env=environment, capture_output=True, text=True, check=False
        )
        assert process.returncode == 0, f"{command}: {process.stdout}{process.stderr}"
    return folder / "clone"


@pytest.fixture
def run(clone: Path, tmp_path: Path) -> Iterator[Run]:
    """Run the workflow on a notebook; exit code, output, summary."""

    def run(notebook: bytes) -> tuple[int, str, str]:
        (clone / f"{UNIT}.ipynb").write_bytes(notebook)
        files = {name: str(tmp_path / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
        path = f"{clone / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
        runner = Runner(tmp_path, clean_environment(tmp_path) | files | {"PATH": path, "GITHUB_ACTIONS": "true"})
        *installs, check = (runner.step(step, clone) for step in steps(STUDENT_WORKFLOW) if "run" in step)
        for install in installs:
            assert install.returncode == 0, install.stderr
        return check.returncode, check.stdout, Path(files["GITHUB_STEP_SUMMARY"]).read_text()

    before = (clone / f"{UNIT}.ipynb").read_bytes()
    yield run
    (clone / f"{UNIT}.ipynb").write_bytes(before)


def test_in_a_fresh_clone_nothing_is_started_and_nothing_fails(run: Run, clone: Path) -> None:
    code, output, summary = run((clone / f"{UNIT}.ipynb").read_bytes())

    assert code == 0
    assert "::notice file=training-loop.ipynb" in output
    assert "::error" not in output
    assert "0 of 11 visible points" in summary


def test_the_reference_passes_every_visible_check(run: Run, solved: Notebook) -> None:
    code, output, summary = run(notebook_bytes(solved))

    assert code == 0, output
    assert "11 of 11 visible points" in summary
    assert "29 of 40 points wait for it" in summary


def test_a_mistake_is_annotated_at_its_line(run: Run, solved: Notebook, content: UnitContent, clone: Path) -> None:
    mistake = content.catalogue.mistakes_of("train_step")[0]
    code, output, _ = run(notebook_bytes(with_cells(solved, {"train_step": mistake.implementation.cell})))
    match = re.search(r"^::error file=training-loop\.ipynb,line=(\d+),title=train_step%3A", output, re.MULTILINE)

    assert code == 1
    assert match
    assert '"id": "train_step"' in (clone / f"{UNIT}.ipynb").read_text().splitlines()[int(match[1]) - 1]


def test_git_ignores_every_file_that_the_tools_create(clone: Path) -> None:
    assert git(clone, "status", "--porcelain").split() in ([], ["M", f"{UNIT}.ipynb"])
