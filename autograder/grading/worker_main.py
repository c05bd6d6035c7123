"""The grading process: one pytest session and one sandbox, asked line by line of JSON until its input ends.

    in    {"student": ..., "notebook": base64, "files": {name: base64}, "show": false, "cells": false}
    out   {"isolation": {...}} first, then {"report": its JSON, "cells": [...]} for each line, or {"error": {...}}

It holds the unit's secrets and no student code.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from autograder.checking import pytest_session
from autograder.checking.reference_cache import memoized
from autograder.course import unit_content
from autograder.course.configuration import Course, Unit, check_points
from autograder.course.unit_content import UnitContent
from autograder.errors import AutograderError
from autograder.grading.grader import Grader, GradingResult
from autograder.sandbox import PRELOAD, Sandbox


def main(arguments: list[str]) -> None:
    """Serve one unit: ROOT UNIT [--require-sandbox]."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # whatever a check prints must not be taken for an answer
        try:
            _serve(Path(arguments[0]), arguments[1], "--require-sandbox" in arguments, answers)
        except AutograderError as error:
            told = {"kind": type(error).__name__, "what": error.what, "where": error.where, "fix": error.fix}
            _write(answers, {"error": told})


def _serve(root: Path, unit_id: str, require: bool, answers: IO[bytes]) -> None:
    course = Course.load(root)
    unit = course.unit(unit_id)
    sandbox = _sandbox(course, unit, require)
    # The zygote imports while the checks are collected here. bubblewrap dies with the thread that started it, so that
    # thread stays until the end.
    with ThreadPoolExecutor(1) as starter, closing(sandbox):
        starting = starter.submit(sandbox.start)
        content = unit_content.load(course, unit_id)

        def work(checker: pytest_session.Checker) -> None:
            _agree(content, checker)
            grader = Grader(content, checker, starting.result())
            gc.freeze()  # what pytest and the libraries hold is never garbage, and is a lot to look through
            _write(answers, {"isolation": sandbox.isolation.model_dump()})
            with memoized(content.module):
                for line in sys.stdin.buffer:
                    _write(answers, _answer(grader, json.loads(line)))

        pytest_session.run_session(unit.visible_checks, unit.hidden_checks, work)


def _sandbox(course: Course, unit: Unit, require: bool) -> Sandbox:
    own = ("lab.data", f"lab.checks.{unit.module}", f"lab.questions.{unit.module}")
    return Sandbox(
        unit.limits,
        preload=(*PRELOAD, *own, *unit.preload),
        packages=(course.root / "student" / "lab",),
        require=require or course.policies.require_sandbox,
    )


def _agree(content: UnitContent, checker: pytest_session.Checker) -> None:
    """Points of check cells, checks and course.yml tell the same story, or nothing is graded."""
    sums = {name: sum(check.points for check in checker.checks_of(name)) for name in content.exercises}
    check_points(content.unit, content.worth, sums | dict.fromkeys(content.questions, 2))


def _answer(grader: Grader, request: dict[str, Any]) -> dict[str, Any]:
    files = {name: base64.b64decode(data) for name, data in request["files"].items()}
    notebook = base64.b64decode(request["notebook"])
    graded = grader.grade(request["student"], notebook, files, show=request["show"])
    return {"report": graded.report.json_text(), "cells": _cells(graded) if request["cells"] else []}


def _cells(graded: GradingResult) -> list[dict[str, Any]]:
    """The notebook's cells as they were graded, each with what it showed."""
    cells = []
    for placed in graded.submission.cells:
        cell = dict(placed.cell, source=placed.source)
        if cell["cell_type"] == "code":
            cell["outputs"] = list(graded.outputs.get(placed.name, ()))
        cells.append(cell)
    return cells


def _write(answers: IO[bytes], message: dict[str, Any]) -> None:
    answers.write(json.dumps(message).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
