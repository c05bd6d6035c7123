"""The content of students.yml: who has more time for a unit, and who is excused from one.

It is a file of its own beside course.yml because it is about persons: course.yml can be public and is in the
repository, while this file stays on the instructor's machine. It also changes more often, and no change in it makes
anybody's work run again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, RootModel, ValidationError
from pydantic_core import PydanticCustomError

from autograder.course.configuration import Course, Unit
from autograder.course.yaml_document import DueDate, KeyPath, YamlDocument, YamlModel, suggest
from autograder.errors import CourseError
from autograder.hand_in import HandIn

FILE_NAME = "students.yml"
QUOTES = "put it in quotes: YAML reads 0123 as another number"


def _require_text_keys(value: object) -> object:
    if isinstance(value, dict) and (numbers := [key for key in value if not isinstance(key, str)]):
        context = {"name": str(numbers[0]), "fix": QUOTES}
        raise PydanticCustomError("name", "has the name {name}, which should be text", context)
    return value


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class StudentEntry(YamlModel):
    """What holds for one student: due dates of their own by unit, and the units that do not count for them."""

    extensions: Mapping[str, DueDate] = {}
    excused: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)] = ()


class StudentFile(RootModel[Annotated[dict[str, StudentEntry], BeforeValidator(_require_text_keys)]]):
    """All entries by the student's name."""


@dataclass(frozen=True)
class StudentEntries:
    """The entries of students.yml, by the names that submissions have in reports; none where there is no file."""

    entries: Mapping[str, StudentEntry] = field(default_factory=dict)

    @classmethod
    def load(cls, course: Course) -> StudentEntries:
        """Read the file beside course.yml; CourseError where it has a mistake."""
        path = course.root / FILE_NAME
        if not path.is_file() or not _has_content(path.read_bytes()):
            return cls()
        document = YamlDocument.read(path)
        try:
            entries = StudentFile.model_validate(document.data).root
        except ValidationError as error:
            raise document.course_error(error) from None
        for student, entry in entries.items():
            _validate(course, document, student, entry)
        return cls(entries)

    def due(self, unit: Unit, student: str) -> datetime | None:
        """Return the due date of a unit for a student, with their extension."""
        entry = self.entries.get(student)
        return entry.extensions.get(unit.id, unit.due) if entry else unit.due

    def hand_in(self, unit: Unit, student: str, time: datetime | None, source: str = "") -> HandIn | None:
        """Return the record of a submission; None where there is no due date or late policy.

        None, too, where the student is excused: what does not count can lose nothing.
        """
        due = self.due(unit, student)
        if due is None or unit.late is None or self.is_excused(unit.id, student):
            return None
        return unit.late.hand_in(due, time, source, has_extension=due != unit.due)

    def is_excused(self, unit_id: str, student: str) -> bool:
        """Whether a unit does not count for a student."""
        return student in self.entries and unit_id in self.entries[student].excused

    def unknown(self, unit_id: str, students: list[str]) -> Iterator[str]:
        """Yield a line for each extension of a student who is not among these: perhaps the name is misspelt."""
        for name, entry in self.entries.items():
            if unit_id in entry.extensions and name not in students:
                similar = suggest(name, students, "students") if students else ""
                hint = f" ({similar})" if similar.startswith("did you mean") else ""
                yield f"{FILE_NAME}: '{name}' has an extension, but there is no submission of this name{hint}"


def _has_content(data: bytes) -> bool:
    lines = [line.strip() for line in data.removeprefix(b"\xef\xbb\xbf").splitlines()]
    return any(line and not line.startswith(b"#") for line in lines)


def _validate(course: Course, document: YamlDocument, student: str, entry: StudentEntry) -> None:
    """Raise CourseError for a unit that does not exist, and for an extension that is none."""
    units = {unit.id: unit for unit in course.units}
    paths: list[tuple[str, KeyPath]] = [(name, (student, "extensions", name)) for name in entry.extensions]
    paths += [(name, (student, "excused", place)) for place, name in enumerate(entry.excused)]
    for name, path in paths:
        if name not in units:
            fix = suggest(name, list(units), "units")
            raise CourseError(f"there is no unit '{name}'", where=document.where(path), fix=fix)
    for name, date in entry.extensions.items():
        due, where = units[name].due, document.where((student, "extensions", name))
        if due is None:
            fix = "give the unit a due date in course.yml first"
            raise CourseError(f"the unit '{name}' has no due date that could be extended", where=where, fix=fix)
        if date < due:
            fix = f"write a date after {due.isoformat()}"
            raise CourseError(f"the extension ends before the due date of '{name}'", where=where, fix=fix)
