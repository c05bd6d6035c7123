"""Files of a unit's reference: its module in `solutions`, and the other modules there that it imports."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PACKAGE = "solutions"


def find_modules(path: Path) -> tuple[Path, ...]:
    """Return the files of a reference, each after those that it imports; the unit's own module comes last."""
    modules: dict[Path, None] = {}

    def visit(module: Path) -> None:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            name = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            target = module.with_name(f"{name.removeprefix(f'{PACKAGE}.')}.py")
            if name.startswith(f"{PACKAGE}.") and target not in modules:
                visit(target)
        modules[module] = None

    visit(path)
    return tuple(modules)


def join_modules(sources: list[str]) -> str:
    """Join modules, in this order, into the source of one cell; their imports of each other are left out."""
    texts = [re.sub(rf"(?m)^from ({PACKAGE}\.\w+|__future__) import (\([^)]*\)|.*)$", "", text) for text in sources]
    return "from __future__ import annotations\n" + "\n".join(texts)
