"""The wheel and the sdist hold the engine and the student's lab, and nothing that answers an exercise."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lab import course_parts
from lab.predicting import reasons

from autograder.course.configuration import Course
from autograder.course.explanations import read_explanations

ROOT = Path(__file__).parents[1]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
OTHER_FOLDERS = tuple(f"lab/{name}" for name in course_parts.NAMES)
"""What is no secret, but belongs to this course and not to the kit."""
SECRET_FOLDERS = ("hidden_checks", "solutions", "source", "tests")


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def archive_files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Build a wheel or an sdist; its files by their paths."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", request.param, "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (archive,) = folder.iterdir()
    if request.param == "wheel":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(archive) as sdist:
        files = {member.name: sdist.extractfile(member) for member in sdist.getmembers()}
        return {name.partition("/")[2]: file.read() for name, file in files.items() if file}


def test_it_has_the_engine_the_lab_and_both_licences(archive_files: Mapping[str, bytes]) -> None:
    prefix = "student/" if "student/lab/__init__.py" in archive_files else ""
    names = {Path(name).name for name in archive_files}

    assert {
        "autograder/course/configuration.py",
        "autograder/sandbox/inside/fork_server.py",
        "autograder/authoring/course_template/course.txt",
        "autograder/release/handout/.github/workflows/checks.yml",
        "autograder/release/handout/.gitignore",
        "autograder/views/templates/class.html",
        f"{prefix}lab/__init__.py",
    } <= archive_files.keys()
    assert {"LICENSE", "LICENSE-lessons"} <= names


def test_it_has_the_page_for_students_that_each_handout_gets(archive_files: Mapping[str, bytes]) -> None:
    data = (ROOT / "docs" / "student.md").read_bytes()

    assert data in (archive_files.get("autograder/release/handout/student.md"), archive_files.get("docs/student.md"))


def test_no_file_comes_from_a_secret_folder(archive_files: Mapping[str, bytes]) -> None:
    folders = {name.partition("/")[0] for name in archive_files if "/" in name}
    package = f"gradient_descent_course_kit-{VERSION}"

    assert not [name for name in archive_files if name.startswith(tuple(f"{folder}/" for folder in SECRET_FOLDERS))]
    assert folders <= {"autograder", "lab", "student", "docs", f"{package}.dist-info", f"{package}.data"}


def test_it_has_every_page_that_the_instructor_s_page_names(archive_files: Mapping[str, bytes]) -> None:
    text = (ROOT / "docs" / "instructor.md").read_text(encoding="utf-8")
    pages = {name for name in re.findall(r"[\w-]+\.md", text) if (ROOT / "docs" / name).is_file()}
    names = {Path(name).name for name in archive_files}

    assert {"check-writers.md", "class-page.md"} <= pages
    assert not pages - names, "list it in pyproject.toml, as shared-data of the wheel and in the sdist"


def test_no_file_belongs_to_the_units_of_this_course(archive_files: Mapping[str, bytes]) -> None:
    names = [name.removeprefix("student/") for name in archive_files]

    assert not [name for name in names if name.startswith(tuple(f"{folder}/" for folder in OTHER_FOLDERS))]
    assert not [name for name in names if name.startswith("start/")]


def test_no_file_is_a_secret_file_under_another_name(archive_files: Mapping[str, bytes]) -> None:
    files = [file for folder in SECRET_FOLDERS for file in (ROOT / folder).rglob("*.*") if file.is_file()]
    secrets = {file.read_bytes() for file in files}

    assert len(secrets) > 3
    assert not [name for name, content in archive_files.items() if content.strip() and content in secrets]


def test_no_file_tells_which_explanations_hold(archive_files: Mapping[str, bytes]) -> None:
    units = Course.load(ROOT).units
    explanations = [reason for unit in units for reason in read_explanations(unit).values()]
    sentences = {sentence for reason in explanations for sentence in reason.why_not.values()}
    text = b"\n".join(archive_files.values()).decode(errors="replace")

    assert not [name for name in archive_files if name.endswith(reasons.SUFFIX)]
    assert not [sentence for sentence in sentences if sentence in text]
