"""Runs a notebook's cells in a process of their own, and takes back findings as data.

The child gets no variable of the workflow, none of its files, and no way to this process's output.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import lab
from lab.ci.notebook_file import Cell, Paper
from lab.ci.report import Outcome, outcome

CELL_SECONDS = 60.0
NOTEBOOK_SECONDS = 300.0
MOST_OUTPUT = 20_000
MOST_FINDINGS = 4 << 20
HOME = Path(lab.__file__).resolve().parents[1]
START = "import sys; sys.path.insert(0, sys.argv[1]); from lab.ci.runner_process import main; main()"
PASSED_ON = """
    PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TEMP TMP
    VIRTUAL_ENV CONDA_PREFIX PYTHONPATH PYTHONHOME LD_LIBRARY_PATH DYLD_LIBRARY_PATH
    SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERPROFILE HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA
    OMP_NUM_THREADS OPENBLAS_NUM_THREADS MKL_NUM_THREADS
""".split()


def run(paper: Paper, shown: str, seconds: float = CELL_SECONDS, total: float = NOTEBOOK_SECONDS) -> Outcome:
    """Run all code cells from the top, each exercise's checks in their place; never raises on what they do."""
    word = secrets.token_hex(16)
    cells = [asdict(cell) for cell in (*paper.cells, *_unchecked(paper))]
    request = {"word": word, "seconds": seconds, "cells": cells}
    with tempfile.TemporaryFile() as findings, tempfile.TemporaryFile() as printed:
        command = [sys.executable, "-P", "-c", START, str(HOME)]
        child = subprocess.Popen(
            command,
            cwd=paper.path.resolve().parent,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=findings,
            stderr=printed,
            start_new_session=True,
        )
        stop = _watched(child, json.dumps(request).encode(), total)
        records = _records(_start_of(findings, MOST_FINDINGS), word)
        if not stop and not any("done" in record for record in records):
            stop = f"the notebook's process ended here (exit code {child.returncode})"
        return outcome(paper, shown, records, stop, _start_of(printed, MOST_OUTPUT))


def environment() -> dict[str, str]:
    """What the child may know of this process's environment: nothing of a workflow, no token."""
    kept = {name: os.environ[name] for name in os.environ if name.upper() in PASSED_ON or name.startswith("LC_")}
    return kept | {"MPLBACKEND": "Agg", "PYTHONIOENCODING": "utf-8:replace"}


def _unchecked(paper: Paper) -> list[Cell]:
    """Exercises whose check cell was deleted are checked at the end."""
    placed = {cell.checks for cell in paper.cells}
    return [Cell(f"{each.name}-check", "", each.name) for each in paper.exercises if each.name not in placed]


def _watched(child: subprocess.Popen[bytes], request: bytes, seconds: float) -> str:
    """Wait for the child; why it was stopped, if it was. Whatever it started is ended with it."""
    try:
        child.communicate(request, timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"stopped: the whole notebook may take {seconds:g} seconds, and this is where it was"
    finally:
        _end(child)
    return ""


def _end(child: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.wait()


def _records(text: str, word: str) -> list[dict[str, Any]]:
    """Lines that begin with the word, as records; everything else is not from us."""
    found = []
    for line in text.splitlines():
        said, _, body = line.partition(" ")
        if secrets.compare_digest(said.encode(), word.encode()):
            try:
                record = json.loads(body)
            except (ValueError, RecursionError):
                continue
            if isinstance(record, dict):
                found.append(record)
    return found


def _start_of(file: IO[bytes], most: int) -> str:
    file.seek(0)
    return file.read(most).decode("utf-8", errors="replace")
