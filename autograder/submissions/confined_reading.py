"""Reading a submission's files beneath one folder: no link is followed, and only regular files are read.

Every command that opens submitted files does it here. A link in a submission may lead to a classmate's work or to the
instructor's own notebook.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO

OPENAT2 = 437
"""The number of the system call, the same on every architecture of Linux that has it (5.6 and newer)."""
RESOLVE_NO_MAGICLINKS, RESOLVE_NO_SYMLINKS, RESOLVE_BENEATH = 0x02, 0x04, 0x08
FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""Opening a FIFO with O_NONBLOCK does not wait for a writer."""
UNSUPPORTED = (errno.ENOSYS, errno.EPERM, errno.EINVAL)
"""The kernel is older, or a container's filter denies the call."""
LINK = "links are not followed"
NOT_A_FILE = "it is not a regular file"


class OpenHow(ctypes.Structure):
    """`struct open_how` of openat2(2)."""

    _fields_ = [("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64)]


def open_beneath(root: Path, path: PurePosixPath | Path | str) -> BinaryIO:
    """Open a regular file by its path relative to `root`; OSError, with the reason in `strerror`, for anything else.

    Links in `root` itself are the instructor's and are followed.
    """
    descriptor = _open(root, str(path))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, NOT_A_FILE, str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        with suppress(OSError):
            os.close(descriptor)
        raise


def read_beneath(root: Path, path: PurePosixPath | Path | str, limit: int) -> bytes:
    """Return the first `limit` bytes of a regular file beneath `root`; OSError where it cannot be read."""
    with open_beneath(root, path) as file:
        return file.read(limit)


def is_file_beneath(root: Path, path: PurePosixPath | Path | str) -> bool:
    """Return whether there is a regular file beneath `root` that can be opened without a link."""
    try:
        open_beneath(root, path).close()
    except OSError:
        return False
    return True


def _open(root: Path, path: str) -> int:
    if "\0" in path:
        raise OSError(errno.EINVAL, "its name has a null character", path.replace("\0", "?"))
    try:
        folder = os.open(root, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0))
        try:
            descriptor = _openat2(folder, path) if _has_openat2() else None
        finally:
            os.close(folder)
        return _open_by_comparison(root, path) if descriptor is None else descriptor
    except OSError as error:
        reason = LINK if error.errno in (errno.ELOOP, errno.EXDEV) else error.strerror
        raise OSError(error.errno, reason, path) from None


def _openat2(folder: int, path: str) -> int | None:
    """Open beneath a folder; None where the system call is not available."""
    how = OpenHow(FLAGS, 0, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS)
    syscall = _libc().syscall
    result: int = syscall(OPENAT2, folder, os.fsencode(path), ctypes.byref(how), ctypes.sizeof(how))
    if result >= 0:
        return result
    number = ctypes.get_errno()
    if number in UNSUPPORTED:
        return None
    raise OSError(number, os.strerror(number), path)


def _open_by_comparison(root: Path, path: str) -> int:
    """Open a file whose resolved path is its own path beneath the resolved root."""
    resolved_root = os.path.realpath(root)
    expected = os.path.normpath(f"{resolved_root}/{path}")
    if (
        path.startswith(os.sep)
        or not expected.startswith(resolved_root.rstrip(os.sep) + os.sep)
        or os.path.realpath(expected) != expected
    ):
        raise OSError(errno.ELOOP, LINK, path)
    return os.open(expected, FLAGS | getattr(os, "O_NOFOLLOW", 0))


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


@cache
def _has_openat2() -> bool:
    """Whether the system call works here; a folder is opened with it once."""
    if os.uname().sysname != "Linux":
        return False
    folder = os.open(os.sep, os.O_RDONLY)
    try:
        descriptor = _openat2(folder, ".")
    except OSError:
        return False
    finally:
        os.close(folder)
    if descriptor is not None:
        os.close(descriptor)
    return descriptor is not None
