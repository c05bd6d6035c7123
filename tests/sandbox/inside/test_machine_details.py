"""A student's process does not learn what the machine is called, what it runs, who uses it or where the course lies."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess

ROOT = Path(__file__).parents[3]
LOOK = """
import ctypes, glob, os, platform, posix, pwd, site, socket, sys, sysconfig
facts = []
def look(function):
    try:
        facts.append(str(function()))
    except Exception:
        facts.append("")
def read_all(pattern):
    for folder in site.getsitepackages():
        for path in glob.glob(os.path.join(folder, pattern)):
            look(open(path).read)
libc = ctypes.CDLL(None)
def call(name, *arguments):
    buffer = ctypes.create_string_buffer(1000)
    getattr(libc, name)(*arguments, buffer)
    return buffer.raw.decode(errors="replace")
"""
PLACES = {
    "the kernel and the host": "platform.platform(), platform.uname(), os.uname(), socket.getfqdn()",
    "the kernel, past Python": "posix.uname()",
    "the kernel, by the C library": "call('uname')",
    "the host, by the C library": "call('gethostname')",
    "memory, load and uptime": "call('sysinfo')",
    "load": "os.getloadavg()",
    "users": "pwd.getpwall(), open('/etc/passwd').read(), os.listdir('/home')",
    "arguments": "sys.argv, sys.orig_argv",
    "search path": "sys.path, list(sys.path_importer_cache)",
    "the environment": "dict(os.environ)",
    "records of installation": "read_all('*.pth')",
    "addresses of packages": "read_all('*/direct_url.json')",
    "settings": "os.listdir('/usr/local/etc'), os.listdir(sys.prefix + '/etc')",
    "processes": "os.listdir('/proc'), open('/proc/version').read(), open('/proc/self/mountinfo').read()",
    "hardware": "os.listdir('/sys')",
}  # fmt: skip


def secrets() -> set[str]:
    """Texts that only this machine has."""
    details = os.uname()
    users = {user.pw_name for user in pwd.getpwall() if len(user.pw_name) > 5}
    return {details.release, details.version, socket.gethostname(), f"{ROOT}/student", f"{ROOT}'", *users} - {"sandbox"}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_tells_nothing_of_this_machine(
    place: str, sandbox: Sandbox, run_notebook: Callable[..., StudentProcess]
) -> None:
    if not sandbox.isolation.complete:
        pytest.skip("a layer is missing here")
    process = run_notebook(LOOK)
    for expression in PLACES[place].split("), "):
        process.run_cell(f"look(lambda: {expression}{')' * (expression.count('(') - expression.count(')'))})")
    text = str(process.fetch("facts"))

    assert not [secret for secret in secrets() if secret in text]


def test_memory_and_uptime_are_not_told(sandbox: Sandbox, run_notebook: Callable[..., StudentProcess]) -> None:
    if not sandbox.isolation.seccomp:
        pytest.skip("seccomp is not active")
    process = run_notebook(LOOK, "look(lambda: call('sysinfo').strip(chr(0)))", "look(os.getloadavg)")

    assert "['', '']" in str(process.fetch("facts"))


def test_what_libraries_ask_is_answered(run_notebook: Callable[..., StudentProcess]) -> None:
    process = run_notebook(
        "import os, platform, socket, uuid\n"
        "major, minor = map(int, platform.release().split('.')[:2])\n"
        "answers = [platform.system(), platform.machine(), socket.gethostname(), platform.platform()]\n"
        "uuid.uuid1(), socket.getfqdn(), platform.libc_ver(), platform.processor(), os.cpu_count()"
    )
    answers = process.fetch("answers")

    assert getattr(answers, "value", [])[:2] == [os.uname().sysname, os.uname().machine]
    assert "sandbox" in str(answers)


def test_libraries_can_be_imported_afterwards() -> None:
    """NumPy compares the kernel's version when it is imported."""
    code = (
        "from autograder.sandbox.inside import machine_details as m; m.hide(['/']); import numpy; numpy.zeros(1 << 22)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
