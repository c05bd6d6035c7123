"""Errors: the message says what, where and what to do, also after pickling."""

from __future__ import annotations

import pickle

from autograder.errors import AutograderError, NotebookError, UsageError


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
