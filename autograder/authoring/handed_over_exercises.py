"""Submissions that leave an exercise unfinished and hand the arguments of a later one over to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.authoring.sample_submissions import solved_notebook, with_cells
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent

HANDED_OVER = "def {later}(*args, **kwargs):\n    return {earlier}(*args, **kwargs)"


def notebooks_with_handed_over_exercises(content: UnitContent) -> Iterator[tuple[str, str, Notebook]]:
    """Yield pairs of functions in the notebook's order, with the notebook in which the first one is unfinished.

    Where the grader answered for the unfinished function, the later one could earn points for work that nobody did. It
    answers only for what a right way to write the later one names: each of those is in a pair, and one of the others.
    """
    solution = solved_notebook(content)
    functions = [name for name in content.exercises if not isinstance(content.reference[name], type)]
    for position, later in enumerate(functions):
        source = "\n".join(content.right_cells(later))
        needed_names = [name for name in functions[:position] if re.search(rf"\b{name}\b", source)]
        other_names = [name for name in functions[:position] if name not in needed_names]
        for earlier in [*needed_names, *other_names[:1]]:
            cells = {earlier: content.stubs[earlier], later: HANDED_OVER.format(earlier=earlier, later=later)}
            yield earlier, later, with_cells(solution, cells)
