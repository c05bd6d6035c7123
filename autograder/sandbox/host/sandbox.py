"""The sandbox: one zygote behind all the walls this machine has, and a child of it for every submission."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from autograder.errors import SandboxError
from autograder.limits import Limits
from autograder.report import Isolation
from autograder.sandbox.host.launcher import Told, Zygote, ways
from autograder.sandbox.host.missing_layers import MissingLayer
from autograder.sandbox.host.results import Stopped
from autograder.sandbox.host.rpc import Conversation
from autograder.sandbox.host.socket_channel import Channel
from autograder.sandbox.host.student_process import Child
from autograder.sandbox.protocol import control_channel

PRELOAD = ("numpy", "matplotlib.pyplot", "IPython")
"""Modules that are imported before the first child is forked; units and courses add their own."""

MAX_RESTARTS = 3

Show = Literal["figures", "text", "nothing"]
"""What is kept of what the cells show: all of it, all but the pictures, or nothing, which is quickest."""


@dataclass(frozen=True)
class Birth:
    """A child that was ordered: whose it is, the grader's end of its line, and the zygote's word to come."""

    zygote: Zygote
    line: socket.socket
    told: Told


class Sandbox:
    """Holds a zygote from `start` to `close`; a context manager.

    `preload` is imported once, before the first child is forked; `packages` are folders of importable code
    (`lab`) that children may read. With `require` a machine that lacks a wall is refused instead of reported.
    One sandbox may be used from several threads, but not across a fork.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        preload: Sequence[str] = PRELOAD,
        packages: Sequence[Path] = (),
        require: bool = False,
    ) -> None:
        self.limits = limits or Limits()
        self.isolation = Isolation(process=False)
        self.missing: tuple[MissingLayer, ...] = ()
        self._preload = tuple(preload)
        self._packages = tuple(path.resolve() for path in packages)
        self._require = require
        self._zygote: Zygote | None = None
        self._lock = threading.RLock()
        self._children: set[Child] = set()
        self._spare: Birth | None = None
        self._restarts = 0
        self._owner = 0

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> Sandbox:
        """Start the zygote behind the most walls that hold, trying the best way first."""
        with self._lock:
            self._owner = os.getpid()
            missing: list[MissingLayer] = []
            for way in ways(self.limits, self._preload, self._packages):
                zygote = way.start(missing)
                if zygote is not None:
                    break
            else:
                raise SandboxError("the student's interpreter does not start", where=missing[-1].reason)
            self._zygote, self.isolation, self.missing = zygote, zygote.isolation, (*missing, *zygote.missing)
        if self._require and not self.isolation.complete:
            self.close()
            lacking = "; ".join(f"{item.layer}: {item.reason}" for item in self.missing)
            raise SandboxError(
                "this machine lacks walls around student code", where=lacking, fix=self.missing[0].remedy
            )
        return self

    def open(self, files: Mapping[str, bytes] | None = None, show: Show = "text") -> Child:
        """A fresh child with these files in its folder, in milliseconds; a dead zygote is started again.

        Forking and walling in takes longer than talking, so the next child is ordered while this one works. Without
        namespaces of its own it would wait within reach of a student's code, and is not ordered.
        """
        for path in files or {}:
            if os.path.isabs(path) or ".." in Path(path).parts:
                raise ValueError(f"a submission's file must lie inside its folder: {path!r}")
        while True:
            try:
                child = self._child()
                child.begin(files or {}, show)
                if self.isolation.namespaces:
                    with self._lock:
                        self._spare = self._spare or self._order()
            except (control_channel.Gone, OSError, Stopped) as error:
                self._recover(error)
            else:
                self._restarts = 0
                return child

    def close(self) -> None:
        """End the zygote and every child; nothing is left."""
        with self._lock:
            for child in self._children:
                child.close()
            self._children.clear()
            if self._spare is not None:
                self._spare.line.close()
                self._spare = None
            if self._zygote is not None:
                self._zygote.end()
                self._zygote = None

    def _order(self) -> Birth:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                zygote = self._running()
                return Birth(zygote, ours, zygote.tell({"do": "open"}, theirs.fileno()))
            except BaseException:
                ours.close()
                raise

    def _child(self) -> Child:
        with self._lock:
            birth, self._spare = self._spare or self._order(), None
            try:
                reply = birth.zygote.hear(birth.told)
            except BaseException:
                birth.line.close()
                raise
        if type(reply.get("pid")) is not int:
            birth.line.close()
            raise control_channel.Gone(str(reply.get("failed")))
        keeper = _Keeper(self, birth.zygote, reply["pid"])
        channel = Channel(birth.line, self.limits.frame_bytes)
        child = Child(Conversation(channel, keeper, self.limits), self.limits)
        self._children = {other for other in self._children if other.alive} | {child}
        return child

    def _running(self) -> Zygote:
        if self._owner != os.getpid() or self._zygote is None:
            raise SandboxError("this sandbox was not started in this process", fix="use it as `with Sandbox() as ...`")
        return self._zygote

    def _recover(self, error: Exception) -> None:
        with self._lock:
            self._restarts += 1
            if self._restarts > MAX_RESTARTS:
                raise SandboxError("the student's process cannot be started", where=str(error)) from error
            # a child that did not come up is tried again; only a zygote that does not answer is replaced,
            # because that ends all its other children
            if not isinstance(error, Stopped):
                self.close()
                self.start()


class _Keeper:
    """What a child's grader side needs of the zygote."""

    def __init__(self, sandbox: Sandbox, zygote: Zygote, pid: int) -> None:
        self._sandbox = sandbox
        self._zygote = zygote
        self._pid = pid

    def processor_seconds(self) -> float:
        try:
            with self._sandbox._lock:
                return float(self._zygote.talk({"do": "clock", "pid": self._pid}).get("cpu", 0.0))
        except (control_channel.Gone, OSError):
            return 0.0

    def dismiss(self) -> None:
        try:
            with self._sandbox._lock:
                self._zygote.tell({"do": "kill", "pid": self._pid})
        except (control_channel.Gone, OSError):
            self._zygote.end()

    def end(self) -> tuple[int, float]:
        """A zygote that does not confirm the death is ended itself, which takes every child along."""
        try:
            with self._sandbox._lock:
                reply = self._zygote.talk({"do": "kill", "pid": self._pid})
            return int(reply["status"]), float(reply["cpu"])
        except (control_channel.Gone, OSError, KeyError):
            self._zygote.end()
            return -9, 0.0
