"""Says what is wrong with the cell of an exercise itself, where its checks alone would call lost work not started."""

from __future__ import annotations

from collections.abc import Sequence

from lab.checking import exercises, notebook_cells
from lab.checking.results import CheckResult
from lab.checking.stubs import is_stub

FORGOTTEN_RAISE = "your code is there, and so is `raise NotImplementedError()`: delete that line and run the cell again"


def problem_of(name: str, checks: Sequence[CheckResult]) -> str:
    """Return the problem of the cell of the notebook's function in a sentence, else nothing."""
    problem = notebook_cells.syntax_problem(name)
    started = any(check.outcome != "not started" for check in checks)
    if problem:
        return f"{problem}; what was checked is the version before" if started else problem
    if started or not checks:
        return ""
    return _unwritten_function(name, checks) or _forgotten_raise(name)


def missing_function(name: str) -> str:
    """Return in a sentence why the notebook has no function of this name."""
    problem = notebook_cells.syntax_problem(name)
    similar = notebook_cells.similar_function(name, exercises.names())
    if problem and not (similar and notebook_cells.place_of(similar) > notebook_cells.place_of(name)):
        return problem
    if similar:
        return f"there is no `{name}`: is it your `{similar}`? The checks and the grader need the name `{name}`"
    return ""


def _unwritten_function(name: str, checks: Sequence[CheckResult]) -> str:
    """Name the other exercise that this one calls, and that is not written yet."""
    functions = {check.function for check in checks} - {name}
    stubs = [stub for stub in exercises.names() if stub in functions]
    return f"`{name}` calls `{stubs[0]}`, which is not written yet" if stubs else ""


def _forgotten_raise(name: str) -> str:
    source = notebook_cells.source_of(name)
    is_left = "raise NotImplementedError" in source and not is_stub(source, name)
    return FORGOTTEN_RAISE if is_left else ""
