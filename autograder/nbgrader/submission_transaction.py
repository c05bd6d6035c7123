"""`nbgrader autograde` stores each submission in one transaction of the gradebook.

nbgrader prepares a submission (`init_assignment`) and converts its notebook twice (`convert_single_notebook`). The
transaction begins with the first and is stored by the exporter at the end of the second conversion, before the notebook
is written: after an interruption, a notebook without scores cannot be there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from nbgrader.converters import Autograde

from autograder.nbgrader import gradebook_transaction
from autograder.nbgrader.shared_gradebook import share_gradebooks


def use_one_transaction() -> None:
    """Let the engine's exporters store each submission in one transaction, where nbgrader's gradebook allows it."""
    if share_gradebooks() and not hasattr(Autograde.convert_single_notebook, "__wrapped__"):
        Autograde.init_assignment = _beginning(Autograde.init_assignment)
        Autograde.convert_single_notebook = _ending(Autograde.convert_single_notebook)


def _beginning(init_assignment: Callable[..., None]) -> Callable[..., None]:
    """Return nbgrader's method in a transaction that stays open if the submission is graded already.

    Nobody else can write to the gradebook until the transaction ends, so it does not wait for the grading.
    """

    @wraps(init_assignment)
    def method(converter: Any, assignment_id: str, student_id: str) -> None:
        prepare = getattr(converter.exporter, "prepare", None)
        if prepare is None:
            init_assignment(converter, assignment_id, student_id)
            return
        is_graded = prepare(assignment_id, student_id)
        gradebook_transaction.begin(converter.coursedir.db_url)
        try:
            init_assignment(converter, assignment_id, student_id)
        except Exception:
            gradebook_transaction.finish()
            raise
        except BaseException:
            gradebook_transaction.abandon()
            raise
        if not is_graded:
            gradebook_transaction.finish()

    return method


def _ending(convert_single_notebook: Callable[..., None]) -> Callable[..., None]:
    """Return nbgrader's method, after which no transaction is open, whatever happened."""

    @wraps(convert_single_notebook)
    def method(converter: Any, notebook_filename: str) -> None:
        try:
            convert_single_notebook(converter, notebook_filename)
        finally:
            gradebook_transaction.abandon()

    return method
