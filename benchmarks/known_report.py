"""Run a command of `autograder` in which every submission gets the report of the first one, as if just graded.

`python -m benchmarks.known_report grade UNIT FOLDER` shows what the command itself costs, beside the grading.
"""

from __future__ import annotations

import json
from typing import Any
from unittest import mock

from autograder.cli.main import main
from autograder.grading import batch, worker_pool
from autograder.grading.worker_pool import GradedSubmission, grade_submission

_reports: list[dict[str, Any]] = []


def known_report(*submission: Any, cells: bool) -> GradedSubmission:
    """Return the report of the first submission, with this student's name; called like `grade_submission`."""
    if not _reports:
        text, _ = grade_submission(*submission)
        _reports.append(json.loads(text))
        worker_pool.WORKERS.close()
    _, _, _, student, *_ = submission
    return json.dumps({**_reports[0], "student": student}), ()


if __name__ == "__main__":
    with mock.patch.object(batch, "grade_submission", known_report):
        main()
