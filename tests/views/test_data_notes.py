"""Notes on the data of a submission: for a person, and without any effect on a score."""

from __future__ import annotations

import pytest

from autograder.isolation import Isolation
from autograder.report import Report, Seconds, SubmissionInfo, VariantInfo
from autograder.views import results_table
from autograder.views.class_statistics import GradedSubmission
from autograder.views.data_notes import class_ids, data_note
from autograder.views.feedback_cards import data_cards
from autograder.views.feedback_page import feedback_page


def report(student: str = "Bob", *notebook_ids: str, variant: bool = True) -> Report:
    return Report(
        course="course",
        unit="unit",
        student=student,
        submission=SubmissionInfo(sha256="0" * 64),
        score=0,
        max_score=6,
        publishable=True,
        exercises=(),
        predictions=(),
        variant=VariantInfo(id=student.lower(), notebook_ids=notebook_ids) if variant else None,
        isolation=Isolation(),
        seconds=Seconds(),
    )


@pytest.mark.parametrize(
    ("notebook_ids", "note"),
    [
        pytest.param((), "", id="nothing is known"),
        pytest.param(("bob",), "", id="the student's own"),
        pytest.param(("eve",), "numbers from the data of 'eve', not from that of 'bob'", id="somebody else"),
        pytest.param(
            ("bob", "ada"),
            "numbers from the data of 'ada', who is in this class, not from that of 'bob'",
            id="classmate",
        ),
        pytest.param(("",), "numbers from the data that is the same for all, not from that of 'bob'", id="common data"),
        pytest.param(
            ("", "eve"),
            "numbers from the data that is the same for all and the data of 'eve', not from that of 'bob'",
            id="several",
        ),
    ],
)
def test_a_note_says_whose_numbers_they_are(notebook_ids: tuple[str, ...], note: str) -> None:
    assert data_note(report("Bob", *notebook_ids), class_ids(["Ada", "Bob"])) == note


def test_without_variants_there_is_no_note() -> None:
    assert data_note(report(variant=False)) == ""
    assert data_cards(report(variant=False)) == []


def test_the_table_says_it_without_controlling_the_terminal() -> None:
    text = results_table.notes(report("Bob", "[red]eve[/red]"), ())

    assert r"numbers from the data of '\[red]eve" in text


def test_the_feedback_page_says_it_and_escapes_the_id() -> None:
    page = feedback_page(report("Bob", "<script>eve"), "A unit")

    assert "<script>eve" not in page
    assert "&lt;script&gt;eve" in page
    assert "this costs no points" in page


def test_a_page_of_a_student_with_own_numbers_is_the_page_without_variants() -> None:
    assert feedback_page(report("Bob", "bob"), "A unit") == feedback_page(report("Bob", variant=False), "A unit")


def test_a_report_without_variants_has_the_fields_that_it_always_had() -> None:
    assert "variant" not in report(variant=False).json_text()
    assert Report.from_json(report("Bob", "ada").json_text()) == report("Bob", "ada")


def test_a_page_without_names_says_nothing_about_ids() -> None:
    submission = GradedSubmission(report("Bob", "ada")).without_name()

    assert submission.report.variant is None
