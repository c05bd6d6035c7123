"""A submission's files are written beside its notebook; none of them keeps the process from starting."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autograder.sandbox.host.student_process import StudentProcess

READ = "import glob\nnames = sorted(glob.glob('**', recursive=True))\ndef read(name): return open(name, 'rb').read()"

OBSTACLES = {
    "a file where a folder is expected": {"data": b"x", "data/table.csv": b"course"},
    "a folder where a file is expected": {"table.csv/x.txt": b"x", "table.csv": b"course"},
    "a name that is too long": {"x" * 300: b"x", "table.csv": b"course"},
    "a path that is too long": {"/".join(["y" * 200] * 30): b"x", "table.csv": b"course"},
    "a null character": {"a\0b": b"x", "table.csv": b"course"},
    "more than fits": {**{f"{n}.bin": b"x" * (9 << 20) for n in range(7)}, "table.csv": b""},
}


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_no_file_keeps_the_process_from_starting(obstacle: str, run_notebook: Callable[..., StudentProcess]) -> None:
    process = run_notebook(READ, files=OBSTACLES[obstacle])
    name = next(name for name in OBSTACLES[obstacle] if name.endswith("table.csv"))
    result = process.call("read", [name])

    assert getattr(result, "value", None) == OBSTACLES[obstacle][name]


def test_many_files_do_not_keep_the_process_from_starting(run_notebook: Callable[..., StudentProcess]) -> None:
    process = run_notebook(READ, files={f"{n // 50}/{n}": b"" for n in range(21_000)})

    assert process.alive
