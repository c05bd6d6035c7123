"""A cell runs as under Jupyter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autograder.sandbox.host.results import CellResult
from autograder.sandbox.host.student_process import StudentProcess

RunNotebook = Callable[..., StudentProcess]


def printed(result: CellResult) -> str:
    return "".join(output.get("text", "") for output in result.outputs)


def output_types(result: CellResult) -> list[str]:
    return [output["output_type"] for output in result.outputs]


def test_an_error_is_an_output_and_the_next_cell_runs(run_notebook: RunNotebook) -> None:
    process = run_notebook()
    result = process.run_cell("x = 1\n1 / 0")

    assert result.error is not None
    assert (result.error.type_name, result.error.line) == ("ZeroDivisionError", 2)
    assert output_types(result) == ["error"]
    assert output_types(process.run_cell("x")) == ["execute_result"]


@pytest.mark.parametrize("source", ["f(", "    x = 1\n  y = 2", "return 3", "\x00", "exit()", "raise SystemExit"])
def test_no_cell_ends_the_notebook(run_notebook: RunNotebook, source: str) -> None:
    process = run_notebook(source)

    assert printed(process.run_cell("print('still here')")) == "still here\n"


def test_input_explains_why_it_does_not_work(run_notebook: RunNotebook) -> None:
    result = run_notebook().run_cell("input('name?')")

    assert result.error is not None
    assert "write the value into the cell" in result.error.message


@pytest.mark.parametrize("source", ["%%bash\nls", "%%python\n1", "x = !ls"])
def test_a_cell_that_needs_another_program_fails_with_an_explanation(run_notebook: RunNotebook, source: str) -> None:
    result = run_notebook().run_cell(source)

    assert result.error is not None
    assert "cannot be started" in result.error.message


@pytest.mark.parametrize("source", ["!ls", "%pip install numpy", "!pip install numpy"])
def test_a_line_that_only_starts_a_program_prints_a_note_and_the_cell_goes_on(
    run_notebook: RunNotebook, source: str
) -> None:
    result = run_notebook().run_cell(f"{source}\nprint('after')")

    assert result.error is None
    assert "cannot be started" in printed(result)
    assert "after" in printed(result)


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline",
        "%timeit -n1 -r1 1",
        "%%time\n1",
        "%reset -f",
        "%who",
        "import asyncio\nawait asyncio.sleep(0)",
    ],
)
def test_other_magics_and_await_work(run_notebook: RunNotebook, source: str) -> None:
    assert run_notebook().run_cell(source).error is None


def test_a_warning_is_shown_in_every_cell(run_notebook: RunNotebook) -> None:
    process = run_notebook("import numpy as np")
    results = [process.run_cell("np.log(0.0)") for _ in range(2)]

    assert all("divide by zero" in printed(result) for result in results)


@pytest.mark.parametrize("outputs", ["figures", "nothing"])
def test_names_and_errors_are_the_same_with_and_without_outputs(run_notebook: RunNotebook, outputs: str) -> None:
    process = run_notebook("x = 1", outputs=outputs)
    result = process.run_cell("y = x + 1\n1 / 0")

    assert process.exists("y")
    assert result.error is not None
    assert (result.error.type_name, result.error.source_line) == ("ZeroDivisionError", "1 / 0")
