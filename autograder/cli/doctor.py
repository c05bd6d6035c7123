"""The command `doctor`: the requirements of grading on this machine, with the remedy where one is not met."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from autograder.course.configuration import Course
from autograder.errors import AutograderError
from autograder.grading import confinement_probe
from autograder.sandbox.host.launcher import PROBE
from autograder.sandbox.host.sandbox import Sandbox

PACKAGES = ("numpy", "matplotlib", "ipython", "nbgrader", "nbconvert", "pytest", "jupyterlab")


@click.command()
def doctor() -> None:
    """Check what grading needs on this machine.

    Lists layers of isolation, nbgrader and packages, and says how to get what is missing.
    """
    requirements = check_machine()
    for requirement in requirements:
        click.echo(requirement.line())
    sys.exit(0 if all(requirement.met or requirement.optional for requirement in requirements) else 6)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement of grading, and whether this machine meets it; an `optional` one may be missing."""

    met: bool
    description: str
    remedy: str = ""
    optional: bool = False

    def line(self) -> str:
        """Return the line to print."""
        state = "ok" if self.met else "without" if self.optional else "missing"
        return f"{state:<7}  {self.description}" + (f"\n         → {self.remedy}" if self.remedy else "")


def check_machine() -> list[Requirement]:
    """Check Python, packages, the programs nbgrader calls, the course and the sandbox."""
    return [*_software(), *_course(), *_sandbox(), *_grading_process()]


def _software() -> Iterator[Requirement]:
    yield Requirement(
        sys.version_info >= (3, 11),
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}",
    )
    for name in PACKAGES:
        try:
            yield Requirement(True, f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Requirement(False, name, f"pip install {name}")
    beside_python = Path(sys.executable).parent / "alembic"
    is_found = shutil.which("alembic") is not None or beside_python.exists()
    yield Requirement(is_found, "alembic, which nbgrader calls by name", "" if is_found else "pip install alembic")


def _course() -> Iterator[Requirement]:
    try:
        course = Course.load()
    except AutograderError as error:
        yield Requirement(False, f"course.yml: {error}")
        return
    yield Requirement(True, f"course '{course.id}' with {len(course.units)} unit{'s' * (len(course.units) != 1)}")
    for unit in course.units:
        if unit.missing:
            modules = ", ".join(unit.missing)
            description = f"unit '{unit.id}'{' (optional)' * unit.optional} cannot be graded without {modules}"
            yield Requirement(False, description, f"pip install {' '.join(unit.missing)}", optional=unit.optional)


def _sandbox() -> Iterator[Requirement]:
    try:
        with Sandbox(preparation=PROBE) as sandbox:
            isolation, missing = sandbox.isolation, sandbox.missing
    except AutograderError as error:
        yield Requirement(False, f"the sandbox does not start: {error}")
        return
    missing_layers = {gap.layer for gap in missing}
    for layer, state in isolation.model_dump().items():
        if layer not in missing_layers and layer != "grader":
            detail = f" (version {state})" if type(state) is int else ""
            yield Requirement(bool(state), f"isolation: {layer}{detail}")
    for gap in missing:
        yield Requirement(False, f"isolation: {gap.layer}: {gap.reason}", gap.remedy)


def _grading_process() -> Iterator[Requirement]:
    try:
        missing = confinement_probe.missing_layers()
    except AutograderError as error:
        yield Requirement(False, f"the grading process does not start: {error}")
        return
    if not missing:
        yield Requirement(True, "isolation: grader")
    for gap in missing:
        yield Requirement(False, f"isolation: grader: {gap.layer}: {gap.reason}", gap.remedy)
