"""Landlock: a process gives up its access to all files but some, irrevocably and without any privilege."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable

from .syscalls import LINUX, no_new_privileges, syscall

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG, MAKE_SYM, REFER, TRUNCATE, IOCTL_DEV = (1 << bit for bit in (7, 8, 12, 13, 14, 15))

READ = READ_FILE | READ_DIR
WRITE = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SYM | REFER | TRUNCATE
FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV


def abi_version() -> int:
    """Return the version of the kernel's Landlock ABI, 0 without Landlock."""
    if not LINUX:
        return 0
    try:
        return syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1), operation="landlock")
    except OSError:
        return 0


def _ruleset_attributes(abi: int) -> tuple[bytes, int]:
    """Return the attributes of a rule set that takes away all rights this kernel knows, and those on files."""
    files = (1 << 13) - 1
    files |= (REFER if abi >= 2 else 0) | (TRUNCATE if abi >= 3 else 0) | (IOCTL_DEV if abi >= 5 else 0)
    tcp = 0b11 if abi >= 4 else 0
    abstract_sockets_and_signals = 0b11 if abi >= 6 else 0
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    return struct.pack("QQQ", files, tcp, abstract_sockets_and_signals)[:size], files


def restrict(readable: Iterable[str], writable: Iterable[str], listable: Iterable[str] = ()) -> int:
    """Take away all access but to these paths, from this process and all it starts; return the ABI version.

    Of `listable` folders and all folders inside only the names of files can be read.
    """
    abi = abi_version()
    if not abi:
        raise OSError(errno.ENOSYS, "this kernel has no Landlock")
    attributes, files = _ruleset_attributes(abi)
    size = ctypes.c_size_t(len(attributes))
    ruleset = syscall(CREATE_RULESET, attributes, size, ctypes.c_uint32(0), operation="landlock")
    try:
        for path in readable:
            _allow(ruleset, path, READ & files)
        for path in writable:
            _allow(ruleset, path, WRITE & files)
        for path in listable:
            _allow(ruleset, path, READ_DIR & files)
        no_new_privileges()
        syscall(RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0), operation="landlock")
    finally:
        os.close(ruleset)
    return abi


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return  # no rule is needed for a path that this process cannot reach anyway
    try:
        if not os.path.isdir(path):
            rights &= FILE_RIGHTS
        rule = struct.pack("=Qi", rights, descriptor)
        path_beneath = ctypes.c_int(1)
        syscall(ADD_RULE, ctypes.c_int(ruleset), path_beneath, rule, ctypes.c_uint32(0), operation=f"landlock {path}")
    finally:
        os.close(descriptor)
