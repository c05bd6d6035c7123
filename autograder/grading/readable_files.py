"""The files of the kit and the course that the grading process of a unit may read: nothing of other units."""

from __future__ import annotations

import compileall
import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import cache_from_source, find_spec
from pathlib import Path

import autograder
from autograder.course.configuration import FILE_NAME, Course, Unit
from autograder.course.course_packages import KIT_LAB, lab_folders
from autograder.course.reference_modules import PACKAGE, imported_modules

KIT = Path(autograder.__file__).parent
CHECKS_PACKAGE = "hidden_checks"


def readable_files(course: Course, unit: Unit) -> tuple[str, ...]:
    """Return the paths that the grading process of a unit needs, without those inside another one."""
    paths = [
        *kit_files(),
        *package_folders((*unit.preload, *unit.needs)),
        course.root / FILE_NAME,
        unit.source.parent,
        *lab_folders(course.root),
        *_with_bytecode(sorted(unit.checks.parent.glob("*.py"))),
        unit.checks,
        *_with_bytecode(borrowed_checks(unit)),
        *_with_bytecode(reference_files(course, unit)),
    ]
    return tuple(dict.fromkeys(str(path) for path in paths if path.exists()))


def kit_files() -> tuple[Path, ...]:
    """Return the folders of the engine and of the kit's `lab`."""
    return KIT, KIT_LAB


def package_folders(names: Iterable[str]) -> Iterator[Path]:
    """Yield the folders or files of modules, which need not be installed beside this Python's own packages."""
    for name in names:
        spec = find_spec(name.partition(".")[0])
        locations = list(spec.submodule_search_locations or ()) if spec else []
        if locations or (spec and spec.has_location and spec.origin):
            yield from map(Path, locations or [str(spec.origin)] if spec else [])


def compile_modules(paths: Iterable[str]) -> None:
    """Store the bytecode of modules: the grading process cannot write it, and would compile them at each start."""
    for path in paths:
        _compile(path)


@cache
def _compile(path: str) -> None:
    for module in _modules_in(path):
        if not _has_bytecode(module):
            compileall.compile_file(module, quiet=2)


def _modules_in(path: str) -> Iterator[str]:
    """Yield the module at a path, or all those in the folder there."""
    if path.endswith(".py"):
        yield path
    for folder, _, names in os.walk(path):
        yield from (f"{folder}/{name}" for name in names if name.endswith(".py"))


def _has_bytecode(module: str) -> bool:
    """Whether the bytecode of a module is not older than the module: `compileall` opens every file to find out."""
    try:
        return os.path.getmtime(cache_from_source(module)) >= os.path.getmtime(module)  # noqa: PTH204 - Path is slower
    except OSError:
        return False


def borrowed_checks(unit: Unit) -> tuple[Path, ...]:
    """Return the modules of other units' checks that the unit's checks import, such as their cases."""
    checks = imported_modules(sorted(unit.checks.rglob("*.py")), CHECKS_PACKAGE, unit.checks.parent)
    modules = [path for path in checks if path.parent != unit.checks.parent and not path.is_relative_to(unit.checks)]
    return tuple(path for module in modules for path in (module.with_name("__init__.py"), module))


def _with_bytecode(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield path
        yield Path(cache_from_source(str(path)))


def reference_files(course: Course, unit: Unit) -> tuple[Path, ...]:
    """Return the solutions that the unit's checks and reference import, and those that belong to no unit."""
    importing = [unit.reference, *sorted(unit.checks.rglob("*.py")), *borrowed_checks(unit)]
    needed = {unit.reference, *imported_modules(importing, PACKAGE, unit.reference.parent)}
    foreign = {other.reference for other in course.units} - needed
    return tuple(path for path in sorted(unit.reference.parent.glob("*.py")) if path not in foreign)
