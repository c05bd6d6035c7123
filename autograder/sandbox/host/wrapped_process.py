"""A process that was started inside bubblewrap or without it: its start and its end."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.sandbox.host.cores import bind_processes

END_SECONDS = 10


@dataclass(frozen=True)
class WrappedProcess:
    """A running process. `inner_pid` is the pid of process 1 inside bubblewrap, `scratch_root` a folder to remove."""

    process: subprocess.Popen[bytes]
    inner_pid: int | None = None
    scratch_root: str = ""

    @classmethod
    def start(
        cls,
        bubblewrap_command: Sequence[str] | None,
        program: Sequence[str],
        descriptors: Sequence[int],
        environment: Mapping[str, str],
        scratch_root: str = "",
        **options: Any,
    ) -> WrappedProcess:
        """Start a program, by a bubblewrap command line if one is given, in a session of its own.

        `descriptors` are inherited; `options` are those of Popen.
        """
        info_reader, info_writer = os.pipe()
        wrapper: list[str] = []
        if bubblewrap_command is not None:
            bwrap, *arguments = bubblewrap_command
            wrapper = [bwrap, "--info-fd", str(info_writer), *arguments]
        process = subprocess.Popen(
            [*wrapper, *program],
            env=environment,
            pass_fds=(*descriptors, *([info_writer] if wrapper else [])),
            start_new_session=True,
            **options,
        )
        os.close(info_writer)
        with os.fdopen(info_reader, "rb") as file:
            info = file.read()
        try:
            inner_pid = int(json.loads(info)["child-pid"])
        except (ValueError, KeyError):
            inner_pid = None
        return cls(process, inner_pid, scratch_root)

    def bind(self, cores: set[int]) -> None:
        """Bind the process and all it has started to these cores."""
        bind_processes(self.process.pid, cores)

    def kill(self) -> None:
        """Kill the process and all it has started, and wait for its end."""
        status = self.process.poll()
        if status is None or status < 0:  # bubblewrap may have been killed alone
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if self.inner_pid is not None:
                    # With process 1 all processes of its pid namespace end, and then bubblewrap itself.
                    os.kill(self.inner_pid, signal.SIGKILL)
                else:
                    self.process.kill()
            try:
                self.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.scratch_root:
            shutil.rmtree(self.scratch_root, ignore_errors=True)
