"""The ways to start a zygote, best first: behind bubblewrap, or bare with what a process builds alone."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import SandboxError
from autograder.limits import Limits
from autograder.report import Isolation
from autograder.sandbox.host import bubblewrap
from autograder.sandbox.host.bubblewrap import UID
from autograder.sandbox.host.missing_layers import MissingLayer
from autograder.sandbox.protocol import control_channel

HELLO_SECONDS = 120
TALK_SECONDS = 10


@dataclass
class Told:
    """Something the zygote was asked, and its answer once that was read."""

    answer: dict[str, Any] | None = None


class Zygote:
    """A running zygote and the line to it."""

    def __init__(self, process: subprocess.Popen[bytes], line: socket.socket, room: str, inner: int | None) -> None:
        self.isolation = Isolation()
        self.missing: tuple[MissingLayer, ...] = ()
        self._process = process
        self._line = line
        self._room = room
        self._inner = inner
        self._unheard: deque[Told] = deque()

    def talk(self, message: dict[str, Any], attached: int | None = None) -> dict[str, Any]:
        return self.hear(self.tell(message, attached))

    def tell(self, message: dict[str, Any], attached: int | None = None) -> Told:
        """Ask without waiting: the zygote works while the grader goes on."""
        self._line.settimeout(TALK_SECONDS)
        control_channel.send(self._line, message, attached)
        told = Told()
        self._unheard.append(told)
        return told

    def hear(self, told: Told) -> dict[str, Any]:
        """The answer to what was told; earlier answers are read first, as they come in order."""
        self._line.settimeout(TALK_SECONDS)
        while told.answer is None:
            self._unheard.popleft().answer = control_channel.receive(self._line)[0]
        return told.answer

    def end(self) -> None:
        """Kill it and wait; inside bubblewrap its process 1 goes first, and with it all the others."""
        self._line.close()
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if self._inner is not None:
                    os.kill(self._inner, signal.SIGKILL)
                else:
                    self._process.kill()
            try:
                self._process.wait(TALK_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._room:
            shutil.rmtree(self._room, ignore_errors=True)


@dataclass(frozen=True)
class Way:
    """One way to start; `boxed` is bubblewrap's part of the command line, None for a bare start."""

    limits: Limits
    preload: tuple[str, ...]
    packages: tuple[Path, ...]
    boxed: list[str] | None
    proc: bool = False
    problem: str = ""

    def start(self, missing: list[MissingLayer]) -> Zygote | None:
        """The zygote, or None and a note why not."""
        if self.problem:
            missing.append(MissingLayer("bubblewrap", self.problem))
            return None
        ours, theirs = socket.socketpair()
        room = "" if self.boxed is not None else _make_room()
        with tempfile.TemporaryFile() as errors:
            process, inner = self._launch(theirs, room, errors.fileno())
            theirs.close()
            zygote = Zygote(process, ours, room, inner)
            try:
                ours.settimeout(HELLO_SECONDS)
                hello, _ = control_channel.receive(ours)
            except (control_channel.Gone, OSError):
                zygote.end()
                errors.seek(0)
                reason = errors.read().decode(errors="replace").strip()[-500:] or "it ended at once"
                layer = "bubblewrap" if self.boxed is not None else "process"
                missing.append(MissingLayer(layer, reason))
                return None
        if "failed" in hello:
            zygote.end()
            raise SandboxError(
                "a module cannot be imported in the sandbox",
                where=str(hello["failed"]),
                fix="install it into the environment the autograder runs in",
            )
        self._describe(zygote, hello, missing)
        return zygote

    def _launch(self, theirs: socket.socket, room: str, errors: int) -> tuple[subprocess.Popen[bytes], int | None]:
        here = str(Path(__file__).parents[1])
        box = here if self.boxed is None else "/box"
        early = UID if self.boxed is not None and os.getuid() == 0 else -1
        program = [
            sys.executable,
            "-I",
            "-B",
            f"{box}/inside/bootstrap.py",
            str(early),
            self._config(theirs.fileno(), room),
        ]
        about, tell = os.pipe()
        wrapper = [] if self.boxed is None else [self.boxed[0], "--info-fd", str(tell), *self.boxed[1:]]
        # some Pythons find their own library only through this variable; a child clears its environment
        environment = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
        process = subprocess.Popen(
            [*wrapper, *program],
            env=environment,
            cwd=room or "/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            pass_fds=(theirs.fileno(), tell),
            start_new_session=True,
        )
        os.close(tell)
        with os.fdopen(about, "rb") as file:
            # a bare zygote never writes here and keeps its end open, so only bubblewrap is listened to
            said = b"" if self.boxed is None else file.read()
        try:
            inner = int(json.loads(said)["child-pid"])
        except (ValueError, KeyError):
            inner = None
        return process, inner

    def _config(self, descriptor: int, room: str) -> str:
        boxed = self.boxed is not None
        packages = [f"/course/{path.name}" if boxed else str(path) for path in self.packages]
        late = UID if not boxed and os.getuid() == 0 else None
        everybody = os.getuid() if not boxed and late is None else UID if os.getuid() == 0 else None
        return json.dumps(
            {
                "control": descriptor,
                "limits": self.limits.model_dump(),
                "preload": self.preload,
                "paths": list(dict.fromkeys(os.path.dirname(path) for path in packages)) + bubblewrap.user_packages(),
                "readable": [*bubblewrap.system_folders(), *bubblewrap.interpreter_folders(), *packages],
                "room": room or bubblewrap.room(),
                "uid": late,
                "other_tasks": 0 if everybody is None else tasks_of(everybody),
            }
        )

    def _describe(self, zygote: Zygote, hello: dict[str, Any], missing: list[MissingLayer]) -> None:
        holds = hello["holds"]
        zygote.isolation = Isolation(
            process=True,
            bubblewrap=self.boxed is not None,
            namespaces=bool(holds["namespaces"]),
            landlock=int(holds["landlock"]),
            seccomp=bool(holds["seccomp"]),
            limits=bool(holds["limits"]),
        )
        zygote.missing = tuple(MissingLayer(layer, why) for layer, why in hello["reasons"].items())
        if self.boxed is None and os.getuid() == 0 and not _open_to_all(bubblewrap.interpreter_folders()):
            why = f"uid {UID} cannot read this Python, so modules that are not preloaded cannot be imported"
            zygote.missing += (MissingLayer("user", why),)
        if zygote.isolation.bubblewrap:
            # an earlier, better way that failed matters only through what is missing now
            missing.clear()


