"""The process behind a `JsonSubprocess`: reads requests and writes replies, a line of JSON each."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
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
    with os.fdopen(os.dup(1), "wb") as replies:
        os.dup2(2, 1)  # what a check or a test prints goes to stderr: it must not be taken for a reply
        server = JsonServer(sys.stdin.buffer, replies)
        try:
            session(server)
        except AutograderError as error:
            fields = {"kind": type(error).__name__, "message": error.message, "where": error.where, "fix": error.fix}
            server.reply({"error": fields})
