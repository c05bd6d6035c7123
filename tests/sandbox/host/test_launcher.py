"""With one layer missing, the sandbox reports it, is refused if all are required, and the other layers still hold.

The kernel itself is made to lack a layer: the sandbox is started under a seccomp filter that refuses the layer's system
calls.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.inside import seccomp
from tests.processes import home_for_other_users

ROOT = Path(__file__).parents[3]
ORDINARY_USER = 64_001

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(seccomp.MACHINE not in seccomp.ARCHITECTURES, reason="seccomp filters exist on Linux only"),
]

SCRIPT_START = """
import json, os, sys
config = json.loads(sys.argv[1])
if config["user"] and os.getuid() == 0:
    os.setgroups([]); os.setresgid(*[config["user"]] * 3); os.setresuid(*[config["user"]] * 3)
sys.path.insert(0, config["root"])
from autograder.sandbox.inside import seccomp
if config["filter"]:
    seccomp.load_filter([tuple(step) for step in config["filter"]])
"""
"""Begins a program that runs as another user, whose kernel lacks what a filter refuses."""

SCRIPT = (
    SCRIPT_START
    + """
from autograder.errors import SandboxError
from autograder.limits import Limits
from autograder.sandbox.host.launcher import PROBE, Preparation
from autograder.sandbox.host.sandbox import Sandbox
try:
    Sandbox(preparation=PROBE, require=True).start().close()
    refusal = ""
except SandboxError as error:
    refusal = str(error)
with Sandbox(Limits(cell_seconds=2, call_seconds=2), Preparation(("numpy",))) as sandbox:
    with sandbox.open() as process:
        attack = process.run_cell(config["attack"])
    with sandbox.open() as process:
        files = process.run_cell("import os; print(sorted(os.listdir('.')))").outputs[0]["text"]
    print(json.dumps({
        "isolation": sandbox.isolation.model_dump(exclude={"grader"}),
        "missing": {missing.layer: [missing.reason, missing.remedy] for missing in sandbox.missing},
        "refusal": refusal,
        "successes": json.loads(attack.outputs[0]["text"]),
        "files of the next process": files,
    }))
"""
)

ATTACK = f"""
import json, os, socket
successes = []

def attempt(name, act):
    try:
        act()
    except Exception:
        return
    successes.append(name)

def fork_background_process():
    if os.fork() == 0:
        os.setsid()
        while True:
            pass

open("mine", "w").write("x")
attempt("read the course", lambda: open({str(ROOT / "course.yml")!r}).read())
attempt("write to the system", lambda: open("/usr/lib/owned", "w"))
attempt("become root", lambda: os.setuid(0))
attempt("use the network", lambda: socket.create_connection(("127.0.0.1", 22), 0.2))
attempt("signal other users' processes", lambda: os.kill({os.getpid()}, 0))
attempt("fork", fork_background_process)
print(json.dumps(successes))
"""

LOAD, EQUAL, ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
ALLOW, NOT_PERMITTED, NO_SUCH_CALL = 0x7FFF0000, 0x50001, 0x50026
NEW_USER, SET_SECCOMP, NPROC = 0x10000000, 22, 6


def filter_without(call: tuple[int, int], error: int, *tests: tuple[int, int, int]) -> list[tuple[int, int, int, int]]:
    """Build a filter that refuses a system call if its arguments pass all tests (offset, comparison, value)."""
    number = call[list(seccomp.ARCHITECTURES).index(seccomp.MACHINE)]
    steps = [(LOAD, 0, 0, 0), (EQUAL, 0, 1 + 2 * len(tests), number)]
    for offset, comparison, value in tests:
        steps += [(LOAD, 0, 0, offset), (comparison, 0, 1, value)]
    return [*steps, (RETURN, 0, 0, error), (RETURN, 0, 0, ALLOW)]


FILTERS = {
    "landlock": filter_without((444, 444), NO_SUCH_CALL),
    "seccomp": filter_without(seccomp.PRCTL, NOT_PERMITTED, (16, EQUAL, SET_SECCOMP)),
    "namespaces": filter_without(seccomp.CLONE, NOT_PERMITTED, (16, ANY_BIT, NEW_USER)),
    "limits": filter_without(seccomp.PRLIMIT, NOT_PERMITTED, (24, EQUAL, NPROC), (32, ANY_BIT, 0xFFFFFFFF)),
}
LAYERS = ("bubblewrap", *FILTERS)


@cache
def run_script(user: int, missing_layer: str = "") -> Mapping[str, Any]:
    """Start a sandbox in another process, as this or another user, and return what it reports and lets through."""
    config = {"user": user, "root": str(ROOT), "filter": FILTERS.get(missing_layer, []), "attack": ATTACK}
    command = [sys.executable, "-c", SCRIPT, json.dumps(config)]
    if missing_layer == "bubblewrap":
        command = ["env", "PATH=/nowhere", *command]
    if user and os.getuid() == 0:
        # An ordinary user cannot read a Python or a course in root's home.
        home = home_for_other_users(Path(sys.base_prefix), ROOT)
        capabilities = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        command = ["bwrap", "--dev-bind", "/", "/", *home, *capabilities, "--", *command]
    completed = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert completed.returncode == 0, completed.stderr
    answer: Mapping[str, Any] = json.loads(completed.stdout)
    return answer


@pytest.fixture(params=[0, ORDINARY_USER], ids=["as this user", "as an ordinary user"])
def user(request: pytest.FixtureRequest) -> int:
    """The user that starts the sandbox; 0 for the user that runs the tests."""
    if request.param and os.getuid() != 0:
        pytest.skip("the tests are run by an ordinary user")
    uid: int = request.param
    return uid


@pytest.fixture(autouse=True)
def _skip_if_a_layer_is_missing(sandbox: Sandbox) -> None:
    if not sandbox.isolation.complete:
        pytest.skip("; ".join(f"{missing.layer}: {missing.reason}" for missing in sandbox.missing))


def test_with_all_layers_nothing_is_missing_and_no_attack_succeeds(user: int) -> None:
    answer = run_script(user)

    assert all(answer["isolation"].values())
    assert (answer["missing"], answer["refusal"], answer["successes"]) == ({}, "", [])
    assert answer["files of the next process"] == "[]\n"


@pytest.mark.parametrize("layer", LAYERS)
def test_a_missing_layer_is_reported_and_refused_if_all_are_required(user: int, layer: str) -> None:
    answer = run_script(user, layer)

    assert not answer["isolation"][layer]
    assert all(answer["missing"][layer]), "it has a reason and a remedy"
    assert "this machine lacks isolation layers for student code" in answer["refusal"]
    assert answer["files of the next process"] == "[]\n"


@pytest.mark.parametrize(
    ("layer", "successes"),
    {"bubblewrap": [], "landlock": [], "namespaces": [], "limits": [], "seccomp": ["fork"]}.items(),
)
def test_without_one_layer_the_others_hold(user: int, layer: str, successes: list[str]) -> None:
    """Without seccomp a student may fork; the forked processes end with the student's process."""
    assert run_script(user, layer)["successes"] in ([], successes)


def test_without_bubblewrap_all_other_layers_are_active(user: int) -> None:
    isolation = run_script(user, "bubblewrap")["isolation"]

    assert [layer for layer, state in isolation.items() if not state] == ["bubblewrap"]
