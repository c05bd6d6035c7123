"""Landlock: a process gives up every file it has not been granted, for good, without any privilege."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable

from .syscalls import LINUX, no_new_privileges, syscall

CREATE, ADD, RESTRICT = 444, 445, 446

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG, MAKE_SYM, REFER, TRUNCATE, IOCTL_DEV = (1 << bit for bit in (7, 8, 12, 13, 14, 15))

READ = READ_FILE | READ_DIR
WRITE = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SYM | REFER | TRUNCATE
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV


def version() -> int:
    """The kernel's Landlock ABI, 0 where there is none."""
    if not LINUX:
        return 0
    try:
        return syscall(CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1), what="landlock")
    except OSError:
        return 0


def _handled(abi: int) -> tuple[bytes, int]:
    """The rights taken away: as many as this kernel knows, and the rule set they are written in."""
    files = (1 << 13) - 1
    files |= (REFER if abi >= 2 else 0) | (TRUNCATE if abi >= 3 else 0) | (IOCTL_DEV if abi >= 5 else 0)
    tcp = 0b11 if abi >= 4 else 0
    sockets_and_signals = 0b11 if abi >= 6 else 0
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    return struct.pack("QQQ", files, tcp, sockets_and_signals)[:size], files


def restrict(readable: Iterable[str], writable: Iterable[str]) -> int:
    """From now on only these paths exist for this process and all it starts; returns the ABI in force."""
    abi = version()
    if not abi:
        raise OSError(errno.ENOSYS, "this kernel has no Landlock")
    attributes, files = _handled(abi)
    rules = syscall(CREATE, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0), what="landlock")
    try:
        for path in readable:
            _grant(rules, path, READ & files)
        for path in writable:
            _grant(rules, path, WRITE & files)
        no_new_privileges()
        syscall(RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0), what="landlock")
    finally:
        os.close(rules)
    return abi


def _grant(rules: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return  # what this process cannot reach anyway needs no grant
    try:
        if not os.path.isdir(path):
            rights &= ON_FILES
        rule = struct.pack("=Qi", rights, descriptor)
        syscall(ADD, ctypes.c_int(rules), ctypes.c_int(1), rule, ctypes.c_uint32(0), what=f"landlock {path}")
    finally:
        os.close(descriptor)
