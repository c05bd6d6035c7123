"""What is published: the engine and the student's lab, and nothing that answers an exercise."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
SECRET = ("autograder/checks", "solutions", "source", "tests")


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The files of a freshly built wheel or sdist, by their path inside."""
    folder = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        request.param,
        "--directory",
        str(folder),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (archive,) = folder.iterdir()
    if request.param == "wheel":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(archive) as sdist:
        files = {member.name: sdist.extractfile(member) for member in sdist.getmembers()}
        return {name.partition("/")[2]: file.read() for name, file in files.items() if file}


def test_it_holds_the_engine_the_lab_and_both_licences(published: Mapping[str, bytes]) -> None:
    home = "student/" if "student/lab/__init__.py" in published else ""
    names = {Path(name).name for name in published}

    assert {
        "autograder/course/configuration.py",
        "autograder/sandbox/inside/zygote.py",
        f"{home}lab/__init__.py",
    } <= published.keys()
    assert {"LICENSE", "LICENSE-lessons"} <= names


def test_nothing_in_it_comes_from_a_place_of_secrets(published: Mapping[str, bytes]) -> None:
    places = {name.partition("/")[0] for name in published if "/" in name}

    assert not [name for name in published if name.startswith(tuple(f"{place}/" for place in SECRET))]
    assert places <= {"autograder", "lab", "student", f"gradient_descent_course_kit-{VERSION}.dist-info"}


def test_nothing_in_it_is_a_secret_file_under_another_name(published: Mapping[str, bytes]) -> None:
    files = [file for place in SECRET for file in (ROOT / place).rglob("*.*") if file.is_file()]
    secrets = {file.read_bytes() for file in files}

    assert len(secrets) > 3
    assert not [name for name, content in published.items() if content.strip() and content in secrets]
