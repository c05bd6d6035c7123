"""otter-grader on an equivalent assignment: the same notebooks, and tests that call this course's own checks.

otter-grader is installed into a virtual environment of its own, which is created once, under build/.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from autograder.course.unit_content import UnitContent
from benchmarks import command
from benchmarks.command import CommandResult
from benchmarks.sample_course import SampleCourse

# Besides otter-grader: what the notebooks and this course's checks import inside the student's kernel.
PACKAGES = ("otter-grader", "ipykernel", "ipywidgets", "matplotlib", "numpy", "pydantic", "pytest", "pyyaml")

TEST_FILE = """OK_FORMAT = True

test = {{
    "name": "{name}",
    "points": {points},
    "suites": [{{"cases": [{{"code": {code!r}, "hidden": True, "locked": False}}], "scored": True, "setup": "",
                "teardown": "", "type": "doctest"}}],
}}
"""
DOCTEST = """>>> import os
>>> os.chdir({root!r})
>>> from autograder.nbgrader import in_kernel
>>> in_kernel.points({name!r}, globals())
{points}"""


class Otter:
    """Grades with `otter run`: one process per submission, and checks in the student's kernel, not isolated."""

    def __init__(self, content: UnitContent, folder: Path) -> None:
        self._content = content
        self._folder = folder.resolve()
        self._archive = self._folder / "autograder.zip"

    @property
    def _executable(self) -> Path:
        return self._folder / "venv" / "bin" / "otter"

    @property
    def _environment(self) -> Mapping[str, str]:
        root = self._content.course.root
        return {"PYTHONPATH": f"{root}:{root / 'student'}", "VIRTUAL_ENV": str(self._folder / "venv")}

    def prepare(self) -> None:
        """Create the virtual environment unless it exists, and the archive of tests."""
        if not self._executable.exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(self._folder / "venv")], check=True)
            pip = [str(self._folder / "venv" / "bin" / "python"), "-m", "pip", "--quiet", "install"]
            subprocess.run([*pip, *PACKAGES], check=True, stderr=subprocess.DEVNULL)
        tests = self._folder / "tests"
        tests.mkdir(parents=True, exist_ok=True)
        for name, text in self._test_files().items():
            (tests / f"{name}.py").write_text(text, encoding="utf-8")
        arguments = [str(self._executable), "generate", "--no-environment", "-t", str(tests), "-o", str(self._archive)]
        command.run(arguments, self._folder, self._folder / "generate.log", self._environment).require_success()

    def grade(self, course: SampleCourse, log: Path) -> CommandResult:
        """Grade every student, one after another, and return the sums of the times; SystemExit where one fails."""
        arguments = [str(self._executable), "run", "-a", str(self._archive), "-o", ".", f"{course.unit}.ipynb"]
        results = []
        for student in course.students:
            folder = course.submitted / student / course.unit
            results.append(command.run(arguments, folder, log, self._environment))
            if not (folder / "results.json").exists():
                raise SystemExit(results[-1].output)
        return CommandResult(
            sum(result.seconds for result in results),
            sum(result.cpu_seconds for result in results),
            max(result.peak_mb for result in results),
            0,
            "",
        )

    def _test_files(self) -> dict[str, str]:
        """Return the text of each exercise's test file."""
        texts = {}
        for name, points in self._content.points.exercises.items():
            code = DOCTEST.format(root=str(self._content.course.root), name=name, points=points)
            texts[name] = TEST_FILE.format(name=name, points=points, code=code)
        return texts
