"""Errors: the message says what, where and what to do, also after pickling."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import AutograderError, NotebookError, UsageError

PACKAGE = Path(__file__).parents[1] / "autograder"
PROGRAMS = {"autograder", "git", "jupyter", "nbgrader", "pip", "python"}


def test_the_message_says_what_where_and_what_to_do() -> None:
    error = NotebookError("cannot pair the marker", where="source/u.ipynb, cell 'mse'", fix="write both")

    assert str(error) == "cannot pair the marker (source/u.ipynb, cell 'mse'). Write both"


def test_an_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(UsageError("message", where="here", fix="this")))

    assert (type(error), error.message, error.where, error.fix) == (UsageError, "message", "here", "this")


def test_every_subclass_has_its_own_exit_code() -> None:
    codes = [error_type.exit_code for error_type in AutograderError.__subclasses__()]

    assert sorted(codes) == sorted(set(codes))
    assert all(1 <= code <= 6 for code in codes)


def test_no_advice_begins_with_a_program_whose_name_would_get_a_capital() -> None:
    advice = {text: path.name for path in sorted(PACKAGE.rglob("*.py")) for text in advice_in(path)}

    assert len(advice) > 100
    assert {text: name for text, name in advice.items() if text.split(" ")[0] in PROGRAMS} == {}


def advice_in(path: Path) -> Iterator[str]:
    """Yield how every literal begins that is passed as `fix` or assigned to a variable of this name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_advice = (isinstance(node, ast.keyword) and node.arg == "fix") or (
            isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "fix"
        )
        if is_advice:
            literals = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
            yield from (text for text in literals if isinstance(text, str))
