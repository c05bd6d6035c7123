"""System calls that Python has no function for, made through the C library."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import sys
import time
from typing import Any

LINUX = sys.platform.startswith("linux")
MACHINE = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP = 1, 4, 22
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38

CLONE = {"x86_64": 56, "aarch64": 220}

# PyDLL keeps the interpreter lock: a raw clone must not release it.
_libc: Any = ctypes.PyDLL(None, use_errno=True)
if LINUX:
    _libc.syscall.restype = ctypes.c_long


def _check(result: int, operation: str) -> int:
    """Return the result of a system call; OSError with its error number if it failed."""
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{operation}: {os.strerror(code)}")
    return result


def syscall(number: int, *arguments: Any, operation: str) -> int:
    """Make a system call by its number; `operation` is how an error calls it."""
    return _check(_libc.syscall(ctypes.c_long(number), *arguments), operation)


def prctl(option: int, *arguments: Any) -> int:
    """Change a property of this process."""
    padded = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in (*arguments, *[0] * (4 - len(arguments)))]
    return _check(_libc.prctl(ctypes.c_int(option), *padded), f"prctl {option}")


def no_new_privileges() -> None:
    """Let no program that this process executes give it privileges, as setuid programs do."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def mount(source: str, target: str, filesystem: str, flags: int, options: str) -> None:
    """Mount a file system."""
    result = _libc.mount(source.encode(), target.encode(), filesystem.encode(), ctypes.c_ulong(flags), options.encode())
    _check(result, f"mount {target}")


def fork_into_namespaces(namespaces: int) -> int:
    """Fork a child into new namespaces; with CLONE_NEWPID it is process 1 of its own.

    One raw clone instead of unshare and two forks takes half the time and leaves no process in between.
    """
    if not namespaces:
        return os.fork()
    if not LINUX or MACHINE not in CLONE:
        raise OSError(errno.ENOSYS, "there are no namespaces here")
    ctypes.pythonapi.PyOS_BeforeFork()
    zeros = [ctypes.c_ulong(0)] * 4
    flags = ctypes.c_ulong(namespaces | signal.SIGCHLD)
    pid: int = _libc.syscall(ctypes.c_long(CLONE[MACHINE]), flags, *zeros)
    if pid == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
    else:
        ctypes.pythonapi.PyOS_AfterFork_Parent()
    return _check(pid, "clone")


def cpu_seconds(pid: int) -> float:
    """Return the CPU time of a process from its own clock, which needs no /proc; 0 if there is none."""
    try:
        return time.clock_gettime((~pid << 3) | 2) if LINUX else 0.0
    except OSError:
        return 0.0
