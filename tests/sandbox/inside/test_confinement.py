"""A student's process sees no course, home, other process or network, has limited resources, and leaves nothing."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.limits import Limits
from autograder.sandbox.host.launcher import Preparation
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess
from tests.preparations import WITHOUT_MATPLOTLIB

RunNotebook = Callable[..., StudentProcess]

ROOT = Path(__file__).parents[3]
ENOUGH_SECONDS = 20
"""For a cell in a test that is not about time."""

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="these layers exist on Linux only")


def error_type(process: StudentProcess, source: str) -> str:
    """Run a cell that fails; return the name of its exception."""
    result = process.run_cell(source)

    assert result.error is not None, result.outputs
    return result.error.type_name


@pytest.fixture
def process(run_notebook: RunNotebook) -> StudentProcess:
    """A process that has imported what the attacks need."""
    return run_notebook("import os, sys, ctypes, socket, subprocess")


@pytest.fixture(scope="module")
def small_sandbox() -> Iterator[Sandbox]:
    """A sandbox with small limits of memory and files."""
    with Sandbox(Limits(memory_mb=1024, scratch_mb=8, file_mb=4), WITHOUT_MATPLOTLIB) as sandbox:
        yield sandbox


def test_this_machine_has_all_layers(sandbox: Sandbox) -> None:
    """Where one is missing, the tests below show what does not hold."""
    if not sandbox.isolation.complete:
        pytest.skip("; ".join(f"{missing.layer}: {missing.reason}" for missing in sandbox.missing))

    assert sandbox.missing == ()


@pytest.mark.parametrize(
    "path",
    [
        *(ROOT / name for name in ("autograder", "hidden_checks", "course.yml", ".git")),
        *map(Path, ("/etc/passwd", "/proc", "/proc/1/environ", "/proc/self/environ")),
        *map(Path, ("/home", "/sys", "/dev/shm", "/var", "/")),
    ],
    ids=str,
)
def test_the_course_and_the_machine_cannot_be_read(process: StudentProcess, path: Path) -> None:
    source = f"print(os.listdir({str(path)!r}) if os.path.isdir({str(path)!r}) else open({str(path)!r}).read())"
    result = process.run_cell(source)

    assert result.error is not None or result.outputs[0]["text"] == "[]\n"


@pytest.mark.parametrize("name", ["autograder", "hidden_checks", "solutions", "pytest", "pydantic"])
def test_nothing_of_the_grader_is_imported(process: StudentProcess, name: str) -> None:
    assert process.run_cell(f"print({name!r} in sys.modules)").outputs[0]["text"] == "False\n"


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
def test_what_would_leave_the_sandbox_is_an_error(process: StudentProcess, source: str) -> None:
    errors = ("PermissionError", "OSError", "FileNotFoundError", "gaierror", "ValueError")

    assert error_type(process, source) in errors
    assert process.run_cell("1").error is None


def test_the_process_has_an_unprivileged_user_and_no_new_privileges(process: StudentProcess) -> None:
    result = process.run_cell(
        "print(os.getuid() != 0, os.getgroups() in ([], [os.getgid()]), ctypes.CDLL(None).prctl(39, 0, 0, 0, 0))"
    )

    if os.getuid() == 0:
        assert result.outputs[0]["text"].startswith("True")
    assert result.outputs[0]["text"].endswith("1\n")


def test_only_the_connection_to_the_grader_is_open(process: StudentProcess) -> None:
    result = process.run_cell(
        "open_files = []\nfor fd in range(3, 64):\n    try: os.fstat(fd); open_files.append(fd)\n"
        "    except OSError: pass\nprint(len(open_files))"
    )

    assert result.outputs[0]["text"] == "1\n"


def test_the_grader_s_environment_variables_are_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    with Sandbox(preparation=WITHOUT_MATPLOTLIB) as sandbox, sandbox.open() as process:
        result = process.run_cell("import os; print('SECRET_TOKEN' in os.environ)")

    assert result.outputs[0]["text"] == "False\n"


def test_joblib_which_scikit_learn_imports_prints_no_warning(process: StudentProcess) -> None:
    assert process.run_cell("import joblib").outputs == ()


def test_a_server_on_this_machine_gets_no_connection(process: StudentProcess) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        error_type(process, f"socket.create_connection(('127.0.0.1', {port}), 1)")

        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_process_finds_nothing_of_the_one_before(run_notebook: RunNotebook) -> None:
    first = run_notebook("import os, builtins, numpy as np\nopen('left', 'w').write('x')\nopen('/tmp/left', 'w')")
    first.run_cell("builtins.leak = 1; np.leak = 1; os.environ['LEAK'] = '1'")
    first.close()
    second = run_notebook("import os, builtins, numpy as np")
    result = second.run_cell(
        "print(os.listdir('.'), hasattr(builtins, 'leak'), hasattr(np, 'leak'), 'LEAK' in os.environ)"
    )

    assert result.outputs[0]["text"] == "[] False False False\n"
    assert second.read_file("/tmp/left") is None


def test_global_generators_draw_other_numbers_in_each_process(run_notebook: RunNotebook) -> None:
    cell = "import random, numpy as np\nprint(random.random(), np.random.random())"
    draws = [run_notebook().run_cell(cell).outputs[0]["text"].split() for _ in range(4)]

    assert [len(set(numbers)) for numbers in zip(*draws, strict=True)] == [4, 4]


def test_two_processes_at_once_do_not_see_each_other(run_notebook: RunNotebook) -> None:
    first, second = run_notebook("x = 1\nopen('mine', 'w').write('1')"), run_notebook("x = 2")

    assert second.read_file("mine") is None
    assert first.read_file("mine") == b"1"
    assert first.exists("x")
    assert not second.exists("mine")


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import numpy as np; np.ones(10**9)", id="one large array"),
        pytest.param("x = []\nwhile True: x.append(bytearray(10**8))", id="growing"),
        pytest.param("import mmap; mmap.mmap(-1, 8 << 30)", id="mapped"),
    ],
)
def test_too_much_memory_is_an_error(sandbox: Sandbox, source: str) -> None:
    with sandbox.open() as process:
        result = process.run_cell(source, ENOUGH_SECONDS)

    assert result.error is not None
    assert result.error.type_name in ("MemoryError", "_ArrayMemoryError", "OSError", "ValueError")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("open('large', 'wb').write(b'x' * (5 << 20))", "too large", id="a large file"),
        pytest.param(
            "for n in range(10):\n    open(f'f{n}', 'wb').write(b'x' * (3 << 20))", "No space left", id="many files"
        ),
        pytest.param("files = [open('/dev/null') for _ in range(100)]", "Too many open files", id="many open files"),
        pytest.param(
            "import threading\nstop = threading.Event()\n"
            "for _ in range(200): threading.Thread(target=stop.wait, daemon=True).start()",
            "can't start new thread",
            id="many threads",
        ),
    ],
)
def test_files_and_threads_are_limited(small_sandbox: Sandbox, source: str, message: str) -> None:
    with small_sandbox.open() as process:
        result = process.run_cell(source, ENOUGH_SECONDS)

    assert result.error is not None
    assert message in result.error.message


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    """A package, with a module beside it."""
    package = tmp_path / "student" / "lab"
    package.mkdir(parents=True)
    package.joinpath("__init__.py").write_text("answer = 42\n")
    package.parent.joinpath("secret.py").write_text("secret = 1\n")
    return package


def test_a_package_is_readable_without_the_modules_beside_it(lab: Path) -> None:
    with Sandbox(preparation=Preparation(("numpy",), (lab,))) as sandbox, sandbox.open() as process:
        assert process.run_cell("import lab; lab.answer").outputs[0]["data"]["text/plain"] == "42"
        assert error_type(process, "import secret") == "ModuleNotFoundError"
        assert error_type(process, "open(lab.__file__, 'a')") in ("PermissionError", "OSError")
