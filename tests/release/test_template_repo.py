"""A release as a template repository: everything a student needs, and nothing else of the course."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from autograder.course import navigation
from autograder.course.configuration import Course, Unit
from autograder.course.notebook import json_text, parse_notebook
from autograder.errors import UsageError
from autograder.release import template_repo
from autograder.release.template_repo import TemplateRepository
from tests.git import committed_files

UNIT = "training-loop"


@pytest.fixture(scope="module")
def repository(course: Course, unit: Unit, tmp_path_factory: pytest.TempPathFactory) -> TemplateRepository:
    """The repository of one unit."""
    return template_repo.write_repository(course, [unit], tmp_path_factory.mktemp("one") / "template")


def test_it_has_the_files_that_students_and_services_look_for(unit: Unit, repository: TemplateRepository) -> None:
    files = committed_files(repository.folder)

    assert {
        f"{UNIT}.ipynb",
        "README.md",
        "student.md",
        "requirements.txt",
        ".gitattributes",
        ".gitignore",
        ".devcontainer/devcontainer.json",
        ".github/workflows/checks.yml",
        "lab/__init__.py",
        "lab/__main__.py",
        "lab/data/paris_rents.csv",
    } <= files.keys()
    release = parse_notebook(unit.release.read_text(encoding="utf-8"), UNIT)
    assert files[f"{UNIT}.ipynb"] == json_text(navigation.flat_links(release, ())).encode()


def test_it_has_nothing_else_of_the_course(repository: TemplateRepository) -> None:
    files = committed_files(repository.folder)

    assert {name.partition("/")[0] for name in files} == {
        f"{UNIT}.ipynb", "README.md", "student.md", "requirements.txt", ".gitattributes", ".gitignore", ".devcontainer",
        ".github", "lab",
    }  # fmt: skip
    assert not [name for name in files if name.endswith((".pyc", "predictions.json"))]
    assert not [name for name in files if b"{{" in files[name] and not name.endswith((".py", ".yml"))]


def test_classroom_50_does_not_overwrite_its_workflow(repository: TemplateRepository) -> None:
    workflows = [name for name in committed_files(repository.folder) if name.startswith(".github/workflows/")]

    assert workflows == [".github/workflows/checks.yml"]


def test_it_is_smaller_than_600_kilobytes(repository: TemplateRepository) -> None:
    assert repository.size < 600_000


def test_several_units_are_side_by_side_with_one_lab(course: Course, tmp_path: Path) -> None:
    files = committed_files(template_repo.write_repository(course, course.units, tmp_path / "template").folder)
    readme = files["README.md"].decode()

    assert {f"{unit.id}.ipynb" for unit in course.units} <= files.keys()
    assert f"# {course.title}\n" in readme
    assert ".venv/bin/python -m jupyterlab start.ipynb\n" in readme
    assert not [unit.id for unit in course.units if f"- `{unit.id}.ipynb`\n" not in readme]


@pytest.mark.parametrize("path", [".", "..", "handouts", "release/training-loop"])
def test_a_folder_in_or_around_the_course_is_refused(course: Course, unit: Unit, path: str) -> None:
    with pytest.raises(UsageError, match="cannot be inside the course"):
        template_repo.write_repository(course, [unit], course.root / path)


def test_a_check_of_the_release_writes_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, course: Course
) -> None:
    monkeypatch.chdir(course.root)
    result = CliRunner().invoke(main, ["release", UNIT, "--check", "--repo", str(tmp_path / "template")])

    assert result.exit_code == 2
    assert "leave one of them out" in result.output.lower()
    assert not (tmp_path / "template").exists()


@pytest.mark.slow
def test_one_command_releases_a_unit_and_writes_its_repository(copied_course: Course, tmp_path: Path) -> None:
    command = ["autograder", "release", UNIT, "--repo", str(tmp_path / "template")]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    process = subprocess.run(
        command, cwd=copied_course.root, env=environment, capture_output=True, text=True, check=False
    )

    assert process.returncode == 0, process.stderr
    assert "git push --force ADDRESS main" in process.stdout
    expected = template_repo.repository_files(copied_course, [copied_course.unit(UNIT)])
    assert committed_files(tmp_path / "template") == expected
