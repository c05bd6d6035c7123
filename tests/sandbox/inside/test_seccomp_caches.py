"""Nothing in a student's process measures or steers a cache that it shares with others, and no unknown call exists."""

from __future__ import annotations

import errno
from collections.abc import Callable

import pytest

from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess
from autograder.sandbox.inside import seccomp

LOAD, EQUAL, AT_LEAST, ANY_BIT = 0x20, 0x15, 0x35, 0x45
ALLOW, FAIL = 0x7FFF0000, 0x50000
COMPARISONS: dict[int, Callable[[int, int], bool]] = {
    EQUAL: lambda value, operand: value == operand,
    AT_LEAST: lambda value, operand: value >= operand,
    ANY_BIT: lambda value, operand: bool(value & operand),
}

CACHE_CALLS = (
    *("fadvise64", "readahead", "mincore", "remap_file_pages", "mlock", "mlock2", "mlockall", "process_madvise"),
    *("sync", "syncfs", "sync_file_range", "io_setup", "io_submit", "splice", "tee", "vmsplice"),
    *("inotify_init1", "fanotify_init", "perf_event_open", "userfaultfd", "move_pages"),
)
CACHE_ADVICE = {
    "MADV_RANDOM": 1, "MADV_WILLNEED": 3, "MADV_MERGEABLE": 12, "MADV_COLD": 20, "MADV_PAGEOUT": 21,
    "MADV_POPULATE_READ": 22,
}  # fmt: skip
ALLOCATOR_ADVICE = {"MADV_NORMAL": 0, "MADV_DONTNEED": 4, "MADV_FREE": 8, "MADV_HUGEPAGE": 14, "MADV_NOHUGEPAGE": 15}
NEW_NUMBERS = {"cachestat": 451, "statmount": 457, "listmount": 458, "setxattrat": 463, "open_tree_attr": 467}


def decide(number: int, *arguments: int, machine: str = "x86_64") -> int:
    """Run the filter as the kernel does, on one call; return its decision."""
    architecture, _ = seccomp.ARCHITECTURES[machine]
    data = {0: number, 4: architecture}
    for index, argument in enumerate(arguments):
        data |= {16 + 8 * index: argument & 0xFFFFFFFF, 20 + 8 * index: argument >> 32}
    steps = seccomp.build_filter(1234, machine)
    position = value = 0
    while True:
        code, if_true, if_false, operand = steps[position]
        if code == LOAD:
            value = data.get(operand, 0)
            position += 1
        elif code in COMPARISONS:
            position += 1 + (if_true if COMPARISONS[code](value, operand) else if_false)
        else:
            return operand


def column(machine: str) -> int:
    return list(seccomp.ARCHITECTURES).index(machine)


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
@pytest.mark.parametrize("call", CACHE_CALLS)
def test_a_call_that_measures_or_steers_caches_is_denied(call: str, machine: str) -> None:
    number = seccomp.DENIED_CALLS[call][column(machine)]

    assert decide(number, machine=machine) == FAIL | errno.EPERM


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_advice_about_caches_is_denied_and_that_of_allocators_is_not(machine: str) -> None:
    madvise = seccomp.MADVISE[column(machine)]
    denied = [name for name, advice in CACHE_ADVICE.items() if decide(madvise, 0, 0, advice, machine=machine) != ALLOW]
    allowed = [
        name for name, advice in ALLOCATOR_ADVICE.items() if decide(madvise, 0, 0, advice, machine=machine) == ALLOW
    ]

    assert denied == list(CACHE_ADVICE)
    assert allowed == list(ALLOCATOR_ADVICE)


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_calls_newer_than_the_list_do_not_exist(machine: str) -> None:
    numbers = [*NEW_NUMBERS.values(), *range(seccomp.FIRST_UNKNOWN_NUMBER, 700), 10_000, 0x3FFFFFFF]

    assert {decide(number, machine=machine) for number in numbers} == {FAIL | errno.ENOSYS}
    assert decide(seccomp.FIRST_UNKNOWN_NUMBER - 2, machine=machine) == ALLOW


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_what_follows_a_test_of_arguments_still_sees_the_number(machine: str) -> None:
    """Each test of an argument replaces the number in the filter's only register."""
    fcntl, prctl = seccomp.FCNTL[column(machine)], seccomp.PRCTL[column(machine)]

    assert decide(fcntl, 3, 8, machine=machine) == FAIL | errno.EPERM
    assert decide(fcntl, 3, 1026, machine=machine) == FAIL | errno.EPERM
    assert decide(fcntl, 3, 1, machine=machine) == ALLOW
    assert decide(prctl, 4, machine=machine) == FAIL | errno.EPERM
    assert decide(prctl, 15, machine=machine) == ALLOW
    assert decide(seccomp.PRLIMIT[column(machine)], 0, 7, 1, machine=machine) == FAIL | errno.EPERM
    assert decide(seccomp.PRLIMIT[column(machine)], 0, 7, 0, machine=machine) == ALLOW


MEASURE = """
import ctypes, mmap, os, sys
def attempt(function, *arguments):
    try:
        function(*arguments)
    except OSError as error:
        return error.errno
    return 0
fd = os.open(sys.executable, os.O_RDONLY)
libc = ctypes.CDLL(None, use_errno=True)
page = mmap.mmap(fd, mmap.PAGESIZE, prot=mmap.PROT_READ)
"""


def test_no_road_to_the_page_cache_is_open(sandbox: Sandbox, run_notebook: Callable[..., StudentProcess]) -> None:
    if not sandbox.isolation.seccomp:
        pytest.skip("seccomp is not active")
    attempts = [
        "attempt(os.posix_fadvise, fd, 0, 0, os.POSIX_FADV_DONTNEED)",
        "attempt(os.preadv, fd, [bytearray(1)], 0, os.RWF_NOWAIT)",
        "attempt(page.madvise, mmap.MADV_WILLNEED)",
        *(f"(libc.syscall({number}, 0, 0, 0, 0, 0), ctypes.get_errno())[1]" for number in NEW_NUMBERS.values()),
    ]
    process = run_notebook(MEASURE)
    errors = [process.run_cell(f"print({attempt})").outputs[0]["text"].strip() for attempt in attempts]

    assert errors[:3] == [str(errno.EPERM), str(errno.ENOTSUP), str(errno.EPERM)]
    assert set(errors[3:]) == {str(errno.ENOSYS)}


def test_what_reads_files_in_the_ordinary_way_works(run_notebook: Callable[..., StudentProcess]) -> None:
    process = run_notebook(MEASURE)
    result = process.run_cell(
        "buffer = bytearray(4)\n"
        "import numpy as np, shutil\n"
        "np.save('a.npy', np.arange(3)); shutil.copy('a.npy', 'b.npy')\n"
        "total = np.load('b.npy', mmap_mode='r').sum()\n"
        "print(os.preadv(fd, [buffer], 0), bytes(buffer), len(os.pread(fd, 4, 0)), total)"
    )

    assert result.error is None
    assert result.outputs[0]["text"] == "4 b'\\x7fELF' 4 3\n"
