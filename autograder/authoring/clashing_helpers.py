"""A solved notebook whose exercises use helpers with names that later cells of the notebook bind, too."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence

from autograder.authoring.sample_submissions import solved_notebook, with_cells
from autograder.course.notebook import Notebook, Role, cell_role, cell_source
from autograder.course.unit_content import UnitContent
from autograder.grading.cell_dependencies import name_usage

CALL = "def {caller}(*args, **kwargs):\n    return {helper}(*args, **kwargs)"


def clashing_names(content: UnitContent) -> dict[str, list[str]]:
    """Return names for helpers by exercise: together they are all names that given cells below an exercise bind."""
    exercises = [name for name in content.exercises if _is_function(content, name)]
    names = _later_names(content)
    shares = {exercise: names[place :: len(exercises)] for place, exercise in enumerate(exercises)}
    return {exercise: share for exercise, share in shares.items() if share}


def notebook_with_helpers(content: UnitContent, names: Mapping[str, Sequence[str]]) -> Notebook:
    """Return the solved notebook in which each exercise calls its helpers, one by the other; the last one computes."""
    cells = {exercise: _with_helpers(content, exercise, helpers) for exercise, helpers in names.items()}
    return with_cells(solved_notebook(content), cells)


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


def _with_helpers(content: UnitContent, exercise: str, helpers: Sequence[str]) -> str:
    source = re.sub(rf"\b{re.escape(exercise)}\(", f"{helpers[-1]}(", content.solutions[exercise])
    callers = [exercise, *helpers]
    calls = [CALL.format(caller=caller, helper=helper) for caller, helper in zip(callers, helpers, strict=False)]
    return "\n\n\n".join([source, *reversed(calls)])
