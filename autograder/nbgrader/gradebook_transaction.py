"""One connection and one transaction of nbgrader's gradebook for everything that is stored about a submission.

nbgrader opens its gradebook eight times for each submission, examines all tables each time, looks up each cell by a
query of its own and commits after each cell: 180 statements and 22 times that it waits for the disk. Here its own code
does the same with a gradebook that is open already and remembers what it has found, and everything is stored at once
or, if the command is stopped, not at all. The journal mode and what SQLite does for safety stay as they are.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy import Column, inspect
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from sqlalchemy.util import IdentitySet

from autograder.nbgrader.gradebook_files import GradebookFile, opened_file


class PostponingSession(Session):
    """A session whose commits store nothing yet; the changes of many commits become a few statements."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.committed_rows = IdentitySet()

    def commit(self) -> None:
        """Insert new rows, as the database may refuse them, and note which rows have changed."""
        if self.new or self.deleted:
            self.flush()
        self.committed_rows.update(self.dirty)

    def flush_committed(self) -> None:
        """Send what was committed to the database, and forget what has changed without a commit."""
        for row in list(self.new):
            self.expunge(row)
        for row in self.dirty - self.committed_rows:
            self.expire(row)
        self.flush()
        self.committed_rows.clear()


class GradebookTransaction:
    """The open gradebook of a URL, and the rows that were looked up in it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.rows: dict[tuple[str, ...], Any] = {}
        self._attributes: dict[str, Any] = {}
        self._file = GradebookFile()
        self._courses: set[str] = set()

    def open(self, gradebook: Gradebook, course_id: str) -> None:
        """Make `gradebook` one of those that share this transaction."""
        if not self._attributes:
            self._file = opened_file(self.url, course_id)
            self._attributes = dict(self._file.attributes)
            make_session = sessionmaker(
                self._attributes["engine"], class_=PostponingSession, autoflush=True, expire_on_commit=False
            )
            self._attributes["db"] = scoped_session(make_session)
        gradebook.__dict__.update(self._attributes, course_id=course_id)
        if course_id not in self._courses | self._file.courses:
            gradebook.check_course(course_id=course_id)
            self._courses.add(course_id)

    @property
    def session(self) -> Any:
        """The session of all these gradebooks; None before the first of them."""
        return self._attributes["db"]() if self._attributes else None

    def leave(self) -> None:
        """Forget what one of these gradebooks has not committed, and the sums that its changes may have changed."""
        self.session.flush_committed()
        for row in list(self.session):
            kind: Any = type(row)
            names = [name for name in _computed_attributes(kind) if name in row.__dict__]
            if names:
                self.session.expire(row, names)

    def commit(self) -> None:
        """Store everything that was committed so far, and look all rows up again."""
        if self.session is not None:
            Session.commit(self.session)
            self._file.courses.update(self._courses)
            self.session.expire_all()
            self.rows.clear()

    def close(self) -> None:
        """Close the connection; what is not stored is lost."""
        if self._attributes:
            self._attributes["db"].remove()
            self._attributes["engine"].dispose()
            self._attributes = {}


_current: ContextVar[GradebookTransaction | None] = ContextVar("gradebook_transaction", default=None)


def current_transaction(url: str) -> GradebookTransaction | None:
    """Return the transaction of the gradebook with this URL, if one has begun."""
    transaction = _current.get()
    return transaction if transaction is not None and transaction.url == url else None


def begin(url: str) -> None:
    """Begin a transaction, which all gradebooks of the URL share until it ends; one that is left open is lost."""
    abandon()
    _current.set(GradebookTransaction(url))


def commit() -> None:
    """Store what was done so far, and go on; nothing where no transaction has begun."""
    transaction = _current.get()
    if transaction is not None:
        transaction.commit()


def finish() -> None:
    """Store what was done and end the transaction; nothing where none has begun."""
    try:
        commit()
    finally:
        abandon()


def abandon() -> None:
    """End the transaction without storing anything more."""
    transaction = _current.get()
    if transaction is not None:
        _current.set(None)
        transaction.close()


@contextmanager
def gradebook_transaction(url: str) -> Iterator[None]:
    """Store at the end what is done inside; nothing of it where an exception is raised."""
    begin(url)
    try:
        yield
        commit()
    finally:
        abandon()


@cache
def _computed_attributes(kind: Hashable) -> tuple[str, ...]:
    """Return the attributes of a row that the database computes from other rows."""
    columns: Any = inspect(kind).column_attrs
    return tuple(attribute.key for attribute in columns if not isinstance(attribute.columns[0], Column))
