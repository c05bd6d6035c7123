"""The warm interpreter that is forked for every submission; it holds no secret and runs no student code."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from dataclasses import replace
from typing import Any

from ..protocol import control_channel
from ..protocol.decoder import Decoder
from . import confinement, ipython_shell, landlock, syscalls
from .request_server import Line, Service, refresh_randomness, write_files

REFUSED = 97


class Nursery:
    """Forks children, kills them, and clears up behind them."""

    def __init__(self, line: socket.socket, plan: confinement.Plan, ready: ipython_shell.Shell, proc: int) -> None:
        self._control = line
        self._plan = plan
        self._shell = ready
        self._proc = proc
        self._scratch: dict[int, str] = {}
        self._born = 0

    def serve(self) -> None:
        """Until the grader hangs up; the namespace or the parent-death signal then takes the children."""
        while True:
            try:
                request, attached = control_channel.receive(self._control)
            except (control_channel.Gone, OSError):
                for pid in self._scratch:
                    os.kill(pid, signal.SIGKILL)
                os._exit(0)
            if request["do"] == "open" and attached is not None:
                reply = self._open(attached)
            elif request["do"] == "kill":
                reply = self._kill(request["pid"])
            else:
                reply = {"cpu": syscalls.processor_seconds(request["pid"])}
            control_channel.send(self._control, reply)

    def _open(self, data: int) -> dict[str, Any]:
        self._born += 1
        scratch = "" if self._plan.namespaces else os.path.join(self._plan.room, f"child-{self._born}")
        if scratch:
            os.mkdir(scratch, 0o700)
        try:
            pid = syscalls.fork_into(confinement.NAMESPACES if self._plan.namespaces else 0)
        except OSError as error:
            os.close(data)
            return {"failed": str(error)}
        if pid == 0:
            live(data, scratch, self._plan, self._shell, self._proc)
        os.close(data)
        self._scratch[pid] = scratch
        return {"pid": pid}

    def _kill(self, pid: int) -> dict[str, Any]:
        scratch = self._scratch.pop(pid, None)
        if scratch is None:
            return {"failed": "no such child"}
        if not self._plan.namespaces:
            _kill_group(pid)
        os.kill(pid, signal.SIGKILL)
        _, status, used = os.wait4(pid, 0)
        if not self._plan.namespaces and not self._plan.seccomp:
            self._sweep()
        if scratch:
            _remove(scratch)
        return {"status": os.waitstatus_to_exitcode(status), "cpu": used.ru_utime + used.ru_stime}

    def _sweep(self) -> None:
        """Where nothing forbids a child to fork: whatever it left behind was adopted by this process."""
        try:
            with open(f"/proc/self/task/{os.getpid()}/children") as file:
                strays = [int(pid) for pid in file.read().split()]
        except OSError:
            return
        for pid in set(strays) - set(self._scratch):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _kill_group(pid: int) -> None:
    # it may have died before it could lead a group of its own
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _remove(folder: str) -> None:
    """A student may have taken the rights from folders of their own."""
    for place, names, _ in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if not os.path.islink(path):
                os.chmod(path, 0o700)
    shutil.rmtree(folder, ignore_errors=True)


def live(data: int, scratch: str, plan: confinement.Plan, ready: ipython_shell.Shell, proc: int) -> None:
    """A child's whole life; never returns."""
    line = Line(socket.socket(fileno=data), int(plan.limits["frame_bytes"]))
    refusal = ""
    try:
        confinement.outlive_nobody()
        if plan.namespaces:
            scratch = confinement.enter_namespaces(plan, proc)
        confinement.close_all_but(data)
        os.chdir(scratch)
        os.environ.clear()
        os.environ.update(confinement.environment(scratch))
        tempfile.tempdir = scratch
        refresh_randomness()
        confinement.lock(plan, scratch)
    except BaseException as error:
        refusal = f"{type(error).__name__}: {error}"[:500]
    try:
        request, buffers = line.receive()  # it may have to wait for this, ready and locked in
        if refusal:
            line.send({"refused": refusal}, [])
            os._exit(REFUSED)
        files, show = Decoder(buffers, lambda what: None).decode(request["body"])
        write_files(files)
        line.send({"reply": request["id"], "value": None}, [])
        Service(line, ready, show, plan.limits).serve()
    finally:
        os._exit(1)


def probe(plan: confinement.Plan, proc: int) -> tuple[confinement.Plan, dict[str, str]]:
    """Which walls this machine can put up, each tried in a child of its own; and why not the others."""
    reasons: dict[str, str] = {}

    def attempt(layer: str, namespaces: int = 0) -> bool:
        reason = _try(plan, layer, namespaces, proc)
        if reason:
            reasons[layer] = reason
        return not reason

    found = replace(
        plan,
        namespaces=attempt("namespaces", confinement.NAMESPACES),
        landlock=attempt("landlock"),
        seccomp=attempt("seccomp"),
        confined=attempt("limits"),
    )
    return found, reasons


def _try(plan: confinement.Plan, layer: str, namespaces: int, proc: int) -> str:
    reader, writer = os.pipe()
    try:
        pid = syscalls.fork_into(namespaces)
    except (OSError, KeyError, AttributeError) as error:
        os.close(reader)
        os.close(writer)
        return str(error)
    if pid == 0:
        try:
            if namespaces:
                confinement.enter_namespaces(plan, proc)
            else:
                confinement.layers(plan, plan.room)[layer]()
            os.write(writer, b"+")
        except BaseException as error:
            os.write(writer, f"{type(error).__name__}: {error}".encode()[:500])
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        said = file.read()
    os.waitpid(pid, 0)
    return "" if said == b"+" else said.decode(errors="replace") or "the probe died"


def prepare(config: dict[str, Any]) -> tuple[ipython_shell.Shell, confinement.Plan, dict[str, str], int]:
    """Everything that is done once: imports, the warmed-up shell, the probe."""
    sys.path[:0] = config["paths"]
    for name in config["preload"]:
        importlib.import_module(name)
    ready = ipython_shell.build()
    ipython_shell.warm_up(ready)
    if threading.active_count() > 1:
        raise RuntimeError(f"a preloaded module started a thread: {threading.enumerate()[1:]}")
    if config["uid"] is not None:
        confinement.become(config["uid"])
    plan = confinement.Plan(
        limits=config["limits"],
        readable=tuple(config["readable"]),
        room=config["room"],
        ids=(os.getuid(), os.getgid()),
        other_tasks=config["other_tasks"],
    )
    if syscalls.LINUX:
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
        syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
    proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY) if os.path.isdir("/proc/self") else -1
    plan, reasons = probe(plan, proc)
    gc.collect()
    gc.freeze()
    return ready, plan, reasons, proc


def main(line: socket.socket, config: dict[str, Any]) -> None:
    os.set_inheritable(config["control"], False)
    os.umask(0o077)
    try:
        ready, plan, reasons, proc = prepare(config)
    except Exception as error:
        control_channel.send(line, {"failed": f"{type(error).__name__}: {error}"[:2_000]})
        os._exit(1)
    holds = {
        "namespaces": plan.namespaces,
        "seccomp": plan.seccomp,
        "limits": plan.confined,
        "landlock": landlock.version() if plan.landlock else 0,
    }
    control_channel.send(line, {"holds": holds, "reasons": reasons})
    Nursery(line, plan, ready, proc).serve()
