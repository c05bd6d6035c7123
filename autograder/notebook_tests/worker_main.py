"""The grading process of an ordinary nbgrader course: it holds the tests, and no student code runs in it.

The first request holds the settings, {"limits": {...}, "preload": [...], "course_files": {name: base64},
"require_sandbox": false}, and its reply is {"isolation": {...}, "missing": {layer of the grading process: reason}}.
Each further request

    {"source_notebook": {...}, "submission": base64, "files": {name: base64}, "protections": {cell: {...}}}

is answered with {"cells": [...], "manual_grading": {...}, "notes": [...]}. Where protections are null, the tests are
only tried, and the answer is {"trials": {cell: {...}}}. Each request is worked on in a fork of this process; where the
fork ends before it has answered, the answer is {"lost": reason}. {"error": {...}} is sent before this process ends.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from autograder.grading.base64_files import decode, decode_files
from autograder.grading.grading_process import GradingProcess
from autograder.grading.json_server import JsonServer, serve
from autograder.grading.json_subprocess import WorkerDied
from autograder.limits import Limits
from autograder.notebook_tests.forked_call import call_in_fork
from autograder.notebook_tests.graded_cells import build_cells
from autograder.notebook_tests.merge import merge_submission
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.notebook_tests.submission_grading import SubmissionGrading
from autograder.notebook_tests.verdicts import CellProtection
from autograder.notebook_tests.worker import RUNS
from autograder.sandbox.host.sandbox import Sandbox

END_SECONDS = 30.0
"""What the fork may take after a submission's own time is used up, beside a test cell that has begun."""


def main(arguments: list[str]) -> None:
    """Run the grading process with the argument SERVICE."""
    process = GradingProcess.enter(int(arguments[0]))
    with tempfile.TemporaryDirectory() as folder:
        serve(lambda server: _grade_submissions(process, Path(folder), server))


def _grade_submissions(process: GradingProcess, folder: Path, server: JsonServer) -> None:
    requests = server.requests()
    settings = next(requests)
    course_files, require = decode_files(settings["course_files"]), settings["require_sandbox"]
    with process.sandbox(Limits(**settings["limits"]), require) as sandbox:
        _write_files(folder / "course", course_files)
        sys.path.insert(0, str(folder / "course"))
        os.environ["NBGRADER_EXECUTION"] = "autograde"
        _import_modules(settings["preload"])
        isolation = process.probe(sandbox, require)
        server.reply({"isolation": isolation.model_dump(), "missing": process.confinement.missing})
        for request in requests:
            _write_files(folder / "submission", course_files)
            os.chdir(folder / "submission")
            work = partial(_grade_submission, process, request, sandbox, course_files)
            limits = sandbox.limits
            try:
                reply = call_in_fork(sandbox, work, limits.total_seconds * RUNS + limits.cell_seconds + END_SECONDS)
            except WorkerDied as error:
                reply = {"lost": str(error)}
            server.reply(reply)


def _grade_submission(
    process: GradingProcess, request: dict[str, Any], sandbox: Sandbox, course_files: Mapping[str, bytes]
) -> dict[str, Any]:
    process.confinement.complete()
    source_notebook = SourceNotebook.from_dict(request["source_notebook"])
    files = {**decode_files(request["files"]), **course_files}
    merged_notebook = merge_submission(source_notebook, decode(request["submission"]))
    protections = {name: CellProtection.from_dict(fields) for name, fields in (request["protections"] or {}).items()}
    grading = SubmissionGrading(source_notebook, sandbox, merged_notebook, files, protections)
    if request["protections"] is None:
        return {"trials": {name: trial.as_dict() for name, trial in grading.try_tests().items()}}
    result = grading.grade()
    return {
        "cells": build_cells(source_notebook, result),
        "manual_grading": dict(result.manual_grading),
        "notes": list(result.notes),
    }


def _import_modules(names: Sequence[str]) -> None:
    """Import what tests import, once for all submissions; a module that only students need may be missing."""
    for name in names:
        with suppress(Exception):
            import_module(name)


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder anew with these files: a test may have changed those of the last submission."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1:])
