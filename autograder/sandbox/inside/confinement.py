"""The isolation layers that a student's process activates around itself before it runs the student's code."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..protocol.device_files import DEVICES
from ..protocol.environment import common_variables
from . import landlock, seccomp, syscalls

NEWNS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x08000000, 0x10000000, 0x20000000, 0x40000000
NAMESPACES = NEWNS | NEWIPC | NEWUSER | NEWPID | NEWNET

_NOSUID, _NODEV, _NOEXEC, _READ_ONLY = 2, 4, 8, 1


@dataclass(frozen=True)
class ConfinementPlan:
    """The layers that each student's process activates, and their settings."""

    limits: Mapping[str, float]
    readable: tuple[str, ...]
    scratch_root: str
    """The folder that holds the processes' scratch folders: /tmp inside bubblewrap."""
    ids: tuple[int, int] = (-1, -1)
    """The fork server's user and group: a process in a new user namespace no longer knows its own."""
    other_tasks: int = 0
    """Processes and threads of the same user outside the sandbox, which the kernel counts against the limit."""
    namespaces: bool = False
    landlock: bool = False
    seccomp: bool = False
    rlimits: bool = False
    """Whether every resource limit can be set; macOS and other systems know fewer."""


def work_folder(plan: ConfinementPlan) -> str:
    """Return the scratch folder of a process with a mount namespace of its own."""
    return os.path.join(plan.scratch_root, "work")


def enter_namespaces(plan: ConfinementPlan, proc: int) -> str:
    """Set up the new user and mount namespaces; return the scratch folder. `proc` is the fork server's open /proc."""
    uid, gid = plan.ids
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)  # the kernel lets only a dumpable process map its own uid
    for name, text in (("uid_map", f"{uid} {uid} 1"), ("setgroups", "deny"), ("gid_map", f"{gid} {gid} 1")):
        descriptor = os.open(f"self/{name}", os.O_WRONLY, dir_fd=proc)
        try:
            os.write(descriptor, text.encode())
        finally:
            os.close(descriptor)
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
    options = f"size={int(plan.limits['scratch_mb'])}m,nr_inodes=20000,mode=0700"
    syscalls.mount("scratch", plan.scratch_root, "tmpfs", _NOSUID | _NODEV | _NOEXEC, options)
    syscalls.mount(
        "nothing", "/proc", "tmpfs", _NOSUID | _NODEV | _NOEXEC | _READ_ONLY, "size=4k,nr_inodes=2,mode=0555"
    )
    scratch = work_folder(plan)
    os.mkdir(scratch, 0o700)
    return scratch


def leave_parent() -> None:
    """Let this process end with the fork server, and lead a session of its own, which no terminal can signal."""
    if syscalls.LINUX:
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setsid()


def drop_root(uid: int) -> None:
    """Become an unprivileged user for good: with all three ids set, there is no way back."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def close_descriptors_except(descriptor: int) -> None:
    """Close all file descriptors but one, and redirect the standard streams to the null device."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, 4096)


def set_resource_limits(plan: ConfinementPlan) -> None:
    """Set the resource limits of this system. OSError, after setting the others, if it lacks one."""
    limits = plan.limits
    values = {
        **({"RLIMIT_CPU": int(limits["cpu_seconds"])} if "cpu_seconds" in limits else {}),
        "RLIMIT_AS": int(limits["memory_mb"]) << 20,
        "RLIMIT_NPROC": int(limits["processes"]) + (0 if plan.namespaces else plan.other_tasks),
        "RLIMIT_FSIZE": int(limits["file_mb"]) << 20,
        "RLIMIT_NOFILE": int(limits["open_files"]),
        "RLIMIT_CORE": 0,
    }
    unsupported = []
    for name, value in values.items():
        try:
            limit = getattr(resource, name)
            hard = resource.getrlimit(limit)[1]
            new = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(limit, (new, new))
        except (AttributeError, OSError, ValueError):
            unsupported.append(name)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that grows too large is an OSError, not the end
    if unsupported:
        raise OSError(errno.ENOSYS, f"this system cannot set {', '.join(unsupported)}")


def restrict(plan: ConfinementPlan, scratch: str) -> None:
    """Activate resource limits, Landlock and seccomp. OSError if a layer of the plan cannot be activated."""
    with contextlib.nullcontext() if plan.rlimits else contextlib.suppress(OSError):
        set_resource_limits(plan)
    if plan.landlock:
        writable = plan.scratch_root if plan.namespaces else scratch
        landlock.restrict(plan.readable, (writable, *DEVICES))
    if syscalls.LINUX:
        syscalls.no_new_privileges()
    if plan.seccomp:
        seccomp.install()


def environment(scratch: str) -> dict[str, str]:
    """Return all environment variables of the fork server or of a student's process."""
    return {
        **common_variables(scratch),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "NBGRADER_EXECUTION": "autograde",  # as in nbgrader's own executor; `lab` reads it
    }


def set_environment(scratch: str) -> None:
    """Replace all environment variables. That takes long, so the fork server has done it for most processes."""
    variables = environment(scratch)
    if os.environ != variables:
        os.environ.clear()
        os.environ.update(variables)


def activators(plan: ConfinementPlan, scratch: str) -> dict[str, Callable[[], object]]:
    """Return a function for each layer that activates it alone, to find out whether this machine supports it."""
    return {
        "limits": lambda: set_resource_limits(plan),
        "landlock": lambda: landlock.restrict(plan.readable, (scratch, *DEVICES)),
        "seccomp": seccomp.install,
    }
