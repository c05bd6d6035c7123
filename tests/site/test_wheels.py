"""Wheels for the browser: named by their content, installable, and without what an installer wrote."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.site import wheels

FILES = {"lab/__init__.py": b"x = 1\n", "lab/data/table.csv": b"1,2\n"}


def test_the_same_files_give_the_same_bytes_and_other_files_another_name(tmp_path: Path) -> None:
    first = wheels.make_lab_wheel(tmp_path, "a-course", "1.2", FILES)
    data = first.read_bytes()
    again = wheels.make_lab_wheel(tmp_path, "a-course", "1.2", dict(reversed(FILES.items())))
    other = wheels.make_lab_wheel(tmp_path, "a-course", "1.2", {**FILES, "lab/__init__.py": b"x = 2\n"})

    assert (again, again.read_bytes()) == (first, data)
    assert other != first
    assert first.name.startswith("a_course_lab-1.2.post")


def test_pip_installs_it(tmp_path: Path) -> None:
    wheel = wheels.make_lab_wheel(tmp_path, "a-course", "1.2", FILES)
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", str(tmp_path / "to")]
    subprocess.run([*command, str(wheel)], check=True, capture_output=True)

    assert (tmp_path / "to" / "lab" / "data" / "table.csv").read_bytes() == b"1,2\n"


def test_an_installed_package_is_packed_again(tmp_path: Path) -> None:
    with zipfile.ZipFile(wheels.pack_installed(tmp_path, "comm")) as wheel:
        names = wheel.namelist()
        information = {name.rpartition("/")[2] for name in names if ".dist-info/" in name}

    assert "comm/__init__.py" in names
    assert information == {"METADATA", "WHEEL", "RECORD", "LICENSE"}
    assert not [name for name in names if name.endswith(".pyc")]


def test_a_package_that_is_not_here_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the site needs nowhere-to-be-found, not installed here"):
        wheels.pack_installed(tmp_path, "nowhere-to-be-found")


def test_an_extension_of_the_page_is_found_by_the_package_that_brings_it() -> None:
    folder = wheels.find_labextension("jupyterlab_widgets", "@jupyter-widgets/jupyterlab-manager")

    assert folder is not None
    assert (folder / "package.json").is_file()
    assert wheels.find_labextension("nowhere-to-be-found", "x") is None
