"""The content of a unit: its notebook, reference, known mistakes and questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import ModuleType
from typing import Any

from lab.predicting.question_types import Question
from lab.variants.variant import Variant

from autograder.course.cell_syntax import names_and_attributes
from autograder.course.configuration import Course, Unit
from autograder.course.course_packages import import_module
from autograder.course.exercise_hints import read_hints
from autograder.course.explanations import read_explanations, require_complete
from autograder.course.mistakes import Catalogue, load_catalogue
from autograder.course.notebook import (
    Notebook,
    Role,
    cell_name,
    cell_role,
    cell_source,
    parse_notebook,
    solution_texts,
)
from autograder.course.points import UnitPoints, read_points, release_with_points
from autograder.course.prediction_answers import compute_outcomes
from autograder.errors import UsageError


@dataclass(frozen=True)
class UnitContent:
    """The content of a unit, with all its secrets: it never leaves the trusted process."""

    course: Course
    unit: Unit
    source: Notebook
    release: Notebook
    points: UnitPoints
    reference_module: ModuleType
    """The module of the reference, as the checks import it."""
    reference: Mapping[str, Any]
    solutions: Mapping[str, str]
    """The text of every solution cell in the instructor's notebook, without markers."""
    catalogue: Catalogue
    questions: Mapping[str, Question]
    explanations: Mapping[str, str]
    """The key of the right explanation, by prediction."""
    why_not: Mapping[str, Mapping[str, str]]
    """A sentence for each wrong explanation that says why it does not hold, by prediction and key."""
    equivalent_mutants: Mapping[str, str]
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The hints in levels of the exercises that have any."""

    @cached_property
    def outcomes(self) -> dict[str, Any]:
        """The right answer to every prediction, computed by the notebook's outcome cells."""
        return compute_outcomes(self.source, self.unit.id)

    def outcomes_of(self, variant: Variant | None) -> Mapping[str, Any]:
        """Return the right answers on a student's data. They are computed for each student anew."""
        return self.outcomes if variant is None else compute_outcomes(self.source, self.unit.id, variant)

    @property
    def exercises(self) -> tuple[str, ...]:
        """The names of the exercises, in the notebook's order."""
        return tuple(self.points.exercises)

    def called_exercises(self, exercise: str) -> tuple[str, ...]:
        """Return the earlier exercises that the notebook's solution of an exercise calls."""
        names = names_and_attributes(self.solutions.get(exercise, ""))
        earlier_names = self.exercises[: self.exercises.index(exercise)]
        return tuple(name for name in earlier_names if name in names)

    def right_cells(self, exercise: str) -> Iterator[str]:
        """Yield the cells that write an exercise rightly: the notebook's solution, then the right implementations."""
        if exercise in self.solutions:
            yield self.solutions[exercise]
        yield from (right.implementation.cell for right in self.catalogue.rights_of(exercise))

    @cached_property
    def stubs(self) -> dict[str, str]:
        """The source of every solution cell in the released notebook."""
        return {cell_name(c): cell_source(c) for c in self.release["cells"] if cell_role(c) is Role.SOLUTION}


def load(course: Course, unit_id: str) -> UnitContent:
    """Load the content of a unit.

    CourseError where a part of it is missing, UsageError where a module that it needs is not installed.
    """
    unit = course.unit(unit_id)
    if unit.missing:
        message = f"the unit '{unit.id}' needs {', '.join(unit.missing)}, not installed here"
        raise UsageError(message, fix=f"install it: `pip install {' '.join(unit.missing)}`")
    source = parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source))
    points = read_points(unit, source)
    reference = import_module(course.root, f"solutions.{unit.module}")
    mistakes = import_module(course.root, f"hidden_checks.{unit.module}.mistakes")
    catalogue_rows = import_module(course.root, "hidden_checks.mistake_catalogue_rows").CATALOGUE_ROWS
    explanations = read_explanations(unit)
    questions = {
        question.id: question for question in import_module(course.root, f"lab.questions.{unit.module}").QUESTIONS
    }
    require_complete(unit, explanations, questions)
    names = {name: value for name, value in vars(reference).items() if not name.startswith("_")}
    solutions = solution_texts(source, unit.id)
    return UnitContent(
        course=course,
        unit=unit,
        source=source,
        release=release_with_points(unit, source),
        points=points,
        reference_module=reference,
        reference=names,
        solutions=solutions,
        catalogue=load_catalogue(mistakes, catalogue_rows, solutions, names),
        questions=questions,
        explanations={name: reasons.fitting for name, reasons in explanations.items()},
        why_not={name: reasons.why_not for name, reasons in explanations.items()},
        equivalent_mutants=getattr(mistakes, "EQUIVALENT_MUTANTS", {}),
        hints=read_hints(unit),
    )
