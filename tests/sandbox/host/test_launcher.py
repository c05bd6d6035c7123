"""One wall missing at a time: it is noticed, named and refused where all are required, and the others still hold.

The kernel itself is made to lack a wall: a filter under which the sandbox is started refuses the calls it is made of.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox.host import bubblewrap
from autograder.sandbox.inside import seccomp

ROOT = Path(__file__).parents[3]
USER = 64_001

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(seccomp.MACHINE not in seccomp.ARCHITECTURES, reason="filters are Linux's"),
]

SCRIPT = """
import json, os, sys, traceback
told = json.loads(sys.argv[1])
if told["user"] and os.getuid() == 0:
    os.setgroups([]); os.setresgid(*[told["user"]] * 3); os.setresuid(*[told["user"]] * 3)
sys.path.insert(0, told["root"])
from autograder.errors import SandboxError
from autograder.limits import Limits
from autograder.sandbox import Sandbox
from autograder.sandbox.inside import seccomp
if told["filter"]:
    seccomp.load_filter([tuple(step) for step in told["filter"]])
try:
    Sandbox(require=True).start().close()
    refused = ""
except SandboxError as error:
    refused = str(error)
with Sandbox(Limits(cell_seconds=2, call_seconds=2)) as sandbox:
    with sandbox.open() as child:
        ran = child.run_cell(told["attack"])
    with sandbox.open() as child:
        after = child.run_cell("import os; print(sorted(os.listdir('.')))").outputs[0]["text"]
    print(json.dumps({
        "isolation": sandbox.isolation.model_dump(),
        "missing": {gap.layer: [gap.reason, gap.remedy] for gap in sandbox.missing},
        "refused": refused,
        "got": json.loads(ran.outputs[0]["text"]),
        "after": after,
    }))
"""

ATTACK = f"""
import json, os, socket
got = []

def attempt(name, act):
    try:
        act()
    except Exception:
        return
    got.append(name)

def outlive():
    if os.fork() == 0:
        os.setsid()
        while True:
            pass

