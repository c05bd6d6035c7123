"""The systems that are compared. Each grades a whole class and says how long that took."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import command
from benchmarks.command import CommandResult
from benchmarks.sample_course import SampleCourse, Setup

Grade = Callable[[SampleCourse, int, Path], CommandResult]
"""Grade a class with a number of workers, and write the output to a log."""


@dataclass(frozen=True, slots=True)
class System:
    """One row of the table.

    `largest` is the largest class it grades in reasonable time; a `slow` system only grades a few submissions. With
    `hostile` it also grades the class with an endless loop and a memory hog. `stock` and `generated` are those of its
    course's `Setup`.
    """

    letter: str
    title: str
    grade: Grade
    workers: tuple[int, ...] = (1,)
    largest: int = 24
    slow: bool = False
    hostile: bool = False
    stock: bool = False
    generated: bool = False

    def setup(self, size: int, *, hostile: bool = False) -> Setup:
        """Return the setup of a course with a class of this size for this system."""
        return Setup(size, hostile=hostile, spread=self.slow, stock=self.stock, generated=self.generated)


def run_autograder(course: SampleCourse, jobs: int, log: Path) -> CommandResult:
    """Run `autograder grade`, which writes scores and feedback as JSON."""
    reports = course.folder / "reports.json"
    options = [course.unit, "submitted", "--jobs", str(jobs), "--json", str(reports)]
    result = command.run([command.executable("autograder"), "grade", *options], course.folder, log)
    if len(json.loads(reports.read_text(encoding="utf-8"))) != len(course.students):
        raise SystemExit(result.output)
    return result


def run_nbgrader(course: SampleCourse, _: int, log: Path) -> CommandResult:
    """Run `nbgrader autograde`, with whatever engine the course's configuration sets."""
    arguments = [command.executable("nbgrader"), "autograde", course.unit]
    return command.run(arguments, course.folder, log).require_success()


def run_baseline(name: str) -> Grade:
    """Return a function that runs one baseline of `benchmarks.baselines`."""

    def grade(course: SampleCourse, jobs: int, log: Path) -> CommandResult:
        arguments = [sys.executable, "-m", "benchmarks.baselines", name, course.unit, "submitted", str(jobs)]
        return command.run(arguments, course.folder, log).require_success()

    return grade


SYSTEMS = (
    System("a", "`autograder grade`: scores and feedback", run_autograder, (1, 2), 10_000, hostile=True),
    System("b", "this engine, all cells run and their outputs kept", run_baseline("all-outputs"), (1, 2), slow=True),
    System("c", "`nbgrader autograde` through this engine", run_nbgrader, largest=240, hostile=True, generated=True),
    System("d", "stock `nbgrader autograde`", run_nbgrader, slow=True, stock=True, generated=True),
    System("f", "lower bound: only the needed cells, in one process", run_baseline("needed-cells"), largest=240),
    System("g", "cells and checks in one process, not isolated", run_baseline("not-isolated"), largest=240),
    System("h", "all cells in one process, no figures drawn", run_baseline("no-figures"), largest=240),
)
