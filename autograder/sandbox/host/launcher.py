"""Starts the fork server with as many isolation layers as this machine supports."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import SandboxError
from autograder.isolation import Isolation
from autograder.limits import Limits
from autograder.sandbox.host import bubblewrap
from autograder.sandbox.host.bubblewrap import SANDBOX_FOLDER, UID
from autograder.sandbox.host.font_lists import font_lists
from autograder.sandbox.host.fork_server import ForkServerProcess
from autograder.sandbox.host.missing_layers import MissingLayer
from autograder.sandbox.host.wrapped_process import WrappedProcess
from autograder.sandbox.protocol.control_channel import ConnectionLost

PRELOAD = ("numpy", "matplotlib.pyplot", "IPython")
"""Modules that are imported before the first fork; units and courses add their own."""

START_SECONDS = 120
SANDBOX_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Preparation:
    """What a fork server does before its first fork, so that no student's process has to do it.

    It imports the modules `preload` and runs `cells`, which are the course's. It draws a figure if there will be
    `figures` and Matplotlib is preloaded. `packages` are folders of importable code, such as `lab`, that students'
    processes may read.
    """

    preload: tuple[str, ...] = PRELOAD
    packages: tuple[Path, ...] = ()
    cells: tuple[str, ...] = ()
    figures: bool = True


PROBE = Preparation((), figures=False)
"""For a fork server that is started only to find out which layers this machine has."""


@dataclass(frozen=True)
class LaunchMode:
    """One way to start the fork server.

    `bubblewrap_command` is the command line up to the program to run, None without bubblewrap. With `problem`, the
    reason why there is no such command, nothing can be started.
    """

    limits: Limits
    preparation: Preparation
    bubblewrap_command: list[str] | None = None
    problem: str = ""

    def start(self, missing: list[MissingLayer]) -> ForkServerProcess | None:
        """Start the fork server; return None, and add the reason to `missing`, if it does not start."""
        if self.problem:
            missing.append(MissingLayer("bubblewrap", self.problem))
            return None
        control, inherited = socket.socketpair()
        scratch_root = "" if self._uses_bubblewrap else make_scratch_root(UID)
        with tempfile.TemporaryFile() as stderr:
            wrapped = self._launch(inherited, scratch_root, stderr.fileno())
            inherited.close()
            server = ForkServerProcess(wrapped, control)
            try:
                message = server.wait_until_ready(START_SECONDS)
            except (ConnectionLost, OSError):
                server.kill()
                stderr.seek(0)
                reason = stderr.read().decode(errors="replace").strip()[-500:] or "it ended at once"
                missing.append(MissingLayer("bubblewrap" if self._uses_bubblewrap else "process", reason))
                return None
        if "error" in message:
            server.kill()
            raise SandboxError(
                "a module cannot be imported in the sandbox",
                where=str(message["error"]),
                fix="install it into the environment the autograder runs in",
            )
        self._record_layers(server, message, missing)
        return server

    @property
    def _uses_bubblewrap(self) -> bool:
        return self.bubblewrap_command is not None

    def _launch(self, control: socket.socket, scratch_root: str, stderr: int) -> WrappedProcess:
        folder = SANDBOX_FOLDER if self._uses_bubblewrap else SANDBOX_PACKAGE
        uid = UID if self._uses_bubblewrap and os.getuid() == 0 else -1
        config = self._config(control.fileno(), scratch_root)
        contents = self._files(config["readable"])
        with contextlib.ExitStack() as stack:
            files = {name: stack.enter_context(_temporary_file(data)) for name, data in contents.items()}
            return WrappedProcess.start(
                self.bubblewrap_command and bubblewrap.with_files(self.bubblewrap_command, files),
                [sys.executable, "-I", "-B", f"{folder}/inside/bootstrap.py", str(uid), json.dumps(config)],
                [control.fileno(), *files.values()],
                # Some Pythons find their own library only by this variable; a student's process clears its environment.
                {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ},
                scratch_root,
                cwd=scratch_root or "/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
            )

    def _files(self, readable: Sequence[str]) -> dict[str, bytes]:
        """Return the files that the fork server finds in its scratch folder, where it has a file system of its own."""
        has_matplotlib = any(name.partition(".")[0] == "matplotlib" for name in self.preparation.preload)
        return font_lists(readable) if has_matplotlib and self._uses_bubblewrap else {}

    def _config(self, control: int, scratch_root: str) -> dict[str, Any]:
        mounts = bubblewrap.package_mounts(self.preparation.packages)
        packages = [place if self._uses_bubblewrap else path for path, place in mounts]
        is_root = os.getuid() == 0
        # Without bubblewrap, the fork server gives up root after it has imported what only root may read.
        uid = UID if is_root and not self._uses_bubblewrap else None
        # An ordinary user gets a user namespace from bubblewrap, where tasks outside it are not counted.
        counts_other_tasks = is_root or not self._uses_bubblewrap
        return {
            "control": control,
            "limits": self.limits.model_dump(),
            "preload": self.preparation.preload,
            "cells": self.preparation.cells,
            "figures": self.preparation.figures,
            "paths": list(dict.fromkeys(os.path.dirname(path) for path in packages)) + bubblewrap.user_packages(),
            "readable": [*bubblewrap.system_folders(), *bubblewrap.interpreter_folders(), *packages],
            "scratch_root": scratch_root or bubblewrap.scratch_root(),
            "uid": uid,
            "other_tasks": count_tasks(UID if is_root else os.getuid()) if counts_other_tasks else 0,
        }

    def _record_layers(self, server: ForkServerProcess, message: dict[str, Any], missing: list[MissingLayer]) -> None:
        layers = message["layers"]
        server.isolation = Isolation(
            process=True,
            bubblewrap=self._uses_bubblewrap,
            namespaces=bool(layers["namespaces"]),
            landlock=int(layers["landlock"]),
            seccomp=bool(layers["seccomp"]),
            limits=bool(layers["limits"]),
        )
        server.missing = tuple(MissingLayer(layer, reason) for layer, reason in message["reasons"].items())
        folders = bubblewrap.interpreter_folders()
        if not self._uses_bubblewrap and os.getuid() == 0 and not are_readable_by_all(folders):
            reason = f"uid {UID} cannot read this Python, so modules that are not preloaded cannot be imported"
            server.missing += (MissingLayer("user", reason),)
        if self._uses_bubblewrap:
            # An earlier mode that failed matters only for the layers that are missing now.
            missing.clear()


@contextlib.contextmanager
def _temporary_file(data: bytes) -> Iterator[int]:
    """Context manager: the descriptor of a file with this content, to be read from its beginning."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        yield file.fileno()


