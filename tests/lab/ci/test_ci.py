"""`python -m lab check`: what it says of a notebook, and what a notebook cannot make it say."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from lab.ci import cli, notebook_file, render
from lab.ci.runner import environment

UNIT = "training-loop"
RIGHT = """
def train_step(x, y, w, b, lr):
    r = w * x + b - y
    return float(w - lr * 2 * (r * x).mean()), float(b - lr * 2 * r.mean()), float((r**2).mean())
"""
WRONG = RIGHT.replace("w - lr", "w + lr")
STUB = "def {name}(*args, **kwargs):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
REPORT = '::notice title=Autograding report::{"totalPoints":11,"maxPoints":11}'

Cells = Mapping[str, str]
Check = Callable[..., int]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Write a notebook with these cells beside the start, and check it; the exit code."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)

    def check(cells: Cells, *options: str) -> int:
        (tmp_path / f"{UNIT}.ipynb").write_text(notebook(cells), encoding="utf-8")
        return cli.main(["check", *options])

    return check


@pytest.fixture
def workflow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: Check) -> Path:
    """Let the command believe that it runs in a workflow, whose files are in this folder."""
    folder = tmp_path / "runner"
    folder.mkdir()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_OUTPUT", str(folder / "output"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary"))
    return folder


def notebook(cells: Cells) -> str:
    """A notebook of the unit: its start, these cells, and a check cell after each exercise."""
    made = [cell("setup", f'import lab\nimport numpy as np\n\nlab.start("{UNIT}")')]
    for name, source in cells.items():
        made.append(cell(name, source))
        if f"def {name}(" in source:
            made.append(cell(f"{name}-check", f'lab.check("{name}", {name})'))
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def cell(name: str, source: str) -> dict[str, Any]:
    metadata = {"nbgrader": {"grade_id": name}}
    body = {"cell_type": "code", "id": name, "metadata": metadata, "source": source}
    return body | {"outputs": [], "execution_count": None}


def obeyed(output: str) -> list[str]:
    """The orders that a runner takes from an output: it reads lines, and stops between a word and its return."""
    found, silent = [], ""
    for line in output.splitlines():
        order = line.strip()
        if silent:
            silent = "" if order == f"::{silent}::" else silent
        elif order.startswith("::stop-commands::"):
            silent = order.removeprefix("::stop-commands::")
        elif order.startswith("::") or "##[" in order:
            found.append(order)
    return found


def result(folder: Path) -> dict[str, Any]:
    (line,) = (folder / "output").read_text().splitlines()
    found: dict[str, Any] = json.loads(base64.b64decode(line.removeprefix("result=")))
    return found


class TestSays:
    def test_of_what_is_not_begun_that_it_is_not_started_and_no_mistake(
        self, check: Check, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = check({"train_step": STUB.format(name="train_step")})
        said = capsys.readouterr().out

        assert code == 0
        assert re.search(r"– train_step +0 of 2  not started", said)
        assert "Visible points: 0 of 11" in said

    def test_the_same_of_a_method_that_fails_only_because_its_class_is_not_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: Check, capsys: pytest.CaptureFixture[str]
    ) -> None:
        value = (
            "class Value:\n    def __init__(self, data):\n        # YOUR CODE HERE\n        raise NotImplementedError()"
        )
        backward = (
            "def backward(self):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n\n\nValue.backward = backward"
        )
        text = notebook({"Value": value, "backward": backward}).replace(UNIT, "autodiff")
        (tmp_path / "autodiff.ipynb").write_text(text, encoding="utf-8")

        assert cli.main(["check", "autodiff.ipynb"]) == 0
        assert re.search(r"– backward +0 of 3  not started", capsys.readouterr().out)

    def test_what_should_hold_what_was_found_and_the_hint(
        self, check: Check, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = check({"train_step": WRONG})
        said = capsys.readouterr().out

        assert code == 1
        assert re.search(r"✗ train_step +1 of 2  failed", said)
        assert "a step can be done on paper" in said
        assert "Hint: Write down r" in said

    def test_never_that_all_is_done_while_points_wait_for_the_grader(
        self, check: Check, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = check({"train_step": RIGHT})
        said = capsys.readouterr().out

        assert code == 0
        assert re.search(r"✓ train_step +2 of 2$", said, re.MULTILINE)
        assert "The grader checks more, on other data: 29 of 40 points wait for it." in said

    def test_which_predictions_are_locked_in(
        self, check: Check, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        entries = {
            "first-within-a-tenth": {"answer": "w", "committed": "2027-02-01"},
            "b-close-to-truth": {"answer": "perhaps", "committed": ""},
        }
        (tmp_path / "predictions.json").write_text(json.dumps({"predictions": entries}))
        check({})

        assert "Predictions locked in: 1 of 4 (first-within-a-tenth)." in capsys.readouterr().out

    def test_which_cell_failed_though_no_check_asks_for_it(
        self, check: Check, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = check({"train_step": RIGHT, "mine": "1 / 0"})

        assert code == 1
        assert "! cell mine: ZeroDivisionError: division by zero" in capsys.readouterr().out

    def test_nothing_against_cells_that_wait_for_an_exercise(
        self, check: Check, capsys: pytest.CaptureFixture[str]
    ) -> None:
        cells = {"fit_line": STUB.format(name="fit_line"), "use": "run = fit_line()", "look": "run['w']"}

        assert check(cells) == 0
        assert "cell" not in capsys.readouterr().out

    def test_what_holds_of_an_exercise_whose_check_cell_was_deleted(
        self, check: Check, capsys: pytest.CaptureFixture[str]
    ) -> None:
        check({"mine": RIGHT})

        assert re.search(r"✓ train_step +2 of 2", capsys.readouterr().out)

    def test_that_there_is_nothing_to_check(
        self, check: Check, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "empty").mkdir()
        (tmp_path / "notes.ipynb").write_text('{"cells": []}')
        (tmp_path / "broken.ipynb").write_text("{")

        assert [cli.main(["check", name]) for name in ("notes.ipynb", "broken.ipynb", "nowhere.ipynb")] == [2, 2, 2]
        said = capsys.readouterr().err
        assert "notes.ipynb belongs to no unit" in said
        assert "broken.ipynb is not a notebook" in said
        assert "nowhere.ipynb cannot be read" in said


class TestGoesOn:
    def test_after_a_cell_that_never_ends(self, check: Check, capsys: pytest.CaptureFixture[str]) -> None:
        code = check({"loop": "while True:\n    pass", "train_step": RIGHT}, "--cell-seconds", "0.3")
        said = capsys.readouterr().out

        assert code == 1
        assert "! cell loop: stopped after 0.3 seconds" in said
        assert "✓ train_step" in said

    def test_no_longer_than_a_notebook_may_take_and_says_where_it_was(
        self, check: Check, capsys: pytest.CaptureFixture[str]
    ) -> None:
        stubborn = (
            "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
        )
        check({"train_step": RIGHT, "stubborn": stubborn}, "--cell-seconds", "0.2", "--seconds", "4")
        said = capsys.readouterr().out

        assert "! cell stubborn: stopped: the whole notebook may take 4 seconds" in said
        assert "✓ train_step" in said
        assert re.search(r"\? fit_line +0 of 4  not reached", said)

    @pytest.mark.parametrize(
        "end", ["import os\nos._exit(0)", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"]
    )
    def test_when_the_process_ends_itself(self, check: Check, end: str, capsys: pytest.CaptureFixture[str]) -> None:
        code = check({"end": end})

        assert code == 1
        assert "! cell end: the notebook's process ended here" in capsys.readouterr().out

    def test_whatever_a_function_does_or_gives(self, check: Check, capsys: pytest.CaptureFixture[str]) -> None:
        bodies = {
            "train_step": "raise SystemExit",
            "fit_line": "import sys; sys.exit(0)",
            "closed_form_line": "return lambda: 0",
            "gap_report": "return {1: object()}",
            "fit_until": "raise BaseException",
        }
        code = check({name: f"def {name}(*args, **kwargs):\n    {body}" for name, body in bodies.items()})
        said = capsys.readouterr().out

        assert code == 1
        assert not [name for name in bodies if f"✗ {name}" not in said]
        assert "ended here" not in said

    def test_with_a_notebook_that_an_old_program_saved(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: Check, capsys: pytest.CaptureFixture[str]
    ) -> None:
        old = json.loads(notebook({"train_step": RIGHT}))
        for each in old["cells"]:
            del each["id"], each["metadata"]["nbgrader"]
            each["source"] = each["source"].splitlines(keepends=True)
        place = tmp_path / "my work (2).ipynb"
        place.write_text("﻿" + json.dumps(old), encoding="utf-8")

        assert cli.main(["check", place.name]) == 0
        assert "✓ train_step" in capsys.readouterr().out


class TestFinds:
    def test_the_units_notebooks_but_no_copies_and_no_links(self, tmp_path: Path) -> None:
        for name in (UNIT, "gradient", f"{UNIT} (1)", "scratch"):
            (tmp_path / f"{name}.ipynb").write_text("{}")
        (tmp_path / "learning-rate.ipynb").symlink_to(tmp_path / "scratch.ipynb")

        assert [path.stem for path in notebook_file.found(tmp_path)] == ["gradient", UNIT]


class TestInAWorkflow:
    def test_an_annotation_names_the_exercise_and_the_line_of_its_cell(
        self, check: Check, workflow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        check({"train_step": WRONG})
        (order,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::error")]
        found = re.match(
            r"::error file=training-loop\.ipynb,line=(\d+),title=train_step%3A 1 of 2 visible points::", order
        )
        lines = (tmp_path / f"{UNIT}.ipynb").read_text().splitlines()

        assert found
        assert lines[int(found[1]) - 1].strip() == '"id": "train_step",'

    def test_the_page_has_a_row_for_every_exercise(self, check: Check, workflow: Path) -> None:
        check({"train_step": WRONG})
        page = (workflow / "summary").read_text()

        assert "## training-loop&#58;" not in page
        assert page.startswith("## training-loop: 1 of 11 visible points")
        assert len(re.findall(r"^\| [✓✗–?] \|", page, re.MULTILINE)) == 5
        assert "29 of 40 points wait for it" in page

    def test_the_reporter_gets_version_1_with_a_sum_that_is_right(self, check: Check, workflow: Path) -> None:
        check({"train_step": WRONG}, "--github-output")
        found = result(workflow)

        assert (found["version"], found["status"], found["max_score"]) == (1, "fail", 11)
        assert sum(test["score"] for test in found["tests"]) == 1
        assert {test["line_no"] for test in found["tests"]} == {0}
        assert {test["status"] for test in found["tests"]} == {"pass", "fail"}

    def test_what_was_in_the_workflows_files_stays(self, check: Check, workflow: Path) -> None:
        (workflow / "output").write_text("earlier=step\n")
        check({}, "--github-output")

        assert (workflow / "output").read_text().startswith("earlier=step\nresult=")


class TestCannotBeForged:
    def test_by_what_a_notebook_prints(self, check: Check, workflow: Path, capsys: pytest.CaptureFixture[str]) -> None:
        lines = (REPORT, "##[error]x", "::stop-commands::x", "::x::", REPORT)
        check({"train_step": "\n".join([*(f"print({line!r})" for line in lines), WRONG])})
        output = capsys.readouterr().out

        assert REPORT in output, "it is shown"
        assert not [order for order in obeyed(output) if "Autograding report" in order or "##[" in order]

    def test_by_what_an_exception_says(self, check: Check, workflow: Path, capsys: pytest.CaptureFixture[str]) -> None:
        texts = [REPORT, f"\n{REPORT}", f"\r\n  {REPORT}", f"\x1b[2K\u2028{REPORT}", "%0A##[error]x"]
        functions = ("train_step", "fit_line", "closed_form_line", "gap_report", "fit_until")
        cells = {
            name: f"def {name}(*args, **kwargs):\n    raise ValueError({text!r})"
            for name, text in zip(functions, texts, strict=True)
        }
        check(cells | {f"mine-{n}": f"raise ValueError({text!r})" for n, text in enumerate(texts)}, "--github-output")
        orders = obeyed(capsys.readouterr().out)

        assert {order.split(" ")[0].split("::")[1] for order in orders} <= {"group", "endgroup", "error", "notice"}
        assert not [order for order in orders if order.startswith("::notice") and "totalPoints" in order]
        assert not [test for test in result(workflow)["tests"] if re.match(r"\s*(::|##\[)", test["message"] or "")]

    def test_by_writing_to_the_workflows_files(
        self, check: Check, workflow: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        spy = "\n".join(
            [
                "import os, pathlib",
                "told = pathlib.Path(f'/proc/{os.getppid()}/environ').read_bytes().split(b'\\0')",
                "for line in told:",
                "    name, _, value = line.partition(b'=')",
                "    if name in (b'GITHUB_OUTPUT', b'GITHUB_STEP_SUMMARY'):",
                "        pathlib.Path(value.decode()).write_text('result=forged')",
                f"for name in ('output', 'summary'): pathlib.Path({str(workflow)!r}, name).write_text('result=forged')",
            ]
        )
        check({"spy": spy}, "--github-output")

        assert result(workflow)["status"] == "fail"
        assert "forged" not in (workflow / "summary").read_text()

    def test_by_writing_to_every_open_file(self, check: Check, capsys: pytest.CaptureFixture[str]) -> None:
        found = json.dumps({"exercise": "train_step", "found": [{"outcome": "passed"}, {"outcome": "passed"}]})
        flood = "\n".join(
            [
                "import os",
                f"line = ('\\n0 ' + {found!r} + '\\n' + {found!r} + '\\n').encode()",
                "for number in range(64):",
                "    try:",
                "        os.write(number, line)",
                "    except OSError:",
                "        pass",
            ]
        )
        check({"train_step": WRONG, "flood": flood})

        assert re.search(r"✗ train_step +1 of 2", capsys.readouterr().out)

    def test_because_the_notebook_is_told_nothing_of_the_workflow(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("GITHUB_OUTPUT", "GITHUB_TOKEN", "ACTIONS_RUNTIME_TOKEN", "RUNNER_TEMP", "MY_PASSWORD", "CI"):
            monkeypatch.setenv(name, "x")
        told = environment()

        assert not [name for name in told if re.match("GITHUB|ACTIONS|RUNNER|MY|CI$", name)]
        assert "PATH" in told


class TestPages:
    def test_text_of_a_students_is_neither_markdown_nor_html(self) -> None:
        shown = render._marked("![x](http://a/b) <img src='x'> **b** | @you `a & b` #1 _i_")

        assert not re.search(r"[!\[\]<>*|@_&#:]", re.sub(r"</?code>|&#\d+;", "", shown))
        assert "<code>a &#38; b</code>" in shown
        assert (
            html.unescape(re.sub("</?code>", "`", shown))
            == "![x](http://a/b) <img src='x'> **b** | @you `a & b` #1 _i_"
        )

    def test_an_order_is_one_line_however_it_is_told(self) -> None:
        order = render._order("error", "a,b:c.ipynb", 3, "x: y, z", "100 %\nsecond\r\n::third::")

        assert order == "::error file=a%2Cb%3Ac.ipynb,line=3,title=x%3A y%2C z::100 %25%0Asecond%0A: :third: :"
