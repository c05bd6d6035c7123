"""Canvas: what is written is what Canvas's importer reads, for the right students, and nothing else."""

from __future__ import annotations

import re

import pytest

from autograder.errors import UsageError
from autograder.export.canvas import CanvasGradebook
from autograder.export.table import Table
from tests.platform_gradebooks import CANVAS, export, held_back, mark, read_back

IGNORED = re.compile("Current Score|Current Grade|Final Score|Final Grade|Override")


def gradebook(text: str = CANVAS) -> CanvasGradebook:
    return CanvasGradebook(Table.parse(text.encode()))


def canvas_import(data: bytes) -> tuple[dict[str, float | None], dict[str, dict[str, str]]]:
    """Read a file by the rules of Canvas's `gradebook_importer.rb`: points of assignments, grades by student id."""
    header, *rows = read_back(data)
    assert len(header) > 3
    assert "Student" in header[0]
    assert "ID" in header[1]
    width = 3
    if re.search(r"SIS\s+Login\s+ID", header[2]):
        width = 4
    elif re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3]):
        width = 5
    assert "Section" in header[width - 1]
    assignments = {
        match[1]: place
        for place, title in enumerate(header)
        if place >= width and not IGNORED.search(title) and (match := re.search(r"\((\d+)\)$", title))
    }
    assert len(assignments) == len(header) - width, "another column would become a new assignment"
    points: dict[str, float | None] = {}
    grades: dict[str, dict[str, str]] = {}
    for row in rows:
        if "Points Possible" in row[0]:
            points = {name: float(row[place]) for name, place in assignments.items()}
        else:
            assert row[1].isdigit(), "a row without an id would become a new student"
            grades[row[1]] = {name: row[place] for name, place in assignments.items()}
    return points, grades


def test_canvas_reads_the_marks_of_the_students_who_have_one() -> None:
    marks = [mark("ada"), mark("jan2", 0), mark("emmy", 40), held_back("eve")]
    result = export(gradebook(), "4711", marks)
    points, grades = canvas_import(result.table.to_bytes())

    assert points == {"4711": 40}
    assert grades == {"101": {"4711": "32.5"}, "103": {"4711": "0"}, "105": {"4711": "40"}}
    assert list(result.held_back) == ["eve"]
    assert [person.label for person in result.without_submission] == ["Doe, Jan (102)", "Nobody, Nick (106)"]


def test_no_mark_of_somebody_else_and_no_other_column_is_touched() -> None:
    text = export(gradebook(), "4711", [mark("ada")]).table.to_bytes().decode()

    assert "Nobody" not in text
    assert "Essay" not in text
    assert "Current Score" not in text


def test_names_survive_and_formulas_do_not() -> None:
    rows = read_back(export(gradebook(), "4711", [mark("eve"), mark("emmy")]).table.to_bytes())
    names = {row[1]: row[0] for row in rows}

    assert names["105"] == 'עמי, 🚀 "Emmy"'
    assert names["104"] == "'=cmd|' /C calc'!A0"


def test_an_id_that_would_be_a_formula_is_entered_by_hand() -> None:
    result = export(gradebook(CANVAS.replace("S-4,eve", "S-4,=eve()")), "4711", [mark("104")])

    assert "its 'SIS Login ID' would be a formula" in result.matches.without_row["104"]
    assert "=eve" not in result.table.to_bytes().decode()


@pytest.mark.parametrize("name", ["4711", "Loops, 2nd part", "loops, 2ND part (4711)"])
def test_an_assignment_has_a_title_and_a_number(name: str) -> None:
    assert gradebook().mark_column(name) == 7


@pytest.mark.parametrize("name", [None, "Loops", "Current Score", "Note"])
def test_another_column_is_refused_with_the_list_of_assignments(name: str | None) -> None:
    with pytest.raises(UsageError, match=r"'Essay \(4000\)', 'Loops, 2nd part \(4711\)'"):
        str(gradebook().mark_column(name))
    with pytest.raises(UsageError) as caught:
        gradebook().mark_column(name)

    assert "Essay (4000)" in str(caught.value)


def test_two_assignments_of_one_title_need_the_number() -> None:
    with pytest.raises(UsageError, match="several columns have this name"):
        gradebook(CANVAS.replace("Essay (4000)", "Loops (4000)").replace('"Loops, 2nd part', '"Loops')).mark_column(
            "Loops"
        )


def test_other_points_are_refused_unless_they_are_to_be_converted() -> None:
    with pytest.raises(UsageError) as caught:
        export(gradebook(), "Essay", [mark("ada")])
    _, grades = canvas_import(export(gradebook(), "Essay", [mark("ada")], scale=True).table.to_bytes())

    assert "'Essay (4000)' has 10 points, the unit 40" in str(caught.value)
    assert grades == {"101": {"4000": "8.13"}}


def test_a_file_of_another_program_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        gradebook("Name,Points\nada,3\n")

    assert "no gradebook of Canvas" in str(caught.value)
    assert "Export Entire Gradebook" in str(caught.value)


def test_an_excused_student_stays_excused() -> None:
    result = export(gradebook(CANVAS.replace(",7.00,12.00,", ",7.00,EX,")), "4711", [mark("ada"), mark("emmy")])
    _, grades = canvas_import(result.table.to_bytes())

    assert grades.keys() == {"105"}
    assert result.held_back == {"ada": "is excused in Canvas"}
