"""One writer at a time: two notebooks in a folder share a file, and neither may lose what the other has written."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 5.0  # seconds to wait for another writer, and the age at which a forgotten sign is swept away
PAUSE = 0.02


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the turn to write `path`. A sign beside it says so; one left behind by a crash is swept away.

    TimeoutError where nobody gives up the turn, OSError where the folder cannot be written.
    """
    sign = path.with_name(f".{path.name}.turn")
    _take(sign)
    try:
        yield
    finally:
        sign.unlink(missing_ok=True)


def _take(sign: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            os.close(os.open(sign, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            if _age(sign) > PATIENCE:
                sign.unlink(missing_ok=True)
            elif time.monotonic() > deadline:
                raise TimeoutError(None, "another notebook is writing it") from None
            time.sleep(PAUSE)
        else:
            return


def _age(sign: Path) -> float:
    try:
        return time.time() - sign.stat().st_mtime
    except OSError:
        return 0.0


def move(draft: Path, path: Path) -> None:
    """Put the draft in the place of the file. Windows refuses while anybody reads it, so this tries a few times."""
    for again in (True, True, True, False):
        try:
            draft.replace(path)
        except PermissionError:
            if not again:
                raise
            time.sleep(PAUSE)
        else:
            return
