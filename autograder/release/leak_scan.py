"""The scan of a handout for secret lines.

A secret is a line from a solution region, a manual answer, a hidden test region, the unit's reference or its hidden
checks.
Lines are compared without their white space. Signatures that the released notebook shows are public; nothing else is.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.course import reference_modules
from autograder.course.configuration import Course, Unit
from autograder.course.notebook import (
    Notebook,
    Role,
    cell_lines,
    cell_role,
    cell_source,
    manual_answers,
    parse_notebook,
    release_notebook,
)
from autograder.errors import LeakError
from autograder.python_syntax import parse_python

# Shorter lines (`return w, b`, `for t in range(n):`) give nothing away and would stop every release.
SHORTEST_SECRET = 20


@dataclass(frozen=True, slots=True)
class SecretLine:
    """A line that must not be released, and its place in the course."""

    text: str
    where: str


def find_secrets(course: Course, unit: Unit) -> list[SecretLine]:
    """Return every secret line of a unit."""
    source = parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source))
    secrets = [*_secrets_of_notebook(source, unit.id)]
    for path in [*reference_modules.find_modules(unit.reference), *sorted(unit.checks.rglob("*.py"))]:
        secrets += _secrets_of_module(path, course.root)
    public = [line for cell in release_notebook(source, unit.id)["cells"] for line in cell_source(cell).split("\n")]
    signatures = {_without_spaces(line) for line in public if line.lstrip().startswith("def ")}
    return [secret for secret in secrets if _without_spaces(secret.text) not in signatures]


def scan(files: Mapping[str, bytes], secrets: list[SecretLine]) -> None:
    """Raise LeakError for the first secret in the files; outputs and metadata of notebooks are searched too."""
    by_text = {_without_spaces(secret.text): secret for secret in secrets}
    for path, data in sorted(files.items()):
        for number, line in enumerate(_lines_of(path, data), start=1):
            secret = by_text.get(_without_spaces(line))
            if secret is not None:
                raise LeakError(
                    f"a secret line would be released: {secret.text.strip()!r}",
                    where=f"{path}, line {number}; it belongs to {secret.where}",
                    fix="put it inside a solution or hidden-test region, or reword the public text",
                )


def scan_units(files: Mapping[str, bytes], secrets: Mapping[str, list[SecretLine]]) -> None:
    """Scan the file of each unit for the secrets of that unit, and all other files for those of all units."""
    for path, secrets_of_unit in secrets.items():
        if path in files:
            scan({path: files[path]}, secrets_of_unit)
    shared_files = {path: data for path, data in files.items() if path not in secrets}
    scan(shared_files, [secret for secrets_of_unit in secrets.values() for secret in secrets_of_unit])


def _lines_of(path: str, data: bytes) -> Iterator[str]:
    """Yield the lines of a file; for a notebook, the lines of every string in its JSON."""
    text = data.decode("utf-8", errors="replace")
    texts = _strings(json.loads(text)) if path.endswith(".ipynb") else [text]
    for part in texts:
        yield from part.split("\n")


def _strings(value: Any) -> Iterator[str]:
    """Yield every string in a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield str(key)
            yield from _strings(inner)


def _secrets_of_notebook(source: Notebook, unit_id: str) -> Iterator[SecretLine]:
    for name, text in manual_answers(source).items():
        yield from (SecretLine(line, f"source/{unit_id}, cell '{name}'") for line in text.split("\n") if _is_secret(line))
    for cell in source["cells"]:
        if cell_role(cell) in (Role.SOLUTION, Role.CHECK):
            where = f"source/{unit_id}, cell '{cell['id']}'"
            for line in cell_lines(cell, where):
                if line.region and _is_secret(line.text, is_marker=line.opens):
                    yield SecretLine(line.text, where)


def _secrets_of_module(path: Path, root: Path) -> tuple[SecretLine, ...]:
    return _secrets_of_code(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())


@lru_cache(maxsize=512)  # units share modules, and a folder with several units is scanned for the secrets of all
def _secrets_of_code(text: str, where: str) -> tuple[SecretLine, ...]:
    """Return the secret lines of a module: code only, because a notebook may repeat docstrings and comments."""
    prose = _prose_lines(text)
    return tuple(
        SecretLine(line, f"{where}, line {number}")
        for number, line in enumerate(text.split("\n"), start=1)
        if number not in prose and _is_secret(line)
    )


def _prose_lines(text: str) -> set[int]:
    """Return the numbers of the lines that hold only a comment or a part of a docstring."""
    numbers = {
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT and not token.line[: token.start[1]].strip()
    }
    for node in ast.walk(parse_python(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            numbers |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return numbers


def _is_secret(line: str, *, is_marker: bool = False) -> bool:
    text = _without_spaces(line)
    return (
        not is_marker
        and len(text) >= SHORTEST_SECRET
        and not re.match(r"(import|from|class)\s|@|\w+ = npt\.NDArray\[", line.strip())
    )


def _without_spaces(line: str) -> str:
    return "".join(line.split())
