"""The calibration of a notebook, in a file of the course: made again when something that it depends on has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from autograder.files import safe_file_name, write_atomically
from autograder.grading.json_subprocess import WorkerDied
from autograder.notebook_tests.calibration import calibrate
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.notebook_tests.verdicts import CellProtection, Protection
from autograder.notebook_tests.worker import NotebookWorker

_calibrations: dict[str, dict[str, CellProtection]] = {}
"""The calibrations that this process has used, by the hash of what they depend on."""

TESTS_END_THE_PROCESS = "outside the student's process the tests end the process that they run in"


def calibration_file(course: Path, assignment: str, notebook: str) -> Path:
    """Return where the calibration of a notebook is stored."""
    return course / ".autograder" / "calibration" / safe_file_name(assignment) / f"{safe_file_name(notebook)}.json"


def read_protections(path: Path, source_notebook: SourceNotebook, worker: NotebookWorker) -> dict[str, CellProtection]:
    """Return how each test cell is graded, from the file if it is current."""
    key = _content_key(source_notebook, worker)
    protections = _calibrations.get(key) or _load(path, key)
    if protections is None:
        try:
            protections = calibrate(source_notebook, lambda data: worker.try_tests(source_notebook, data))
        except WorkerDied:
            cell = CellProtection(Protection.UNPROTECTED, TESTS_END_THE_PROCESS)
            protections = {test.name: cell for test in source_notebook.cells if test.is_test}
        is_final = all(cell.protection is not Protection.MANUAL for cell in protections.values())
        if is_final:  # a solution may have failed because this machine was busy: the next command tries again
            with suppress(OSError):  # a course that cannot be written to is calibrated again by each command
                _store(path, key, protections)
    _calibrations[key] = protections
    return protections


def unprotected_lines(protections: Mapping[str, CellProtection]) -> Iterator[str]:
    """Yield a line for each test cell whose marks are not protected, with the reason."""
    for name, cell in protections.items():
        if cell.protection is not Protection.PROTECTED:
            yield f"'{name}' is {cell.protection.value}: {cell.reason}"


def _content_key(source_notebook: SourceNotebook, worker: NotebookWorker) -> str:
    """Return a hash of everything that a calibration depends on, this package included."""
    settings: dict[str, Any] = {"notebook": source_notebook.as_dict(), "limits": worker.limits.model_dump()}
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode() + _package_hash())
    for name, data in sorted(worker.course_files.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()


@cache
def _package_hash() -> bytes:
    """Return a hash of this package, computed once: the key is asked for with every submission."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).digest()


def _load(path: Path, key: str) -> dict[str, CellProtection] | None:
    """Return a stored calibration; None where there is none of this content."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["key"] != key:
            return None
        return {name: CellProtection.from_dict(fields) for name, fields in stored["cells"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _store(path: Path, key: str, protections: Mapping[str, CellProtection]) -> None:
    cells = {name: cell.as_dict() for name, cell in protections.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, json.dumps({"key": key, "cells": cells}, indent=1).encode())
