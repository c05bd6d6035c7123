"""The database engines of nbgrader's gradebooks, one for each gradebook in a process.

nbgrader opens its gradebook eight times for each submission, and each time with a new engine of SQLAlchemy, which has
to compile every query again: a third of the time of `nbgrader autograde`. An engine can be shared; closing a gradebook
closes its connections and leaves the compiled queries.
"""

from __future__ import annotations

from functools import cache

from nbgrader import api


def share_engines() -> None:
    """Let nbgrader's gradebooks of one URL share an engine."""
    if not hasattr(api.create_engine, "cache_clear"):
        api.create_engine = cache(api.create_engine)
