"""Looks at the cells that a notebook has run: whether Python could read the one with a function, and what is near."""

from __future__ import annotations

import ast
import difflib
import re
import sys
import types
import warnings
from collections.abc import Collection, Mapping


def cell_sources() -> list[str]:
    """Return the sources of the cells that were run, the latest last; none outside of IPython."""
    history = vars(sys.modules["__main__"]).get("In")
    return [source for source in history if isinstance(source, str)] if isinstance(history, list) else []


def place_of(name: str) -> int:
    """Return the place of the last cell that was run and defines a function or class of this name, or -1."""
    definition = re.compile(rf"(?m)^(?:async\s+)?(?:def|class)\s+{re.escape(name)}\b")
    sources = cell_sources()
    return next((place for place in reversed(range(len(sources))) if definition.search(sources[place])), -1)


def source_of(name: str) -> str:
    """Return the source of that cell, else nothing."""
    place = place_of(name)
    return cell_sources()[place] if place >= 0 else ""


def syntax_problem(name: str) -> str:
    """Say why Python cannot read the last cell with this function; nothing where it can, or where there is none."""
    source = source_of(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, "cell", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        number = error.lineno or 1
        line = "".join(source.split("\n")[number - 1 : number]).strip()
        quotation = f": `{line}`" if line and "`" not in line else ""
        return f"Python cannot read the cell of `{name}` ({error.msg}, line {number}{quotation})"
    except (ValueError, RecursionError, MemoryError):
        return ""
    return ""


def similar_function(name: str, known_names: Collection[str], namespace: Mapping[str, object] | None = None) -> str:
    """Return the notebook's own function whose name is nearest to a missing one, else nothing.

    A function that has one of the known names is what it says, and no misspelling. `namespace` holds the notebook's
    names, where it is not this process's own.
    """
    values = vars(sys.modules["__main__"]) if namespace is None else namespace
    own_names = {
        key.lower(): key
        for key, value in values.items()
        if isinstance(value, (types.FunctionType, type)) and value.__module__ == "__main__" and key not in known_names
    }
    matches = difflib.get_close_matches(name.lower(), list(own_names), n=1)
    return own_names[matches[0]] if matches else ""
