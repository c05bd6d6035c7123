"""Syntax trees of Python source, made by one thread at a time."""

from __future__ import annotations

import ast
import threading

_lock = threading.RLock()


def parse_python(source: str, filename: str = "<unknown>") -> ast.Module:
    """Return the syntax tree of a module; SyntaxError, ValueError, RecursionError or MemoryError as `ast.parse`.

    CPython 3.11 counts the recursion depth of all threads together while it makes trees, so that two threads that
    parse at the same time may get a SystemError (https://github.com/python/cpython/issues/106905).
    """
    with _lock:
        return ast.parse(source, filename)
