"""A calibration is made once and kept, until something that it depends on changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import autograder.notebook_tests.calibration_file as calibration_file_module
from autograder.grading.json_subprocess import WorkerDied
from autograder.limits import Limits
from autograder.notebook_tests.calibration import example_submissions
from autograder.notebook_tests.calibration_file import calibration_file, read_protections, unprotected_lines
from autograder.notebook_tests.source_notebook import InstructorCell, SourceNotebook
from autograder.notebook_tests.verdicts import Protection, Trial
from autograder.notebook_tests.worker import NotebookWorker
from autograder.submissions import recovery
from tests.notebook_tests.builders import check, solution

TEST = "assert f(1) == 2"
CELLS = (solution("def f(x):\n    pass", "f"), check(TEST), solution("g = None", "g"), check("assert g == 1", "test-2"))
SOLVED = (
    InstructorCell("", "code", "import math"),
    InstructorCell("f", "code", "def f(x):\n    return 2 * x"),
    InstructorCell("test", "code", TEST),
    InstructorCell("g", "code", "g = 1"),
    InstructorCell("test-2", "code", "assert g == 1"),
)
NOTEBOOK = SourceNotebook("ps", "python", CELLS, SOLVED)


class TryingWorker(NotebookWorker):
    """A worker that runs nothing: the first test can be run outside the student's process, the second one cannot."""

    calls = 0
    dies = False

    def try_tests(self, source_notebook: SourceNotebook, submission: bytes) -> dict[str, Trial]:
        """Count the call."""
        self.calls += 1
        if self.dies:
            raise WorkerDied("the process ended")
        return {"test": Trial(1, 1), "test-2": Trial(1, None, "it reads the source")}


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> TryingWorker:
    monkeypatch.setattr(calibration_file_module, "_calibrations", {})
    return TryingWorker(Limits())


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what this process knows, as a new process would."""
    monkeypatch.setattr(calibration_file_module, "_calibrations", {})


@pytest.mark.parametrize("is_new_process", [False, True])
def test_it_is_made_once_for_the_same_content(
    is_new_process: bool, worker: TryingWorker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = calibration_file(tmp_path, "week 1", "../ps")
    first = read_protections(path, NOTEBOOK, worker)
    calls = worker.calls
    if is_new_process:
        forget(monkeypatch)

    assert read_protections(path, NOTEBOOK, worker) == first
    assert worker.calls == calls == len(list(example_submissions(NOTEBOOK)))
    assert tmp_path in path.parents


@pytest.mark.parametrize(
    "changes",
    [
        {"cells": (*CELLS[:-1], check("assert g", "test-2"))},
        {"instructor_cells": SOLVED[1:]},
        {"hidden_markers": ("BEGIN SECRET", "END SECRET")},
    ],
    ids=["a test", "a cell of the solution", "the markers"],
)
def test_it_is_made_again_after_a_change_of_the_notebook(
    changes: dict[str, object], worker: TryingWorker, tmp_path: Path
) -> None:
    path = calibration_file(tmp_path, "ps", "ps")
    read_protections(path, NOTEBOOK, worker)
    calls = worker.calls
    read_protections(path, replace(NOTEBOOK, **changes), worker)

    assert worker.calls > calls


def test_it_is_made_again_after_a_change_of_a_file_or_of_its_own_file(
    worker: TryingWorker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = calibration_file(tmp_path, "ps", "ps")
    read_protections(path, NOTEBOOK, worker)
    calls = worker.calls
    path.write_text("{")
    forget(monkeypatch)
    read_protections(path, NOTEBOOK, worker)
    changed = TryingWorker(Limits(), course_files={"data.csv": b"1"})
    read_protections(path, NOTEBOOK, changed)

    assert worker.calls == 2 * calls
    assert changed.calls == calls


def test_the_unprotected_cells_are_listed_with_their_reasons(worker: TryingWorker, tmp_path: Path) -> None:
    protections = read_protections(calibration_file(tmp_path, "ps", "ps"), NOTEBOOK, worker)

    assert list(unprotected_lines(protections)) == ["'test-2' is not protected: it reads the source"]


def test_a_solution_that_fails_is_tried_again_by_the_next_command(
    worker: TryingWorker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "try_tests", lambda *_: {"test": Trial(0, 0)})
    path = calibration_file(tmp_path, "ps", "ps")

    assert read_protections(path, NOTEBOOK, worker)["test"].protection is Protection.MANUAL
    assert not path.exists()


def test_tests_that_end_their_process_are_not_protected(worker: TryingWorker, tmp_path: Path) -> None:
    worker.dies = True
    protections = read_protections(calibration_file(tmp_path, "ps", "ps"), NOTEBOOK, worker)

    assert {cell.protection for cell in protections.values()} == {Protection.UNPROTECTED}


def test_the_examples_are_the_solution_the_release_each_stub_and_functions_without_results() -> None:
    examples = [
        [cell.source for cell in recovery.read_cells(data)[0] if cell.name in ("f", "g")]
        for data in example_submissions(NOTEBOOK)
    ]

    assert examples == [
        ["def f(x):\n    return 2 * x", "g = 1"],
        ["def f(x):\n    pass", "g = None"],
        ["def f(x):\n    pass", "g = 1"],
        ["def f(x):\n    return 2 * x", "g = None"],
        ["def f(x):\n    return None", "g = 1"],
    ]
