"""Runs a notebook's cells in a subprocess, and reads the results as data.

The subprocess gets none of the workflow's variables and files, and cannot write to this process's output.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import lab
from lab.ci.notebook_file import Cell, NotebookFile
from lab.ci.report import NotebookReport, build_report

CELL_SECONDS = 60.0
NOTEBOOK_SECONDS = 300.0
SECONDS_BETWEEN_SIGNS = 20.0
"""A line is printed that often while a notebook runs: a log that stands still looks like a crash."""
MAX_OUTPUT_BYTES = 20_000
MAX_RECORD_BYTES = 4 << 20
LAB_FOLDER = Path(lab.__file__).resolve().parents[1]
START_CODE = "import sys; sys.path.insert(0, sys.argv[1]); from lab.ci.runner_process import main; main()"
INHERITED_VARIABLES = """
    PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TEMP TMP
    VIRTUAL_ENV CONDA_PREFIX PYTHONPATH PYTHONHOME LD_LIBRARY_PATH DYLD_LIBRARY_PATH
    SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERPROFILE HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA
    OMP_NUM_THREADS OPENBLAS_NUM_THREADS MKL_NUM_THREADS
""".split()


def run_notebook(
    notebook: NotebookFile,
    display_path: str,
    cell_seconds: float = CELL_SECONDS,
    notebook_seconds: float = NOTEBOOK_SECONDS,
) -> NotebookReport:
    """Run all code cells from the top, with each exercise's checks in place of its check cell."""
    token = secrets.token_hex(16)
    cells = [asdict(cell) for cell in (*notebook.cells, *_missing_check_cells(notebook))]
    request = {"token": token, "seconds": cell_seconds, "cells": cells}
    with tempfile.TemporaryFile() as results, tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", START_CODE, str(LAB_FOLDER)],
            cwd=notebook.path.resolve().parent,
            env=subprocess_environment(),
            stdin=subprocess.PIPE,
            stdout=results,
            stderr=output,
            start_new_session=True,
        )
        stop_reason = _wait(process, json.dumps(request).encode(), notebook_seconds)
        records = _parse_records(_read_start(results, MAX_RECORD_BYTES), token)
        if not stop_reason and not any("done" in record for record in records):
            stop_reason = f"the notebook's process ended here (exit code {process.returncode})"
        return build_report(notebook, display_path, records, stop_reason, _read_start(output, MAX_OUTPUT_BYTES))


def subprocess_environment() -> dict[str, str]:
    """Return the environment of the subprocess: no variable of a workflow, no token."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in INHERITED_VARIABLES or name.startswith("LC_")
    }
    return inherited | {"MPLBACKEND": "Agg", "PYTHONIOENCODING": "utf-8:replace"}


def _missing_check_cells(notebook: NotebookFile) -> list[Cell]:
    """Return check cells for the exercises whose own was deleted: they are checked at the end."""
    present = {cell.exercise for cell in notebook.cells}
    names = [exercise.name for exercise in notebook.exercises if exercise.name not in present]
    return [Cell(f"{name}-check", "", name) for name in names]


def _wait(process: subprocess.Popen[bytes], request: bytes, seconds: float) -> str:
    """Wait for the process, then kill what it started; return why it was stopped, if it was."""
    start = time.monotonic()
    data: bytes | None = request
    try:
        while (passed := time.monotonic() - start) < seconds:
            if data is None:
                sys.stderr.write(f"still running after {passed:.0f} seconds\n")
                sys.stderr.flush()
            with suppress(subprocess.TimeoutExpired):
                process.communicate(data, timeout=min(SECONDS_BETWEEN_SIGNS, seconds - passed))
                return ""
            data = None  # it is being sent: another call goes on with it
    finally:
        _kill_group(process)
    return f"stopped: the whole notebook may take {seconds:g} seconds, and this is where it was"


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _parse_records(text: str, token: str) -> list[dict[str, Any]]:
    """Parse the lines that begin with the token; a student's code may have written the others."""
    records = []
    for line in text.splitlines():
        prefix, _, body = line.partition(" ")
        if secrets.compare_digest(prefix.encode(), token.encode()):
            try:
                record = json.loads(body)
            except (ValueError, RecursionError):
                continue
            if isinstance(record, dict):
                records.append(record)
    return records


def _read_start(file: IO[bytes], max_bytes: int) -> str:
    file.seek(0)
    return file.read(max_bytes).decode("utf-8", errors="replace")
