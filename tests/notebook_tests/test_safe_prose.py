"""Markdown of a graded notebook: the course's own stays as it is, and nothing else runs in a browser."""

from __future__ import annotations

from typing import Any

from autograder.notebook_tests.safe_prose import safe_prose
from autograder.notebook_tests.source_notebook import SourceCell, SourceNotebook

COURSE_TEXT = "See <b style='position: fixed'>the lecture</b>."
SOURCE = SourceNotebook("ps", "python", (SourceCell("intro", "markdown", COURSE_TEXT, locked=True),))
PICTURE = {"image/png": "aGk="}


def safe(source: str, **fields: Any) -> dict[str, Any]:
    (cell,) = safe_prose(SOURCE, [{"cell_type": "markdown", "metadata": {}, "source": source, **fields}])
    return cell


def test_the_text_of_the_course_is_not_changed() -> None:
    assert safe(COURSE_TEXT)["source"] == COURSE_TEXT


def test_a_students_text_runs_nothing() -> None:
    assert safe("It is *0.5*.")["source"] == "It is *0.5*."
    assert "<script" not in safe("<script>document.title = 1</script>")["source"]


def test_only_pictures_stay_attached_whatever_the_grading_process_sends() -> None:
    attachments = {"a.png": {**PICTURE, "text/html": "<script>"}, "b.html": {"text/html": "<script>"}}

    assert safe("![a](attachment:a.png)", attachments=attachments)["attachments"] == {"a.png": PICTURE}
    for text in (COURSE_TEXT, "plain"):
        assert "attachments" not in safe(text, attachments={"b.html": {"text/html": "<script>"}})


def test_code_is_left_alone() -> None:
    code = {"cell_type": "code", "metadata": {}, "source": "a < b", "outputs": []}

    assert safe_prose(SOURCE, [code]) == [code]
