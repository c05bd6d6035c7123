"""Functions of this process that answer as a student's wrong ones do, so that no call has to cross.

Where a mistake is known, the unit has an implementation of it. In the checks, it gave the same answers as the student's
own function; so a later exercise that is right as it follows from the one is right as it follows from the other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.course.implementations import define
from autograder.course.unit_content import UnitContent
from autograder.grading.cell_dependencies import name_usage
from autograder.grading.graded_exercise import GradedExercise


@dataclass(frozen=True)
class Substitutes:
    """The functions by their exercises, and a key: functions with equal keys give the same answers."""

    functions: Mapping[str, Callable[..., Any]]
    key: Hashable

    @classmethod
    def of(cls, content: UnitContent, exercises: Sequence[GradedExercise]) -> Substitutes:
        """Return a function for each exercise whose mistake is known, and for those that follow from such ones."""
        functions: dict[str, Callable[..., Any]] = {}
        key: list[tuple[str, ...]] = []
        for exercise in exercises:
            if exercise.known_mistake is not None:
                functions[exercise.name] = exercise.known_mistake.implementation.value
                key.append((exercise.name, exercise.known_mistake.name))
            elif exercise.is_complete and exercise.earlier_names <= functions.keys():
                names = {name: functions[name] for name in exercise.earlier_names}
                cells = [cell for cell in content.right_cells(exercise.name) if names.keys() <= name_usage(cell).reads]
                if names and cells:
                    functions[exercise.name] = define(exercise.name, cells[0], {**content.catalogue.names, **names})
                    key.append((exercise.name, *sorted(names)))
        return cls(functions, tuple(key))
