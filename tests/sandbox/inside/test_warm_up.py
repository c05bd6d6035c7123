"""The requests that the fork server answers before its first fork make a student's process faster, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.sandbox.host.launcher import Preparation
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess

CELLS = ("import wave\nleft_over = 1\nprint('printed')", "1 / 0", "def broken(:")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox whose fork server has run cells of the course."""
    with Sandbox(preparation=Preparation(("numpy",), cells=CELLS)) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def process(sandbox: Sandbox) -> Iterator[StudentProcess]:
    with sandbox.open() as process:
        yield process


def value(process: StudentProcess, expression: str) -> object:
    process.run_cell(f"result = {expression}")
    return getattr(process.fetch("result"), "value", None)


def test_what_a_cell_imports_is_imported_before_the_fork(process: StudentProcess) -> None:
    assert value(process, "'wave' in __import__('sys').modules") is True


@pytest.mark.parametrize("name", ["left_over", "wave", "broken", "_same", "_number", "np"])
def test_no_name_is_left(process: StudentProcess, name: str) -> None:
    assert process.exists(name) is False


def test_the_history_has_no_cell_of_the_rehearsal(process: StudentProcess) -> None:
    assert value(process, "any('_same' in text or 'left_over' in text for text in [*In[:-1], _i, _ii, _iii])") is False


def test_no_source_of_the_rehearsal_is_kept_for_tracebacks(process: StudentProcess) -> None:
    lines = "[line for entry in __import__('linecache').cache.values() if len(entry) > 2 for line in entry[2]]"

    assert value(process, f"any('_call_back' in line for line in {lines} if 'linecache' not in line)") is False


def test_figures_are_drawn_where_matplotlib_was_not_preloaded(sandbox: Sandbox) -> None:
    with sandbox.open(outputs="figures") as process:
        assert value(process, "'matplotlib.pyplot' in __import__('sys').modules") is False
        result = process.run_cell("import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])")

    assert ["image/png" in output["data"] for output in result.outputs] == [True]


def test_the_first_outputs_are_those_of_the_first_cell(process: StudentProcess) -> None:
    result = process.run_cell("print('mine')")

    assert [output.get("text") for output in result.outputs] == ["mine\n"]
