"""The worked solutions of a unit: the solution cells of the instructor's notebook, and when students may see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from lab.solving import solution_file
from lab.solving.solution_file import SolutionFile

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import parse_notebook, solution_texts
from autograder.course.points import read_points
from autograder.course.student_entries import StudentEntries
from autograder.report import Report


@dataclass(frozen=True)
class WorkedSolutions:
    """The solutions of a unit by exercise, in its order, and the due date of the last student; None without one."""

    texts: Mapping[str, str]
    last_due: datetime | None = None

    @classmethod
    def load(cls, course: Course, unit: Unit) -> WorkedSolutions:
        """Read them for the feedback of a unit; there are none where the course shows none."""
        if course.policies.solutions == "never":
            return cls({})
        return cls(read_solutions(unit), last_due(course, unit))

    def shown(self, names: Collection[str], now: datetime) -> dict[str, str]:
        """Return the solutions that a student may see who has finished the exercises `names`.

        Those of these exercises, and all of them once nobody has time left.
        """
        is_over = self.last_due is not None and now > self.last_due
        return {name: text for name, text in self.texts.items() if is_over or name in names}


def finished_exercises(report: Report) -> list[str]:
    """Return the exercises with full points, and those that the student gave up."""
    return [e.id for e in report.exercises if e.gave_up or (e.attempted and e.score == e.max_score)]


def read_solutions(unit: Unit) -> dict[str, str]:
    """Return the solution of each exercise as it stands in the instructor's notebook, without markers."""
    source = parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source))
    texts = solution_texts(source, unit.id)
    return {name: texts[name].strip("\n") for name in read_points(unit, source).exercises if name in texts}


def file_name(unit: Unit) -> str:
    """Return the name of the file that students put beside the notebook."""
    return f"{unit.id}{solution_file.SUFFIX}"


def file_content(course: Course, unit: Unit) -> bytes:
    """Return the content of that file."""
    costs_points = course.policies.giving_up_costs_points
    return solution_file.encode(SolutionFile(unit.id, read_solutions(unit), unit.due, costs_points))


def last_due(course: Course, unit: Unit) -> datetime | None:
    """Return when the last student has to hand in, extensions included."""
    extensions = (entry.extensions.get(unit.id) for entry in StudentEntries.load(course).entries.values())
    return max(filter(None, [unit.due, *extensions]), default=None)
