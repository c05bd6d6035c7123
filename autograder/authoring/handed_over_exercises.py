"""Submissions that leave an exercise unfinished and hand the arguments of a later one over to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from autograder.authoring.sample_submissions import solved_notebook, with_cells
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent

HANDED_OVER = "def {later}(*args, **kwargs):\n    return {earlier}(*args, **kwargs)"


def notebooks_with_handed_over_exercises(content: UnitContent) -> Iterator[tuple[str, str, Notebook]]:
    """Yield each pair of functions in the notebook's order, with the notebook in which the first one is unfinished.

    Where the grader answered for the unfinished function, the later one could earn points for work that nobody did.
    """
    solution = solved_notebook(content)
    functions = [name for name in content.exercises if not isinstance(content.reference[name], type)]
    for earlier, later in combinations(functions, 2):
        cells = {earlier: content.stubs[earlier], later: HANDED_OVER.format(earlier=earlier, later=later)}
        yield earlier, later, with_cells(solution, cells)
