"""Releases: what may go into a handout, what lies beside its notebook, and the scan that stops a secret.

A secret is a line of code from a solution region, a hidden test region, the unit's reference or its hidden checks.
Lines are compared without their spaces. Signatures that the released notebook shows are public; nothing else is.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course import reference_modules
from autograder.release import templates
from autograder.course.configuration import Course, Unit
from autograder.errors import LeakError, NotebookError
from autograder.course.notebook import (MARKERS, Notebook, Role, canonical, dump, lines, parse, released, role, text_of)

# Shorter lines (`return w, b`, `for t in range(n):`) are anybody's: they tell nothing and would stop every release.
SHORTEST_SECRET = 20
SKIPPED = {"__pycache__", ".ipynb_checkpoints", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".DS_Store"}


@dataclass(frozen=True, slots=True)
class Secret:
    """A line nobody outside may read, and where it stands."""

    text: str
    where: str


def files(course: Course, unit: Unit, source: Notebook) -> dict[str, bytes]:
    """Everything a student gets, by its path in the handout."""
    notebook = dump(released(source, str(unit.source))).encode()
    return {f"{unit.id}.ipynb": notebook} | companions(course, unit)


def companions(course: Course, *units: Unit) -> dict[str, bytes]:
    """What lies beside the notebooks of one or several units: the package `lab` and the templates, filled in.

    Checks and questions of other units stay at home: each comes out with its own unit.
    """
    student = course.root / "student"
    others = {unit.module for unit in course.units} - {unit.module for unit in units}
    kept = {f"{folder}/{name}.py" for folder in ("checks", "questions") for name in others}
    found = {f"lab/{path}": data for path, data in _files_under(student / "lab") if path not in kept}
    return found | templates.filled(course, units, dict(_files_under(student / "templates")))


def inspect(source: Notebook, where: str) -> None:
    """Refuse markers that are not exact: nbgrader would publish the hidden part without a word."""
    for cell in source["cells"]:
        if cell["cell_type"] == "code":
            list(lines(cell, where))
        elif any(marker[4:] in text_of(cell) for marker in MARKERS):
            raise NotebookError(
                "a marker stands in a text cell", where=f"{where}, cell '{cell.get('id')}'", fix="remove it"
            )
    if dump(canonical(source)) != dump(source):
        raise NotebookError(
            "the notebook has outputs, counts or an editor's leavings",
            where=where,
            fix="clear all outputs and save it; `autograder release --tidy` does both",
        )


def secrets(course: Course, unit: Unit) -> list[Secret]:
    """Every secret line of a unit."""
    source = parse(unit.source.read_text(encoding="utf-8"), str(unit.source))
    found = [*_secrets_of_notebook(source, unit.id)]
    for path in [*reference_modules.modules(unit.reference), *sorted(unit.checks.rglob("*.py"))]:
        found += _secrets_of_module(path, course.root)
    shown = [line for cell in released(source, unit.id)["cells"] for line in text_of(cell).split("\n")]
    signatures = {_bare(line) for line in shown if line.lstrip().startswith("def ")}
    return [secret for secret in found if _bare(secret.text) not in signatures]


def scan(files: Mapping[str, bytes], hidden: list[Secret]) -> None:
    """LeakError naming the first secret that occurs in any of the files, in outputs and metadata too."""
    wanted = {_bare(secret.text): secret for secret in hidden}
    for path, data in sorted(files.items()):
        for number, line in enumerate(_lines_of(path, data), start=1):
            secret = wanted.get(_bare(line))
            if secret is not None:
                raise LeakError(
                    f"a secret line would be released: {secret.text.strip()!r}",
                    where=f"{path}, line {number}; it belongs to {secret.where}",
                    fix="put it inside a solution or hidden-test region, or reword the public text",
                )


def _lines_of(path: str, data: bytes) -> Iterator[str]:
    """A file's lines; of a notebook, those of every text in it, wherever it stands."""
    text = data.decode("utf-8", errors="replace")
    texts = _texts(json.loads(text)) if path.endswith(".ipynb") else [text]
    for one in texts:
        yield from one.split("\n")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield str(key)
            yield from _texts(inner)


def _files_under(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not SKIPPED & set(path.parts) and path.suffix != ".pyc":
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _secrets_of_notebook(source: Notebook, unit_id: str) -> Iterator[Secret]:
    for cell in source["cells"]:
        if role(cell) in (Role.SOLUTION, Role.CHECK):
            where = f"source/{unit_id}, cell '{cell['id']}'"
            yield from (
                Secret(line.text, where) for line in lines(cell, where) if line.region and _tells(line.text, line.opens)
            )


def _secrets_of_module(path: Path, root: Path) -> Iterator[Secret]:
    """Lines of code only: docstrings and comments say what the notebook may say too."""
    text = path.read_text(encoding="utf-8")
    prose = _prose_lines(text)
    for number, line in enumerate(text.split("\n"), start=1):
        if number not in prose and _tells(line, False):
            yield Secret(line, f"{path.relative_to(root).as_posix()}, line {number}")


def _prose_lines(text: str) -> set[int]:
    found = {
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT and not token.line[: token.start[1]].strip()
    }
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            found |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return found


def _tells(line: str, is_marker: bool) -> bool:
    bare = _bare(line)
    return (
        not is_marker
        and len(bare) >= SHORTEST_SECRET
        and not re.match(r"(import|from|class)\s|@|\w+ = npt\.NDArray\[", line.strip())
    )


def _bare(line: str) -> str:
    return re.sub(r"\s+", "", line)
