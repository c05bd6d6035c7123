"""The sandbox starts with the layers that this machine has, reports the others, and restarts its fork server."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from autograder.errors import SandboxError
from autograder.sandbox.host.launcher import Preparation
from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.host.sandbox import Sandbox
from tests.preparations import WITHOUT_MATPLOTLIB
from tests.processes import process_tree, tree_reaches_size

ROOT = Path(__file__).parents[3]

needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds processes in /proc")


def test_without_bubblewrap_the_layer_is_missing_and_has_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with Sandbox(preparation=WITHOUT_MATPLOTLIB) as sandbox, sandbox.open({"a": b"1"}) as process:
        remedies = {missing.layer: missing.remedy for missing in sandbox.missing}
        result = process.run_cell("import os; print(os.getuid(), open('a').read(), os.listdir('.'))")
        course_file = process.run_cell(f"print(open({str(ROOT / 'pyproject.toml')!r}).read())")

    assert not sandbox.isolation.bubblewrap
    assert "install bubblewrap" in remedies["bubblewrap"]
    assert result.outputs[0]["text"].endswith("1 ['a']\n")
    assert not result.outputs[0]["text"].startswith("0 ")
    assert course_file.error is not None or not sandbox.isolation.landlock


def test_a_bubblewrap_that_fails_is_reported_with_its_own_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bwrap = tmp_path / "bwrap"
    bwrap.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    bwrap.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with Sandbox(preparation=WITHOUT_MATPLOTLIB) as sandbox:
        assert any("uid map" in missing.reason for missing in sandbox.missing)


def test_a_machine_that_lacks_a_layer_can_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SandboxError, match="bwrap is not installed"):
        Sandbox(preparation=WITHOUT_MATPLOTLIB, require=True).start()


def test_a_module_that_cannot_be_preloaded_is_an_error_for_the_instructor() -> None:
    with pytest.raises(SandboxError, match="no_such_module"):
        Sandbox(preparation=Preparation(("no_such_module",))).start()


@needs_proc
def test_a_fork_server_that_was_killed_is_restarted() -> None:
    before = process_tree(os.getpid())
    with Sandbox(preparation=WITHOUT_MATPLOTLIB) as sandbox:
        first = sandbox.open()
        for pid in process_tree(os.getpid()) - before:
            with suppress(ProcessLookupError):  # it has ended with the one before
                os.kill(pid, signal.SIGKILL)
        with pytest.raises(ProcessEnded):
            first.run_cell("1")
        with sandbox.open() as process:
            assert process.run_cell("1").error is None


def test_a_sandbox_that_was_not_started_says_so() -> None:
    with pytest.raises(SandboxError, match="not started"):
        Sandbox().open()


def test_a_file_outside_the_submission_s_folder_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="inside"):
        sandbox.open({"../x": b""})


@needs_proc
def test_after_close_no_process_is_left_but_the_next_one() -> None:
    """The next student's process has been forked ahead and waits, confined."""
    with Sandbox(preparation=WITHOUT_MATPLOTLIB) as sandbox:
        without_students = len(process_tree(os.getpid()))
        process = sandbox.open()
        process.run_cell(
            "import threading, time\nthreading.Thread(target=time.sleep, args=(100,), daemon=True).start()"
        )

        assert tree_reaches_size(without_students + 2, os.getpid())
        process.close()
        assert tree_reaches_size(without_students + 1, os.getpid())


@needs_proc
def test_a_closed_sandbox_leaves_no_process_and_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = process_tree(os.getpid())
    with Sandbox(preparation=WITHOUT_MATPLOTLIB) as sandbox:
        sandbox.open().run_cell("open('x', 'w')")
        sandbox.open()

    assert process_tree(os.getpid()) == before
    assert not list(tmp_path.iterdir())


def test_the_collector_of_garbage_runs_in_a_student_s_process(sandbox: Sandbox) -> None:
    with sandbox.open() as process:
        result = process.run_cell("import gc; print(gc.isenabled(), gc.get_freeze_count() > 0)")

    assert result.outputs[0]["text"] == "True True\n"


def test_matplotlib_draws_and_is_documented_but_for_its_tables_of_properties(sandbox: Sandbox) -> None:
    with sandbox.open() as process:
        result = process.run_cell(
            "import matplotlib.pyplot as plt\n"
            "line, = plt.plot([1, 2], lw=3, label='x')\n"
            "print(line.get_linewidth(), plt.getp(line, 'label'))\n"
            "print('Plot y versus x' in plt.plot.__doc__, 'antialiased or aa' in plt.plot.__doc__)"
        )

    assert result.outputs[0]["text"] == "3.0 x\nTrue False\n"
