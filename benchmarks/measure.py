"""Measuring one command from outside: its time on the clock and on the processors, and its largest process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock, processor seconds of all processes, megabytes of the largest, status, and output."""

    seconds: float
    processor: float
    megabytes: float
    status: int
    output: str


def run(command: Sequence[str], folder: Path, log: Path, more: Mapping[str, str] | None = None) -> Run:
    """Run to the end, whatever its exit status; its own tools come first on PATH."""
    tools = str(Path(sys.executable).parent)
    environment = dict(os.environ, PATH=os.pathsep.join([tools, os.environ["PATH"]]), **(more or {}))
    with log.open("wb") as file:
        before = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    megabytes = usage.ru_maxrss * BYTES_OF_MAXRSS / 1e6
    return Run(
        seconds,
        usage.ru_utime + usage.ru_stime,
        megabytes,
        process.returncode,
        log.read_text(encoding="utf-8", errors="replace"),
    )