def ways(limits: Limits, preload: tuple[str, ...], packages: tuple[Path, ...]) -> Iterator[Way]:
    """Best first: with a /proc (for the children's namespaces), without, and without bubblewrap."""
    here = str(Path(__file__).parents[1])
    for proc in (True, False):
        try:
            boxed = bubblewrap.command(here, packages, limits.scratch_mb, proc)
        except OSError as error:
            yield Way(limits, preload, packages, None, problem=str(error))
            break
        yield Way(limits, preload, packages, boxed, proc)
    yield Way(limits, preload, packages, None)


def tasks_of(uid: int) -> int:
    """Processes and threads of a user, 0 where there is no /proc to count them in."""
    count = 0
    with contextlib.suppress(OSError):
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                if os.stat(f"/proc/{name}").st_uid == uid:
                    count += len(os.listdir(f"/proc/{name}/task"))
    return count


def _make_room() -> str:
    room = tempfile.mkdtemp(prefix="autograder-")
    if os.getuid() == 0:
        os.chown(room, UID, UID)
    return room


def _open_to_all(folders: Sequence[str]) -> bool:
    parents = {parent for folder in folders for parent in (Path(folder), *Path(folder).parents)}
    return all(os.stat(parent).st_mode & 0o005 == 0o005 for parent in parents)
