"""The grading process of an ordinary nbgrader course: it holds the tests, and no student code runs in it.

The first request holds the settings, {"limits": {...}, "preload": [...], "course_files": {name: base64},
"require_sandbox": false}, and its reply is {"isolation": {...}}. Each further request

    {"source_notebook": {...}, "submission": base64, "files": {name: base64}}

is answered with {"cells": [...], "manual_grading": {...}, "notes": [...]}, or with {"error": {...}} before it ends.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder.errors import SandboxError
from autograder.grading.base64_files import decode, decode_files
from autograder.grading.json_server import JsonServer, serve
from autograder.limits import Limits
from autograder.notebook_tests.graded_cells import build_cells
from autograder.notebook_tests.notebook_run import run_notebook
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.sandbox import PRELOAD, Sandbox


def main() -> None:
    """Run the grading process."""
    with tempfile.TemporaryDirectory() as folder:
        serve(lambda server: _grade_submissions(Path(folder), server))


def _grade_submissions(folder: Path, server: JsonServer) -> None:
    requests = server.requests()
    settings = next(requests)
    course_files = decode_files(settings["course_files"])
    with _start_sandbox(settings) as sandbox:
        _write_files(folder / "course", course_files)
        sys.path.insert(0, str(folder / "course"))
        os.environ["NBGRADER_EXECUTION"] = "autograde"
        server.reply({"isolation": sandbox.isolation.model_dump()})
        for request in requests:
            _write_files(folder / "submission", course_files)
            os.chdir(folder / "submission")
            server.reply(_grade_submission(request, sandbox, course_files))


def _grade_submission(request: dict[str, Any], sandbox: Sandbox, course_files: Mapping[str, bytes]) -> dict[str, Any]:
    source_notebook = SourceNotebook.from_dict(request["source_notebook"])
    files = {**decode_files(request["files"]), **course_files}
    result = run_notebook(source_notebook, sandbox, decode(request["submission"]), files)
    return {
        "cells": build_cells(source_notebook, result),
        "manual_grading": dict(result.manual_grading),
        "notes": list(result.notes),
    }


def _start_sandbox(settings: dict[str, Any]) -> Sandbox:
    """Return a started sandbox; without the course's modules where one of them cannot be preloaded."""
    limits, require = Limits(**settings["limits"]), settings["require_sandbox"]
    installed = [name for name in settings["preload"] if find_spec(name.partition(".")[0]) is not None]
    try:
        return Sandbox(limits, preload=(*PRELOAD, *installed), require=require).start()
    except SandboxError:
        return Sandbox(limits, preload=PRELOAD, require=require).start()


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder anew with these files: a test may have changed those of the last submission."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
