"""The fork server: an interpreter with everything imported, which forks a process for each submission.

It holds no answer to any exercise and never runs a student's code itself.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import shutil
import signal
import socket
import sys
import threading
from typing import Any, NoReturn

from ..protocol.control_channel import receive_message, send_message
from . import confinement, ipython_shell, landlock, machine_details, seccomp, syscalls, warm_up
from .confinement import ConfinementPlan
from .ipython_shell import StudentShell
from .layer_probe import probe_layers
from .student_main import run_student_process

MAX_PROCESSES = 64
"""Students' processes at a time, of one session."""

FIRST_PID = 1
"""The pid of a student's process in its own namespace."""

MESSAGE_SECONDS = 10
"""The time that a message of a session may take: meanwhile all others wait."""


class Session:
    """A connection, and the students' processes that were forked for it, with their scratch folders by pid."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.scratch_folders: dict[int, str] = {}


class ForkServer:
    """Forks students' processes, kills them, and removes what they leave behind.

    The grader's connection may open others: a process that grades a single submission gets one of its own. All that
    comes over it could be forged by what that process has run; it concerns its own students' processes only.
    """

    def __init__(self, control: socket.socket, plan: ConfinementPlan, shell: StudentShell, proc: int) -> None:
        self._main = Session(control)
        self._sessions = {control.fileno(): self._main}
        self._plan = plan
        self._shell = shell
        self._proc = proc
        self._forks = 0

    def serve(self) -> None:
        """Obey commands until the grader closes the connection, then exit; students' processes end, too.

        The fork server kills them; where it is killed itself, its pid namespace or their parent-death signal does.
        """
        poll = select.poll()
        poll.register(self._main.control, select.POLLIN)
        while True:
            for descriptor, _ in poll.poll():
                session = self._sessions[descriptor]
                try:
                    opened = self._serve_request(session)
                    if opened is not None:
                        poll.register(opened.control, select.POLLIN)
                except Exception:
                    if session is self._main:
                        self._exit()
                    poll.unregister(descriptor)
                    self._end(session)

    def _serve_request(self, session: Session) -> Session | None:
        """Receive a command and reply to it; return the new session, if it was to open one."""
        request, descriptor = receive_message(session.control)
        opened = None
        if request["command"] == "fork" and descriptor is not None:
            reply = self._fork(session, descriptor)
        elif request["command"] == "kill":
            reply = self._kill(session, request["pid"])
        elif request["command"] == "open_session" and descriptor is not None and session is self._main:
            opened = Session(socket.socket(fileno=descriptor))
            opened.control.settimeout(MESSAGE_SECONDS)
            self._sessions[descriptor] = opened
            reply = {}
        else:
            is_own = request["pid"] in session.scratch_folders
            reply = {"cpu_seconds": syscalls.cpu_seconds(request["pid"]) if is_own else 0.0}
        send_message(session.control, reply)
        return opened

    def _exit(self) -> NoReturn:
        for session in self._sessions.values():
            for pid in session.scratch_folders:
                os.kill(pid, signal.SIGKILL)
        os._exit(0)

    def _end(self, session: Session) -> None:
        """Close a connection and kill all that was forked for it."""
        for pid in list(session.scratch_folders):
            self._kill(session, pid)
        del self._sessions[session.control.fileno()]
        session.control.close()

    def _fork(self, session: Session, data: int) -> dict[str, Any]:
        if len(session.scratch_folders) >= MAX_PROCESSES:
            os.close(data)
            return {"error": "too many processes"}
        self._forks += 1
        scratch = "" if self._plan.namespaces else os.path.join(self._plan.scratch_root, f"child-{self._forks}")
        if scratch:
            os.mkdir(scratch, 0o700)
        try:
            pid = syscalls.fork_into_namespaces(confinement.NAMESPACES if self._plan.namespaces else 0)
        except OSError as error:
            os.close(data)
            return {"error": str(error)}
        if pid == 0:
            run_student_process(data, scratch, self._plan, self._shell, self._proc)
        os.close(data)
        session.scratch_folders[pid] = scratch
        return {"pid": pid}

    def _kill(self, session: Session, pid: int) -> dict[str, Any]:
        scratch = session.scratch_folders.pop(pid, None)
        if scratch is None:
            return {"error": "no such child"}
        if not self._plan.namespaces:
            _kill_group(pid)
        os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
        if not self._plan.namespaces and not self._plan.seccomp:
            self._kill_orphans()
        if scratch:
            _remove_folder(scratch)
        return {"status": os.waitstatus_to_exitcode(status), "cpu_seconds": usage.ru_utime + usage.ru_stime}

    def _kill_orphans(self) -> None:
        """Kill what students' processes have forked where nothing forbids it: this process has adopted it."""
        try:
            with open(f"/proc/self/task/{os.getpid()}/children") as file:
                children = {int(pid) for pid in file.read().split()}
        except OSError:
            return
        for pid in children - {pid for session in self._sessions.values() for pid in session.scratch_folders}:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _kill_group(pid: int) -> None:
    # the process may have ended before it became the leader of a group
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _remove_folder(folder: str) -> None:
    """Remove a folder, even where a student has taken away its permissions."""
    for parent, names, _ in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            if not os.path.islink(path):
                os.chmod(path, 0o700)
    shutil.rmtree(folder, ignore_errors=True)


