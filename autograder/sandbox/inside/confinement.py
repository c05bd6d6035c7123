"""The walls a child puts around itself between its birth and the first line of a student's code."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..protocol.control_channel import DEVICES
from . import landlock, seccomp, syscalls

NEWNS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x08000000, 0x10000000, 0x20000000, 0x40000000
NAMESPACES = NEWNS | NEWIPC | NEWUSER | NEWPID | NEWNET

_NOSUID, _NODEV, _NOEXEC, _READ_ONLY = 2, 4, 8, 1


@dataclass(frozen=True)
class Plan:
    """Which walls a zygote's children put up, and with what."""

    limits: Mapping[str, float]
    readable: tuple[str, ...]
    room: str
    """Where the children's scratch folders lie: /tmp inside bubblewrap."""
    ids: tuple[int, int] = (-1, -1)
    """The zygote's user and group: a process just born into a user namespace no longer knows its own."""
    other_tasks: int = 0
    """Processes the same user has elsewhere, which the kernel counts against the process limit."""
    namespaces: bool = False
    landlock: bool = False
    seccomp: bool = False
    confined: bool = False
    """Whether every limit can be set; macOS and others know fewer."""


def enter_namespaces(plan: Plan, proc: int) -> str:
    """Own user, mounts and scratch; returns the scratch folder. `proc` is an open /proc of the zygote's."""
    uid, gid = plan.ids
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)  # the kernel lets only a dumpable process name its own uid
    for name, text in (("uid_map", f"{uid} {uid} 1"), ("setgroups", "deny"), ("gid_map", f"{gid} {gid} 1")):
        descriptor = os.open(f"self/{name}", os.O_WRONLY, dir_fd=proc)
        try:
            os.write(descriptor, text.encode())
        finally:
            os.close(descriptor)
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
    size = f"size={int(plan.limits['scratch_mb'])}m,nr_inodes=20000,mode=0700"
    syscalls.mount("scratch", plan.room, "tmpfs", _NOSUID | _NODEV | _NOEXEC, size)
    syscalls.mount(
        "nothing", "/proc", "tmpfs", _NOSUID | _NODEV | _NOEXEC | _READ_ONLY, "size=4k,nr_inodes=2,mode=0555"
    )
    scratch = os.path.join(plan.room, "work")
    os.mkdir(scratch, 0o700)
    return scratch


def outlive_nobody() -> None:
    """When the zygote dies, so does this child; and it leads its own session, so no terminal reaches it."""
    if syscalls.LINUX:
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setsid()


def become(uid: int) -> None:
    """Give up root for good; all three ids, so there is no way back."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def close_all_but(keep: int) -> None:
    """Only the data socket stays open; 0, 1 and 2 lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.closerange(3, keep)
    os.closerange(keep + 1, 4096)


def set_limits(plan: Plan) -> None:
    """Set every ceiling this system knows; raises afterwards when it does not know them all."""
    want = plan.limits
    ceilings = {
        "RLIMIT_CPU": int(want["cpu_seconds"]),
        "RLIMIT_AS": int(want["memory_mb"]) << 20,
        "RLIMIT_NPROC": int(want["processes"]) + (0 if plan.namespaces else plan.other_tasks),
        "RLIMIT_FSIZE": int(want["file_mb"]) << 20,
        "RLIMIT_NOFILE": int(want["open_files"]),
        "RLIMIT_CORE": 0,
    }
    unknown = []
    for name, ceiling in ceilings.items():
        try:
            kind = getattr(resource, name)
            hard = resource.getrlimit(kind)[1]
            value = ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
            resource.setrlimit(kind, (value, value))
        except (AttributeError, OSError, ValueError):
            unknown.append(name)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that grows too large is an OSError, not a death
    if unknown:
        raise OSError(errno.ENOSYS, f"this system cannot set {', '.join(unknown)}")


def lock(plan: Plan, scratch: str) -> None:
    """The last three walls; what the plan asks for must hold, or the child refuses to live."""
    with contextlib.nullcontext() if plan.confined else contextlib.suppress(OSError):
        set_limits(plan)
    if plan.landlock:
        writable = plan.room if plan.namespaces else scratch
        landlock.restrict(plan.readable, (writable, *DEVICES))
    if syscalls.LINUX:
        syscalls.no_new_privileges()
    if plan.seccomp:
        seccomp.install()


def environment(scratch: str) -> dict[str, str]:
    """All the variables that a zygote or a child has."""
    return {
        **dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR"), scratch),
        **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "TERM": "dumb",
    }


def layers(plan: Plan, scratch: str) -> dict[str, Callable[[], object]]:
    """Each lock by itself, for the probe that finds out what this machine can do."""
    return {
        "limits": lambda: set_limits(plan),
        "landlock": lambda: landlock.restrict(plan.readable, (scratch, *DEVICES)),
        "seccomp": seccomp.install,
    }
