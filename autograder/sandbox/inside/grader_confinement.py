"""The isolation layers that a grading process activates around itself, before it reads the first submission.

No student code runs in it. The layers are for the case that it does: where a test evaluates what a student wrote.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import socket
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..protocol.control_channel import receive_message
from ..protocol.device_files import DEVICES
from . import confinement, landlock, seccomp, syscalls
from .confinement import ConfinementPlan
from .forked_work import run_in_fork

STATM = "/proc/self/statm"
ADDRESS_SPACE_BYTES = 1 << 30


@dataclass
class GraderConfinement:
    """The confinement of this process. `missing` maps each layer that is not active to the reason.

    `service` is the connection to the process that has started this one.
    """

    service: socket.socket
    config: Mapping[str, Any]
    missing: dict[str, str] = field(default_factory=dict)
    _statm: int = -1
    """The open file in /proc with the size of this process, which may not be opened later."""

    @classmethod
    def enter(cls, descriptor: int) -> GraderConfinement:
        """Receive the configuration, give up root and the files that grading does not need.

        This comes before the imports of course content, so that the threads of libraries are restricted, too.
        """
        os.set_inheritable(descriptor, False)
        service = socket.socket(fileno=descriptor)
        config, _ = receive_message(service)
        process = cls(service, config, dict(config["missing"]))
        if config["uid"] is not None:
            confinement.drop_root(config["uid"])
        os.umask(0o077)
        tempfile.tempdir = config["scratch"]
        with contextlib.suppress(OSError):
            process._statm = os.open(STATM, os.O_RDONLY)
        process._restrict_files(config["parents"])
        return process

    def complete(self) -> None:
        """Activate the layers that would hinder the imports: limits of resources and the filter of system calls."""
        if syscalls.LINUX:
            syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
        self._restrict_files(self.config["module_folders"])
        try:
            confinement.set_resource_limits(self._plan())
        except OSError as error:
            self.missing["limits"] = str(error)
        try:
            seccomp.install_in_all_threads()
        except OSError as error:
            self.missing["seccomp"] = str(error)

    def probe(self) -> None:
        """Find out in a forked process which layers `complete` cannot activate."""

        def activate() -> bytes:
            self.complete()
            return json.dumps(self.missing).encode()

        answer = run_in_fork(activate)
        self.missing.update(json.loads(answer) if answer else {"process": "the probe died"})

    def _restrict_files(self, listable: Sequence[str]) -> None:
        try:
            landlock.restrict(self.config["readable"], (self.config["scratch"], *DEVICES), listable)
        except OSError as error:
            self.missing["landlock"] = str(error)

    def _plan(self) -> ConfinementPlan:
        limits = dict(self.config["limits"])
        limits["memory_mb"] += self._address_space_bytes() >> 20
        return ConfinementPlan(limits, (), "", other_tasks=self.config["other_tasks"])

    def _address_space_bytes(self) -> int:
        """Return the size of this process's address space; where there is no /proc, an estimate for one with NumPy."""
        try:
            return int(os.pread(self._statm, 100, 0).split()[0]) * resource.getpagesize()
        except OSError:
            return ADDRESS_SPACE_BYTES
