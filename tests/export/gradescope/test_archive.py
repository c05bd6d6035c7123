"""The archive for Gradescope: scripts at its root, one unit, and nothing of another unit that students do not get."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest

from autograder.course.configuration import Course
from autograder.export.gradescope.archive import autograder_archive
from tests.authoring.test_new_course import create
from tests.conftest import UNIT


@pytest.fixture(scope="module")
def data(course: Course) -> bytes:
    return autograder_archive(course, course.unit(UNIT), "after_published")


@pytest.fixture(scope="module")
def files(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_gradescope_finds_its_two_programs_at_the_root(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in archive.infolist()}

    assert (modes["setup.sh"], modes["run_autograder"]) == (0o755, 0o755)
    assert "FOR INSTRUCTORS ONLY" in zipfile.ZipFile(io.BytesIO(data)).read("README.txt").decode()


@pytest.mark.parametrize("script", ["setup.sh", "run_autograder"])
def test_the_programs_are_bash(files: Mapping[str, bytes], script: str) -> None:
    bash = shutil.which("bash")
    assert bash
    completed = subprocess.run([bash, "-n"], input=files[script], capture_output=True, check=False)

    assert files[script].startswith(b"#!/usr/bin/env bash\n")
    assert completed.returncode == 0, completed.stderr


def test_it_has_the_unit_and_no_other(files: Mapping[str, bytes], course: Course) -> None:
    units = json.loads(files["kit/course.yml"])["units"]
    foreign = {unit.module for unit in course.units if unit.id != UNIT}
    paths = [PurePosixPath(name) for name in files]

    assert [unit["id"] for unit in units] == [UNIT]
    assert "kit/hidden_checks/training_loop/test_training_loop.py" in files
    assert f"kit/source/{UNIT}/{UNIT}.ipynb" in files
    assert "kit/solutions/training_loop.py" in files
    assert not [path for path in paths if path.parts[:2] == ("kit", "solutions") and path.stem in foreign]
    assert not [path for path in paths if path.parts[:2] == ("kit", "hidden_checks") and path.parts[2] in foreign]
    assert not [path for path in paths if path.parts[:2] == ("kit", "source") and path.parts[2] != UNIT]


def test_a_unit_brings_the_checks_of_another_that_its_own_import(course: Course) -> None:
    from autograder.grading.readable_files import borrowed_checks

    unit = next(unit for unit in course.units if borrowed_checks(unit))
    with zipfile.ZipFile(io.BytesIO(autograder_archive(course, unit, "hidden"))) as archive:
        names = set(archive.namelist())

    assert {f"kit/{path.relative_to(course.root).as_posix()}" for path in borrowed_checks(unit)} <= names


def test_the_same_unit_gives_the_same_bytes(data: bytes, course: Course) -> None:
    assert autograder_archive(course, course.unit(UNIT), "after_published") == data


def test_a_course_of_one_s_own_brings_its_parts_of_lab_and_its_hidden_checks(tmp_path: Path) -> None:
    own = create(tmp_path / "physics", unit="pendulum")
    with zipfile.ZipFile(io.BytesIO(autograder_archive(own, own.units[0], "hidden"))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}

    assert {"kit/autograder/export/gradescope/run.py", "kit/student/lab/functions/predict.py"} <= files.keys()
    for path in ("student/lab/checks/pendulum.py", "hidden_checks/pendulum/test_pendulum.py", "solutions/pendulum.py"):
        assert files[f"kit/{path}"] == (own.root / path).read_bytes()
    assert not [name for name in files if "training_loop" in name and not name.startswith("kit/student/lab/")]
