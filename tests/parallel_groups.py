"""Which tests one process of a parallel run takes together, so that what they share is built once.

pytest-xdist sees only the names of the tests, and not their markers: with pytest 9.2 its `--dist loadgroup` leaves the
groups out without a word, and every process builds the fixtures of every module.
"""

from __future__ import annotations

FOLDERS = ("tests/book", "tests/site", "tests/student")
"""All files here look at one thing that takes long to build, or ask one server."""
SINGLE_TESTS = ("tests/authoring/test_audit.py",)
"""The tests of these files share nothing, and are long."""


def group_of(name: str) -> str:
    """Return the group of a test: in general its file."""
    path = name.partition("::")[0]
    if path in SINGLE_TESTS:
        return name
    return next((folder for folder in FOLDERS if path.startswith(f"{folder}/")), path)
