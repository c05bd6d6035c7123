"""Measuring one command from outside: its time on the clock and on the processors, and its largest process."""

from __future__ import annotations

import json
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
    told = log.with_suffix(".usage")
    starter = [sys.executable, "-I", "-S", __file__, str(told.resolve()), *command]
    with log.open("wb") as file:
        busy, before = _busy_seconds(), time.perf_counter()
        subprocess.run(starter, cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT, check=False)
        seconds = time.perf_counter() - before
        status, worked, megabytes = json.loads(told.read_text(encoding="ascii"))
        if busy is not None:
            worked = (_busy_seconds() or busy) - busy
    return Run(seconds, worked, megabytes, status, log.read_text(encoding="utf-8", errors="replace"))


def _start(told: Path, command: Sequence[str]) -> None:
    """Run it from this small process: a process inherits the peak of the one that started it."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    megabytes = usage.ru_maxrss * BYTES_OF_MAXRSS / 1e6
    told.write_text(json.dumps([process.returncode, usage.ru_utime + usage.ru_stime, megabytes]), encoding="ascii")


def _busy_seconds() -> float | None:
    """What all processors have worked since the machine started, None where no /proc tells.

    A process that dies with its namespace is waited for by nobody, so the system adds its time to no parent's.
    """
    try:
        user, nice, system = map(int, Path("/proc/stat").read_text(encoding="ascii").split()[1:4])
    except (OSError, ValueError):
        return None
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    _start(Path(sys.argv[1]), sys.argv[2:])
