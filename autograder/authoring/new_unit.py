"""Writes the files of a new unit: small, complete and correct, for the author to change.

The texts are in `unit_template/`; `{{unit}}` and other placeholders stand for the names of the new unit.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.course.configuration import FILE_NAME, Course, Unit
from autograder.course.notebook import Cell, Notebook, Role, canonicalize, checked_names, json_text, parse_notebook
from autograder.course.yaml_append import append_unit
from autograder.errors import UsageError
from autograder.files import write_atomically
from autograder.release import build, points_table

TEMPLATE = Path(__file__).with_name("unit_template")
MIN_ID_LENGTH, MAX_ID_LENGTH = 3, 30
MINUTES, PRELOAD = 60, ("numpy", "matplotlib.pyplot")
RESERVED_NAMES = {
    "lab",
    "np",
    "x",
    "y",
    "reference",
    "student",
    "in_kernel",
    "autograder",
    "solutions",
    *keyword.kwlist,
    *dir(builtins),
}
"""Names that an exercise cannot have: Python's own, and those that its notebook and checks use."""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A file of a unit: its name in `unit_template/`, its path in the course, and a description for the author."""

    name: str
    path: str
    description: str


CHECKS = "hidden_checks/{{module}}"
TEMPLATE_FILES = (
    TemplateFile("notebook.txt", "source/{{unit}}/{{unit}}.ipynb", "the lesson"),
    TemplateFile("reference.txt", "solutions/{{module}}.py", "the reference"),
    TemplateFile("visible.txt", "student/lab/checks/{{module}}.py", "checks that students run"),
    TemplateFile("questions.txt", "student/lab/questions/{{module}}.py", "what is predicted"),
    TemplateFile("package.txt", f"{CHECKS}/__init__.py", "makes the folder a package"),
    TemplateFile("cases.txt", f"{CHECKS}/cases.py", "inputs of the hidden checks"),
    TemplateFile("checks.txt", f"{CHECKS}/test_{{{{module}}}}.py", "the hidden checks"),
    TemplateFile("mistakes.txt", f"{CHECKS}/mistakes/__init__.py", "the known mistakes, joined"),
    TemplateFile("variants.txt", f"{CHECKS}/mistakes/{{{{exercise}}}}.py", "wrong and right ways, of one exercise"),
    TemplateFile("predictions.txt", f"{CHECKS}/predictions.py", "the explanations that fit"),
)


def create_unit(
    course: Course,
    name: str,
    title: str = "",
    *,
    write: Callable[[Path, bytes], object] = write_atomically,
    release: Callable[[Course, Unit], object] = build.generate_release,
) -> tuple[Unit, Mapping[Path, str]]:
    """Write a new unit, add it to course.yml and release it. Return the unit, and its files with their descriptions.

    UsageError where the name cannot be used or a file would be overwritten; then nothing has been written. After an
    interruption, the same call completes the unit.
    """
    unit = _unit(course, name, title)
    words = _words(unit)
    files = {course.root / _filled(file.path, words): _content(file, words).encode() for file in TEMPLATE_FILES}
    course_file = course.root / FILE_NAME
    longer = append_unit(course_file.read_text(encoding="utf-8"), _entry(unit))
    _refuse_to_overwrite(course, unit, files)
    _write_all(files, write)
    write_atomically(course_file, longer.encode())
    extended = Course.load(course.root)
    points_table.update_table(extended, extended.unit(unit.id))
    release(extended, extended.unit(unit.id))
    return unit, {path: file.description for path, file in zip(files, TEMPLATE_FILES, strict=True)}


