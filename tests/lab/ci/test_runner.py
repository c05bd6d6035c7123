"""A notebook runs to its end whatever its cells do, and cannot write its own results."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lab.ci.notebook_file import read_notebook
from lab.ci.report import NotebookReport
from lab.ci.runner import run_notebook, subprocess_environment

Run = Callable[..., NotebookReport]


@pytest.fixture
def run(write_notebook: Callable[..., Path]) -> Run:
    """Write a notebook and run it."""

    def run(cells: dict[str, str], *, cell_seconds: float = 60.0, notebook_seconds: float = 300.0) -> NotebookReport:
        notebook = read_notebook(write_notebook(cells))
        return run_notebook(notebook, "training-loop.ipynb", cell_seconds, notebook_seconds)

    return run


def outcomes(report: NotebookReport) -> dict[str, str]:
    return {exercise.name: exercise.outcome for exercise in report.exercises}


def errors(report: NotebookReport) -> dict[str, str]:
    return {error.cell: error.message for error in report.cell_errors}


class TestCellsThatFail:
    def test_are_reported_though_no_check_needs_them(self, run: Run, right: str) -> None:
        report = run({"train_step": right, "mine": "1 / 0"})

        assert errors(report) == {"mine": "ZeroDivisionError: division by zero"}
        assert not report.nothing_failed

    def test_are_not_reported_when_they_upload_to_colab_but_what_they_hide_is(self, run: Run, right: str) -> None:
        upload = "from google.colab import files\nfiles.upload()\ntable = 1"

        assert errors(run({"train_step": right, "upload": upload})) == {}
        assert list(errors(run({"train_step": right, "upload": upload, "use": "table + 1"}))) == ["use"]

    def test_are_not_reported_when_they_need_an_unfinished_exercise(self, run: Run, stub: Callable[[str], str]) -> None:
        report = run({"fit_line": stub("fit_line"), "use": "run = fit_line()", "look": "run['w']"})

        assert errors(report) == {}

    def test_are_stopped_after_their_time(self, run: Run, right: str) -> None:
        report = run({"loop": "while True:\n    pass", "train_step": right}, cell_seconds=0.3)

        assert errors(report) == {"loop": "stopped after 0.3 seconds"}
        assert outcomes(report)["train_step"] == "passed"

    def test_leave_little_time_to_what_calls_an_endless_function(self, run: Run) -> None:
        endless = "def train_step(*args):\n    while True:\n        pass"
        calling = "def fit_line(*args):\n    return train_step(*args)"
        report = run({"train_step": endless, "fit_line": calling, "use": "fit_line()"}, cell_seconds=2.4)
        messages = {e.name: e.checks[0].message for e in report.exercises if e.outcome == "failed"}

        assert messages["train_step"] == "`train_step` was stopped after 2.4 seconds"
        assert messages["fit_line"] == "`fit_line` was stopped after 0.2 seconds"
        assert errors(report) == {"use": "stopped after 0.2 seconds"}

    def test_stop_the_run_when_they_catch_everything(self, run: Run, right: str) -> None:
        stubborn = (
            "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
        )
        report = run({"train_step": right, "stubborn": stubborn}, cell_seconds=0.2, notebook_seconds=4)

        assert errors(report)["stubborn"].startswith("stopped: the whole notebook may take 4 seconds")
        assert outcomes(report)["train_step"] == "passed"
        assert outcomes(report)["fit_line"] == "not reached"

    @pytest.mark.parametrize(
        "end",
        ["import os\nos._exit(0)", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"],
        ids=["exit", "kill"],
    )
    def test_are_reported_when_they_end_the_process(self, run: Run, end: str) -> None:
        assert errors(run({"end": end}))["end"].startswith("the notebook's process ended here")


def test_an_exercise_without_its_check_cell_is_checked_at_the_end(run: Run, right: str) -> None:
    assert outcomes(run({"mine": right}))["train_step"] == "passed"


def test_whatever_a_function_raises_or_returns_fails_its_own_checks_only(run: Run) -> None:
    bodies = {
        "train_step": "raise SystemExit",
        "fit_line": "import sys; sys.exit(0)",
        "closed_form_line": "return lambda: 0",
        "gap_report": "return {1: object()}",
        "fit_until": "raise BaseException",
    }
    report = run({name: f"def {name}(*args, **kwargs):\n    {body}" for name, body in bodies.items()})

    assert outcomes(report) == dict.fromkeys(bodies, "failed")
    assert errors(report) == {}


def test_writing_to_every_open_file_forges_no_result(run: Run, wrong: str) -> None:
    record = json.dumps({"exercise": "train_step", "checks": [{"outcome": "passed"}, {"outcome": "passed"}]})
    flood = "\n".join(
        [
            "import os",
            f"line = ('\\n0 ' + {record!r} + '\\n' + {record!r} + '\\n').encode()",
            "for number in range(64):",
            "    try:",
            "        os.write(number, line)",
            "    except OSError:",
            "        pass",
        ]
    )

    assert outcomes(run({"train_step": wrong, "flood": flood}))["train_step"] == "failed"


def test_the_subprocess_gets_no_variable_of_a_workflow(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_OUTPUT", "GITHUB_TOKEN", "ACTIONS_RUNTIME_TOKEN", "RUNNER_TEMP", "MY_PASSWORD", "CI"):
        monkeypatch.setenv(name, "x")
    environment = subprocess_environment()

    assert not [name for name in environment if re.match("GITHUB|ACTIONS|RUNNER|MY|CI$", name)]
    assert "PATH" in environment
