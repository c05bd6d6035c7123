"""The fork server: an interpreter with everything imported, which forks a process for each submission.

It holds no answer to any exercise and never runs a student's code itself.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import shutil
import signal
import socket
import sys
import threading
from typing import Any

from ..protocol.control_channel import ConnectionLost, receive_message, send_message
from . import confinement, ipython_shell, landlock, machine_details, syscalls
from .confinement import ConfinementPlan
from .ipython_shell import StudentShell
from .layer_probe import probe_layers
from .student_main import run_student_process


class ForkServer:
    """Forks students' processes, kills them, and removes what they leave behind."""

    def __init__(self, control: socket.socket, plan: ConfinementPlan, shell: StudentShell, proc: int) -> None:
        self._control = control
        self._plan = plan
        self._shell = shell
        self._proc = proc
        self._scratch_folders: dict[int, str] = {}
        self._forks = 0

    def serve(self) -> None:
        """Obey commands until the grader closes the connection, then exit; students' processes end, too.

        The fork server kills them; where it is killed itself, its pid namespace or their parent-death signal does.
        """
        while True:
            try:
                request, descriptor = receive_message(self._control)
            except (ConnectionLost, OSError):
                for pid in self._scratch_folders:
                    os.kill(pid, signal.SIGKILL)
                os._exit(0)
            if request["command"] == "fork" and descriptor is not None:
                reply = self._fork(descriptor)
            elif request["command"] == "kill":
                reply = self._kill(request["pid"])
            else:
                reply = {"cpu_seconds": syscalls.cpu_seconds(request["pid"])}
            send_message(self._control, reply)

    def _fork(self, data: int) -> dict[str, Any]:
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
        self._scratch_folders[pid] = scratch
        return {"pid": pid}

    def _kill(self, pid: int) -> dict[str, Any]:
        scratch = self._scratch_folders.pop(pid, None)
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
        for pid in children - set(self._scratch_folders):
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
    gc.collect()
    gc.freeze()
    layers = {
        "namespaces": plan.namespaces,
        "seccomp": plan.seccomp,
        "limits": plan.rlimits,
        "landlock": landlock.abi_version() if plan.landlock else 0,
    }
    send_message(control, {"layers": layers, "reasons": reasons})
    ForkServer(control, plan, shell, proc).serve()


def _prepare_shell(config: dict[str, Any]) -> StudentShell:
    """Import the modules to preload, and run a cell of each kind in a new shell."""
    sys.path[:0] = config["paths"]
    for name in config["preload"]:
        importlib.import_module(name)
    shell = ipython_shell.build_shell()
    ipython_shell.warm_up(shell)
    # `paths` are parents of packages that may be read
    machine_details.hide([*config["readable"], *config["paths"]])
    if threading.active_count() > 1:
        raise RuntimeError(f"a preloaded module started a thread: {threading.enumerate()[1:]}")
    return shell


def _prepare_confinement(config: dict[str, Any]) -> ConfinementPlan:
    """Become an unprivileged user and return the plan for this process's children."""
    if config["uid"] is not None:
        confinement.drop_root(config["uid"])
    if syscalls.LINUX:
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
        syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
    return ConfinementPlan(
        limits=config["limits"],
        readable=tuple(config["readable"]),
        scratch_root=config["scratch_root"],
        ids=(os.getuid(), os.getgid()),
        other_tasks=config["other_tasks"],
    )
