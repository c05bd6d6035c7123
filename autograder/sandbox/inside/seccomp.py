"""seccomp: a filter, run by the kernel before each system call, that refuses those a student's process may not make."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from functools import lru_cache

from .syscalls import LINUX, MACHINE, PR_SET_SECCOMP, no_new_privileges, prctl, syscall

# name: numbers on x86_64 and aarch64, -1 if the architecture lacks the call
DENIED_CALLS: dict[str, tuple[int, int]] = {
    # new programs and processes
    "fork": (57, -1), "vfork": (58, -1), "execve": (59, 221), "execveat": (322, 281),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "kcmp": (312, 272),
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "setpriority": (141, 140), "ioprio_set": (251, 30), "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119), "sched_setparam": (142, 118), "sched_setattr": (314, 274),
    "migrate_pages": (256, 238), "move_pages": (279, 239), "mbind": (237, 235),
    "set_mempolicy": (238, 237), "set_mempolicy_home_node": (450, 450),
    # the network (but socketpair, which an event loop needs and which reaches no other process)
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242),
    # namespaces and mounts
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "quotactl": (179, 60),
    "quotactl_fd": (443, 443), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262), "fanotify_mark": (301, 263), "inotify_init": (253, -1),
    "inotify_init1": (294, 26),
    # caches that all processes share: one process would leave something in them that another could measure
    "fadvise64": (221, 223), "readahead": (187, 213), "mincore": (27, 232), "remap_file_pages": (216, 234),
    "mlock": (149, 228), "mlock2": (325, 284), "mlockall": (151, 230), "sync": (162, 81),
    "syncfs": (306, 267), "sync_file_range": (277, 84), "io_setup": (206, 0), "io_destroy": (207, 1),
    "io_submit": (209, 2), "io_cancel": (210, 3), "io_getevents": (208, 4), "io_pgetevents": (333, 292),
    "splice": (275, 76), "tee": (276, 77), "vmsplice": (278, 75),
    # large and rarely used parts of the kernel
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "personality": (135, 92),
    "modify_ldt": (154, -1), "lookup_dcookie": (212, 18), "uselib": (134, -1), "ustat": (136, -1),
    "sysfs": (139, -1), "nfsservctl": (180, 42),
    # memory and queues that remain after the process
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "shmat": (30, 196),
    "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193), "semctl": (66, 191),
    "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188),
    "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
    # the machine itself
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224),
    "swapoff": (168, 225), "acct": (163, 89), "settimeofday": (164, 170), "clock_settime": (227, 112),
    "adjtimex": (159, 171), "clock_adjtime": (305, 266), "sethostname": (170, 161),
    "setdomainname": (171, 162), "iopl": (172, -1), "ioperm": (173, -1), "syslog": (103, 116),
    "vhangup": (153, 58), "mknod": (133, -1), "mknodat": (259, 33),
    # what the machine is: its kernel, memory, load and how long it has been running
    "uname": (63, 160), "sysinfo": (99, 179),
    # identity and limits
    "setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145), "setregid": (114, 143),
    "setgroups": (116, 159), "setresuid": (117, 147), "setresgid": (119, 149), "setfsuid": (122, 151),
    "setfsgid": (123, 152), "capset": (126, 91), "chown": (92, -1), "fchown": (93, 55),
    "lchown": (94, -1), "fchownat": (260, 54), "setxattr": (188, 5), "lsetxattr": (189, 6),
    "fsetxattr": (190, 7), "setrlimit": (160, 164),
}  # fmt: skip

# These do not exist, it seems: the C library then makes an older call instead. The flags of clone3 are in memory, which
# a filter cannot read; a flag of preadv2 asks whether a page is in memory, and CPython's os.preadv works without it.
UNSUPPORTED_CALLS: dict[str, tuple[int, int]] = {"clone3": (435, 435), "preadv2": (327, 286), "pwritev2": (328, 287)}

FIRST_UNKNOWN_NUMBER = 451
"""From here on no call exists, it seems. Python needs none of them; among them are cachestat, statmount, listmount."""

ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
CLONE, KILL, TGKILL, PRLIMIT = (56, 220), (62, 129), (234, 131), (302, 261)
FCNTL, PRCTL, MADVISE, SECCOMP = (72, 25), (157, 167), (28, 233), (317, 277)

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _FAIL, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND, _THIRD = 0, 4, 16, 24, 32
_CLONE_THREAD = 0x10000
_SET_MODE_FILTER, _SYNCHRONIZE_THREADS = 1, 1
# F_SETOWN and F_SETOWN_EX make a file signal another process, F_NOTIFY reports accesses to a shared folder.
# PR_SET_PDEATHSIG would let the process outlive the fork server, PR_SET_DUMPABLE would let others read its memory.
# MADV_RANDOM, SEQUENTIAL, WILLNEED, MERGEABLE, UNMERGEABLE, COLD, PAGEOUT, POPULATE_READ, POPULATE_WRITE and COLLAPSE
# steer caches; memory allocators use others.
_FORBIDDEN_COMMANDS = (
    (FCNTL, _SECOND, (8, 15, 1026)),
    (PRCTL, _FIRST, (1, 4)),
    (MADVISE, _THIRD, (1, 2, 3, 12, 13, 20, 21, 22, 23, 25)),
)
_DENY, _UNSUPPORTED = _FAIL | errno.EPERM, _FAIL | errno.ENOSYS

Instruction = tuple[int, int, int, int]


def _only_if(number: int, argument: int, test: Instruction) -> list[Instruction]:
    """Allow a call only if one of its arguments passes a test."""
    return [
        (_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, argument),
        test,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]


def build_filter(pid: int, machine: str = MACHINE, sets_limits: bool = False) -> list[Instruction]:
    """Build the filter for the process `pid`: everything is allowed except a long list of calls.

    With `sets_limits` the process may still set its own resource limits, below the hard ones.

    Denied calls fail with EPERM, so that a library goes on after an attempt; calls newer than this list, which may do
    anything, with ENOSYS. Calls of another architecture have other numbers, so they kill the process.
    """
    architecture, column = ARCHITECTURES[machine]
    steps: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _NUMBER),
    ]  # fmt: skip
    if machine == "x86_64":
        steps += [(_AT_LEAST, 0, 1, 0x40000000), (_RETURN, 0, 0, _KILL)]
    steps += [(_AT_LEAST, 0, 1, FIRST_UNKNOWN_NUMBER), (_RETURN, 0, 0, _UNSUPPORTED)]
    for number in sorted(pair[column] for pair in DENIED_CALLS.values() if pair[column] >= 0):
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _DENY)]
    for pair in UNSUPPORTED_CALLS.values():
        steps += [(_EQUAL, 0, 1, pair[column]), (_RETURN, 0, 0, _UNSUPPORTED)]
    steps += _only_if(CLONE[column], _FIRST, (_ANY_BIT, 0, 1, _CLONE_THREAD))
    for pair in (KILL, TGKILL):
        steps += _only_if(pair[column], _FIRST, (_EQUAL, 0, 1, pid))
    for pair, argument, commands in _FORBIDDEN_COMMANDS:
        steps += [(_EQUAL, 0, 2 + 2 * len(commands), pair[column]), (_LOAD, 0, 0, argument)]
        for command in commands:
            steps += [(_EQUAL, 0, 1, command), (_RETURN, 0, 0, _DENY)]
        steps += [(_LOAD, 0, 0, _NUMBER)]
    if not sets_limits:
        # prlimit64 may read a limit, but not set one
        steps += [(_EQUAL, 0, 5, PRLIMIT[column]), (_LOAD, 0, 0, _THIRD), (_EQUAL, 0, 2, 0)]
        steps += [(_LOAD, 0, 0, _THIRD + 4), (_EQUAL, 1, 0, 0), (_RETURN, 0, 0, _DENY)]
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


class _FilterProgram(ctypes.Structure):
    """The kernel's `struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install() -> None:
    """Filter the system calls of this process, which has one thread, irrevocably."""
    _load(_program_for(os.getpid(), _require_machine()))


