"""Work in a forked process, for what a process cannot take back: activating a layer of isolation to see if it works."""

from __future__ import annotations

import os
from collections.abc import Callable


def run_in_fork(work: Callable[[], bytes], fork: Callable[[], int] = os.fork) -> bytes:
    """Return what `work` returns in a forked process; nothing where the process dies. Raises what `fork` raises."""
    reader, writer = os.pipe()
    try:
        pid = fork()
    except BaseException:
        os.close(reader)
        os.close(writer)
        raise
    if pid == 0:
        try:
            os.write(writer, work())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        answer = file.read()
    os.waitpid(pid, 0)
    return answer
