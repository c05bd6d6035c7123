"""Solved notebooks whose exercises use helpers with names that later cells of the notebook bind, too."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping

from autograder.authoring.sample_submissions import solved_notebook, with_cells
from autograder.course.notebook import Notebook, Role, cell_role, cell_source
from autograder.course.unit_content import UnitContent
from autograder.grading.cell_dependencies import name_usage

HELPER = """{source}


def {exercise}(*args, **kwargs):
    return {helper}(*args, **kwargs)"""


def notebooks_with_helpers(content: UnitContent) -> Iterator[tuple[Mapping[str, str], Notebook]]:
    """Yield notebooks and their helper names by exercise; together they use every name that a given cell binds."""
    exercises = [name for name in content.exercises if _is_function(content, name)]
    names = _later_names(content)
    for start in range(0, len(names) if exercises else 0, len(exercises) or 1):
        helpers = dict(zip(exercises, names[start:], strict=False))
        cells = {exercise: _with_helper(content, exercise, helper) for exercise, helper in helpers.items()}
        yield helpers, with_cells(solved_notebook(content), cells)


def _is_function(content: UnitContent, exercise: str) -> bool:
    function = content.reference[exercise]
    return exercise in content.solutions and inspect.isfunction(function) and "." not in function.__qualname__


def _later_names(content: UnitContent) -> list[str]:
    """Return the names that only given cells below the first exercise bind, and that no solution reads."""
    earlier: set[str] = set(content.exercises) | set(content.reference)
    later: list[str] = []
    is_below = False
    for cell in content.source["cells"]:
        kind, usage = cell_role(cell), name_usage(cell_source(cell))
        if kind is Role.SOLUTION:
            is_below = True
            earlier |= usage.reads | usage.binds
        elif kind is Role.READ_ONLY:
            earlier |= usage.imports if is_below else usage.binds
            later += sorted(usage.binds - usage.imports) if is_below else []
    return [name for name in dict.fromkeys(later) if name not in earlier]


def _with_helper(content: UnitContent, exercise: str, helper: str) -> str:
    source = re.sub(rf"\b{re.escape(exercise)}\(", f"{helper}(", content.solutions[exercise])
    return HELPER.format(source=source, exercise=exercise, helper=helper)
