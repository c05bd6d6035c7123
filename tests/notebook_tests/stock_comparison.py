"""Small courses graded by nbgrader's own executor and by this engine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade

from autograder.limits import Limits
from autograder.notebook_tests.calibration import calibrate
from autograder.notebook_tests.source_notebook import InstructorCell, SourceCell, SourceNotebook
from autograder.notebook_tests.verdicts import CellProtection, Protection
from autograder.notebook_tests.worker import NotebookReply, NotebookWorker
from tests.notebook_tests.builders import notebook

SOLUTION = re.compile(r"(?m)^( *)### BEGIN SOLUTION\n(?:.*\n)*?\1### END SOLUTION")
STUB = r"\1# YOUR CODE HERE\n\1raise NotImplementedError()"
LIMITS = Limits(cell_seconds=5, call_seconds=5, notebook_seconds=60)


@dataclass(frozen=True)
class Exercise:
    """A solution cell with a marked solution, the test below it, and a wrong answer. `locked` stands above them."""

    name: str
    solution: str
    test: str
    wrong: str
    locked: str = ""
    free: str = ""

    @property
    def stub(self) -> str:
        return SOLUTION.sub(STUB, self.solution)

    def cells(self) -> Iterator[tuple[str, str]]:
        """Yield the exercise's cells by name and source, as the instructor has them."""
        if self.free:
            yield "", self.free
        if self.locked:
            yield f"{self.name}-given", self.locked
        yield self.name, self.solution
        yield f"{self.name}-test", self.test


@dataclass
class SmallCourse:
    """A notebook of exercises, each worth two points, and what both executors make of submissions."""

    exercises: Sequence[Exercise]
    files: Mapping[str, bytes] = field(default_factory=dict)
    worker: NotebookWorker = field(init=False)

    def __post_init__(self) -> None:
        self.worker = NotebookWorker(LIMITS, self.source_notebook.modules, self.files)

    @cached_property
    def source_notebook(self) -> SourceNotebook:
        cells: list[SourceCell] = []
        for exercise in self.exercises:
            if exercise.locked:
                cells.append(SourceCell(f"{exercise.name}-given", "code", exercise.locked, locked=True))
            cells.append(SourceCell(exercise.name, "code", exercise.stub, solution=True))
            test = SourceCell(f"{exercise.name}-test", "code", exercise.test, locked=True, grade=True, points=2)
            cells.append(test)
        instructor = [InstructorCell(name, "code", source) for name, source in self.cells({})]
        return SourceNotebook("ps", "python", tuple(cells), tuple(instructor))

    def cells(self, changes: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return the instructor's cells, some of them changed."""
        cells = [cell for exercise in self.exercises for cell in exercise.cells()]
        return [(name, changes.get(name, source)) for name, source in cells]

    @property
    def submissions(self) -> dict[str, dict[str, str]]:
        """The cells that the submissions 'right', 'wrong' and 'untouched' have in place of the instructor's."""
        return {
            "right": {},
            "wrong": {exercise.name: exercise.wrong for exercise in self.exercises},
            "untouched": {exercise.name: exercise.stub for exercise in self.exercises},
        }

    @cached_property
    def protections(self) -> dict[str, CellProtection]:
        return calibrate(self.source_notebook, lambda data: self.worker.try_tests(self.source_notebook, data))

    @property
    def unprotected(self) -> set[str]:
        """The exercises whose tests are run as nbgrader does it."""
        cells = self.protections.items()
        return {name.removesuffix("-test") for name, cell in cells if cell.protection is Protection.UNPROTECTED}

    def grade(self, changes: Mapping[str, str]) -> NotebookReply:
        """Grade a submission by this engine."""
        data = notebook(self.cells(changes))
        return self.worker.grade(self.source_notebook, data, self.files, self.protections)

    def stock_points(self, changes: Mapping[str, str], folder: str) -> dict[str, float]:
        """Return the points of each test cell by nbgrader's executor."""
        points = {cell.name: cell for cell in self.source_notebook.cells if cell.is_test}
        cells = []
        for name, source in self.cells(changes):
            metadata = {"grade_id": name, "grade": name in points, "solution": False, "points": 2}
            cells.append(new_code_cell(source, metadata={"nbgrader": metadata} if name in points else {}))
        document = new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
        Execute(timeout=120, iopub_timeout=120).preprocess(document, {"metadata": {"path": folder}})
        return points_in(document.cells)


def points_in(cells: Sequence[Any]) -> dict[str, float]:
    """Return the points that nbgrader reads from cells, by the names of their exercises."""
    nodes = [nbformat.from_dict(cell) for cell in cells]
    return {
        node.metadata.nbgrader.grade_id.removesuffix("-test"): float(determine_grade(node)[0])
        for node in nodes
        if node.metadata.get("nbgrader", {}).get("grade")
    }


@contextmanager
def small_course(exercises: Sequence[Exercise], files: Mapping[str, bytes] | None = None) -> Iterator[SmallCourse]:
    """Context manager: a course whose grading process ends with it."""
    course = SmallCourse(exercises, files or {})
    try:
        yield course
    finally:
        course.worker.close()
