"""The rooms of one benchmark: seated once, put back in order before every run."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.authoring.sample_class import SampleStudent
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from benchmarks import classroom
from benchmarks.classroom import Classroom
from benchmarks.contestants import FEW, Contestant, command
from benchmarks.measure import run

GRADEBOOK, FRESH = "gradebook.db", "gradebook.fresh"


class Rooms:
    """Classes of every size that is asked for, in a folder of their own."""

    def __init__(self, course: Course, content: UnitContent, home: Path) -> None:
        self._course, self._known, self._home = course, content, home.resolve()
        self._seated: dict[str, Classroom] = {}

    def room(self, contestant: Contestant, size: int, *, hostile: bool = False) -> Classroom:
        """A class for a system, as it was before anybody graded it."""
        few = "-few" if contestant.largest == FEW else ""
        name = f"{size}{few}{'-stock' * contestant.stock}{'-hostile' * hostile}{'-prepared' * contestant.prepared}"
        if name not in self._seated:
            seats = self._pupils(contestant, size, hostile=hostile)
            room = classroom.seated(self._course, self._home / name, seats, configured=not contestant.stock)
            if contestant.prepared:
                self._generate(room)
            self._seated[name] = room
        room = self._seated[name]
        shutil.rmtree(room.folder / "autograded", ignore_errors=True)
        if contestant.prepared:
            shutil.copy(room.folder / FRESH, room.folder / GRADEBOOK)
        return room

    def _pupils(self, contestant: Contestant, size: int, *, hostile: bool) -> list[SampleStudent]:
        if contestant.largest == FEW:
            return classroom.handful(self._known, size)
        return classroom.pupils(self._known, size, hostile=hostile)

    def _generate(self, room: Classroom) -> None:
        made = run([command("nbgrader"), "generate_assignment", room.unit], room.folder, self._home / "generate.log")
        if made.status:
            raise SystemExit(made.output)
        shutil.copy(room.folder / GRADEBOOK, room.folder / FRESH)
