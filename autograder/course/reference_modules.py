"""Files of a unit's reference: its module in `solutions`, and the other modules there that it imports."""

from __future__ import annotations

import ast
import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from autograder.python_syntax import parse_python

PACKAGE = "solutions"


def find_modules(path: Path) -> tuple[Path, ...]:
    """Return the files of a reference, each after those that it imports; the unit's own module comes last."""
    return (*imported_modules([path], PACKAGE, path.parent), path)


def imported_modules(paths: Iterable[Path], package: str, folder: Path) -> tuple[Path, ...]:
    """Return the files of a package in `folder` that modules import, each after those that it imports itself."""
    modules: dict[Path, None] = {}

    def visit(module: Path) -> None:
        for path in _imports(module, package, folder):
            if path not in modules:
                visit(path)
                modules[path] = None

    for path in paths:
        visit(path)
    return tuple(modules)


def _imports(module: Path, package: str, folder: Path) -> Iterator[Path]:
    """Yield the files of a package that one module imports by `from ... import`."""
    text = module.read_text(encoding="utf-8")
    for name, imported_names in _import_statements(text) if package in text else ():
        if not f"{name}.".startswith(f"{package}."):
            continue
        place = folder.joinpath(*name.removeprefix(package).split(".")[1:])
        candidates = [place.with_suffix(".py"), *(place / f"{imported}.py" for imported in imported_names)]
        yield from (path for path in candidates if path.is_file())


@lru_cache(maxsize=512)  # units share modules, and a batch asks for those of its unit several times
def _import_statements(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the module and the names of each `from ... import`."""
    return tuple(
        (node.module, tuple(alias.name for alias in node.names))
        for node in _statements(parse_python(text))
        if isinstance(node, ast.ImportFrom) and node.module
    )


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield all statements in the order of `ast.walk`, which also visits every expression, in ten times the time."""
    nodes = deque([tree])
    while nodes:
        node = nodes.popleft()
        for name in ("body", "handlers", "orelse", "finalbody", "cases"):
            nodes.extend(getattr(node, name, ()))
        yield node


def join_modules(sources: list[str]) -> str:
    """Join modules, in this order, into the source of one cell; their imports of each other are left out."""
    texts = [re.sub(rf"(?m)^from ({PACKAGE}\.\w+|__future__) import (\([^)]*\)|.*)$", "", text) for text in sources]
    return "from __future__ import annotations\n" + "\n".join(texts)
