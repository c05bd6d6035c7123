"""What this machine has: one finding per thing that matters, with the remedy where it is missing."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder.course.configuration import Course
from autograder.errors import AutograderError
from autograder.sandbox import Limits, Sandbox

PACKAGES = ("numpy", "matplotlib", "ipython", "nbgrader", "nbconvert", "pytest", "jupyterlab")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination. What is `optional` may be missing in good health."""

    good: bool
    what: str
    remedy: str = ""
    optional: bool = False

    @property
    def healthy(self) -> bool:
        """Whether it is there or can be done without."""
        return self.good or self.optional

    def line(self) -> str:
        """The line as printed."""
        state = "ok" if self.good else "without" if self.optional else "missing"
        return f"{state:<7}  {self.what}" + (f"\n         → {self.remedy}" if self.remedy else "")


def examine() -> list[Finding]:
    """Look at Python, packages, nbgrader's needs, the course and the walls."""
    return [*_software(), *_course(), *_walls()]


def _software() -> Iterator[Finding]:
    yield Finding(
        sys.version_info >= (3, 11),
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}",
    )
    for name in PACKAGES:
        try:
            yield Finding(True, f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Finding(False, name, f"pip install {name}")
    beside = Path(sys.executable).parent / "alembic"
    on_path = shutil.which("alembic") is not None or beside.exists()
    yield Finding(on_path, "alembic, which nbgrader calls by name", "" if on_path else "pip install alembic")


def _course() -> Iterator[Finding]:
    try:
        course = Course.load()
    except AutograderError as error:
        yield Finding(False, f"course.yml: {error}")
        return
    yield Finding(True, f"course '{course.id}' with {len(course.units)} unit{'s' * (len(course.units) != 1)}")
    for unit in course.units:
        if unit.missing:
            lacks = (
                f"unit '{unit.id}'{' (optional)' * unit.optional} cannot be graded without {', '.join(unit.missing)}"
            )
            yield Finding(False, lacks, f"pip install {' '.join(unit.missing)}", optional=unit.optional)


def _walls() -> Iterator[Finding]:
    try:
        with Sandbox(Limits()) as sandbox:
            held, missing = sandbox.isolation, sandbox.missing
    except AutograderError as error:
        yield Finding(False, f"the sandbox does not start: {error}")
        return
    absent = {gap.layer for gap in missing}
    for layer, state in vars(held).items():
        if layer not in absent:
            detail = f" (version {state})" if type(state) is int else ""
            yield Finding(bool(state), f"isolation: {layer}{detail}")
    for gap in missing:
        yield Finding(False, f"isolation: {gap.layer}: {gap.reason}", gap.remedy)
