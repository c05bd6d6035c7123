"""A release as a repository template: everything a student needs, and no past."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.authoring.course_copy import copy_course
from autograder.cli.main import main
from autograder.course.configuration import Course, Unit
from autograder.errors import CourseError, LeakError, UsageError
from autograder.release import contents, leak_scan, single_commit_repo, template_repo, templates
from autograder.release.template_repo import TemplateRepository

UNIT = "training-loop"
FILES = {"README.md": b"# Begin\n", "lab/__init__.py": b"", ".github/workflows/checks.yml": b"name: checks\r\n"}


def write(folder: Path, files: Mapping[str, bytes] = FILES, *, replace: bool = False) -> str:
    return single_commit_repo.write(files, folder, title="Lines", author="a-course", replace=replace)


@pytest.fixture(scope="module")
def unit(course: Course) -> Unit:
    return course.unit(UNIT)


@pytest.fixture(scope="module")
def template(course: Course, unit: Unit, tmp_path_factory: pytest.TempPathFactory) -> TemplateRepository:
    """The repository of one unit."""
    return template_repo.write_repository(course, [unit], tmp_path_factory.mktemp("one") / "template")


@pytest.fixture
def own(course: Course, tmp_path: Path) -> Course:
    """A course of its own, to be spoilt."""
    copy_course(course, tmp_path / "course")
    for unit in course.units:
        place = tmp_path / "course" / "release" / unit.id
        place.mkdir(parents=True)
        (place / unit.release.name).write_bytes(unit.release.read_bytes())
    return Course.load(tmp_path / "course")


def git(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def committed(folder: Path) -> Mapping[str, bytes]:
    """What the commit holds, by path."""
    names = git(folder, "ls-tree", "-r", "--name-only", "HEAD").splitlines()
    show = ["git", "-C", str(folder), "show"]
    return {name: subprocess.run([*show, f"HEAD:{name}"], capture_output=True, check=True).stdout for name in names}


class TestHolds:
    def test_all_that_a_student_and_the_services_look_for(self, unit: Unit, template: TemplateRepository) -> None:
        files = committed(template.folder)

        assert {
            f"{UNIT}.ipynb",
            "README.md",
            "requirements.txt",
            ".gitignore",
            ".devcontainer/devcontainer.json",
            ".github/workflows/checks.yml",
            "lab/__init__.py",
            "lab/__main__.py",
            "lab/data/paris_rents.csv",
        } <= files.keys()
        assert files[f"{UNIT}.ipynb"] == unit.release.read_bytes()

    def test_nothing_else_of_the_course(self, template: TemplateRepository) -> None:
        files = committed(template.folder)
        homes = {name.partition("/")[0] for name in files}

        assert homes == {
            f"{UNIT}.ipynb", "README.md", "requirements.txt", ".gitignore", ".devcontainer", ".github", "lab",
        }  # fmt: skip
        assert not [name for name in files if name.endswith((".pyc", "predictions.json"))]
        assert not [name for name in files if b"{{" in files[name] and not name.endswith((".py", ".yml"))]

    def test_a_name_for_the_workflow_that_classroom_50_does_not_write_over(self, template: TemplateRepository) -> None:
        workflows = [name for name in committed(template.folder) if name.startswith(".github/workflows/")]

        assert workflows == [".github/workflows/checks.yml"]

    def test_under_half_a_megabyte(self, template: TemplateRepository) -> None:
        assert template.size < 500_000

    def test_three_commands_for_one_notebook(self, course: Course, unit: Unit) -> None:
        readme = contents.companion_files(course, unit)["README.md"].decode()

        assert f"# {unit.title}\n" in readme
        assert ".venv/bin/pip install -r requirements.txt\n.venv/bin/jupyter lab training-loop.ipynb\n" in readme
        assert "- `training-loop.ipynb`\n- `predictions.json`" in readme

    def test_several_units_side_by_side_with_one_lab(self, course: Course, tmp_path: Path) -> None:
        files = committed(template_repo.write_repository(course, course.units, tmp_path / "template").folder)
        readme = files["README.md"].decode()

        assert {f"{unit.id}.ipynb" for unit in course.units} <= files.keys()
        assert f"# {course.title}\n" in readme
        assert ".venv/bin/jupyter lab\n" in readme
        assert not [unit.id for unit in course.units if f"- `{unit.id}.ipynb`\n" not in readme]


class TestRequirements:
    @staticmethod
    def filled(course: Course, *units: Unit) -> str:
        return contents.companion_files(course, *units)["requirements.txt"].decode()

    def test_name_what_a_unit_needs_and_only_there(self, course: Course, unit: Unit) -> None:
        needy = unit.model_copy(update={"needs": ("torch",)})

        assert "torch" not in self.filled(course, unit)
        assert "\ntorch>=" in self.filled(course, needy)
        assert "\ntorch>=" in self.filled(course, unit, needy)

    def test_that_do_not_know_what_a_unit_needs_stop_the_release(self, course: Course, unit: Unit) -> None:
        needy = unit.model_copy(update={"needs": ("tensorflow",)})

        with pytest.raises(CourseError, match="need the module 'tensorflow'"):
            contents.companion_files(course, needy)

    def test_are_lines_that_pip_reads_without_our_marks(self, course: Course) -> None:
        lines = self.filled(course, *course.units).splitlines()

        assert not [line for line in lines if templates.NEEDS in line]

    def test_a_title_with_quotes_leaves_the_dev_container_readable(self, course: Course, unit: Unit) -> None:
        files = contents.companion_files(course, unit.model_copy(update={"title": 'The "best" \\ line'}))

        assert json.loads(files[".devcontainer/devcontainer.json"])["name"] == 'The "best" \\ line'


class TestHistory:
    def test_is_one_commit_of_these_files_without_a_past(self, tmp_path: Path) -> None:
        folder = tmp_path / "template"
        write(folder)

        assert git(folder, "rev-list", "--all", "--count") == "1"
        assert git(folder, "for-each-ref", "--format=%(refname)") == "refs/heads/main"
        assert git(folder, "status", "--porcelain") == ""
        assert committed(folder) == FILES
        assert {name: (folder / name).read_bytes() for name in FILES} == FILES

    def test_is_the_same_for_the_same_files(self, tmp_path: Path) -> None:
        commits = [write(tmp_path / "one"), write(tmp_path / "two"), write(tmp_path / "one")]

        assert len(set(commits)) == 1

    def test_tells_nothing_of_who_made_it_where_and_when(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        home = tmp_path / "home"
        (home / "hooks").mkdir(parents=True)
        (home / "hooks" / "post-checkout").write_text("#!/bin/sh\ntouch ran\n")
        (home / "hooks" / "post-checkout").chmod(0o755)
        settings = ["[user]", "name = Ada Lovelace", "email = ada@home", "signingkey = x", "[commit]", "gpgsign = true"]
        settings += ["[init]", "defaultBranch = trunk", f"templateDir = {home}", "[core]", f"hooksPath = {home}/hooks"]
        (home / ".gitconfig").write_text("\n".join(settings))
        for name, value in {"HOME": str(home), "GIT_AUTHOR_NAME": "Ada", "GIT_DIR": str(tmp_path / "other")}.items():
            monkeypatch.setenv(name, value)
        folder = tmp_path / "template"
        write(folder)
        monkeypatch.undo()
        told = git(folder, "log", "--all", "--format=%an %ae %cn %ce %ad %cd %B", "--date=iso-strict")
        inside = b"".join(path.read_bytes() for path in (folder / ".git").rglob("*") if path.is_file())

        assert told.startswith("a-course course@example.invalid a-course course@example.invalid 2000-01-01T00:00:00")
        assert told.endswith("Lines")
        assert not [word for word in (b"Ada", b"ada@home", str(home).encode()) if word in inside]
        assert not (folder / "ran").exists()
        assert not list((folder / ".git" / "hooks").glob("*"))
        assert git(folder, "branch", "--show-current") == "main"

    def test_is_written_anew_over_an_earlier_one_and_keeps_where_to_push(self, tmp_path: Path) -> None:
        folder = tmp_path / "template"
        write(folder, {**FILES, "gradient.ipynb": b"{}"})
        git(folder, "remote", "add", "origin", "https://example.invalid/template.git")
        write(folder)

        assert git(folder, "rev-list", "--all", "--count") == "1"
        assert not (folder / "gradient.ipynb").exists()
        assert git(folder, "remote", "get-url", "origin") == "https://example.invalid/template.git"

    def test_takes_in_nothing_that_lies_in_the_folder_and_takes_nothing_away(self, tmp_path: Path) -> None:
        folder = tmp_path / "template"
        write(folder, {**FILES, ".gitignore": b".venv/\n"})
        (folder / ".venv").mkdir()
        (folder / ".venv" / "mine.txt").write_text("x")
        write(folder, {**FILES, ".gitignore": b".venv/\n# more\n"})

        assert ".venv/mine.txt" not in committed(folder)
        assert (folder / ".venv" / "mine.txt").exists()


class TestRefuses:
    @pytest.mark.parametrize("place", [".", "..", "handouts", "release/training-loop"])
    def test_a_place_in_or_around_the_course(self, course: Course, unit: Unit, place: str) -> None:
        with pytest.raises(UsageError, match="cannot be inside the course"):
            template_repo.write_repository(course, [unit], course.root / place)

    def test_a_folder_with_somebodys_files(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.tex").write_text("x")
        for replace in (False, True):
            with pytest.raises(UsageError, match="not empty"):
                write(tmp_path, replace=replace)

        assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]

    def test_a_clone_unless_told_and_then_loses_nothing(self, tmp_path: Path) -> None:
        clone = tmp_path / "clone"
        git(tmp_path, "init", "--quiet", str(clone))
        (clone / "notes.md").write_text("x")
        with pytest.raises(UsageError, match="not made by this command"):
            write(clone)
        with pytest.raises(UsageError, match="not committed"):
            write(clone, replace=True)
        git(clone, "add", "notes.md")
        git(clone, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message", "mine")
        before = git(clone, "rev-parse", "HEAD")
        write(clone, replace=True)

        assert git(clone, "rev-list", "--count", "main") == "1"
        assert not (clone / "notes.md").exists()
        assert git(clone, "show", f"{before}:notes.md") == "x"

    def test_changes_of_ones_own_in_an_earlier_one(self, tmp_path: Path) -> None:
        write(tmp_path / "template")
        (tmp_path / "template" / "README.md").write_text("better")
        with pytest.raises(UsageError, match="not committed"):
            write(tmp_path / "template")

        assert (tmp_path / "template" / "README.md").read_text() == "better"


class TestLeaks:
    @pytest.mark.parametrize(
        ("place", "of"),
        [
            ("templates/README.md", UNIT),
            ("templates/.github/workflows/checks.yml", "gradient"),
            ("lab/data/notes.txt", UNIT),
        ],
        ids=["in a template", "another unit's, in the workflow", "in lab"],
    )
    def test_stop_the_repository_wherever_they_are_and_whosever(self, own: Course, place: str, of: str) -> None:
        secret = max((one.text for one in leak_scan.find_secrets(own, own.unit(of))), key=len)
        path = own.root / "student" / place
        path.write_text((path.read_text() if path.exists() else "") + f"\n{secret}\n")
        folder = own.root.parent / "template"

        with pytest.raises(LeakError, match="a secret line would be released"):
            template_repo.write_repository(own, [own.unit(UNIT)], folder)
        assert not folder.exists()

    def test_stop_it_in_a_released_notebook_too(self, own: Course) -> None:
        unit = own.unit(UNIT)
        secret = max((one.text for one in leak_scan.find_secrets(own, unit)), key=len)
        notebook = json.loads(unit.release.read_text())
        notebook["metadata"]["note"] = f"first\n{secret}"
        unit.release.write_text(json.dumps(notebook))

        with pytest.raises(LeakError):
            template_repo.write_repository(own, [unit], own.root.parent / "template")


def test_a_check_writes_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, course: Course) -> None:
    monkeypatch.chdir(course.root)
    done = CliRunner().invoke(main, ["release", UNIT, "--check", "--repo", str(tmp_path / "template")])

    assert done.exit_code == 2
    assert "leave one of them out" in done.output.lower()
    assert not (tmp_path / "template").exists()


@pytest.mark.slow
def test_one_command_releases_and_writes_it(own: Course, tmp_path: Path) -> None:
    command = ["autograder", "release", UNIT, "--repo", str(tmp_path / "template")]
    nobody = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=own.root, env=nobody, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "git push --force ADDRESS main" in done.stdout
    assert committed(tmp_path / "template") == template_repo.repository_files(own, [own.unit(UNIT)])
