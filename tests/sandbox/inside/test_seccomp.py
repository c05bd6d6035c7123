"""The filter of system calls: well formed, with the kernel's own numbers, and in force."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess
from autograder.sandbox.inside import seccomp

LOAD, RETURN = 0x20, 0x06
MAX_INSTRUCTIONS = 4096
FIRST_SHARED_NUMBER = 424
"""System calls from this number on have the same number on all architectures."""

HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",
}


@pytest.mark.parametrize(
    ("call", "arguments"),
    {
        "ptrace": "0, 1, 0, 0",
        "process_vm_readv": "1, 0, 0, 0, 0, 0",
        "unshare": "0x10000000",
        "mount": "0, 0, 0, 0, 0",
        "bpf": "0, 0, 0",
        "keyctl": "0, 0, 0",
        "io_uring_setup": "1, 0",
        "userfaultfd": "0",
        "perf_event_open": "0, 0, 0, 0, 0",
        "shmget": "0, 4096, 0o1600",
        "mq_open": "0, 0, 0, 0",
        "setns": "0, 0",
        "pivot_root": "0, 0",
        "reboot": "0, 0, 0, 0",
        "tkill": "1, 9",
        "rt_sigqueueinfo": "1, 9, 0",
        "open_by_handle_at": "0, 0, 0",
        "personality": "0",
    }.items(),
)
def test_a_denied_call_is_not_permitted(
    sandbox: Sandbox, run_notebook: Callable[..., StudentProcess], call: str, arguments: str
) -> None:
    if not sandbox.isolation.seccomp:
        pytest.skip("seccomp is not active")
    process = run_notebook("import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)")
    number = seccomp.DENIED_CALLS[call][list(seccomp.ARCHITECTURES).index(seccomp.MACHINE)]
    result = process.run_cell(f"print(libc.syscall({number}, {arguments}), ctypes.get_errno())")

    assert result.outputs[0]["text"] == "-1 1\n"


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_every_jump_of_the_filter_stays_inside_it(machine: str) -> None:
    steps = seccomp.build_filter(1234, machine)
    targets = [
        index + 1 + max(if_true, if_false)
        for index, (code, if_true, if_false, _) in enumerate(steps)
        if code not in (RETURN, LOAD)
    ]

    assert max(targets) < len(steps) < MAX_INSTRUCTIONS
    assert steps[-1][0] == RETURN


def numbers_in(header: Path) -> dict[str, int]:
    text = header.read_text(encoding="utf-8")
    return {name: int(number) for name, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text)}


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_of_system_calls_are_those_of_the_kernel_s_headers(machine: str) -> None:
    header = Path(HEADERS[machine])
    if not header.exists():
        pytest.skip("the kernel's headers are not installed")
    column = list(seccomp.ARCHITECTURES).index(machine)
    header_numbers = numbers_in(header)
    tested_calls = {"clone": seccomp.CLONE, "madvise": seccomp.MADVISE, "kill": seccomp.KILL, "tgkill": seccomp.TGKILL}
    tested_calls |= {"prlimit64": seccomp.PRLIMIT, "fcntl": seccomp.FCNTL, "prctl": seccomp.PRCTL}
    numbers = {
        name: pair[column] for name, pair in (seccomp.DENIED_CALLS | seccomp.UNSUPPORTED_CALLS | tested_calls).items()
    }

    wrong = {name: number for name, number in numbers.items() if number != header_numbers.get(name, number)}
    unknown = {
        name for name, number in numbers.items() if name not in header_numbers and 0 <= number < FIRST_SHARED_NUMBER
    }
    missing = {name for name, number in numbers.items() if number < 0 and name in header_numbers}

    assert (wrong, unknown, missing) == ({}, set(), set())
