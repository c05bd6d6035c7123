"""Starts a grading process with as many isolation layers as this machine supports, and the fork server beside it.

The grading process could not start the fork server itself: it may neither run a program nor mount a file system.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from autograder.limits import Limits
from autograder.sandbox.host import bubblewrap, grader_main
from autograder.sandbox.host.bubblewrap import GRADER_UID
from autograder.sandbox.host.fork_server import ForkServerProcess
from autograder.sandbox.host.fork_server_service import ForkServerService
from autograder.sandbox.host.launcher import are_readable_by_all, count_tasks, make_scratch_root
from autograder.sandbox.host.wrapped_process import WrappedProcess
from autograder.sandbox.protocol.control_channel import send_message
from autograder.sandbox.protocol.environment import common_variables

PROBE_SECONDS = 20
MEMORY_MB = 1024
"""What a grading process may use for itself, beside twice the memory of a student's process."""

# Prints nothing and exits with 0 if this Python, as this user, can read the paths.
PROBE = """
import os, sys
uid = int(sys.argv[1])
if uid > 0:
    os.setgroups([]); os.setresgid(uid, uid, uid); os.setresuid(uid, uid, uid)
for path in sys.argv[2:]:
    os.listdir(path) if os.path.isdir(path) else open(path, "rb").close()
"""

VARIABLES = ("LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PYTHONHASHSEED", "PYTHONPATH", "TZ")
"""The variables of the environment that a grading process inherits. Others may hold passwords."""


@dataclass(frozen=True)
class GraderProgram:
    """What a grading process runs: a module with arguments, in a folder, and the files that it may read.

    This Python and the system's libraries are always readable.
    """

    module: str
    arguments: tuple[str, ...]
    readable: tuple[str, ...]
    limits: Limits
    folder: str | None = None


@dataclass(frozen=True)
class GraderMode:
    """One way to start a grading process.

    `command` is the bubblewrap command line, None without bubblewrap; `uid` the user that root becomes. `missing` maps
    layers to the reasons why they are not active.
    """

    command: tuple[str, ...] | None
    scratch: str
    uid: int | None
    missing: Mapping[str, str]


class GraderProcess:
    """A running grading process. It asks for its fork server with `serve_request` at the socket `service`."""

    def __init__(self, wrapped: WrappedProcess, service: ForkServerService) -> None:
        self.process = wrapped.process
        self.service = service
        self._wrapped = wrapped

    def bind(self, cores: set[int]) -> None:
        """Bind the grading process, its fork server and all that they have started to these cores."""
        self._wrapped.bind(cores)
        self.service.bind(cores)

    def kill(self) -> None:
        """End the grading process, its fork server and all that they have started."""
        self._wrapped.kill()
        self.service.close()


def start_grader(make_program: Callable[[], GraderProgram], launch: Callable[[], ForkServerProcess]) -> GraderProcess:
    """Start a grading process with pipes for its standard streams, and its fork server.

    `launch` starts the fork server, in a thread of its own. Meanwhile `make_program` finds out what the grading process
    runs.
    """
    connection, inherited = socket.socketpair()
    service = ForkServerService(connection, launch)
    try:
        with inherited:
            wrapped, config = _start_program(make_program(), inherited)
    except BaseException:
        service.close()
        raise
    with suppress(OSError):  # where it has ended, whoever waits for its first reply notices
        send_message(connection, config)
    return GraderProcess(wrapped, service)


def _start_program(program: GraderProgram, service: socket.socket) -> tuple[WrappedProcess, dict[str, Any]]:
    """Start a program with the inherited end of its connection; return the configuration to send to it, too."""
    readable = tuple(path for path in program.readable if os.path.exists(path))
    mode = choose_mode(readable)
    scratch_root = "" if mode.command else make_scratch_root(GRADER_UID)
    scratch = mode.scratch or scratch_root
    module = [*([] if program.folder else ["-P"]), "-m", grader_main.__name__, program.module]
    wrapped = WrappedProcess.start(
        _enter_folder(mode.command, program.folder),
        [sys.executable, *module, str(service.fileno()), *program.arguments],
        [service.fileno()],
        _environment(scratch),
        scratch_root,
        cwd=None if mode.command else program.folder or scratch,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    return wrapped, _config(program, mode, readable, scratch)


@cache
def choose_mode(readable: tuple[str, ...]) -> GraderMode:
    """Return the best mode that works on this machine, the best first: as in `launch_modes`."""
    is_root = os.getuid() == 0
    reason = ""
    for proc, uid in [(proc, uid) for uid in ([GRADER_UID, None] if is_root else [None]) for proc in (True, False)]:
        try:
            command = bubblewrap.build_grader_command(readable, MEMORY_MB // 8, proc)
        except OSError as error:
            reason = str(error)
            break
        reason = _probe(command, uid, readable) or ""
        if not reason:
            missing = {"user": f"uid {GRADER_UID} cannot read the course"} if is_root and uid is None else {}
            return GraderMode(tuple(command), bubblewrap.scratch_root(readable), uid, missing)
    missing = {"bubblewrap": reason}
    folders = [*bubblewrap.interpreter_folders(), *readable]
    if is_root and not are_readable_by_all(folders):
        missing["user"] = f"uid {GRADER_UID} cannot read this Python or the course"
    return GraderMode(None, "", GRADER_UID if is_root and "user" not in missing else None, missing)


def _probe(command: Sequence[str], uid: int | None, readable: Sequence[str]) -> str:
    """Return why a mode does not work; empty if it does."""
    program = [sys.executable, "-I", "-S", "-c", PROBE, str(uid or -1), *readable]
    environment = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    try:
        completed = subprocess.run(
            [*command, *program], env=environment, capture_output=True, timeout=PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    lines = completed.stderr.decode(errors="replace").strip().splitlines()
    return "" if completed.returncode == 0 else lines[-1] if lines else "it ended at once"


def _enter_folder(command: Sequence[str] | None, folder: str | None) -> list[str] | None:
    """Return the command line with another working directory."""
    if command is None or folder is None:
        return None if command is None else list(command)
    place = command.index("--chdir") + 1
    return [*command[:place], folder, *command[place + 1 :]]


def _environment(scratch: str) -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in VARIABLES if name in os.environ},
        **common_variables(scratch),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYDANTIC_DISABLE_PLUGINS": "__all__",  # they could change reports; looking for them takes time
    }


def _config(program: GraderProgram, mode: GraderMode, readable: Sequence[str], scratch: str) -> dict[str, Any]:
    limits = program.limits
    paths = [*bubblewrap.system_folders(), *bubblewrap.interpreter_folders(), *readable]
    is_root = os.getuid() == 0
    has_own_count = not is_root and mode.command is not None
    return {
        "uid": mode.uid,
        "scratch": scratch,
        # inside bubblewrap there are no other processes in /proc than this one
        "readable": [*paths, *(["/proc"] if mode.command and "--proc" in mode.command else [])],
        # pytest lists the folders above a module, and Python the folder in which it looks for one
        "parents": sorted({os.path.dirname(path) for path in readable}),
        "module_folders": sorted({os.path.dirname(path) for path in readable if path.endswith(".py")}),
        "limits": {
            "memory_mb": 2 * limits.memory_mb + MEMORY_MB,
            "file_mb": limits.file_mb,
            "processes": limits.processes,
            "open_files": 256,
        },
        "other_tasks": 0 if has_own_count else count_tasks(GRADER_UID if is_root else os.getuid()),
        "missing": dict(mode.missing),
    }
