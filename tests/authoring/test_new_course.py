"""`autograder init` begins a course beside this one: complete, or nothing at all, with the kit as a package."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lab import course_parts

from autograder.authoring import kit_wheel, new_course
from autograder.authoring.new_course import Names, create_course
from autograder.cli.main import main
from autograder.course.configuration import Course, Unit
from autograder.course.notebook import json_text, parse_notebook
from autograder.course.points import release_with_points
from autograder.course.policies import Policies
from autograder.errors import UsageError
from autograder.release import contents, points_table

ROOT = Path(__file__).parents[2]
WHEEL = "gradient_descent_course_kit-0.1.0-py3-none-any.whl"


def write_wheel(folder: Path) -> Path:
    """Write something in the place of the wheel, which takes seconds to build and has its own tests."""
    (folder / WHEEL).write_bytes(b"a wheel")
    return folder / WHEEL


def write_release(course: Course, unit: Unit) -> None:
    """Make a release without nbgrader, which takes seconds and has its own tests."""
    unit.release.parent.mkdir(parents=True)
    source = parse_notebook(unit.source.read_text(encoding="utf-8"), unit.id)
    unit.release.write_text(json_text(release_with_points(unit, source)), encoding="utf-8")
    points_table.update_table(course, unit)


def create(folder: Path, **names: str) -> Course:
    return create_course(folder, Names.make(folder, **names), make_wheel=write_wheel, release=write_release)


def texts(folder: Path) -> Mapping[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".whl")
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


class TestNewCourse:
    def test_it_has_one_unit_and_the_title_that_was_given(self, tmp_path: Path) -> None:
        course = create(tmp_path / "means", title='Statistics: "one", & more')

        assert (course.id, course.title) == ("means", 'Statistics: "one", & more')
        assert [unit.id for unit in course.units] == ["first-unit"]
        assert course.policies == Policies()

    def test_every_placeholder_is_filled_in(self, tmp_path: Path) -> None:
        create(tmp_path / "means")
        start = "student/start/start.ipynb"  # filled in by each release
        left = {
            name for name, text in texts(tmp_path / "means").items() if re.search(r"(?<!\{)\{\{\w+\}\}(?!\})", text)
        }

        assert left <= {start, "source/first-unit/first-unit.ipynb"}

    def test_it_names_the_wheel_of_the_kit(self, tmp_path: Path) -> None:
        create(tmp_path / "means")

        assert (tmp_path / "means" / "kit" / WHEEL).is_file()
        assert f"{{root:uri}}/kit/{WHEEL}" in (tmp_path / "means" / "pyproject.toml").read_text()

    def test_nbgrader_is_configured_as_in_this_course(self, tmp_path: Path) -> None:
        create(tmp_path / "means")

        assert (tmp_path / "means" / "nbgrader_config.py").read_bytes() == (ROOT / "nbgrader_config.py").read_bytes()

    def test_nothing_of_a_class_gets_into_its_repository(self, tmp_path: Path) -> None:
        create(tmp_path / "means")
        ignored = set((tmp_path / "means" / ".gitignore").read_text().splitlines())

        assert {line for line in (ROOT / ".gitignore").read_text().splitlines() if line.startswith("/")} <= ignored

    def test_every_key_that_this_course_explains_is_explained_there(self, tmp_path: Path) -> None:
        create(tmp_path / "means")
        own = (ROOT / "course.yml").read_text(encoding="utf-8")
        keys = re.findall(
            r"(?m)^(?:#   |  # |  #   |  )(\w+): ", own.partition("\nlimits:")[0] + own.partition("\npolicies:")[2]
        )

        assert set(keys) <= set(re.findall(r"(\w+): ", (tmp_path / "means" / "course.yml").read_text()))
        assert {"due", "percent_per_day", "explanations"} <= set(keys)

    def test_its_handout_has_the_lab_of_the_kit_and_the_parts_of_the_course(self, tmp_path: Path) -> None:
        course = create(tmp_path / "means")
        files = contents.companion_files(course, course.units[0])
        own = {path for path in files if path.split("/")[:2] in [["lab", name] for name in course_parts.NAMES]}

        assert {"lab/__init__.py", "lab/checking/api.py", "lab/show/style.py", "README.md"} <= files.keys()
        assert own == {
            *(f"lab/{name}/__init__.py" for name in course_parts.NAMES),
            *(f"lab/{name}/first_unit.py" for name in ("checks", "hints", "questions")),
            "lab/checks/points.json",
            "lab/questions/first_unit.reasons",
        }
        assert b"scikit" not in files["requirements.txt"]

    def test_an_empty_folder_is_filled(self, tmp_path: Path) -> None:
        folder = tmp_path / "means"
        folder.mkdir()
        number = folder.stat().st_ino
        create(folder)

        assert folder.stat().st_ino == number
        assert not [path for path in folder.iterdir() if path.name.startswith(".writing")]


class TestProblem:
    @pytest.mark.parametrize("there", [True, False], ids=["an empty folder", "no folder"])
    def test_an_error_leaves_what_there_was(self, tmp_path: Path, there: bool) -> None:
        folder = tmp_path / "means"
        if there:
            folder.mkdir()

        def fail(course: Course, unit: Unit) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.raises(UsageError, match="cannot write a course: No space left on device"):
            create_course(folder, Names.make(folder), make_wheel=write_wheel, release=fail)
        assert list(tmp_path.rglob("*")) == ([folder] if there else [])

    def test_a_folder_that_cannot_be_written_is_an_error(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(**options: Any) -> str:
            raise PermissionError(errno.EACCES, "Permission denied", str(options["dir"]))

        monkeypatch.setattr(new_course.tempfile, "mkdtemp", refuse)
        with pytest.raises(UsageError, match="cannot write a course: Permission denied"):
            create(tmp_path / "means")
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["used"], "'used' is not empty"),
            (["used/notes.txt"], "'notes.txt' is a file"),
            (["nowhere/means"], "cannot write a course: No such file or directory"),
            (["means", "--id", "Bad Id"], "'Bad Id' is no id for a course"),
            (["___"], "'' is no id for a course"),
            (["means", "--unit", "Bad Unit"], "'Bad Unit' is no id for a unit"),
            (["means", "--unit", "lambda"], "'lambda' is a name that code needs"),
            (["means", "--unit", "start"], "a unit cannot be called 'start'"),
        ],
    )
    def test_names_and_folders_that_cannot_be_used_are_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
    ) -> None:
        (tmp_path / "used").mkdir()
        (tmp_path / "used" / "notes.txt").write_text("mine")
        monkeypatch.chdir(tmp_path)
        result = CliRunner().invoke(main, ["init", *arguments])

        assert (result.exit_code, list(texts(tmp_path))) == (2, ["used/notes.txt"])
        assert message.lower() in result.output.lower()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the kit, built from this clone."""
    return kit_wheel.make_wheel(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process in which the kit is an installed package, not this clone."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    variables = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    return variables | {"PYTHONPATH": str(folder), "COLUMNS": "300"}


@pytest.mark.slow
def test_a_course_of_an_installed_kit_keeps_its_promises(
    wheel: Path, installed: dict[str, str], tmp_path: Path
) -> None:
    def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(command, cwd=cwd, env=installed, capture_output=True, text=True, check=False)

    creation = run("autograder", "init", "means", cwd=tmp_path)
    assert creation.returncode == 0, creation.stderr
    assert contents_of(tmp_path / "means" / "kit" / wheel.name) == contents_of(wheel)

    audited = run("autograder", "audit", "--jobs", "1", cwd=tmp_path / "means")
    assert audited.returncode == 0, audited.stdout + audited.stderr
    released = run("autograder", "release", "--check", cwd=tmp_path / "means")
    assert released.returncode == 0, released.stderr
    checked = run("lab", "check", cwd=tmp_path / "means" / "release" / "first-unit")
    assert "first_unit" in checked.stdout, checked.stderr


def contents_of(wheel: Path) -> Mapping[str, bytes]:
    """Return the files of a wheel but its own list of them."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/RECORD")}
