"""A course's own checks, questions and data belong to the installed package `lab`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import lab
import pytest
from lab import course_parts

KIT = Path(lab.__file__).parent


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with the package as it is installed, without the parts of a course."""
    shutil.copytree(KIT, tmp_path / "kit" / "lab", ignore=shutil.ignore_patterns("__pycache__", *course_parts.NAMES))
    return tmp_path / "kit"


def output(code: str, *path: Path) -> str:
    """Return what a new Python prints, with these folders on its path."""
    program = f"import sys; sys.path[:0] = {list(map(str, path))}\n{code}"
    process = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False)
    return process.stdout.strip() or process.stderr.strip().splitlines()[-1]


def test_a_folder_without_init_adds_its_modules(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "student" / "lab" / "data").mkdir(parents=True)
    (tmp_path / "student" / "lab" / "data" / "__init__.py").write_text("ANSWER = 42")

    for path in ((installed, tmp_path / "student"), (tmp_path / "student", installed)):
        assert output("import lab; print(lab.data.ANSWER, lab.check.__name__)", *path) == "42 check"


def test_a_whole_package_keeps_its_own_modules(tmp_path: Path) -> None:
    """A handout is tried out with its own checks, where the course is on the path, too."""
    (tmp_path / "student" / "lab" / "data").mkdir(parents=True)
    (tmp_path / "student" / "lab" / "data" / "__init__.py").touch()

    assert output("import lab; print(len(lab.data.line().x))", tmp_path / "student", KIT.parent) == "100"


def test_a_whole_package_elsewhere_on_the_path_adds_nothing(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "other" / "lab" / "data").mkdir(parents=True)
    for name in ("lab", "lab/data"):
        (tmp_path / "other" / name / "__init__.py").touch()

    assert output("import lab; print(len(lab.__path__))", installed, tmp_path / "other") == "1"


def test_names_are_those_of_packages_in_the_kit_s_own_course() -> None:
    assert all((KIT / name / "__init__.py").is_file() for name in course_parts.NAMES)