def prepare(pid: int) -> None:
    """Build the filter of a process that will be forked and have this pid in its namespace."""
    if LINUX and MACHINE in ARCHITECTURES:
        _program_for(pid, MACHINE)


@lru_cache(1)
def _program_for(pid: int, machine: str) -> _FilterProgram:
    return _compile(build_filter(pid, machine))


def install_in_all_threads() -> None:
    """Filter the system calls of this process and all its threads, which may go on lowering their resource limits."""
    machine = _require_machine()
    program = _compile(build_filter(os.getpid(), machine, sets_limits=True))
    no_new_privileges()
    mode, flags = ctypes.c_uint(_SET_MODE_FILTER), ctypes.c_ulong(_SYNCHRONIZE_THREADS)
    number = SECCOMP[ARCHITECTURES[machine][1]]
    if syscall(number, mode, flags, ctypes.byref(program), operation="seccomp"):
        raise OSError(errno.EBUSY, "a thread has a filter of its own")


def _require_machine() -> str:
    if not LINUX or MACHINE not in ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"there is no list of system calls for {MACHINE}")
    return MACHINE


def load_filter(steps: list[Instruction]) -> None:
    """Pass a filter to the kernel."""
    _load(_compile(steps))


def _load(program: _FilterProgram) -> None:
    no_new_privileges()
    prctl(PR_SET_SECCOMP, 2, ctypes.byref(program), 0, 0)


def _compile(steps: list[Instruction]) -> _FilterProgram:
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _FilterProgram(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    program.buffer = buffer  # keeps it alive
    return program
