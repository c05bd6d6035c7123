"""The zygote starts behind whatever walls there are, says which, and is replaced when it dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import SandboxError
from autograder.sandbox import ProcessEnded, Sandbox

ROOT = Path(__file__).parents[3]

SCRIPT = """
import json, os, sys
if os.getuid() == 0:
    os.setgroups([]); os.setresgid(64001, 64001, 64001); os.setresuid(64001, 64001, 64001)
sys.path.insert(0, {root!r})
from autograder.sandbox import Sandbox
with Sandbox() as sandbox:
    child = sandbox.open()
    child.run_cell("import os\\ndef whoami(): return os.getuid()\\ndef fork(): return os.fork()")
    who, fork = child.call("whoami"), child.call("fork")
    child.close()
    print(json.dumps([sandbox.isolation.model_dump(), who.value, fork.type_name]))
"""


def as_an_ordinary_user(path: str) -> Any:
    """Run the script as a user without rights; root's own Python is made visible to it for that."""
    command = [sys.executable, "-c", SCRIPT.format(root=str(ROOT))]
    if os.getuid() == 0:
        homes = ["--perms", "0755", "--tmpfs", "/root", "--ro-bind-try", "/root/.pyenv", "/root/.pyenv"]
        rights = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        command = ["bwrap", "--dev-bind", "/", "/", *homes, *rights, "--", *command]
    search = {**os.environ, "PATH": os.environ["PATH"]}
    if path:
        command = (
            ["env", f"PATH={path}", *command] if os.getuid() else [*command[:-3], "env", f"PATH={path}", *command[-3:]]
        )
    run = subprocess.run(command, capture_output=True, text=True, env=search, cwd="/", check=False)
    if run.returncode and "bwrap" in run.stderr:
        pytest.skip(run.stderr)

    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_an_ordinary_user_gets_the_same_walls(sandbox: Sandbox) -> None:
    isolation, _, fork = as_an_ordinary_user("")

    assert isolation == sandbox.isolation.model_dump()
    assert fork == "PermissionError"


def test_an_ordinary_user_without_bubblewrap_keeps_the_rest(sandbox: Sandbox) -> None:
    isolation, _, fork = as_an_ordinary_user("/nowhere")

    assert isolation == {**sandbox.isolation.model_dump(), "bubblewrap": False}
    assert fork == "PermissionError"


def test_without_bubblewrap_the_report_says_so_and_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with Sandbox() as sandbox, sandbox.open({"a": b"1"}) as child:
        told = {item.layer: item for item in sandbox.missing}
        run = child.run_cell("import os; print(os.getuid(), open('a').read(), os.listdir('.'))")
        secret = child.run_cell(f"print(open({str(ROOT / 'pyproject.toml')!r}).read())")

    assert not sandbox.isolation.bubblewrap
    assert "install bubblewrap" in told["bubblewrap"].remedy
    assert run.outputs[0]["text"].endswith("1 ['a']\n")
    assert not run.outputs[0]["text"].startswith("0 ")
    assert secret.error is not None or not sandbox.isolation.landlock


def test_a_bubblewrap_that_cannot_work_is_named_with_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with Sandbox() as sandbox:
        assert any("uid map" in item.reason for item in sandbox.missing)


def test_a_machine_without_all_walls_can_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SandboxError, match="bwrap is not installed"):
        Sandbox(require=True).start()


def test_a_module_that_cannot_be_preloaded_is_an_error_for_the_instructor() -> None:
    with pytest.raises(SandboxError, match="no_such_module"):
        Sandbox(preload=("no_such_module",)).start()


def test_a_dead_zygote_is_replaced_unseen() -> None:
    with Sandbox() as sandbox:
        lost = sandbox.open()
        zygote = sandbox._server
        assert zygote is not None
        os.kill(zygote._process.pid if zygote._inner_pid is None else zygote._inner_pid, signal.SIGKILL)
        zygote._process.wait()
        with pytest.raises(ProcessEnded):
            lost.run_cell("1")
        with sandbox.open() as child:
            assert child.run_cell("1").error is None


def test_a_sandbox_that_was_not_started_says_so() -> None:
    with pytest.raises(SandboxError, match="not started"):
        Sandbox().open()


def test_the_parts_inside_the_box_import_nothing_of_the_grader() -> None:
    """The zygote holds no secret because it never meets one."""
    inside = (
        "boot",
        "control",
        "display",
        "figures",
        "kernel",
        "landlock",
        "raised",
        "chance",
        "seccomp",
        "service",
        "shell",
        "walls",
        "wire",
        "zygote",
    )
    for name in inside:
        text = (ROOT / "autograder" / "sandbox" / f"{name}.py").read_text()

        assert "from .." not in text
        assert "import autograder" not in text
        assert "pydantic" not in text
