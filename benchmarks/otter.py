"""otter-grader on an equivalent assignment: the same notebooks, and tests that ask the kit's own checks for the points.

It lives in a virtual environment of its own, which the benchmark makes once and keeps under build/.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from autograder.course.unit_content import UnitContent
from benchmarks.classroom import Classroom
from benchmarks.measure import Run, run

# Beside otter-grader: what the notebooks and the kit's checks import inside the student's kernel.
PACKAGES = ("otter-grader", "ipykernel", "ipywidgets", "matplotlib", "numpy", "pydantic", "pytest", "pyyaml")

TEST = """OK_FORMAT = True

test = {{
    "name": "{name}",
    "points": {points},
    "suites": [{{"cases": [{{"code": {code!r}, "hidden": True, "locked": False}}], "scored": True, "setup": "",
                "teardown": "", "type": "doctest"}}],
}}
"""
CODE = """>>> import os
>>> os.chdir({root!r})
>>> from autograder.nbgrader import in_kernel
>>> in_kernel.points({unit!r}, {name!r}, globals())
{points}"""


class Otter:
    """Otter's local run: a process per submission, in the student's kernel and without walls."""

    def __init__(self, content: UnitContent, home: Path) -> None:
        self._known, self._home = content, home.resolve()
        self._archive = self._home / "autograder.zip"

    @property
    def _tool(self) -> Path:
        return self._home / "venv" / "bin" / "otter"

    @property
    def _environment(self) -> Mapping[str, str]:
        root = self._known.course.root
        return {"PYTHONPATH": f"{root}:{root / 'student'}", "VIRTUAL_ENV": str(self._home / "venv")}

    def prepare(self) -> None:
        """Make the environment unless it is there, and the archive of tests."""
        if not self._tool.exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(self._home / "venv")], check=True)
            pip = [str(self._home / "venv" / "bin" / "python"), "-m", "pip", "--quiet", "install"]
            subprocess.run([*pip, *PACKAGES], check=True, stderr=subprocess.DEVNULL)
        tests = self._home / "tests"
        tests.mkdir(parents=True, exist_ok=True)
        for name in self._known.exercises:
            points, root = self._known.worth[name], str(self._known.course.root)
            code = CODE.format(root=root, unit=self._known.unit.id, name=name, points=points)
            (tests / f"{name}.py").write_text(TEST.format(name=name, points=points, code=code), encoding="utf-8")
        options = ["--no-environment", "-t", str(tests), "-o", str(self._archive)]
        made = run([str(self._tool), "generate", *options], self._home, self._home / "generate.log", self._environment)
        if made.status:
            raise SystemExit(made.output)

    def grade(self, room: Classroom, log: Path) -> Run:
        """Every student of the room, one after another."""
        runs = []
        for student in room.students:
            place = room.submitted / student / room.unit
            command = [str(self._tool), "run", "-a", str(self._archive), "-o", ".", f"{room.unit}.ipynb"]
            runs.append(run(command, place, log, self._environment))
            if not (place / "results.json").exists():
                raise SystemExit(runs[-1].output)
        return Run(
            sum(one.seconds for one in runs),
            sum(one.processor for one in runs),
            max(one.megabytes for one in runs),
            0,
            "",
        )
