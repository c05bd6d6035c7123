"""The worker that grades submissions of a unit. Its process runs `worker_main`.

Where a check hangs on what a student returned, or the process dies, the process is ended and another one started.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.course.cell_syntax import parse_cell
from autograder.course.configuration import Course, Unit
from autograder.course.course_packages import lab_folders
from autograder.course.notebook import Role, cell_role, cell_source, parse_notebook
from autograder.grading.base64_files import encode, encode_files
from autograder.grading.confined_subprocess import ConfinedSubprocess
from autograder.grading.json_subprocess import JsonSubprocess
from autograder.grading.readable_files import compile_modules, readable_files
from autograder.grading.reply_validation import require_cells, require_report
from autograder.grading.worker_base import WorkerBase
from autograder.report import Report
from autograder.sandbox.host.grader_launcher import GraderProgram
from autograder.sandbox.host.launcher import PRELOAD, Preparation, launch

GRADER_SECONDS = 60.0
"""For what the grader does after a submission's own time is used up: a check that it has started, and the report."""


@dataclass(frozen=True)
class WorkerReply:
    """What a worker made of one submission: the report, also as JSON, and the notebook's cells with their outputs."""

    report: Report
    text: str
    cells: tuple[dict[str, Any], ...]


@dataclass
class Worker(WorkerBase):
    """Grades submissions of one unit, one after the other."""

    course: Course
    unit_id: str
    require_sandbox: bool = False

    def grade(
        self, student: str, notebook: bytes, files: Mapping[str, bytes], *, show: bool = False, cells: bool = True
    ) -> WorkerReply:
        """Grade one submission; WorkerDied where the grading process did not survive it."""
        request = {
            "student": student,
            "notebook": encode(notebook),
            "files": encode_files(files),
            "show": show,
            "cells": cells,
        }
        limits = self.course.unit(self.unit_id).limits
        reply = self.ask(request, limits.total_seconds + GRADER_SECONDS)
        report = require_report(reply.get("report"), self.course.id, self.unit_id, student, notebook)
        return WorkerReply(report, reply["report"], require_cells(reply.get("cells"), limits.output_bytes))

    def start_process(self) -> JsonSubprocess:
        """Start a process that holds the unit's checks."""
        unit = self.course.unit(self.unit_id)
        return ConfinedSubprocess(
            lambda: self._program(unit), lambda: launch(unit.limits, preparation(self.course, unit))
        )

    def _program(self, unit: Unit) -> GraderProgram:
        readable = readable_files(self.course, unit)
        compile_modules(readable)
        return GraderProgram(
            "autograder.grading.worker_main",
            (str(self.course.root), self.unit_id, *["--require-sandbox"] * self.require_sandbox),
            readable,
            unit.limits,
            str(self.course.root),
        )


def preparation(course: Course, unit: Unit) -> Preparation:
    """Return what a unit's fork server does before its first fork."""
    functions = "from lab import *"  # `lab` imports its functions when they are first used
    points = f"from lab.checking import exercises\nexercises.of_unit({unit.id!r})"  # `lab.start` reads their table
    modules = ("lab.data", f"lab.checks.{unit.module}", f"lab.questions.{unit.module}")
    return Preparation(
        preload=(*PRELOAD, *modules, *unit.preload),
        packages=lab_folders(course.root),
        cells=(functions, points, *first_imports(unit)),
        figures=course.policies.show_outputs,
    )


def first_imports(unit: Unit) -> tuple[str, ...]:
    """Return a cell with the imports of the unit's first given cell, which every student's process runs.

    The rest of that cell is not run before the fork: `lab.start` and the data remember the folder and the student.
    """
    source = parse_notebook(unit.source.read_text(encoding="utf-8"), unit.source.name)
    cells = [cell_source(cell) for cell in source["cells"] if cell_role(cell) is Role.READ_ONLY]
    imports = [
        node
        for tree in map(parse_cell, cells[:1])
        if tree
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return ("\n".join(map(ast.unparse, imports)),) if imports else ()
