"""A notebook run as nbgrader does it: tests and student cells in one process."""

from __future__ import annotations

import pytest

from autograder.limits import Limits
from autograder.notebook_tests.cell_outputs import Output
from autograder.notebook_tests.executor_run import ExecutorRun
from autograder.notebook_tests.merge import MergedCell, MergedNotebook
from autograder.sandbox.host.sandbox import Sandbox
from tests.preparations import WITHOUT_MATPLOTLIB


def run(sandbox: Sandbox, *sources: str) -> ExecutorRun:
    cells = tuple(MergedCell("code", source) for source in sources)
    return ExecutorRun(sandbox, MergedNotebook(cells), {"data.txt": b"1"}).run()


def text_of(outputs: tuple[Output, ...]) -> str:
    return "".join(str(output.get("text", output.get("ename", ""))) for output in outputs)


def test_cells_share_names_files_history_and_the_variable_of_nbgrader(sandbox: Sandbox) -> None:
    cells = (
        "x = 1",
        "import os\nassert os.environ['NBGRADER_EXECUTION'] == 'autograde'",
        "assert In[-2][:6] == 'import'",
    )
    result = run(sandbox, *cells, "print(x, open('data.txt').read())")

    assert [text_of(outputs) for outputs in result.outputs.values()] == ["", "", "", "1 1\n"]


def test_a_warning_is_printed_and_text_on_stderr_is_kept(sandbox: Sandbox) -> None:
    result = run(sandbox, "import warnings\nwarnings.warn('careful')", "import sys\nprint('oh', file=sys.stderr)")

    assert [output["name"] for outputs in result.outputs.values() for output in outputs] == ["stdout", "stderr"]


def test_a_cell_that_does_not_end_costs_only_itself(sandbox: Sandbox) -> None:
    result = run(sandbox, "x = 1", "while True: pass", "print(x)")

    assert [text_of(outputs) for outputs in result.outputs.values()] == ["", "Stopped", "1\n"]
    assert not result.refused_cells


def test_without_time_the_rest_is_not_run_and_counts_as_refused() -> None:
    limits = Limits(cell_seconds=1, call_seconds=1, notebook_seconds=1, patience=1)
    with Sandbox(limits, WITHOUT_MATPLOTLIB) as sandbox:
        result = run(sandbox, "import time\ntime.sleep(0.6)", "time.sleep(0.6)", "x = 1")

    assert "time is used up" in str(result.outputs[2][0]["evalue"])
    assert result.refused_cells[-1] == 2


@pytest.mark.parametrize(
    "source",
    [
        "import socket\nsocket.socket()",
        "import subprocess\nsubprocess.run(['true'])",
        "names = !ls",
        "!ls",
        "open('/etc/new', 'w')",
    ],
    ids=["a socket", "a program", "a captured command", "a command", "a file outside"],
)
def test_what_the_sandbox_refuses_is_noticed(source: str, sandbox: Sandbox) -> None:
    result = run(sandbox, "x = 1", source, "x = 2")

    assert result.refused_cells == [1]
    assert [result.is_refused_until(index) for index in range(3)] == [False, True, True]


def test_an_ordinary_error_is_not_refused(sandbox: Sandbox) -> None:
    assert not run(sandbox, "1 / 0", "assert False", "open('missing')").refused_cells


def test_other_code_can_be_run_in_the_place_of_a_cell(sandbox: Sandbox) -> None:
    cells = (MergedCell("code", "print('hidden')"), MergedCell("markdown", "print('text')"))
    result = ExecutorRun(sandbox, MergedNotebook(cells), {}, {0: "print('visible')"}).run()

    assert {index: text_of(outputs) for index, outputs in result.outputs.items()} == {0: "visible\n"}