def main(control: socket.socket, config: dict[str, Any]) -> None:
    """Prepare everything that processes share, tell the grader which layers are active, and serve."""
    os.set_inheritable(config["control"], False)
    os.umask(0o077)
    try:
        shell = _prepare_shell(config)
        plan = _prepare_confinement(config)
        proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY) if os.path.isdir("/proc/self") else -1
        plan, reasons = probe_layers(plan, proc)
    except Exception as error:
        send_message(control, {"error": f"{type(error).__name__}: {error}"[:2_000]})
        os._exit(1)
    if plan.namespaces:
        seccomp.prepare(FIRST_PID)
        confinement.set_environment(confinement.work_folder(plan))
    # The garbage collector of a student's process leaves frozen objects alone, so that their pages are not copied. It
    # does not run before: it would leave gaps between them, and students' processes would write to these.
    gc.freeze()
    gc.enable()
    layers = {
        "namespaces": plan.namespaces,
        "seccomp": plan.seccomp,
        "limits": plan.rlimits,
        "landlock": landlock.abi_version() if plan.landlock else 0,
    }
    send_message(control, {"layers": layers, "reasons": reasons})
    ForkServer(control, plan, shell, proc).serve()


def _prepare_shell(config: dict[str, Any]) -> StudentShell:
    """Import the modules to preload, run a cell of each kind in a new shell, and answer requests of each kind."""
    sys.path[:0] = config["paths"]
    if "matplotlib.pyplot" in config["preload"]:
        _leave_out_property_tables()
    for name in config["preload"]:
        importlib.import_module(name)
    shell = ipython_shell.build_shell()
    ipython_shell.warm_up(shell, figures=config["figures"])
    warm_up.answer_requests(shell, config["limits"], config["cells"])
    # `paths` are parents of packages that may be read
    machine_details.hide([*config["readable"], *config["paths"]])
    if threading.active_count() > 1:
        raise RuntimeError(f"a preloaded module started a thread: {threading.enumerate()[1:]}")
    return shell


def _leave_out_property_tables() -> None:
    """Let Matplotlib write no tables of properties into its docstrings: a quarter of the time of its import."""
    artist: Any = importlib.import_module("matplotlib.artist")
    artist.kwdoc = lambda _artist: ""


def _prepare_confinement(config: dict[str, Any]) -> ConfinementPlan:
    """Become an unprivileged user and return the plan for this process's children."""
    if config["uid"] is not None:
        confinement.drop_root(config["uid"])
    if syscalls.LINUX:
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
        syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
    return ConfinementPlan(
        limits=config["limits"],
        readable=tuple(dict.fromkeys(map(os.path.realpath, config["readable"]))),  # /lib may be a link to /usr/lib
        scratch_root=config["scratch_root"],
        ids=(os.getuid(), os.getgid()),
        other_tasks=config["other_tasks"],
    )
