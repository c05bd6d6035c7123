"""Whose row is whose: students of reports matched with people of a platform, by id, e-mail or name, never by guessing.

What is written the same, but for case and spaces, is compared first. Only where nothing is, names are compared as
downloads change them: in either order, without punctuation, with the platform's id where two people have one name.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from autograder.errors import UsageError
from autograder.export.table import Table

STUDENT_COLUMNS = ("student", "github_username", "username")
ID_COLUMNS = ("id", "identifier", "roster_identifier", "email")
LISTED_PEOPLE = 4
NO_ROW = "no row has this id, e-mail or name"


@dataclass(frozen=True, slots=True)
class Person:
    """A row of a platform's file. `problem` says why no mark can be written into it."""

    row: int
    label: str
    exact: frozenset[str]
    loose: frozenset[str] = frozenset()
    problem: str = ""

    @classmethod
    def of(cls, row: int, ids: Iterable[str], names: Iterable[str], problem: str = "") -> Person:
        """Return a person with these ids and e-mail addresses, and with these ways to write the name."""
        all_ids, all_names = [text for text in ids if text.strip()], [text for text in names if text.strip()]
        numbers = {number for text in all_ids if (number := text.rpartition(" ")[2]).isdigit()}
        loose = {form for name in all_names if (form := loose_form(name))}
        with_number = {f"{form}-{number}" for form in loose for number in numbers}
        label = " ".join([*all_names[:1], *(f"({text})" for text in all_ids[:1])]) or f"row {row + 2}"
        exact = frozenset(map(exact_form, (*all_ids, *all_names)))
        return cls(row, label, exact, frozenset(loose | with_number), problem)


@dataclass(frozen=True)
class Matches:
    """The person of each student who has one; who has none, and why; and the people without a submission."""

    people: Mapping[str, Person] = field(default_factory=dict)
    without_row: Mapping[str, str] = field(default_factory=dict)
    without_submission: Sequence[Person] = ()


def exact_form(text: str) -> str:
    """Return an id, e-mail address or name without differences of case, spaces and Unicode's forms."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def loose_form(text: str) -> str:
    """Return a name's letters and digits alone."""
    return "".join(c for c in exact_form(text) if c.isalnum() or unicodedata.category(c).startswith("M"))


def read_mapping(path: Path) -> dict[str, str]:
    """Return the ids of a mapping file by student; UsageError where a student has two or a column is missing."""
    table = Table.read(path)
    columns = [name.casefold() for name in table.header]
    places = [
        next((columns.index(name) for name in names if name in columns), None)
        for names in (STUDENT_COLUMNS, ID_COLUMNS)
    ]
    student_place, id_place = places
    if student_place is None or id_place is None:
        raise UsageError("a mapping file has the columns 'student' and 'id'", where=str(path))
    mapping: dict[str, str] = {}
    for row in table.rows:
        student, identifier = exact_form(row[student_place]), row[id_place].strip()
        if student and identifier and mapping.setdefault(student, identifier) != identifier:
            raise UsageError(f"the mapping file gives '{row[student_place]}' two ids", where=str(path))
    return mapping


def match(students: Iterable[str], people: Sequence[Person], mapping: Mapping[str, str]) -> Matches:
    """Match students with people; whoever fits several, or shares a person with another student, is refused."""
    candidates = _Index(people)
    matched: dict[str, Person] = {}
    without_row: dict[str, str] = {}
    for student in students:
        persons = candidates.find(student, mapping.get(exact_form(student)))
        if len(persons) == 1 and not persons[0].problem:
            matched[student] = persons[0]
        else:
            without_row[student] = _reason(persons, mapping.get(exact_form(student)))
    by_row: dict[int, list[str]] = defaultdict(list)
    for student, person in matched.items():
        by_row[person.row].append(student)
    for sharers in by_row.values():
        for student in sharers if len(sharers) > 1 else ():
            rivals = ", ".join(f"'{name}'" for name in sharers if name != student)
            without_row[student] = f"its row, {matched.pop(student).label}, is also that of {rivals}"
    rows = {person.row for person in matched.values()}
    return Matches(matched, without_row, [person for person in people if person.row not in rows])


class _Index:
    """Finds people by what is written of them."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._exact: dict[str, list[Person]] = defaultdict(list)
        self._loose: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            for form in person.exact:
                self._exact[form].append(person)
            for form in person.loose:
                self._loose[form].append(person)

    def find(self, student: str, identifier: str | None) -> list[Person]:
        """Return the people whom a student may be; with an id of the mapping file, those who have it."""
        if identifier is not None:
            return self._exact.get(exact_form(identifier), [])
        spellings = (student, unquote(student))  # a name that is no file name was quoted
        exact = _different(self._exact, map(exact_form, spellings))
        return exact or _different(self._loose, (form for text in spellings for form in _loose_forms(text)))


def _loose_forms(student: str) -> list[str]:
    name, _, number = student.rpartition("-")
    forms = [loose_form(student)]
    return [*forms, f"{loose_form(name)}-{number}"] if number.isdigit() and name else forms


def _different(index: Mapping[str, list[Person]], forms: Iterable[str]) -> list[Person]:
    return list({person.row: person for form in forms if form for person in index.get(form, [])}.values())


def _reason(persons: Sequence[Person], identifier: str | None) -> str:
    if not persons:
        return NO_ROW if identifier is None else f"no row has the id '{identifier}' of the mapping file"
    if len(persons) == 1:
        return persons[0].problem
    labels = ", ".join(person.label for person in persons[:LISTED_PEOPLE])
    return f"{len(persons)} rows fit: {labels}: say in a mapping file which"
