"""Calibration: the instructor's own solution, and wrong ones, show which tests can be run outside a student's process.

A test that gives the same points there as in nbgrader's own executor, for all of these, is protected: no student can
change its result. Any other test is run as nbgrader does it.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator, Mapping

from autograder.course.cell_syntax import parse_cell
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.notebook_tests.verdicts import CellProtection, Trial, classify
from autograder.python_syntax import parse_python

MAX_SINGLE_STUBS = 8
"""Solution cells that are replaced one at a time; more of them would take long and show little."""

TryTests = Callable[[bytes], Mapping[str, Trial]]


def calibrate(source_notebook: SourceNotebook, try_tests: TryTests) -> dict[str, CellProtection]:
    """Return how each test cell is graded; nothing where the instructor's notebook is not there."""
    if not source_notebook.instructor_cells:
        return {}
    trials = [try_tests(submission) for submission in example_submissions(source_notebook)]
    solved = solved_tests(source_notebook)
    protections = {}
    for cell in source_notebook.cells:
        if cell.is_test and cell.name in trials[0]:
            own_trials = [trial[cell.name] for trial in trials if cell.name in trial]
            protections[cell.name] = classify(own_trials, cell.points or 0.0, is_solved=cell.name in solved)
    return protections


def solved_tests(source_notebook: SourceNotebook) -> set[str]:
    """Return the tests whose solution is in the instructor's notebook: the cell above them is not the released one."""
    released = {cell.name: cell for cell in source_notebook.cells}
    solved, is_solved = set[str](), False
    for cell in source_notebook.instructor_cells:
        released_cell = released.get(cell.name)
        if released_cell is not None and released_cell.solution and cell.kind == "code":
            is_solved = cell.source != released_cell.source
        elif released_cell is not None and released_cell.is_test and is_solved:
            solved.add(cell.name)
    return solved


def example_submissions(source_notebook: SourceNotebook) -> Iterator[bytes]:
    """Yield the solution, then wrong notebooks: as released, with one stub each, with functions that return nothing."""
    stubs = {cell.name: cell.source for cell in source_notebook.cells if cell.solution}
    solutions = {
        cell.name: cell.source
        for cell in source_notebook.instructor_cells
        if cell.name in stubs and cell.kind == "code" and cell.source != stubs[cell.name]
    }
    yield _notebook(source_notebook, {})
    yield _notebook(source_notebook, stubs)
    if len(solutions) > 1:
        for name in list(solutions)[:MAX_SINGLE_STUBS]:
            yield _notebook(source_notebook, {name: stubs[name]})
    yield _notebook(source_notebook, {name: _without_results(source) for name, source in solutions.items()})


def _notebook(source_notebook: SourceNotebook, changes: Mapping[str, str]) -> bytes:
    """Return the instructor's notebook, as a student would submit it, with some cells changed."""
    cells = [
        {
            "cell_type": cell.kind,
            "metadata": {"nbgrader": {"grade_id": cell.name}} if cell.name else {},
            "source": changes.get(cell.name, cell.source) if cell.name else cell.source,
        }
        for cell in source_notebook.instructor_cells
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}).encode()


class _ReturnNothing(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.body = [ast.Return(ast.Constant(None))]
        return node


def _without_results(source: str) -> str:
    """Return a cell in which every function returns None."""
    tree = parse_cell(source)
    if tree is None:
        return source
    changed = _ReturnNothing().visit(parse_python(ast.unparse(tree)))  # the parsed tree is shared
    return ast.unparse(ast.fix_missing_locations(changed))
