"""Files that do not fit into the sandbox are that submission's problem."""

from __future__ import annotations

import pytest

from autograder.grading.json_subprocess import WorkerDied
from autograder.limits import Limits
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.notebook_tests.submitted_files import find_file_problem
from autograder.notebook_tests.worker import NotebookWorker
from tests.notebook_tests.builders import check, notebook, solution

TOO_MUCH = {
    "many empty files": ({f"f{i // 50}/{i}.txt": b"" for i in range(20_500)}, "20,500 files"),
    "a large file": ({"large.bin": bytes(17 << 20)}, r"'large.bin' is larger than 16 MiB"),
    "files that are large together": ({f"{i}.bin": bytes(15 << 20) for i in range(5)}, "larger than 62 MiB together"),
}


@pytest.mark.parametrize(("files", "problem"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_files_that_do_not_fit_are_not_sent_to_the_grading_process(files: dict[str, bytes], problem: str) -> None:
    worker = NotebookWorker(Limits())
    source_notebook = SourceNotebook("ps", "python", (solution(""), check("assert x == 1")))

    with pytest.raises(WorkerDied, match=problem):
        worker.grade(source_notebook, notebook([("answer", "x = 1")]), files)
    assert worker.subprocess is None


def test_usual_files_fit() -> None:
    assert find_file_problem({"data/table.csv": bytes(1000), "picture.png": bytes(15 << 20)}, Limits()) == ""