def _unit(course: Course, name: str, title: str) -> Unit:
    """Return the unit as it will be loaded, with defaults. UsageError where the name cannot be used."""
    if not _is_good(name):
        size = f"{MIN_ID_LENGTH} to {MAX_ID_LENGTH} characters"
        problem = f"{name!r} is no id for a unit: lower-case words joined by hyphens, {size}"
        suggestion = _suggested_id(name)
        raise UsageError(problem, fix=f"did you mean '{suggestion}'?" if suggestion else "write it like 'huber-loss'")
    module = name.replace("-", "_")
    if module in RESERVED_NAMES:
        fix = f"say more, like '{name}-of-a-line'; the first exercise has the unit's name"
        raise UsageError(f"'{module}' is a name that code needs for something else", fix=fix)
    for other in course.units:
        if other.id != name and module in _checked_names(other):
            fix = "choose another id; the first exercise has the unit's name, and no two units may share one"
            raise UsageError(f"the unit '{other.id}' has an exercise '{module}'", fix=fix)
    if any(unit.id == name and unit.release.exists() for unit in course.units):
        raise UsageError(f"there is a unit '{name}' already", where=FILE_NAME, fix="edit it, or choose another id")
    words = " ".join(title.split()) or name.replace("-", " ").capitalize()
    data = {"id": name, "title": words, "minutes": MINUTES, "preload": PRELOAD}
    return Unit.model_validate(data, context={"root": course.root})


def _is_good(name: str) -> bool:
    fits = MIN_ID_LENGTH <= len(name) <= MAX_ID_LENGTH
    return fits and re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]*[a-z][a-z0-9]*)*", name) is not None


def _suggested_id(name: str) -> str:
    """Return the most similar good id: lower-case words, without numbers (the order is in course.yml); else ''."""
    separated = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)
    words = [word for word in re.findall("[a-z0-9]+", separated.lower()) if not word.isdigit()]
    suggestion = re.sub("^[0-9-]+", "", "-".join(words))
    return suggestion if _is_good(suggestion) else ""


def _checked_names(unit: Unit) -> list[str]:
    return checked_names(parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source)))


def _words(unit: Unit) -> dict[str, str]:
    """Return what the placeholders of the template stand for."""
    return {
        "unit": unit.id,
        "title": unit.title,
        "module": unit.module,
        "exercise": unit.module,
        "Exercise": "".join(word.capitalize() for word in unit.id.split("-")),
        "prediction": f"{unit.id}-doubled",
    }


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Fill in the placeholders of the template; those for points are filled in by each release."""
    return re.sub(r"\{\{(\w+)\}\}", lambda match: words.get(match[1], match[0]), text)


def _content(file: TemplateFile, words: Mapping[str, str]) -> str:
    text = _filled((TEMPLATE / file.name).read_text(encoding="utf-8"), words)
    return json_text(_notebook(text)) if file.path.endswith(".ipynb") else text


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


def _entry(unit: Unit) -> dict[str, object]:
    return {"id": unit.id, "title": unit.title, "minutes": MINUTES, "preload": list(PRELOAD)}


def _refuse_to_overwrite(course: Course, unit: Unit, files: Mapping[Path, bytes]) -> None:
    """UsageError where a file exists, unless an interrupted run has left it with the same content."""
    for path, data in files.items():
        if path.exists() and (path.is_dir() or path.read_bytes() != data):
            fix = "move it away, or choose another id for the unit"
            raise UsageError(f"{path.relative_to(course.root)} is there already", fix=fix)
    if unit.release.exists():
        fix = "move it away, or choose another id for the unit"
        raise UsageError(f"{unit.release.relative_to(course.root)} is there already", fix=fix)


def _write_all(files: Mapping[Path, bytes], write: Callable[[Path, bytes], object]) -> None:
    """Write every file or none: after an error, what has been written is removed."""
    created: list[Path] = []
    try:
        for path, data in files.items():
            for folder in reversed([folder for folder in path.parents if not folder.exists()]):
                folder.mkdir()
                created.append(folder)
            if not path.exists():
                write(path, data)
                created.append(path)
    except BaseException as error:
        for path in reversed(created):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(error, OSError):
            where = str(error.filename or "")
            raise UsageError(f"cannot write the unit: {error.strerror}", where=where) from None
        raise
