"""A submission gets the same report however often its answers were seen before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from autograder.authoring.sample_submissions import notebook_bytes, predictions_file, solved_notebook, with_cells
from autograder.course.configuration import Course
from autograder.grading.worker import Worker
from tests.real_course import content_of

STEP_WITH_A_MISTAKE = "def grad_line(x, y, w, b):\n    r = w * x + b - y\n    return (r * x).sum(), r.sum()"
CASES: Mapping[str, Mapping[str, str]] = {
    "right": {},
    "a known mistake, and what follows from it": {"grad_line": STEP_WITH_A_MISTAKE},
    "a relation to the right answers": {"relative_error": "def relative_error(a, b):\n    return 7.0"},
    "a missing function": {"numerical_gradient": "numerical_gradient = None"},
    "an exception": {"grad_line": "def grad_line(x, y, w, b):\n    return 1 / 0"},
}


@pytest.fixture(scope="module")
def gradient_worker(course: Course) -> Iterator[Worker]:
    worker = Worker(course, "gradient")
    yield worker
    worker.close()


@pytest.mark.slow
@pytest.mark.parametrize("cells", CASES.values(), ids=CASES)
def test_the_report_stays_the_same(course: Course, gradient_worker: Worker, cells: Mapping[str, str]) -> None:
    content = content_of("gradient")
    data = notebook_bytes(with_cells(solved_notebook(content), cells))
    files = {"predictions.json": predictions_file(content)}
    reports = [gradient_worker.grade("somebody", data, files).report for _ in range(4)]
    first, *later_reports = [report.model_dump(exclude={"seconds"}) for report in reports]

    assert later_reports == [first] * 3
