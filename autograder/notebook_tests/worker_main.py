"""The grading process of ordinary courses: holds the tests and no student code, asked line by line of JSON.

in    {"preload": [...], "limits": {...}, "require": false, "given": {name: base64}} first
out   {"isolation": {...}}
in    {"paper": {...}, "notebook": base64, "files": {name: base64}}
out   {"cells": [...], "held": {...}, "notes": [...]} or {"error": {...}}
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from nbconvert.preprocessors.sanitize import SanitizeHTML

from autograder.errors import AutograderError, SandboxError
from autograder.limits import Limits
from autograder.notebook_tests.notebook_run import Marked, sit
from autograder.notebook_tests.source_notebook import Paper
from autograder.sandbox import PRELOAD, Sandbox
from autograder.views.sanitize import safe_outputs

HTML = re.compile(r"<[/!a-zA-Z]")


def main() -> None:
    """Serve one batch."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a test prints must not be taken for an answer
    try:
        with tempfile.TemporaryDirectory() as folder:
            _serve(json.loads(sys.stdin.buffer.readline()), Path(folder), answers)
    except AutograderError as error:
        told = {"kind": type(error).__name__, "message": error.message, "where": error.where, "fix": error.fix}
        _write(answers, {"error": told})


def _serve(opening: dict[str, Any], folder: Path, answers: IO[bytes]) -> None:
    given = _files(opening["given"])
    with _sandbox(opening) as sandbox:
        _lay_out(folder / "course", given)
        sys.path.insert(0, str(folder / "course"))
        _write(answers, {"isolation": sandbox.isolation.model_dump()})
        for line in sys.stdin.buffer:
            request = json.loads(line)
            paper = Paper.from_dict(request["paper"])
            _lay_out(folder / "desk", given)
            os.chdir(folder / "desk")
            marked = sit(paper, sandbox, base64.b64decode(request["notebook"]), {**_files(request["files"]), **given})
            _write(answers, {"cells": cells(paper, marked), "held": dict(marked.held), "notes": list(marked.notes)})


def _sandbox(opening: dict[str, Any]) -> Sandbox:
    """A started sandbox; where a module of the course's cannot be loaded beforehand, without those."""
    limits, require = Limits(**opening["limits"]), opening["require"]
    wanted = [name for name in opening["preload"] if find_spec(name.partition(".")[0]) is not None]
    try:
        return Sandbox(limits, preload=(*PRELOAD, *wanted), require=require).start()
    except SandboxError:
        return Sandbox(limits, preload=PRELOAD, require=require).start()


def cells(paper: Paper, marked: Marked) -> list[dict[str, Any]]:
    """The notebook's cells with their outputs: no hidden line, and nothing that runs in a browser."""
    laid = []
    sanitizer = SanitizeHTML()
    for index, cell in enumerate(marked.sheet.cells):
        source = paper.shown(cell.source) if cell.course and cell.course.is_test else cell.source
        if cell.kind == "markdown" and HTML.search(source) and not (cell.course and cell.course.source == source):
            source = sanitizer.sanitize_html_tags(source)
        told: dict[str, Any] = {"cell_type": cell.kind, "metadata": cell.metadata(), "source": source}
        if cell.kind == "markdown" and cell.attachments:
            told["attachments"] = dict(cell.attachments)
        if cell.kind == "code":
            told |= {"execution_count": None, "outputs": list(safe_outputs(marked.outputs.get(index, ())))}
        laid.append(told)
    return laid


def _lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """The course's files, as they were, for each submission."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _files(told: Mapping[str, str]) -> dict[str, bytes]:
    return {name: base64.b64decode(data) for name, data in told.items()}


def _write(answers: IO[bytes], message: dict[str, Any]) -> None:
    answers.write(json.dumps(message).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
