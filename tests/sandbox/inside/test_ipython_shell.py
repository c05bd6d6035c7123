"""A cell runs as under Jupyter, and what it shows comes back as nbformat."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from autograder.sandbox import CellResult, StudentProcess

Notebook = Callable[..., StudentProcess]


def kinds(run: CellResult) -> list[str]:
    return [output["output_type"] for output in run.outputs]


def text(run: CellResult) -> str:
    return "".join(output.get("text", "") for output in run.outputs)


def pictures(run: CellResult) -> list[Any]:
    return [output["data"]["image/png"] for output in run.outputs if "image/png" in output.get("data", {})]


PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
ANIMATION = """
from IPython.display import clear_output
for frame in range(5):
    clear_output(wait=True)
    plt.figure(figsize=(1 + frame, 1))
    plt.plot([1, frame])
    plt.show()
"""


def test_prints_results_and_displays_come_in_order(notebook: Notebook) -> None:
    run = notebook().run_cell(
        "from IPython.display import display, HTML\nprint('a')\ndisplay(HTML('<b>'))\nprint('b')\n40 + 2"
    )

    assert kinds(run) == ["stream", "display_data", "stream", "execute_result"]
    assert run.outputs[3]["data"]["text/plain"] == "42"
    assert run.outputs[1]["data"]["text/html"] == "<b>"


def test_outputs_are_valid_nbformat(notebook: Notebook) -> None:
    child = notebook(outputs="figures")
    cell = nbformat.v4.new_code_cell()
    cell.outputs = [o for source in ("1", "1/0", PLOT, "print(1)", "f(") for o in child.run_cell(source).outputs]

    nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.from_dict(cell)]))


def test_an_error_is_shown_and_the_next_cell_runs(notebook: Notebook) -> None:
    child = notebook()
    failed = child.run_cell("x = 1\n1 / 0")

    assert failed.error is not None
    assert (failed.error.type_name, failed.error.line) == (
        "ZeroDivisionError",
        2,
    )
    assert kinds(failed) == ["error"]
    assert kinds(child.run_cell("x")) == ["execute_result"]


@pytest.mark.parametrize("source", ["f(", "    x = 1\n  y = 2", "return 3", "\x00", "exit()", "raise SystemExit"])
def test_no_cell_ends_the_notebook(notebook: Notebook, source: str) -> None:
    child = notebook()
    child.run_cell(source)

    assert text(child.run_cell("print('still here')")) == "still here\n"


def test_pictures_are_drawn_when_asked_for_and_skipped_otherwise(notebook: Notebook) -> None:
    (drawn,), skipped = pictures(notebook(outputs="figures").run_cell(PLOT)), notebook().run_cell(PLOT)

    assert base64.b64decode(drawn).startswith(b"\x89PNG")
    assert not pictures(skipped)
    assert "Figure" in skipped.outputs[0]["data"]["text/plain"]


def test_an_animation_keeps_one_picture(notebook: Notebook) -> None:
    child = notebook("import matplotlib.pyplot as plt", outputs="figures")

    assert len(pictures(child.run_cell(ANIMATION))) == 1


def test_an_unshown_figure_appears_at_the_end_of_its_cell_and_only_there(notebook: Notebook) -> None:
    child = notebook(outputs="figures")

    assert len(pictures(child.run_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2]);"))) == 1
    assert not pictures(child.run_cell("1"))


def test_clear_output_waits_for_something_new(notebook: Notebook) -> None:
    child = notebook("from IPython.display import clear_output")

    assert text(child.run_cell("print('a'); clear_output(wait=True)")) == "a\n"
    assert text(child.run_cell("print('a'); clear_output(wait=True); print('b')")) == "b\n"
    assert text(child.run_cell("print('a'); clear_output()")) == ""


def test_a_display_can_be_updated_by_its_own_and_by_a_later_cell(notebook: Notebook) -> None:
    child = notebook("from IPython.display import display")
    first = child.run_cell("print('x'); h = display(1, display_id=True); h.update(2)")
    later = child.run_cell("h.update(3)")

    assert first.outputs[1]["data"]["text/plain"] == "2"
    (update,) = later.updates
    assert (update.cell, update.output, update.data["text/plain"]) == (1, 1, "3")


def test_a_flood_of_output_is_cut_with_a_note(notebook: Notebook) -> None:
    run = notebook().run_cell("for _ in range(100):\n    print('x' * 10_000)\ny = 1")

    assert len(text(run)) < 200_000
    assert "left out" in run.outputs[-1]["text"]
    assert run.error is None


def test_input_says_that_nobody_is_there(notebook: Notebook) -> None:
    run = notebook().run_cell("input('name?')")

    assert run.error is not None
    assert "write the value into the cell" in run.error.message


@pytest.mark.parametrize("source", ["%%bash\nls", "%%python\n1", "x = !ls"])
def test_programs_cannot_be_started_and_the_cell_says_so(notebook: Notebook, source: str) -> None:
    run = notebook().run_cell(source)

    assert run.error is not None
    assert "cannot be started" in run.error.message


@pytest.mark.parametrize("source", ["!ls", "%pip install numpy", "!pip install numpy"])
def test_an_installing_line_is_only_noted_so_the_rest_of_its_cell_runs(notebook: Notebook, source: str) -> None:
    run = notebook().run_cell(f"{source}\nprint('after')")

    assert run.error is None
    assert "cannot be started" in text(run)
    assert "after" in text(run)


HARMLESS = ["%matplotlib inline", "%timeit -n1 -r1 1", "%%time\n1", "%reset -f", "%who"]


@pytest.mark.parametrize("source", [*HARMLESS, "import asyncio\nawait asyncio.sleep(0)"])
def test_harmless_magic_works(notebook: Notebook, source: str) -> None:
    assert notebook().run_cell(source).error is None


def test_a_warning_is_shown_again_in_every_cell(notebook: Notebook) -> None:
    child = notebook("import numpy as np")
    runs = [child.run_cell("np.log(0.0)") for _ in range(2)]

    assert all("divide by zero" in text(run) for run in runs)


def test_prints_of_a_called_function_are_dropped(notebook: Notebook) -> None:
    child = notebook("def f(): print('secret input')")
    child.call("f")

    assert text(child.run_cell("print('x')")) == "x\n"
