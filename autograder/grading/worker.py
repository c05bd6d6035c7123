"""A worker as its user sees it: hand it a submission, get an answer. The process behind it is `worker_main`.

Where a check hangs on what a student returned, or the process dies, the worker is ended and another one started.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.course.configuration import Course
from autograder.grading.json_subprocess import JsonSubprocess
from autograder.report import Isolation, Report

CHECKS_SECONDS = 120.0


@dataclass(frozen=True)
class WorkerReply:
    """What a worker made of one submission: the report's JSON, and the notebook's cells in order with their outputs."""

    text: str
    cells: tuple[dict[str, Any], ...]

    @cached_property
    def report(self) -> Report:
        """The report read."""
        return Report.from_json(self.text)


@dataclass
class Worker:
    """Grades submissions of one unit. Starts its process when first asked, and again after one was lost."""

    course: Course
    unit_id: str
    require_sandbox: bool = False
    subprocess: JsonSubprocess | None = None

    def grade(
        self, student: str, notebook: bytes, files: Mapping[str, bytes], *, show: bool = False, cells: bool = True
    ) -> WorkerReply:
        """Grade one submission; `clerk.Lost` where the grading process did not survive it."""
        request = {
            "student": student,
            "notebook": base64.b64encode(notebook).decode(),
            "files": {name: base64.b64encode(data).decode() for name, data in files.items()},
            "show": show,
            "cells": cells,
        }
        limits = self.course.unit(self.unit_id).limits
        reply = self.start().request(request, limits.notebook_seconds * 2 + CHECKS_SECONDS)
        return WorkerReply(reply["report"], tuple(reply["cells"]))

    def start(self) -> JsonSubprocess:
        """Start the process unless it runs; AutograderError where it says why it cannot work."""
        if self.subprocess is None or not self.subprocess.alive:
            self.close()
            command = [sys.executable, "-m", "autograder.grading.worker_main", str(self.course.root), self.unit_id]
            self.subprocess = JsonSubprocess(
                command + ["--require-sandbox"] * self.require_sandbox, cwd=self.course.root
            )
        return self.subprocess

    @property
    def isolation(self) -> Isolation:
        """Which walls stand around the students' code."""
        return Isolation.model_validate(self.start().first_reply["isolation"])

    def close(self) -> None:
        """End the process and all it started."""
        if self.subprocess is not None:
            self.subprocess.close()
            self.subprocess = None
