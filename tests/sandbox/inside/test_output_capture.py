"""What a cell prints and displays comes back as nbformat outputs."""

from __future__ import annotations

from collections.abc import Callable

import nbformat

from autograder.sandbox.host.results import CellResult
from autograder.sandbox.host.student_process import StudentProcess

RunNotebook = Callable[..., StudentProcess]


def printed(result: CellResult) -> str:
    return "".join(output.get("text", "") for output in result.outputs)


def test_prints_displays_and_the_result_come_in_order(run_notebook: RunNotebook) -> None:
    result = run_notebook().run_cell(
        "from IPython.display import display, HTML\nprint('a')\ndisplay(HTML('<b>'))\nprint('b')\n40 + 2"
    )
    first, display, second, execute_result = result.outputs

    assert (first["text"], second["text"]) == ("a\n", "b\n")
    assert (display["output_type"], display["data"]["text/html"]) == ("display_data", "<b>")
    assert (execute_result["output_type"], execute_result["data"]["text/plain"]) == ("execute_result", "42")


def test_outputs_are_valid_nbformat(run_notebook: RunNotebook) -> None:
    process = run_notebook(outputs="figures")
    sources = ("1", "1/0", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()", "print(1)", "f(")
    cell = nbformat.v4.new_code_cell()
    cell.outputs = [output for source in sources for output in process.run_cell(source).outputs]

    nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.from_dict(cell)]))


def test_clear_output_can_wait_for_the_next_output(run_notebook: RunNotebook) -> None:
    process = run_notebook("from IPython.display import clear_output")

    assert printed(process.run_cell("print('a'); clear_output(wait=True)")) == "a\n"
    assert printed(process.run_cell("print('a'); clear_output(wait=True); print('b')")) == "b\n"
    assert printed(process.run_cell("print('a'); clear_output()")) == ""


def test_a_display_can_be_updated_by_its_own_and_by_a_later_cell(run_notebook: RunNotebook) -> None:
    process = run_notebook("from IPython.display import display")
    first = process.run_cell("print('x'); h = display(1, display_id=True); h.update(2)")
    later = process.run_cell("h.update(3)")
    (update,) = later.updates

    assert first.outputs[1]["data"]["text/plain"] == "2"
    assert (update.cell, update.output, update.data["text/plain"]) == (1, 1, "3")


def test_too_much_output_is_cut_with_a_note(run_notebook: RunNotebook) -> None:
    result = run_notebook().run_cell("for _ in range(100):\n    print('x' * 10_000)\ny = 1")

    assert len(printed(result)) < 200_000
    assert "left out" in result.outputs[-1]["text"]
    assert result.error is None


def test_what_a_called_function_prints_is_discarded(run_notebook: RunNotebook) -> None:
    process = run_notebook("def f(): print('hidden input')")
    process.call("f")

    assert printed(process.run_cell("print('x')")) == "x\n"
