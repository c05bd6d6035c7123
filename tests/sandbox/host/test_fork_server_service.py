"""The fork server of a grading process: where it cannot be started, the grading process learns that at once."""

from __future__ import annotations

import socket

import pytest

from autograder.errors import AutograderError, CourseError, SandboxError
from autograder.sandbox.host.fork_server import ForkServerProcess
from autograder.sandbox.host.fork_server_service import ForkServerService, ForkServerSource


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (SandboxError("there is no sandbox"), "there is no sandbox"),
        (CourseError("a module is missing"), "a module is missing"),
        (OSError(12, "Cannot allocate memory"), "does not start .*Cannot allocate memory"),
    ],
    ids=["sandbox", "course", "system"],
)
def test_an_error_of_every_start_is_sent_to_the_grading_process(error: Exception, expected: str) -> None:
    def launch() -> ForkServerProcess:
        raise error

    near, far = socket.socketpair()
    service = ForkServerService(near, launch)
    with far:
        source = ForkServerSource(far)
        for _ in ("the first", "another one"):
            assert service.serve_request()
            with pytest.raises(AutograderError, match=expected):
                source.receive()
            source.request()
    service.close()
