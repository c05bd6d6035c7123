"""The packages that students install, by the units of their handout.

What only optional units need is in a file of its own, `requirements-UNIT.txt`: PyTorch takes more room than everything
else together, and most students never open its unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.course.configuration import Unit
from autograder.errors import CourseError

FILE_NAME = "requirements.txt"
MARK = "# needs:"


def file_name(unit: Unit) -> str:
    """Return the name of the file with what only this optional unit needs."""
    return f"requirements-{unit.id}.txt"


def own_modules(unit: Unit, units: Sequence[Unit]) -> set[str]:
    """Return the modules that this unit needs and no unit needs that counts; none for a unit that counts."""
    return set(unit.needs) - {name for other in units if not other.optional for name in other.needs}


def files(text: str, units: Sequence[Unit]) -> dict[str, str]:
    """Return the files with requirements for these units, from the template's text.

    A line marked `# needs: MODULE` is only in the handouts of units that need the module. In the handout of one
    optional unit, the first file includes the other. CourseError where a needed module has no line.
    """
    lines = [(line, "", "") if line.startswith("#") else line.partition(MARK) for line in text.splitlines()]
    _require_lines({module.strip() for _, mark, module in lines if mark}, units)
    optional = [unit for unit in units if own_modules(unit, units)]
    apart = {module for unit in optional for module in own_modules(unit, units)}
    shared = {module for unit in units for module in unit.needs} - apart
    selected = [line.rstrip() for line, mark, module in lines if not mark or module.strip() in shared]
    if len(units) == 1:
        selected += [f"-r {file_name(unit)}" for unit in optional]
    own_files = {file_name(unit): _own_lines(unit, lines, own_modules(unit, units)) for unit in optional}
    return {FILE_NAME: _text(selected)} | {name: _text(rows) for name, rows in own_files.items()}


def _own_lines(unit: Unit, lines: Sequence[tuple[str, str, str]], modules: set[str]) -> list[str]:
    head = f"# What only the optional unit '{unit.title}' uses. Everything else is in {FILE_NAME}."
    return [head, *(line.rstrip() for line, mark, module in lines if mark and module.strip() in modules)]


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _require_lines(available: set[str], units: Sequence[Unit]) -> None:
    """Raise CourseError where a unit needs a module for which the template has no line."""
    for module, unit_id in {module: unit.id for unit in units for module in unit.needs}.items():
        if module not in available:
            raise CourseError(
                f"students of '{unit_id}' need the module '{module}', but their requirements do not list it",
                where=f"student/templates/{FILE_NAME}, or the kit's own",
                fix=f"add a line such as '{module}>=1.0 {MARK} {module}'",
            )
