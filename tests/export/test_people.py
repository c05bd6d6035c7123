"""Matching: by id, e-mail or name; whoever fits several is refused, and a mapping file decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.export.people import Person, match, read_mapping

PEOPLE = [
    Person.of(0, ["101", "ada", "ada@example.org"], ["Lovelace, Ada", "Ada Lovelace"]),
    Person.of(1, ["102", "blaise"], ["Pascal, Blaise", "Blaise Pascal"]),
    Person.of(2, ["103", "jan1"], ["Doe, Jan", "Jan Doe"]),
    Person.of(3, ["104", "jan2"], ["Doe, Jan", "Jan Doe"]),
    Person.of(4, ["105", "sean"], ["O'Brien, Seán", "Seán O'Brien"]),
    Person.of(5, ["106"], ["zoë 🚀"]),
    Person.of(6, ["107"], ["zoë"]),
    Person.of(7, ["108"], ["عمر الخيام"]),
]


def row_of(student: str, **mapping: str) -> int | None:
    person = match([student], PEOPLE, mapping).people.get(student)
    return None if person is None else person.row


@pytest.mark.parametrize(
    ("student", "row"),
    [
        ("ada", 0),
        ("ADA", 0),
        ("101", 0),
        ("Ada@Example.org", 0),
        ("Ada Lovelace", 0),
        ("Lovelace, Ada", 0),
        ("lovelaceada", 0),
        ("pascalblaise", 1),
        ("Blaise  Pascal", 1),
        ("O%27Brien, Sea\u0301n", 4),
        ("Sean O'Brien", None),
        ("doejan-104", 3),
        ("Jan Doe-103", 2),
        ("zoë 🚀", 5),
        ("zoë", 6),
        ("عمر الخيام", 7),
        ("ad", None),
        ("blaise@example.org", None),
    ],
)
def test_a_student_is_found_by_id_e_mail_or_name(student: str, row: int | None) -> None:
    assert row_of(student) == row


def test_two_people_of_one_name_are_never_guessed() -> None:
    matches = match(["Jan Doe"], PEOPLE, {})

    assert not matches.people
    assert "2 rows fit: Doe, Jan (103), Doe, Jan (104)" in matches.without_row["Jan Doe"]


def test_an_id_of_one_that_is_the_name_of_another_is_never_guessed() -> None:
    people = [Person.of(0, ["kim"], ["Lee Park"]), Person.of(1, ["lee"], ["Kim"])]

    assert not match(["kim"], people, {}).people


def test_two_submissions_of_one_person_are_both_refused() -> None:
    matches = match(["ada", "Ada Lovelace", "blaise"], PEOPLE, {})

    assert list(matches.people) == ["blaise"]
    assert "is also that of 'Ada Lovelace'" in matches.without_row["ada"]


def test_whoever_handed_in_nothing_is_listed() -> None:
    assert [person.row for person in match(["ada", "nobody"], PEOPLE[:2], {}).without_submission] == [1]


def test_a_mapping_file_decides(tmp_path: Path) -> None:
    (tmp_path / "mapping.csv").write_text("student,id\nJan Doe,104\nnemo,ada@example.org\nghost,999\nother,101\n")
    mapping = read_mapping(tmp_path / "mapping.csv")
    matches = match(["Jan Doe", "nemo", "ghost"], PEOPLE, mapping)

    assert {student: person.row for student, person in matches.people.items()} == {"Jan Doe": 3, "nemo": 0}
    assert matches.without_row == {"ghost": "no row has the id '999' of the mapping file"}


def test_a_mapping_file_is_not_overruled_by_a_name() -> None:
    assert row_of("ada", ada="102") == 1
    assert row_of("ada", ada="Jan Doe") is None


def test_the_roster_of_a_classroom_service_is_a_mapping_file(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text('"identifier","github_username"\n"ada@example.org","countess"\n"x",""\n')

    assert read_mapping(tmp_path / "roster.csv") == {"countess": "ada@example.org"}


@pytest.mark.parametrize(
    ("text", "message"),
    [("student\nada\n", "the columns 'student' and 'id'"), ("student,id\nada,1\nAda,2\n", "gives 'Ada' two ids")],
)
def test_a_mapping_file_without_sense_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "mapping.csv").write_text(text)

    with pytest.raises(UsageError, match=message):
        read_mapping(tmp_path / "mapping.csv")
