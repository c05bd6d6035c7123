"""States in which students' folders have been seen, each with the exit code and the words of `python -m lab check`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from lab.checking import exercises
from lab.ci import cli, notebook_file

from tests.lab.ci.conftest import RIGHT, STUB, UNIT

WRONG = RIGHT.replace("w - lr", "w + lr")
NO_COLON = RIGHT.replace("lr):", "lr)")
RENAMED = RIGHT.replace("train_step", "trainstep")
PASSES = r"✓ train_step +2 of 2$"
IS_STUB = r"– train_step +0 of 2  not started"
ENDLESS = "def train_step(*args):\n    while True:\n        pass"
CONFLICT = "<<<<<<< HEAD\n{}\n=======\n>>>>>>> theirs\n"
MERGED = (
    '{\n<<<<<<< HEAD\n"first-within-a-tenth": {"answer": "w", "committed": "2027"},\n=======\n'
    '"b-close-to-truth": {"answer": "no", "committed": "2027"},\n>>>>>>> theirs\n"schema": "lab/predictions/v1"\n}\n'
)


def nothing(folder: Path) -> None:
    """Leave the folder as it is."""


def edit(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Return what changes the notebook as JSON."""

    def apply(folder: Path) -> None:
        path = folder / f"{UNIT}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        change(notebook)
        path.write_text(json.dumps(notebook), encoding="utf-8")

    return apply


def clear(notebook: dict[str, Any]) -> None:
    """Clear a notebook as a filter of git does that an older program needs."""
    notebook["nbformat_minor"] = 2
    for cell in notebook["cells"]:
        del cell["id"]
        cell["metadata"] = {}


def rewrite(change: Callable[[bytes], bytes], name: str = f"{UNIT}.ipynb") -> Callable[[Path], None]:
    """Return what changes the bytes of a file."""
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes())) and None


def write(name: str, text: str) -> Callable[[Path], None]:
    """Return what writes another file."""
    return lambda folder: (folder / name).write_text(text, encoding="utf-8") and None


def rename(folder: Path) -> None:
    """Name the notebook as a browser names a second download."""
    (folder / f"{UNIT}.ipynb").rename(folder / f"{UNIT} (1).ipynb")


@dataclass(frozen=True)
class State:
    """A state: cells of the notebook, what is done to the folder, and what the command is to say."""

    code: int
    says: Sequence[str]
    cells: Mapping[str, str] = field(default_factory=lambda: {"train_step": RIGHT})
    change: Callable[[Path], None] = nothing
    silent: Sequence[str] = ()
    deleted: str = ""
    seconds: str = "20"


STATES: Mapping[str, State] = {
    "untouched": State(0, [IS_STUB], cells={}, silent=["There is no `predictions.json`"]),
    "solved without predictions.json": State(0, [PASSES, "There is no `predictions.json` here"]),
    "a wrong answer": State(1, [r"✗ train_step +1 of 2  failed", "Hint: "], {"train_step": WRONG}),
    "a syntax error": State(
        1,
        [r"✗ train_step +0 of 2  failed", r"SyntaxError: expected ':' \(line \d of the cell\)"],
        {"train_step": NO_COLON, "use": "train_step(1, 2, 3, 4, 5)"},
        silent=["NameError", "ipython-input", IS_STUB],
    ),
    "a renamed function": State(1, ["is it your `trainstep`?"], {"train_step": RENAMED}, silent=[IS_STUB]),
    "a deleted cell": State(1, ["its cell is gone"], {}, deleted="train_step", silent=[IS_STUB]),
    "marks of a merge in another notebook": State(
        2,
        [PASSES, "gradient.ipynb has git's merge-conflict markers in line 1"],
        change=write("gradient.ipynb", CONFLICT),
    ),
    "marks of a merge in predictions.json": State(
        1, [PASSES, "holds the marks of a merge", "locked in: 2 of 4"], change=write("predictions.json", MERGED)
    ),
    "damaged predictions.json": State(1, [PASSES, "is damaged"], change=write("predictions.json", "{")),
    "cleared by a filter": State(0, [PASSES], change=edit(clear)),
    "outputs of ten megabytes": State(
        0, [PASSES], change=edit(lambda notebook: notebook["cells"][0].update(outputs=["x" * 10_000_000]))
    ),
    "larger than the limit": State(
        2, ["larger than 50 MB: in JupyterLab choose Edit"], change=rewrite(lambda data: data + b" " * (51 << 20))
    ),
    "line ends of Windows": State(0, [PASSES], change=rewrite(lambda data: data.replace(b"\n", b"\r\n"))),
    "line ends of Windows in the cells": State(
        0, [PASSES], change=rewrite(lambda data: data.replace(b"\\n", b"\\r\\n"))
    ),
    "a byte order mark": State(0, [PASSES], change=rewrite(lambda data: b"\xef\xbb\xbf" + data)),
    "an empty file": State(2, ["training-loop.ipynb is not a notebook"], change=rewrite(lambda data: b"")),
    "a file under another name": State(
        1, [PASSES, r"'training-loop.ipynb' is missing; is it 'training-loop \(1\).ipynb'"], change=rename
    ),
    "an endless loop": State(
        1,
        ["`train_step` was stopped after 1.2 seconds", "`fit_line` was stopped after 0.1 seconds"],
        {
            "train_step": ENDLESS,
            "fit_line": "def fit_line(*args):\n    return train_step(*args)",
            **{f"use-{number}": "fit_line()" for number in range(5)},
        },
        seconds="1.2",
    ),
    "many printed lines": State(0, [PASSES], {"train_step": RIGHT, "mine": "for i in range(30_000):\n    print(i)"}),
    "a question on the terminal": State(1, ["! cell mine: "], {"train_step": RIGHT, "mine": "input()"}),
    "the end of the process": State(
        1, ["the notebook's process ended here"], {"train_step": RIGHT, "mine": "import os\nos._exit(0)"}
    ),
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_it_has_its_exit_code_and_says_what_is_wrong(
    state: State,
    write_notebook: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    units = [UNIT, "gradient"] if "gradient" in str(state.says) else [UNIT]
    monkeypatch.setattr(notebook_file, "units", lambda: units)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    stubs = {exercise.name: STUB.format(exercise.name) for exercise in exercises.of_unit(UNIT)}
    stubs.pop(state.deleted, None)
    folder = write_notebook({**stubs, **state.cells}).parent
    state.change(folder)
    code = cli.main(["check", "--cell-seconds", state.seconds])
    output = "".join(capfd.readouterr())

    assert code == state.code, output
    assert [words for words in state.says if not re.search(words, output, re.MULTILINE)] == []
    assert [words for words in state.silent if re.search(words, output)] == []


def test_it_may_have_a_name_with_spaces(
    write_notebook: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "my course (2)"
    folder.mkdir()
    path = write_notebook({"train_step": RIGHT})
    path.rename(folder / path.name)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(notebook_file, "units", lambda: [UNIT])

    assert cli.main(["check"]) == 1  # the other exercises are not in this notebook
