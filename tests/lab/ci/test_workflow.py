"""In a workflow, the command writes annotations, a summary and a result, and a notebook cannot forge them."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lab.ci import cli, notebook_file

FORGED = '::notice title=Autograding report::{"totalPoints":11,"maxPoints":11}'

LEVELS = {"error", "warning", "notice"}

Check = Callable[..., int]


def obeyed_commands(output: str) -> list[str]:
    """Return the commands that a runner obeys: none between `::stop-commands::` and its token."""
    commands, token = [], ""
    for line in output.splitlines():
        command = line.strip()
        if token:
            token = "" if command == f"::{token}::" else token
        elif command.startswith("::stop-commands::"):
            token = command.removeprefix("::stop-commands::")
        elif command.startswith("::") or "##[" in command:
            commands.append(command)
    return commands


def result(folder: Path) -> dict[str, Any]:
    (line,) = (folder / "output").read_text().splitlines()
    content: dict[str, Any] = json.loads(base64.b64decode(line.removeprefix("result=")))
    return content


def test_an_annotation_names_the_exercise_and_the_line_of_its_cell(
    check: Check, workflow: Path, wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check({"train_step": wrong})
    (command,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::error")]
    match = re.match(
        r"::error file=training-loop\.ipynb,line=(\d+),title=train_step%3A 1 of 2 visible points::", command
    )
    lines = (tmp_path / "training-loop.ipynb").read_text().splitlines()

    assert match
    assert lines[int(match[1]) - 1].strip() == '"id": "train_step",'


def test_the_summary_has_a_row_for_every_exercise(check: Check, workflow: Path, wrong: str) -> None:
    check({"train_step": wrong})
    page = (workflow / "summary").read_text()

    assert page.startswith("## training-loop: 1 of 11 visible points")
    assert len(re.findall(r"^\| [✓✗–?] \|", page, re.MULTILINE)) == 5
    assert "29 of 40 points wait for it" in page


def test_missing_predictions_are_a_warning(
    check: Check, workflow: Path, right: str, capsys: pytest.CaptureFixture[str]
) -> None:
    check({"train_step": right})

    assert "::warning file=training-loop.ipynb,line=1,title=training-loop%3A predictions::" in capsys.readouterr().out


def test_a_missing_notebook_is_an_error_and_in_the_summary(
    check: Check, workflow: Path, right: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    check({"train_step": right})
    monkeypatch.setattr(notebook_file, "units", lambda: ["gradient", "training-loop"])

    assert cli.main(["check"]) == 1
    assert "::error file=README.md,line=1,title=notebooks::'gradient.ipynb' is missing" in capsys.readouterr().out
    assert "**Look at this**: 'gradient.ipynb' is missing" in (workflow / "summary").read_text()


def test_the_reporter_gets_version_1_and_the_right_sum(check: Check, workflow: Path, wrong: str) -> None:
    check({"train_step": wrong}, "--github-output")
    content = result(workflow)

    assert (content["version"], content["status"], content["max_score"]) == (1, "fail", 11)
    assert sum(test["score"] for test in content["tests"]) == 1
    assert {test["line_no"] for test in content["tests"]} == {0}
    assert {test["status"] for test in content["tests"]} == {"pass", "fail"}


def test_printed_commands_are_shown_and_not_obeyed(
    check: Check, workflow: Path, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (FORGED, "##[error]x", "::stop-commands::x", "::x::", FORGED)
    check({"train_step": "\n".join([*(f"print({line!r})" for line in lines), wrong])})
    output = capsys.readouterr().out

    assert FORGED in output
    assert not [command for command in obeyed_commands(output) if "Autograding report" in command or "##[" in command]


def test_commands_in_exceptions_are_not_obeyed(
    check: Check, workflow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [FORGED, f"\n{FORGED}", f"\r\n  {FORGED}", f"\x1b[2K\u2028{FORGED}", "%0A##[error]x"]
    functions = ("train_step", "fit_line", "closed_form_line", "gap_report", "fit_until")
    cells = {
        name: f"def {name}(*args, **kwargs):\n    raise ValueError({text!r})"
        for name, text in zip(functions, texts, strict=True)
    }
    check(cells | {f"mine-{n}": f"raise ValueError({text!r})" for n, text in enumerate(texts)}, "--github-output")
    commands = obeyed_commands(capsys.readouterr().out)

    assert {command.split(" ")[0].split("::")[1] for command in commands} <= LEVELS | {"group", "endgroup"}
    assert not [command for command in commands if command.startswith("::notice") and "totalPoints" in command]
    assert not [test for test in result(workflow)["tests"] if re.match(r"\s*(::|##\[)", test["message"] or "")]


def test_what_a_notebook_writes_to_the_workflows_files_is_discarded(check: Check, workflow: Path) -> None:
    forgery = "\n".join(
        [
            "import os, pathlib",
            "variables = pathlib.Path(f'/proc/{os.getppid()}/environ').read_bytes().split(b'\\0')",
            "for line in variables:",
            "    name, _, value = line.partition(b'=')",
            "    if name in (b'GITHUB_OUTPUT', b'GITHUB_STEP_SUMMARY'):",
            "        pathlib.Path(value.decode()).write_text('result=forged')",
            f"for name in ('output', 'summary'): pathlib.Path({str(workflow)!r}, name).write_text('result=forged')",
        ]
    )
    check({"forgery": forgery}, "--github-output")

    assert result(workflow)["status"] == "fail"
    assert "forged" not in (workflow / "summary").read_text()
