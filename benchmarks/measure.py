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
    """Seconds on the clock, seconds the processors were busy, megabytes of the largest, status, and output."""

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
        busy, before = _busy_seconds(), time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
        worked = usage.ru_utime + usage.ru_stime if busy is None else (_busy_seconds() or busy) - busy
    process.returncode = os.waitstatus_to_exitcode(status)
    megabytes = usage.ru_maxrss * BYTES_OF_MAXRSS / 1e6
    return Run(
        seconds,
        worked,
        megabytes,
        process.returncode,
        log.read_text(encoding="utf-8", errors="replace"),
    )


def _busy_seconds() -> float | None:
    """What all processors have worked since the machine started, None where no /proc tells.

    A process that dies with its namespace is waited for by nobody, so the system adds its time to no parent's.
    """
    try:
        user, nice, system = map(int, Path("/proc/stat").read_text(encoding="ascii").split()[1:4])
    except (OSError, ValueError):
        return None
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")
