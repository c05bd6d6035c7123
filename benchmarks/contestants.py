"""The systems that are compared: each grades a whole room and says how long that took, start-up apart where it can."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.classroom import Classroom
from benchmarks.measure import Run, run

FEW = 0
Grade = Callable[[Classroom, int, Path], Run]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A row of the table. `largest` is the class it is quick enough for, FEW a handful of students.

    `stock` rooms know nothing of this engine; `prepared` ones have their assignment generated.
    """

    letter: str
    title: str
    grade: Grade
    workers: tuple[int, ...] = (1,)
    largest: int = 24
    stock: bool = False
    prepared: bool = False


def command(name: str) -> str:
    """A command of this Python's environment."""
    return str(Path(sys.executable).parent / name)


def scores(room: Classroom, jobs: int, log: Path) -> Run:
    """`autograder grade`: scores and feedback as JSON."""
    reports = room.folder / "reports.json"
    options = [room.unit, "submitted", "--jobs", str(jobs), "--json", str(reports)]
    ran = run([command("autograder"), "grade", *options], room.folder, log)
    if len(json.loads(reports.read_text(encoding="utf-8"))) != len(room.students):
        raise SystemExit(ran.output)
    return ran


def nbgrader(room: Classroom, _: int, log: Path) -> Run:
    """`nbgrader autograde`, with the engine its configuration gives it."""
    ran = run([command("nbgrader"), "autograde", room.unit], room.folder, log)
    if ran.status:
        raise SystemExit(ran.output)
    return ran


def driven(how: str) -> Grade:
    """One of the ways of `benchmarks.drive`: it tells its own start-up from its work."""

    def grade(room: Classroom, jobs: int, log: Path) -> Run:
        line = [sys.executable, "-m", "benchmarks.drive", how, room.unit, "submitted", str(jobs)]
        ran = run(line, room.folder, log)
        if ran.status:
            raise SystemExit(ran.output)
        return ran

    return grade


CONTESTANTS = (
    Contestant("a", "`autograder grade`: scores and feedback", scores, (1, 2), 2400),
    Contestant("b", "this engine, all cells run and their outputs kept", driven("shown"), (1, 2), FEW),
    Contestant("c", "`nbgrader autograde` through this engine", nbgrader, largest=240, prepared=True),
    Contestant("d", "stock `nbgrader autograde`", nbgrader, largest=FEW, stock=True, prepared=True),
    Contestant("f", "the floor: the needed cells, in one warm process", driven("floor"), largest=240),
    Contestant("g", "cells and checks in one process, without walls", driven("here"), largest=240),
    Contestant("h", "all cells in one warm process, nothing drawn", driven("undrawn"), largest=240),
)
