"""Moodle: a grading worksheet that its importer reads, and a gradebook without unknown users or too many points."""

from __future__ import annotations

import csv
import io

import pytest

from autograder.errors import UsageError
from autograder.export.moodle import MoodleGradebook, MoodleWorksheet, read_gradebook
from autograder.export.table import Table
from tests.platform_gradebooks import MOODLE, WORKSHEET, export, held_back, mark, read_back


def worksheet(text: str = WORKSHEET) -> MoodleWorksheet:
    gradebook = read_gradebook(Table.parse(text.encode()))
    assert isinstance(gradebook, MoodleWorksheet)
    return gradebook


def worksheet_import(data: bytes, *, prefix: str = "Participant ") -> dict[int, tuple[str, str]]:
    """Read a file by the rules of Moodle's `importgradeslib.php`: grade and time of change by participant."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))
    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(rows.fieldnames or ())
    assert "Feedback comments" not in (rows.fieldnames or ()), "comments would be replaced"
    return {int(row["Identifier"][len(prefix) :]): (row["Grade"], row["Last modified (grade)"]) for row in rows}


def test_moodle_reads_the_worksheet() -> None:
    marks = [mark("Ada Lovelace"), mark("emmy@example.org", 0), mark("Participant 502", 40)]
    result = export(worksheet(), None, marks)

    assert worksheet_import(result.table.to_bytes()) == {501: ("32.5", "-"), 502: ("40", "-"), 503: ("0", "-")}
    assert result.is_complete
    assert [person.label for person in result.without_submission] == ["Nick Nobody (Participant 504)"]


def test_a_held_back_mark_is_no_number() -> None:
    result = export(worksheet(), None, [mark("Ada Lovelace"), held_back("עמי 🚀")])

    assert worksheet_import(result.table.to_bytes()).keys() == {501}
    assert not result.is_complete


def test_names_of_the_worksheet_survive_and_formulas_do_not() -> None:
    rows = read_back(export(worksheet(), None, [mark("502"), mark("eve@example.org"), mark("עמי 🚀")]).table.to_bytes())

    assert [row[1] for row in rows[1:]] == ['\'=HYPERLINK("x")', "עמי 🚀"]
    assert rows[1][7] == "Monday, 1 March 2027"


def test_the_worksheet_of_a_site_in_another_language_needs_the_column() -> None:
    text = (
        WORKSHEET.replace("Identifier", "ID")
        .replace("Participant ", "Teilnehmer/in")
        .replace("Grade,", "Bewertung,", 1)
    )
    with pytest.raises(UsageError, match="say which column"):
        export(worksheet(text), None, [mark("Ada Lovelace")])
    rows = read_back(export(worksheet(text), "bewertung", [mark("Ada Lovelace")]).table.to_bytes())

    assert (rows[0][4], rows[1][0], rows[1][4]) == ("Bewertung", "Teilnehmer/in501", "32.5")


def test_the_points_of_the_worksheet_must_be_those_of_the_unit() -> None:
    with pytest.raises(UsageError, match="has 100 points, the unit 40"):
        export(worksheet(WORKSHEET.replace("40.00", '"100,00"')), None, [mark("Ada Lovelace")])


def test_the_gradebook_has_only_people_whom_moodle_knows() -> None:
    gradebook = read_gradebook(Table.parse(MOODLE.encode()))
    result = export(gradebook, "Assignment: Loops (Real)", [mark("1001"), mark('Emmy No, "E"', 7), mark("stranger")])
    rows = list(csv.DictReader(io.StringIO(result.table.to_bytes().decode(), newline="")))

    assert isinstance(gradebook, MoodleGradebook)
    assert [(row["Email address"], row["Assignment: Loops (Real)"]) for row in rows] == [
        ("ada@example.org", "32.5"),
        ("emmy@example.org", "7"),
    ]
    assert list(result.matches.without_row) == ["stranger"]


def test_a_feedback_folder_has_the_participant_s_number_in_its_second_part() -> None:
    folders = [worksheet().feedback_folder(row) for row in worksheet().table.rows]
    parts = [folder.split("_", 4) for folder in folders]

    assert [part[1:] for part in parts] == [
        [number, "assignsubmission", "file"] for number in ("501", "502", "503", "504")
    ]
    assert not [folder for folder in folders if "/" in folder or "=" in folder]


def test_a_locked_grade_is_listed() -> None:
    result = export(
        worksheet(WORKSHEET.replace("40.00,Yes", "40.00,No", 1)), None, [mark("Ada Lovelace"), mark("עמי 🚀")]
    )

    assert worksheet_import(result.table.to_bytes()).keys() == {503}
    assert result.held_back == {"Ada Lovelace": "Moodle does not let this grade be changed"}
