"""Appending a unit to course.yml without moving its comments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from autograder.errors import CourseError

FIX = "write the units one below the other, each beginning with '- id: ...'"


def append_unit(text: str, entry: Mapping[str, object]) -> str:
    """Return the text of course.yml with one more unit at the end of the list.

    The text is unchanged where it has this very unit already. CourseError where the list is written in one line.
    """
    before = yaml.safe_load(text)
    if entry in before["units"]:
        return text
    node: Any = yaml.compose(text)
    units = next(value for key, value in node.value if key.value == "units")
    if units.flow_style:
        where = f"course.yml, line {units.start_mark.line + 1}"
        raise CourseError("'units' is written in one line", where=where, fix=FIX)
    lines = text.splitlines(keepends=True)
    last = units.value[-1]
    end = max(mark.line if mark.column else mark.line - 1 for mark in _ends(last)) + 1
    if not lines[end - 1].endswith("\n"):
        lines[end - 1] += "\n"
    dash, keys = units.start_mark.column, last.start_mark.column
    lines[end:end] = _entry(entry, " " * dash + "-" + " " * (keys - dash - 1), " " * keys)
    after = "".join(lines)
    if yaml.safe_load(after) != {**before, "units": [*before["units"], dict(entry)]}:
        raise CourseError("cannot append the new unit", where="course.yml", fix=FIX)
    return after


def _ends(node: Any) -> Iterator[yaml.Mark]:
    """Yield the ends of the values in a node; the end of a block itself would include the comments after it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        yield node.end_mark
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from (*_ends(key), *_ends(value))
    else:
        for value in node.value:
            yield from _ends(value)


def _entry(entry: Mapping[str, object], first_indent: str, indent: str) -> Iterator[str]:
    for place, (key, value) in enumerate(entry.items()):
        text = f"[{', '.join(map(str, value))}]" if isinstance(value, list) else _scalar(value)
        yield f"{indent if place else first_indent}{key}: {text}\n"


def _scalar(value: object) -> str:
    """Return the value as YAML: without quotes where YAML then reads back the same value."""
    try:
        plain = yaml.safe_load(f"key: {value}") == {"key": value}
    except yaml.YAMLError:
        plain = False
    return str(value) if plain else json.dumps(value, ensure_ascii=False)
