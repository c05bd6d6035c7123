"""The layout: packages import in one direction, pure packages stay pure, modules and functions stay short."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE_FOLDERS = {"autograder": ROOT, "hidden_checks": ROOT, "solutions": ROOT, "lab": ROOT / "student"}

LEVELS = (
    ("errors", "hand_in", "provenance", "files", "limits", "python_syntax"),
    ("isolation",),
    ("report",),
    ("course", "views", "sandbox"),
    ("release", "submissions", "checking"),
    ("grading", "similarity"),
    ("nbgrader", "authoring", "book", "export", "site"),
    ("notebook_tests",),
    ("cli",),
    ("__main__",),
)
"""The packages and single modules of the engine, from the lowest level up. Each imports lower levels only."""

SANDBOX_LEVELS = ("protocol", "inside", "host")
"""`protocol` imports nothing else; `inside` and `host` import `protocol`, never each other."""

PURE = ("errors", "hand_in", "provenance", "isolation", "report", "limits", "course", "views", "checking")
"""Modules and packages that never touch processes, sockets, the clock or the operating system."""

IMPURE_MODULES = """
    asyncio concurrent ctypes multiprocessing os resource select shutil signal socket
    sqlite3 subprocess tempfile threading time urllib
""".split()

LONGEST_MODULE = 250
LONGEST_FUNCTION = 40

LARGER: Mapping[str, str] = {}
"""Modules and functions that may be longer, each with its reason."""


@cache
def modules() -> Mapping[str, Path]:
    """Every module of the three packages by its dotted name."""
    names = {}
    for package, folder in PACKAGE_FOLDERS.items():
        for path in (folder / package).rglob("*.py"):
            dotted = ".".join(path.relative_to(folder).with_suffix("").parts)
            names[dotted.removesuffix(".__init__")] = path
    return names


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[str]:
    """The modules that a module imports, wherever the statement stands; the project's own by their full name."""
    package = module.split(".") if modules()[module].name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parent = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*parent, *([node.module] if node.module else [])])
            for alias in node.names:
                yield f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules() else base


def belongs(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def package_of(module: str) -> str:
    """The package or top-level module of the engine that a module belongs to."""
    return module.split(".")[1] if "." in module else ""


def engine() -> list[str]:
    """The engine's modules."""
    return [name for name in modules() if name.startswith("autograder.")]


class TestImports:
    def test_every_package_of_the_engine_has_a_level(self) -> None:
        packages = [package for level in LEVELS for package in level]

        assert sorted(packages) == sorted({package_of(name) for name in engine()})

    @pytest.mark.parametrize("level", range(len(LEVELS)), ids=[" ".join(level) for level in LEVELS])
    def test_go_from_each_level_to_lower_ones_only(self, level: int) -> None:
        lower = {package for packages in LEVELS[:level] for package in packages}
        upward = {
            f"{name} imports {target}"
            for name in engine()
            if package_of(name) in LEVELS[level]
            for target in imports(name)
            if belongs(target, "autograder") and package_of(target) not in lower | {package_of(name), ""}
        }

        assert not upward

    @pytest.mark.parametrize("package", SANDBOX_LEVELS)
    def test_inside_and_host_share_only_the_protocol(self, package: str) -> None:
        """The process that holds student code never loads a line of the grader."""
        own = [name for name in engine() if belongs(name, f"autograder.sandbox.{package}")]
        targets = {target for name in own for target in imports(name) if belongs(target, "autograder")}
        packages = {package, "protocol"}
        allowed = tuple(f"autograder.sandbox.{name}" for name in packages)
        strangers = {target for target in targets if not target.startswith(allowed)}
        if package == "host":
            strangers -= {"autograder.errors", "autograder.isolation", "autograder.limits"}

        assert own
        assert not strangers

    @pytest.mark.parametrize(
        ("package", "forbidden"),
        [("lab", "autograder"), ("lab", "solutions"), ("solutions", "autograder"), ("solutions", "lab")],
    )
    def test_never_lead_from_public_packages_to_the_others(self, package: str, forbidden: str) -> None:
        importers = [
            name
            for name in modules()
            if belongs(name, package) and any(belongs(target, forbidden) for target in imports(name))
        ]

        assert not importers

    def test_of_the_solutions_stand_in_the_hidden_checks_only(self) -> None:
        readers = {name for name in modules() if any(belongs(target, "solutions") for target in imports(name))}

        assert all(belongs(name, "hidden_checks") or belongs(name, "solutions") for name in readers)

    def test_within_the_lab_form_no_cycle(self) -> None:
        lab = [name for name in modules() if belongs(name, "lab")]

        TopologicalSorter({name: {target for target in imports(name) if target in lab} for name in lab}).prepare()

    @pytest.mark.parametrize("package", PURE)
    def test_of_a_pure_package_touch_nothing_outside(self, package: str) -> None:
        own = [name for name in engine() if package_of(name) == package]
        outside = {
            f"{name} imports {target}"
            for name in own
            for target in imports(name)
            if target.split(".")[0] in IMPURE_MODULES
        }

        assert own
        assert not outside


def lengths() -> Iterator[tuple[str, int, int]]:
    """Name, lines and limit of every module and function; a function's docstring does not count."""
    for name, path in modules().items():
        if ".mistakes" not in name:  # a list, as long as students are inventive
            yield name, len(path.read_text(encoding="utf-8").splitlines()), LONGEST_MODULE
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0]
                documented = isinstance(first, ast.Expr) and ast.get_docstring(node, clean=False) is not None
                docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
                yield f"{name}.{node.name}", (node.end_lineno or 0) - node.lineno + 1 - docstring, LONGEST_FUNCTION


class TestSize:
    def test_of_a_module_and_of_a_function_stays_below_the_limit(self) -> None:
        too_long = {name: f"{lines} lines" for name, lines, limit in lengths() if lines >= limit}

        assert set(too_long) == set(LARGER), too_long
