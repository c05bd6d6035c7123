"""Writes the files of a new unit: small, complete and correct, for the author to change.

The templates are in `unit_template/`.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from autograder.authoring.file_templates import TemplateFile, file_content, filled
from autograder.course.configuration import FILE_NAME, Course, Unit
from autograder.course.notebook import checked_names, parse_notebook
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
    "hidden_checks",
    *keyword.kwlist,
    *dir(builtins),
}
"""Names that an exercise cannot have: Python's own, and those that its notebook and checks use."""

CHECKS = "hidden_checks/{{module}}"
TEMPLATE_FILES = tuple(
    TemplateFile(TEMPLATE / name, path, description)
    for name, path, description in (
        ("notebook.txt", "source/{{unit}}/{{unit}}.ipynb", "the lesson"),
        ("reference.txt", "solutions/{{module}}.py", "the reference"),
        ("visible.txt", "student/lab/checks/{{module}}.py", "checks that students run"),
        ("questions.txt", "student/lab/questions/{{module}}.py", "what is predicted"),
        ("hints.txt", "student/lab/hints/{{module}}.py", "hints in three levels"),
        ("package.txt", f"{CHECKS}/__init__.py", "makes the folder a package"),
        ("cases.txt", f"{CHECKS}/cases.py", "inputs of the hidden checks"),
        ("checks.txt", f"{CHECKS}/test_{{{{module}}}}.py", "the hidden checks"),
        ("mistakes.txt", f"{CHECKS}/mistakes/__init__.py", "the known mistakes, joined"),
        ("implementations.txt", f"{CHECKS}/mistakes/{{{{exercise}}}}.py", "wrong and right ways, of one exercise"),
        ("predictions.txt", f"{CHECKS}/predictions.py", "the explanations that fit"),
    )
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
    unit = make_unit(course.root, name, title)
    _require_free_name(course, unit)
    files = unit_files(unit)
    course_file = course.root / FILE_NAME
    longer = append_unit(course_file.read_text(encoding="utf-8"), _entry(unit))
    _refuse_to_overwrite(course, unit, files)
    _write_all(files, write)
    write_atomically(course_file, longer.encode())
    extended = Course.load(course.root)
    points_table.update_table(extended, extended.unit(unit.id))
    release(extended, extended.unit(unit.id))
    return unit, {path: file.description for path, file in zip(files, TEMPLATE_FILES, strict=True)}


def make_unit(root: Path, name: str, title: str = "") -> Unit:
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
    words = " ".join(title.split()) or name.replace("-", " ").capitalize()
    data = {"id": name, "title": words, "minutes": MINUTES, "preload": PRELOAD}
    return Unit.model_validate(data, context={"root": root})


def unit_files(unit: Unit) -> dict[Path, bytes]:
    """Return the files of a new unit by their paths, in the order of TEMPLATE_FILES."""
    words = _words(unit)
    return {unit.root / filled(file.path, words): file_content(file, words) for file in TEMPLATE_FILES}


def _require_free_name(course: Course, unit: Unit) -> None:
    """UsageError where the course has a unit or an exercise of this name."""
    for other in course.units:
        if other.id != unit.id and unit.module in _checked_names(other):
            fix = "choose another id; the first exercise has the unit's name, and no two units may share one"
            raise UsageError(f"the unit '{other.id}' has an exercise '{unit.module}'", fix=fix)
    if any(other.id == unit.id and other.release.exists() for other in course.units):
        raise UsageError(f"there is a unit '{unit.id}' already", where=FILE_NAME, fix="edit it, or choose another id")


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