def launch(limits: Limits, preparation: Preparation) -> ForkServerProcess:
    """Start the fork server in the best mode that works on this machine; SandboxError where none does."""
    missing: list[MissingLayer] = []
    for mode in launch_modes(limits, preparation):
        server = mode.start(missing)
        if server is not None:
            server.missing = (*missing, *server.missing)
            return server
    raise SandboxError("the fork server of the sandbox does not start", where=missing[-1].reason)


def launch_modes(limits: Limits, preparation: Preparation) -> Iterator[LaunchMode]:
    """Yield the modes, the best first: bubblewrap with /proc (for namespaces), without /proc, no bubblewrap."""
    for proc in (True, False):
        try:
            command = bubblewrap.build_command(SANDBOX_PACKAGE, preparation.packages, limits.scratch_mb, proc)
        except OSError as error:
            yield LaunchMode(limits, preparation, problem=str(error))
            break
        yield LaunchMode(limits, preparation, command)
    yield LaunchMode(limits, preparation)


def count_tasks(uid: int) -> int:
    """Count the processes and threads of a user; 0 where there is no /proc."""
    count = 0
    with contextlib.suppress(OSError):
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                if os.stat(f"/proc/{name}").st_uid == uid:
                    count += len(os.listdir(f"/proc/{name}/task"))
    return count


def make_scratch_root(uid: int) -> str:
    """Make a folder in the system's temporary folder, which belongs to `uid` if this process is root's."""
    folder = tempfile.mkdtemp(prefix="autograder-")
    if os.getuid() == 0:
        os.chown(folder, uid, uid)
    return folder


def are_readable_by_all(folders: Sequence[str]) -> bool:
    """Return whether every user may read these files and folders, and enter the folders above them."""
    paths = {path for folder in folders for path in (Path(folder), *Path(folder).parents)}
    return all(os.stat(path).st_mode & 0o005 == 0o005 for path in paths)