open("mine", "w").write("x")
attempt("the course", lambda: open({str(ROOT / "course.yml")!r}).read())
attempt("the system", lambda: open("/usr/lib/owned", "w"))
attempt("root", lambda: os.setuid(0))
attempt("the network", lambda: socket.create_connection(("127.0.0.1", 22), 0.2))
attempt("other users' processes", lambda: os.kill({os.getpid()}, 0))
attempt("a process", outlive)
print(json.dumps(got))
"""

LOAD, EQUAL, ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
ALLOW, NOT_PERMITTED, NO_SUCH_CALL = 0x7FFF0000, 0x50001, 0x50026
NEW_USER, SET_SECCOMP, NPROC = 0x10000000, 22, 6


def without(call: tuple[int, int], answer: int, *test: tuple[int, int, int]) -> list[tuple[int, int, int, int]]:
    """A filter that refuses one system call, or only where an argument passes a test (offset, comparison, value)."""
    number = call[list(seccomp.ARCHITECTURES).index(seccomp.MACHINE)]
    steps = [(LOAD, 0, 0, 0), (EQUAL, 0, 1 + 2 * len(test), number)]
    for offset, comparison, value in test:
        steps += [(LOAD, 0, 0, offset), (comparison, 0, 1, value)]
    return [*steps, (RETURN, 0, 0, answer), (RETURN, 0, 0, ALLOW)]


FILTERS = {
    "landlock": without((444, 444), NO_SUCH_CALL),
    "seccomp": without(seccomp.PRCTL, NOT_PERMITTED, (16, EQUAL, SET_SECCOMP)),
    "namespaces": without(seccomp.CLONE, NOT_PERMITTED, (16, ANY_BIT, NEW_USER)),
    "limits": without(seccomp.PRLIMIT, NOT_PERMITTED, (24, EQUAL, NPROC), (32, ANY_BIT, 0xFFFFFFFF)),
}  # fmt: skip


@cache
def started(user: int, layer: str = "") -> Mapping[str, Any]:
    """What a sandbox says and lets through, started by this user or an ordinary one where a layer is missing."""
    told = {"user": user, "root": str(ROOT), "filter": FILTERS.get(layer, []), "attack": ATTACK}
    command = [sys.executable, "-c", SCRIPT, json.dumps(told)]
    if layer == "bubblewrap":
        command = ["env", "PATH=/nowhere", *command]
    if user and os.getuid() == 0:
        # root's own Python is made visible to somebody else
        homes = ["--perms", "0755", "--tmpfs", "/root", "--ro-bind-try", "/root/.pyenv", "/root/.pyenv"]
        rights = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        command = ["bwrap", "--dev-bind", "/", "/", *homes, *rights, "--", *command]
    run = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert run.returncode == 0, run.stderr
    answer: Mapping[str, Any] = json.loads(run.stdout)
    return answer


@pytest.fixture(params=[0, USER], ids=["as I am", "as an ordinary user"])
def user(request: pytest.FixtureRequest) -> int:
    """Who starts the sandbox."""
    if request.param and os.getuid() != 0:
        pytest.skip("I am an ordinary user already")
    chosen: int = request.param
    return chosen


@pytest.fixture(autouse=True)
def _everything_is_there(sandbox: Any) -> None:
    if not sandbox.isolation.complete:
        pytest.skip("; ".join(f"{item.layer}: {item.reason}" for item in sandbox.missing))


def test_with_every_wall_nothing_is_missing_and_nothing_is_let_through(user: int) -> None:
    said = started(user)

    assert said["isolation"] == {**dict.fromkeys(said["isolation"], True), "landlock": said["isolation"]["landlock"]}
    assert (said["missing"], said["refused"], said["got"], said["after"]) == ({}, "", [], "[]\n")


@pytest.mark.parametrize("layer", ["bubblewrap", *FILTERS])
def test_a_missing_wall_is_noticed_named_and_refused_where_all_are_required(user: int, layer: str) -> None:
    said = started(user, layer)

    assert not said["isolation"][layer]
    assert layer in said["missing"], "the report names what is missing"
    assert all(said["missing"][layer]), "with the reason and a remedy"
    assert "this machine lacks isolation layers for student code" in said["refused"]
    assert said["after"] == "[]\n", "the next child finds nothing of the one before"


@pytest.mark.parametrize(
    ("layer", "let_through"),
    {"bubblewrap": [], "landlock": [], "namespaces": [], "limits": [], "seccomp": ["a process"]}.items(),
)
def test_without_one_wall_the_others_hold(user: int, layer: str, let_through: list[str]) -> None:
    """Without seccomp a student may fork; the processes end with the child, as no process is left afterwards."""
    said = started(user, layer)

    assert said["got"] in ([], let_through)


def numbers_in(header: str) -> dict[str, int]:
    text = Path(header).read_text(encoding="utf-8")
    return {name: int(number) for name, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text)}


@pytest.mark.parametrize(
    ("column", "header"),
    [(0, "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), (1, "/usr/include/asm-generic/unistd.h")],
    ids=["x86_64", "aarch64"],
)
def test_the_numbers_of_system_calls_are_the_kernel_s_own(column: int, header: str) -> None:
    """Calls younger than the header have the same number everywhere, and it is 424 or more."""
    if not Path(header).exists():
        pytest.skip("the kernel's headers are not installed")
    known = numbers_in(header)
    others = {"clone": seccomp.CLONE, "clone3": seccomp.CLONE3, "kill": seccomp.KILL, "tgkill": seccomp.TGKILL}
    others |= {"prlimit64": seccomp.PRLIMIT, "fcntl": seccomp.FCNTL, "prctl": seccomp.PRCTL}
    calls = {name: pair[column] for name, pair in (seccomp.DENIED_CALLS | others).items()}
    wrong = {name: number for name, number in calls.items() if number != known.get(name, number)}
    unknown = {name for name, number in calls.items() if name not in known and 0 <= number < 424}
    absent = {name for name, number in calls.items() if number < 0 and name in known}

    assert (wrong, unknown, absent) == ({}, set(), set())


@pytest.mark.parametrize("course", ["/usr/src/app", "/usr/local/course", f"{sys.base_prefix}/course", "/srv", "/opt/x"])
def test_a_course_that_lies_beside_the_interpreter_stays_outside(course: str) -> None:
    lent = [*bubblewrap.system_folders(), *bubblewrap.interpreter_folders()]

    assert not [folder for folder in lent if Path(course).is_relative_to(folder)]
