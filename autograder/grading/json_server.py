"""The process behind a `JsonSubprocess`: reads requests and writes replies, a line of JSON each."""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import IO, Any

from autograder.errors import AutograderError

Message = dict[str, Any]


class JsonServer:
    """Reads requests and writes replies."""

    def __init__(self, requests: IO[bytes], replies: IO[bytes]) -> None:
        self._requests = requests
        self._replies = replies

    def requests(self) -> Iterator[Message]:
        """Yield the requests until the input ends."""
        for line in self._requests:
            yield json.loads(line)

    def reply(self, message: Message) -> None:
        """Send a reply."""
        self._replies.write(json.dumps(message).encode() + b"\n")
        self._replies.flush()


def serve(session: Callable[[JsonServer], None]) -> None:
    """Run a session on this process's own input and output; an AutograderError ends it and is its last reply."""
    with os.fdopen(os.dup(1), "wb") as replies, _only_python_output():
        server = JsonServer(sys.stdin.buffer, replies)
        try:
            session(server)
        except AutograderError as error:
            fields = {"kind": type(error).__name__, "message": error.message, "where": error.where, "fix": error.fix}
            server.reply({"error": fields})


@contextmanager
def _only_python_output() -> Iterator[None]:
    """Context manager: what Python code prints goes to standard error, and what compiled libraries print is dropped.

    LAPACK, for one, prints a line for each matrix with a NaN, which students' answers often have. After a crash the
    stack is printed.
    """
    with os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace") as prints:
        dropped = os.open(os.devnull, os.O_WRONLY)
        os.dup2(dropped, 1)  # it must not be taken for a reply
        os.dup2(dropped, 2)
        os.close(dropped)
        faulthandler.enable(prints)
        with redirect_stdout(prints), redirect_stderr(prints):
            try:
                yield
            finally:
                os.dup2(prints.fileno(), 2)
                faulthandler.disable()
