"""A console gets saved pictures and plain text; a notebook, a grader and a test run do not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import IPython
import pytest
from lab.display import console

SCRIPT = """
import numpy as np
import lab
from lab import show
line = lab.data.line()
w = np.linspace(0.0, 1.4, 11)
show.scatter(line.x, line.y, title="The points")
show.watch_line(line.x, line.y, {"w": w, "b": w, "loss": 22 - w})
show.loss_surface(w, w, np.add.outer(w**2, w**2))
def loss(y, y_pred): return np.mean((y - y_pred) ** 2)
show.sliders(line.x, line.y, lambda x, w, b: w * x + b, loss, w=(0, 2, 1, 1), b=(0, 2, 1, 1))
show.table(["Ridge"], {"zeros": [0], "moved by": [2.90412]})
"""


def shell(name: str) -> Any:
    return type(name, (), {})()


@pytest.mark.parametrize(
    ("front_end", "expected"),
    [
        (None, True),
        (shell("TerminalInteractiveShell"), True),
        (shell("ZMQInteractiveShell"), False),
        (shell("InteractiveShell"), False),
        (shell("StudentShell"), False),
    ],
    ids=["Python", "IPython", "Jupyter", "the checks of a repository", "a grader"],
)
def test_a_console_is_python_or_ipython_in_a_terminal(
    front_end: Any, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(IPython, "get_ipython", lambda: front_end)

    assert console.is_console() is expected


def test_a_picture_is_saved_under_a_name_that_is_printed(folder: Path, printed: Callable[[], str]) -> None:
    def savefig(path: Path, **_: Any) -> None:
        path.write_bytes(b"a picture")

    console.save_picture(SimpleNamespace(savefig=savefig), "Loss over steps.")
    (path,) = folder.iterdir()

    assert f"A picture is in the file {path.name} ── Loss over steps." in printed()


def test_a_picture_in_a_read_only_folder_is_told_in_words(folder: Path, printed: Callable[[], str]) -> None:
    def savefig(path: Path, **_: Any) -> None:
        raise OSError(30, "Read-only file system")

    console.save_picture(SimpleNamespace(savefig=savefig), "Loss over steps.")
    text = printed()

    assert "could not be saved: Read-only file system" in text
    assert "Loss over steps." in text


@pytest.mark.parametrize(
    "command", [[], ["-m", "IPython", "--no-banner", "--colors=nocolor"]], ids=["Python", "IPython"]
)
def test_a_script_saves_its_pictures_and_prints_plain_text(command: list[str], folder: Path) -> None:
    (folder / "script.py").write_text(SCRIPT, encoding="utf-8")
    process = subprocess.run(
        [sys.executable, *command, "script.py"], cwd=folder, capture_output=True, text=True, check=False
    )

    assert process.returncode == 0, process.stderr
    assert sorted(path.name for path in folder.glob("*.png")) == [f"lab-figure-{number}.png" for number in range(1, 5)]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in folder.glob("*.png"))
    assert "A picture is in the file lab-figure-1.png" in process.stdout
    assert "Step 10: loss 20.600" in process.stdout
    assert "lowest at w = 0, b = 0" in process.stdout
    assert "moved by  2.9" in process.stdout
    assert "\x1b" not in process.stdout
    assert "Figure(" not in process.stdout
