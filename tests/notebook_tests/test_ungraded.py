"""A submission of which the grading process died is left to a person; a large file is not read a second time."""

from __future__ import annotations

import pytest

from autograder.limits import Limits
from autograder.notebook_tests import pipeline
from autograder.notebook_tests.merge import merge_submission
from autograder.notebook_tests.pipeline import ungraded_reply
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.notebook_tests.worker import GRADER_SECONDS, RUNS, NotebookWorker
from tests.notebook_tests.builders import check, notebook, solution

SOURCE = SourceNotebook("ps", "python", (solution("# your code"), check("assert answer == 1")))
SUBMISSION = notebook([("answer", "answer = 1")])


def test_a_person_sees_what_was_handed_in() -> None:
    reply = ungraded_reply(SOURCE, SUBMISSION, "the grading process ended")

    assert reply.manual_grading == {"test": "the grading process ended"}
    assert reply.cells[0]["source"] == "answer = 1"


def test_a_large_file_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was read")

    monkeypatch.setattr(pipeline, "merge_submission", refuse)
    reply = ungraded_reply(SOURCE, SUBMISSION + b" " * (2 << 20), "the grading process ended")

    assert reply.manual_grading == {"test": "the grading process ended"}
    assert reply.cells[0]["source"] == "# your code"
    assert any("too large" in note for note in reply.notes)


def test_the_course_may_set_the_time_of_a_submission(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds: list[float] = []

    def ask(self: NotebookWorker, request: object, limit: float) -> dict[str, object]:
        seconds.append(limit)
        return {"cells": [], "manual_grading": {}, "notes": []}

    monkeypatch.setattr(NotebookWorker, "ask", ask)
    NotebookWorker(Limits(submission_seconds=20, cell_seconds=3)).grade(SOURCE, SUBMISSION, {})

    assert seconds == [RUNS * 20 + 3 + GRADER_SECONDS]
    assert merge_submission(SOURCE, SUBMISSION).cells[0].source == "answer = 1"
