"""Commands of nbgrader and of the engine, each in a process of its own.

It is forked from a process that has imported both. A command finds nothing of an earlier one, except files. What a test
says about the start itself needs `start_command`.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.command_imports"])

Process = subprocess.CompletedProcess[str]


def start_command(folder: Path, *arguments: str | Path) -> Process:
    """Run `python -m ARGUMENTS` in a folder, with a Python that starts anew."""
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def run_command(
    folder: Path, *arguments: str | Path, seconds: float | None = None, variables: Mapping[str, str] | None = None
) -> Process:
    """Run `python -m ARGUMENTS` in a folder, and return how it ended with what it printed.

    The variables are added to the environment. subprocess.TimeoutExpired if it takes more than `seconds`.
    """
    names = [str(argument) for argument in arguments]
    environment = {**os.environ, **(variables or {})}
    with tempfile.TemporaryDirectory() as temporary_folder:
        outputs = [Path(temporary_folder, name) for name in ("out", "err")]
        process = FORKS.Process(target=_run_module, args=(str(folder), names, environment, list(map(str, outputs))))
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(names, seconds or 0.0)
        code, texts = process.exitcode, [path.read_text(encoding="utf-8") for path in outputs]
        process.close()
    return subprocess.CompletedProcess(names, code, *texts)


@dataclass(frozen=True)
class RunningCommand:
    """A command that runs, and the lines that it writes to its standard error until it has ended."""

    process_id: int
    errors: Iterable[str]

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal to the command, unless it has ended."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process_id, number)


@contextlib.contextmanager
def running_command(folder: Path, *arguments: str) -> Iterator[RunningCommand]:
    """Context manager: `python -m ARGUMENTS` in a folder, which has ended when it is left."""
    with tempfile.TemporaryDirectory() as temporary_folder:
        errors = Path(temporary_folder, "err")
        os.mkfifo(errors)
        output = str(Path(temporary_folder, "out"))
        process = FORKS.Process(
            target=_run_module, args=(str(folder), arguments, dict(os.environ), (output, str(errors)))
        )
        process.start()
        with errors.open(encoding="utf-8") as lines:
            yield RunningCommand(process.pid or 0, lines)
        process.join()
        process.close()


def nbgrader(folder: Path, *arguments: str) -> Process:
    """Run a command of nbgrader in a course's folder."""
    return run_command(folder, "nbgrader", *arguments)


def run_nbgrader(folder: Path, *arguments: str) -> Process:
    """Run a command of nbgrader that succeeds."""
    process = nbgrader(folder, *arguments)
    assert process.returncode == 0, process.stderr
    return process


def _run_module(folder: str, arguments: Sequence[str], environment: dict[str, str], outputs: Sequence[str]) -> None:
    """Run a module as `python -m` does, with everything it prints in two files."""
    for descriptor, path in enumerate(outputs, start=1):
        stream = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.dup2(stream, descriptor)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path.insert(0, folder)
    sys.argv = list(arguments)
    try:
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()  # a process of multiprocessing leaves them out
