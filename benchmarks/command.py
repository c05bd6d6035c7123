"""Run a command and measure it from outside: wall-clock time, CPU time and peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024
"""The unit of `ru_maxrss`."""


@dataclass(frozen=True, slots=True)
class CommandResult:
    """Wall-clock seconds, CPU seconds, peak memory of the largest process, exit code and output of a command."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    exit_code: int
    output: str

    def require_success(self) -> CommandResult:
        """Return this result; SystemExit with the output where the command failed."""
        if self.exit_code:
            raise SystemExit(self.output)
        return self


def executable(name: str) -> str:
    """Return the path of a command of this Python's environment."""
    return str(Path(sys.executable).parent / name)


def run(command: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str] | None = None) -> CommandResult:
    """Run a command in `folder`, with this Python's environment first on PATH, and write its output to `log`."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    usage_file = log.with_suffix(".usage")
    starter = [sys.executable, "-I", "-S", __file__, str(usage_file.resolve()), *command]
    with log.open("wb") as file:
        busy_before, started = _busy_seconds(), time.perf_counter()
        subprocess.run(
            starter,
            cwd=folder,
            env={**os.environ, "PATH": path, **(environment or {})},
            stdout=file,
            stderr=subprocess.STDOUT,
            check=False,
        )
        seconds = time.perf_counter() - started
        exit_code, cpu_seconds, peak_mb = json.loads(usage_file.read_text(encoding="ascii"))
        if busy_before is not None:
            cpu_seconds = (_busy_seconds() or busy_before) - busy_before
    return CommandResult(seconds, cpu_seconds, peak_mb, exit_code, log.read_text(encoding="utf-8", errors="replace"))


def _run_and_write_usage(usage_file: Path, command: Sequence[str]) -> None:
    """Run a command from this small process: a process inherits the peak memory of the one that started it."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    peak_mb = usage.ru_maxrss * MAXRSS_BYTES / 1e6
    usage_file.write_text(json.dumps([process.returncode, usage.ru_utime + usage.ru_stime, peak_mb]), encoding="ascii")


def _busy_seconds() -> float | None:
    """Return the CPU seconds of all processors since the machine started, or None without /proc.

    The usage of child processes would be too small: the system adds the time of a process that is killed with its
    PID namespace to no parent.
    """
    try:
        user, nice, system = map(int, Path("/proc/stat").read_text(encoding="ascii").split()[1:4])
    except (OSError, ValueError):
        return None
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    _run_and_write_usage(Path(sys.argv[1]), sys.argv[2:])
