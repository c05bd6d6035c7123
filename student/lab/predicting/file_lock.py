"""A lock file: two notebooks in one folder share a file, and neither may lose what the other has written."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

TIMEOUT_SECONDS = 5.0
"""How long to wait for another writer, and the age from which a lock file is stale."""

RETRY_SECONDS = 0.02


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file next to `path`; a stale one, left by a crash, is removed.

    Raises TimeoutError if the lock stays taken, OSError if the folder cannot be written.
    """
    lock_file = path.with_name(f".{path.name}.lock")
    _acquire(lock_file)
    try:
        yield
    finally:
        lock_file.unlink(missing_ok=True)


def _acquire(lock_file: Path) -> None:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while True:
        try:
            os.close(os.open(lock_file, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            if _age(lock_file) > TIMEOUT_SECONDS:
                lock_file.unlink(missing_ok=True)
            elif time.monotonic() > deadline:
                raise TimeoutError(None, "another notebook is writing it") from None
            time.sleep(RETRY_SECONDS)
        else:
            return


def _age(lock_file: Path) -> float:
    try:
        return time.time() - lock_file.stat().st_mtime
    except OSError:
        return 0.0


def write_file(path: Path, data: bytes, *, keep_old_as: str = "") -> None:
    """Write a file in one step, so that an error or a crash leaves the old one, which can be kept by another name."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        if keep_old_as:
            replace_file(path, path.with_name(keep_old_as))
        replace_file(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def replace_file(draft: Path, path: Path) -> None:
    """Rename `draft` to `path`, with retries: Windows refuses while another process reads `path`."""
    for is_last in (False, False, False, True):
        try:
            draft.replace(path)
        except PermissionError:
            if is_last:
                raise
            time.sleep(RETRY_SECONDS)
        else:
            return
