"""A unit's reference as files: its module, and the modules of `solutions` that it is written with."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PACKAGE = "solutions"


def find_modules(path: Path) -> tuple[Path, ...]:
    """The files of a reference, what is imported before what imports it; the unit's own module comes last."""
    found: dict[Path, None] = {}

    def visit(module: Path) -> None:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            name = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            other = module.with_name(f"{name.removeprefix(f'{PACKAGE}.')}.py")
            if name.startswith(f"{PACKAGE}.") and other not in found:
                visit(other)
        found[module] = None

    visit(path)
    return tuple(found)


def join_modules(sources: list[str]) -> str:
    """Several modules as one cell, in that order: their imports of each other are names that are there already."""
    texts = [re.sub(rf"(?m)^from ({PACKAGE}\.\w+|__future__) import (\([^)]*\)|.*)$", "", text) for text in sources]
    return "from __future__ import annotations\n" + "\n".join(texts)
