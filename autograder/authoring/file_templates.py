"""Files from templates: `{{name}}` stands for a word, and a notebook is a text with a line for each cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course.notebook import Cell, Notebook, Role, canonicalize, json_text


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A file to be written: its template, its path in the course, and a description for the author."""

    template: Path
    path: str
    description: str = ""


def filled(text: str, words: Mapping[str, str]) -> str:
    """Fill in the placeholders of a template; those without a word stay, for what fills them in later."""
    return re.sub(r"\{\{(\w+)\}\}", lambda match: words.get(match[1], match[0]), text)


def file_content(file: TemplateFile, words: Mapping[str, str]) -> bytes:
    """Return the content of a file."""
    text = filled(file.template.read_text(encoding="utf-8"), words)
    return (json_text(_notebook(text)) if file.path.endswith(".ipynb") else text).encode()


def _notebook(text: str) -> Notebook:
    """Return the canonical notebook of a text in which every cell begins with the line `=== role name`."""
    cells = []
    for part in re.split(r"(?m)^=== ", text)[1:]:
        head, _, source = part.rstrip("\n").partition("\n")
        kind, name = head.split()
        role = Role(kind)
        cell: Cell = {
            "cell_type": "markdown" if role is Role.TEXT else "code",
            "id": name,
            "metadata": {},
            "source": source,
        }
        if role not in (Role.TEXT, Role.FREE):
            cell["metadata"] = {"nbgrader": _nbgrader_metadata(role, name)}
        cells.append(cell)
    return canonicalize({"cells": cells})


def _nbgrader_metadata(role: Role, name: str) -> dict[str, object]:
    is_check, is_solution = role is Role.CHECK, role is Role.SOLUTION
    metadata: dict[str, object] = {"grade": is_check, "grade_id": f"{name}-check" if is_check else name}
    metadata |= {"locked": not is_solution, "schema_version": 3, "solution": is_solution, "task": False}
    return metadata | ({"points": 0} if is_check else {})
