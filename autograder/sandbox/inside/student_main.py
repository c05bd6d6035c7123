"""The main function of a student's process: activate the isolation layers, then serve the grader's requests."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Mapping

from ..protocol.decoder import Decoder
from ..protocol.framing import parse_tree
from . import confinement
from .confinement import ConfinementPlan
from .grader_connection import GraderConnection
from .ipython_shell import StudentShell
from .request_server import RequestServer

EXIT_WITHOUT_LAYERS = 97
"""The exit code of a process whose layers could not be activated."""


def run_student_process(data: int, scratch: str, plan: ConfinementPlan, shell: StudentShell, proc: int) -> None:
    """Run everything that happens in a student's process; never returns. `data` is its socket to the grader."""
    connection = GraderConnection(socket.socket(fileno=data), int(plan.limits["frame_bytes"]))
    start_error = ""
    try:
        _confine(data, scratch, plan, proc)
    except BaseException as error:
        start_error = f"{type(error).__name__}: {error}"[:500]
    try:
        # A process that was forked ahead waits here, confined, for its submission.
        request = connection.receive()
        if start_error:
            connection.send({"start_error": start_error}, [])
            connection.flush()
            os._exit(EXIT_WITHOUT_LAYERS)
        body = parse_tree(request.tree)["body"]
        files, output_mode = Decoder(request.buffers, lambda reference: None).decode(body)
        _write_files(files)
        connection.send({"value": None}, [])
        RequestServer(connection, shell, output_mode, plan.limits).serve()
    finally:
        os._exit(1)


def _confine(data: int, scratch: str, plan: ConfinementPlan, proc: int) -> None:
    confinement.leave_parent()
    if plan.namespaces:
        scratch = confinement.enter_namespaces(plan, proc)
    confinement.close_descriptors_except(data)
    os.chdir(scratch)
    sys.path.insert(0, scratch)  # as in a kernel: a module that the notebook writes can be imported
    confinement.set_environment(scratch)
    tempfile.tempdir = scratch
    _reseed_generators()
    confinement.restrict(plan, scratch)


def _write_files(files: Mapping[str, bytes]) -> None:
    """Write the submission's files into the current folder, which is the scratch folder.

    Where one file has the name that is a folder for another, the later one counts: the course's files come last. What
    cannot be written, because its name is too long or there is no space left, is missing.
    """
    for name, data in files.items():
        with contextlib.suppress(OSError, ValueError):
            _remove_obstacles(name)
            os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
            with open(name, "wb") as file:
                file.write(data)


def _remove_obstacles(name: str) -> None:
    if os.path.isdir(name):
        shutil.rmtree(name)
    parent = os.path.dirname(name)
    while parent:
        if os.path.isfile(parent):
            os.remove(parent)
        parent = os.path.dirname(parent)


def _reseed_generators() -> None:
    """Seed NumPy's global generator: a forked process inherits its state, so all students would draw the same.

    Python's own does so itself. A seed that is a number takes a fifth of the time.
    """
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed(int.from_bytes(os.urandom(4), "little"))
