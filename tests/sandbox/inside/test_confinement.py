"""A student's process sees no course, no home, no neighbour and no network, and leaves nothing behind."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.limits import Limits
from autograder.sandbox import Sandbox, StudentProcess
from autograder.sandbox.inside import seccomp
from tests.processes import process_tree, tree_reaches_size

Notebook = Callable[..., StudentProcess]

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="these walls are Linux's")


def refused(child: StudentProcess, source: str) -> str:
    """The name of the error this cell ends with; it must end with one."""
    run = child.run_cell(source)

    assert run.error is not None, run.outputs
    return run.error.type_name


@pytest.fixture
def child(notebook: Notebook) -> StudentProcess:
    return notebook("import os, sys, ctypes, socket, subprocess\nlibc = ctypes.CDLL(None, use_errno=True)")


def test_this_machine_has_all_the_walls(sandbox: Sandbox) -> None:
    """Where it has not, the report must say so and the tests below tell which promise is not kept."""
    if not sandbox.isolation.complete:
        pytest.skip("; ".join(f"{item.layer}: {item.reason}" for item in sandbox.missing))

    assert sandbox.missing == ()


@pytest.mark.parametrize(
    "path",
    [
        *(ROOT / name for name in ("autograder", "autograder/checks", "course.yml", ".git")),
        *map(Path, ("/etc/passwd", "/proc", "/proc/1/environ", "/proc/self/environ")),
        *map(Path, ("/home", "/sys", "/dev/shm", "/var", "/")),
    ],
    ids=str,
)
def test_nothing_of_the_course_or_the_machine_can_be_read(child: StudentProcess, path: Path) -> None:
    source = f"print(os.listdir({str(path)!r}) if os.path.isdir({str(path)!r}) else open({str(path)!r}).read())"
    ran = child.run_cell(source)

    assert ran.error is not None or ran.outputs[0]["text"] == "[]\n"


@pytest.mark.parametrize("name", ["autograder", "autograder.checks", "solutions", "pytest", "pydantic"])
def test_nothing_of_the_grader_is_loaded(child: StudentProcess, name: str) -> None:
    assert child.run_cell(f"print({name!r} in sys.modules)").outputs[0]["text"] == "False\n"


@pytest.mark.parametrize(
    "source",
    [
        "os.fork()",
        "subprocess.run(['/bin/true'])",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "import multiprocessing; multiprocessing.Process(target=print).start()",
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 80))",
        "socket.getaddrinfo('example.org', 80)",
        "socket.socket(socket.AF_UNIX)",
        "os.kill(-1, 9)",
        "os.kill(0, 9)",
        "os.kill(2, 9)",
        "os.killpg(0, 9)",
        "os.setuid(0)",
        "os.chroot('.')",
        "os.memfd_create('x')",
        "os.pidfd_open(1)",
        "os.mknod('x')",
        "os.mkfifo('x')",
        "import multiprocessing.shared_memory as s; s.SharedMemory(create=True, size=10)",
        "import resource; resource.setrlimit(resource.RLIMIT_NPROC, (1000, 1000))",
        "import fcntl; fcntl.fcntl(0, fcntl.F_SETOWN, 1)",
        "open('/usr/x', 'w')",
        "open('/tmp/../sandbox/inside/fork_server.py', 'a')",
    ],
)
def test_no_way_leads_out(child: StudentProcess, source: str) -> None:
    assert refused(child, source) in (
        "PermissionError",
        "OSError",
        "FileNotFoundError",
        "gaierror",
        "ValueError",
    )
    assert child.run_cell("1").error is None


@pytest.mark.parametrize(
    ("call", "numbers"),
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
def test_a_forbidden_system_call_is_refused(child: StudentProcess, sandbox: Sandbox, call: str, numbers: str) -> None:
    if not sandbox.isolation.seccomp:
        pytest.skip("no seccomp here")
    number = seccomp.DENIED_CALLS[call][list(seccomp.ARCHITECTURES).index(seccomp.MACHINE)]
    run = child.run_cell(f"print(libc.syscall({number}, {numbers}), ctypes.get_errno())")

    assert run.outputs[0]["text"] == "-1 1\n"


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_the_filter_is_well_formed_for_every_architecture(machine: str) -> None:
    """Every jump lands inside the program, and every path ends in a verdict."""
    steps = seccomp.build_filter(1234, machine)
    returns, loads = 0x06, 0x20
    for place, (code, yes, no, _) in enumerate(steps):
        if code not in (returns, loads):
            assert max(yes, no) + place + 1 < len(steps)

    assert steps[-1][0] == returns
    assert len(steps) < 4096


def test_the_process_is_nobody_and_has_no_privileges(child: StudentProcess) -> None:
    said = child.run_cell("print(os.getuid() != 0, os.getgroups() in ([], [os.getgid()]), libc.prctl(39, 0, 0, 0, 0))")

    if os.getuid() == 0:
        assert said.outputs[0]["text"].startswith("True")
    assert said.outputs[0]["text"].endswith("1\n")


def test_only_the_connection_to_the_grader_is_open(child: StudentProcess) -> None:
    run = child.run_cell(
        "found = []\nfor fd in range(3, 64):\n    try: os.fstat(fd); found.append(fd)\n"
        "    except OSError: pass\nprint(len(found))"
    )

    assert run.outputs[0]["text"] == "1\n"


def test_the_environment_holds_nothing_of_the_graders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    with Sandbox() as sandbox, sandbox.open() as child:
        run = child.run_cell("import os; print('SECRET_TOKEN' in os.environ, sorted(os.environ)[:3])")

    assert run.outputs[0]["text"].startswith("False")


def test_a_listener_on_this_machine_hears_nothing(child: StudentProcess) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        port = listener.getsockname()[1]
        refused(child, f"socket.create_connection(('127.0.0.1', {port}), 1)")

        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_child_finds_nothing_of_the_one_before(notebook: Notebook) -> None:
    first = notebook("import os, builtins, numpy as np\nopen('left', 'w').write('x')\nopen('/tmp/left', 'w')")
    first.run_cell("builtins.leak = 1; np.leak = 1; os.environ['LEAK'] = '1'")
    first.close()
    second = notebook("import os, builtins, numpy as np")
    run = second.run_cell(
        "print(os.listdir('.'), hasattr(builtins, 'leak'), hasattr(np, 'leak'), 'LEAK' in os.environ)"
    )

    assert run.outputs[0]["text"] == "[] False False False\n"
    assert second.read_file("/tmp/left") is None


def test_two_children_at_once_do_not_see_each_other(notebook: Notebook) -> None:
    first, second = notebook("x = 1\nopen('mine', 'w').write('1')"), notebook("x = 2")

    assert second.read_file("mine") is None
    assert first.read_file("mine") == b"1"
    assert first.exists("x")
    assert not second.exists("mine")


def test_after_close_no_process_is_left() -> None:
    """But for the next child, which waits behind its walls while this one works."""
    with Sandbox() as sandbox:
        alone = len(process_tree(os.getpid()))
        child = sandbox.open()
        child.run_cell("import threading, time\nthreading.Thread(target=time.sleep, args=(100,), daemon=True).start()")

        assert tree_reaches_size(alone + 2, os.getpid())
        child.close()
        assert tree_reaches_size(alone + 1, os.getpid())


def test_after_the_sandbox_no_process_and_no_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = process_tree(os.getpid())
    with Sandbox() as sandbox:
        sandbox.open().run_cell("open('x', 'w')")
        sandbox.open()

    assert process_tree(os.getpid()) == before
    assert not list(tmp_path.iterdir())


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Path]:
    package = tmp_path / "student" / "lab"
    package.mkdir(parents=True)
    package.joinpath("__init__.py").write_text("answer = 42\n")
    package.parent.joinpath("secret.py").write_text("secret = 1\n")
    return package


def test_a_package_is_lent_without_its_neighbours(lab: Path) -> None:
    with Sandbox(Limits(), packages=[lab]) as sandbox, sandbox.open() as child:
        assert child.run_cell("import lab; lab.answer").outputs[0]["data"]["text/plain"] == "42"
        assert refused(child, "import secret") == "ModuleNotFoundError"
        assert refused(child, "open(lab.__file__, 'a')") in ("PermissionError", "OSError")
