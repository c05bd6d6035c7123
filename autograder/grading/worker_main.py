"""The grading process of a unit: one pytest session and one sandbox, used for one submission after another.

It holds the unit's secrets and no student code. Its first reply is {"isolation": {...}, "missing": {layer of
this process: reason}}; then it answers each request

    {"student": ..., "notebook": base64, "files": {name: base64}, "show": false, "cells": false}

with {"report": JSON of the report, "cells": [...]}, or with {"error": {...}} before it ends.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from autograder.checking import pytest_session
from autograder.checking.reference_cache import memoized
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.errors import CourseError
from autograder.grading.base64_files import decode, decode_files
from autograder.grading.grader import Grader, GradingResult
from autograder.grading.grading_process import GradingProcess
from autograder.grading.json_server import JsonServer, serve
from autograder.isolation import Isolation


def main(arguments: list[str]) -> None:
    """Run the grading process with the arguments SERVICE ROOT UNIT [--require-sandbox]."""
    service, root, unit_id, *options = arguments
    process = GradingProcess.enter(int(service))
    serve(lambda server: _grade_submissions(process, Path(root), unit_id, "--require-sandbox" in options, server))


def _grade_submissions(process: GradingProcess, root: Path, unit_id: str, require: bool, server: JsonServer) -> None:
    course = Course.load(root, unit_id)
    unit = course.unit(unit_id)
    require = require or course.policies.require_sandbox
    # The fork server imports its modules while the checks are collected here.
    content = unit_content.load(course, unit_id)

    def work(checker: pytest_session.Checker) -> None:
        _require_the_same_points(content, checker)
        with process.sandbox(unit.limits, require) as sandbox, memoized(content.reference_module):
            grader = Grader(content, checker, sandbox)
            isolation = process.confine(sandbox, require)
            server.reply({"isolation": isolation.model_dump(), "missing": process.confinement.missing})
            for request in server.requests():
                server.reply(_grade_submission(grader, request, isolation))

    pytest_session.run_session(unit.visible_checks, unit.hidden_checks, work)


def _require_the_same_points(content: UnitContent, checker: pytest_session.Checker) -> None:
    """CourseError unless the checks that pytest has collected add up to the points that were released."""
    for name, points in content.points.exercises.items():
        collected = sum(check.points for check in checker.checks_of(name))
        if collected != points:
            raise CourseError(
                f"the checks of '{name}' add up to {points} points, but pytest collects {collected}",
                where=content.unit.checks.relative_to(content.course.root).as_posix(),
                fix="is every class of checks collected, and none of its checks parametrized or inherited?",
            )


def _grade_submission(grader: Grader, request: dict[str, Any], isolation: Isolation) -> dict[str, Any]:
    notebook, files = decode(request["notebook"]), decode_files(request["files"])
    result = grader.grade(request["student"], notebook, files, show=request["show"])
    report = result.report.model_copy(update={"isolation": isolation})
    return {"report": report.json_text(), "cells": _cells(result) if request["cells"] else []}


def _cells(result: GradingResult) -> list[dict[str, Any]]:
    """Return the notebook's cells as they were graded, with their outputs and whether the student wrote them."""
    cells = []
    for merged_cell in result.submission.cells:
        cell = dict(merged_cell.cell, source=merged_cell.source, from_student=merged_cell.from_student)
        if cell["cell_type"] == "code":
            cell["outputs"] = list(result.outputs.get(merged_cell.name, ()))
        cells.append(cell)
    return cells


if __name__ == "__main__":
    main(sys.argv[1:])
