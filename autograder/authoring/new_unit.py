"""A unit to begin with: small, complete and right, so that an author changes something that works.

Its texts lie in `unit_template/`; `{{unit}}` and its like stand for the new unit's names.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from autograder.course.configuration import FILE_NAME, Course, Unit
from autograder.course.notebook import Cell, Notebook, Role, canonicalize, json_text, parse_notebook, points
from autograder.course.yaml_append import append_unit
from autograder.errors import UsageError
from autograder.files import write_atomically
from autograder.release import build

BLANK = Path(__file__).with_name("unit_template")
SHORTEST_ID, LONGEST_ID = 3, 30
MINUTES, POINTS, PRELOAD = 60, 40, ("numpy", "matplotlib.pyplot")
TAKEN = {
    "lab",
    "np",
    "x",
    "y",
    "reference",
    "student",
    "kernel",
    "autograder",
    "solutions",
    *keyword.kwlist,
    *dir(builtins),
}
"""What no exercise may be called: Python's words, and the names its notebook and checks use themselves."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a unit: the text in `unit_template/`, where it goes, and what an author does with it."""

    text: str
    path: str
    what: str


CHECKS = "autograder/checks/{{module}}"
PARTS = (
    Part("notebook.txt", "source/{{unit}}/{{unit}}.ipynb", "the lesson"),
    Part("reference.txt", "solutions/{{module}}.py", "the reference"),
    Part("visible.txt", "student/lab/checks/{{module}}.py", "checks that students run"),
    Part("questions.txt", "student/lab/questions/{{module}}.py", "what is predicted"),
    Part("package.txt", f"{CHECKS}/__init__.py", "makes the folder a package"),
    Part("cases.txt", f"{CHECKS}/cases.py", "inputs of the hidden checks"),
    Part("checks.txt", f"{CHECKS}/test_{{{{module}}}}.py", "the hidden checks"),
    Part("mistakes.txt", f"{CHECKS}/mistakes/__init__.py", "the known mistakes, joined"),
    Part("variants.txt", f"{CHECKS}/mistakes/{{{{exercise}}}}.py", "wrong and right ways, of one exercise"),
    Part("predictions.txt", f"{CHECKS}/predictions.py", "answers to the predictions"),
)


def make(course: Course, name: str, title: str = "") -> tuple[Unit, Mapping[Path, str]]:
    """Write a new unit, enter it in course.yml and make its release; the files, and what each is for.

    UsageError where the name cannot be used or something would be overwritten; then nothing has been written. A run
    that was interrupted is finished by the same call.
    """
    unit = _unit(course, name, title)
    words = _words(course, unit)
    texts = {course.root / _filled(part.path, words): _text(part, words).encode() for part in PARTS}
    list_file = course.root / FILE_NAME
    entered = append_unit(list_file.read_text(encoding="utf-8"), _entry(unit))
    _refuse_to_overwrite(course, unit, texts)
    _write_all(texts)
    write_atomically(list_file, entered.encode())
    there = Course.load(course.root)
    build.generate_release(there, there.unit(unit.id))
    return unit, {path: part.what for path, part in zip(texts, PARTS, strict=True)}


def _unit(course: Course, name: str, title: str) -> Unit:
    """The unit of that name as it will be loaded, with defaults."""
    if not _is_good(name):
        size = f"{SHORTEST_ID} to {LONGEST_ID} characters"
        what = f"{name!r} is no id for a unit: lower-case words joined by hyphens, {size}"
        near = _slugged(name)
        raise UsageError(what, fix=f"did you mean '{near}'?" if near else "write it like 'huber-loss'")
    module = name.replace("-", "_")
    if module in TAKEN:
        fix = f"say more, like '{name}-of-a-line'; the first exercise has the unit's name"
        raise UsageError(f"'{module}' is a name that code needs for something else", fix=fix)
    for other in course.units:
        if other.id != name and module in points(_source(other)):
            fix = "choose another id; the first exercise has the unit's name, and no two units may share one"
            raise UsageError(f"the unit '{other.id}' has an exercise '{module}'", fix=fix)
    known = next((unit for unit in course.units if unit.id == name), None)
    if known is not None and known.release.exists():
        raise UsageError(f"there is a unit '{name}' already", where=FILE_NAME, fix="edit it, or choose another id")
    words = " ".join(title.split()) or name.replace("-", " ").capitalize()
    made = {"id": name, "title": words, "minutes": MINUTES, "points": POINTS, "preload": PRELOAD}
    return Unit.model_validate(made, context={"root": course.root})


def _is_good(name: str) -> bool:
    fits = SHORTEST_ID <= len(name) <= LONGEST_ID
    return fits and re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]*[a-z][a-z0-9]*)*", name) is not None


def _slugged(name: str) -> str:
    """The nearest good id: words apart, lower case, no number that stands alone (order lives in course.yml)."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)
    parts = [part for part in re.findall("[a-z0-9]+", apart.lower()) if not part.isdigit()]
    near = re.sub("^[0-9-]+", "", "-".join(parts))
    return near if _is_good(near) else ""


def _words(course: Course, unit: Unit) -> dict[str, str]:
    """What the placeholders stand for."""
    others = [other for other in course.units if other.id != unit.id]
    asked = "\n".join(other.questions.read_text(encoding="utf-8") for other in others)
    number = next(number for number in count(len(others) + 1) if f'"P{number}' not in asked)
    return {
        "unit": unit.id,
        "title": unit.title,
        "module": unit.module,
        "exercise": unit.module,
        "Exercise": "".join(word.capitalize() for word in unit.id.split("-")),
        "prediction": f"P{number}a",
        "own": f"U{number}",
    }


def _filled(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{\{(\w+)\}\}", lambda found: words[found[1]], text)


def _text(part: Part, words: Mapping[str, str]) -> str:
    text = _filled((BLANK / part.text).read_text(encoding="utf-8"), words)
    return json_text(_notebook(text)) if part.path.endswith(".ipynb") else text


def _notebook(text: str) -> Notebook:
    """The notebook in its canonical form, from a text in which every cell begins with `=== role name [points]`."""
    cells = []
    for part in re.split(r"(?m)^=== ", text)[1:]:
        head, _, source = part.rstrip("\n").partition("\n")
        kind, name, *worth = head.split()
        role = Role(kind)
        cell: Cell = {
            "cell_type": "markdown" if role is Role.TEXT else "code",
            "id": name,
            "metadata": {},
            "source": source,
        }
        if role not in (Role.TEXT, Role.FREE):
            cell["metadata"] = {"nbgrader": _marks(role, name, *map(int, worth))}
        cells.append(cell)
    return canonicalize({"cells": cells})


def _marks(role: Role, name: str, worth: int = 0) -> dict[str, object]:
    """nbgrader's metadata of a cell that is not free."""
    graded, solution = role is Role.CHECK, role is Role.SOLUTION
    marks: dict[str, object] = {"grade": graded, "grade_id": f"{name}-check" if graded else name}
    marks |= {"locked": not solution, "schema_version": 3, "solution": solution, "task": False}
    return marks | ({"points": worth} if graded else {})


def _source(unit: Unit) -> Notebook:
    return parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source))


def _entry(unit: Unit) -> dict[str, object]:
    return {"id": unit.id, "title": unit.title, "minutes": MINUTES, "points": POINTS, "preload": list(PRELOAD)}


def _refuse_to_overwrite(course: Course, unit: Unit, texts: Mapping[Path, bytes]) -> None:
    """A file that says what it will say anyway was left by a run that was interrupted."""
    for path, text in texts.items():
        if path.exists() and (path.is_dir() or path.read_bytes() != text):
            fix = "move it away, or choose another id for the unit"
            raise UsageError(f"{path.relative_to(course.root)} is there already", fix=fix)
    if unit.release.exists():
        fix = "move it away, or choose another id for the unit"
        raise UsageError(f"{unit.release.relative_to(course.root)} is there already", fix=fix)


def _write_all(texts: Mapping[Path, bytes]) -> None:
    """Every file or none: what was written before something went wrong is taken back."""
    made: list[Path] = []
    try:
        for path, text in texts.items():
            for folder in reversed([folder for folder in path.parents if not folder.exists()]):
                folder.mkdir()
                made.append(folder)
            if not path.exists():
                write_atomically(path, text)
                made.append(path)
    except BaseException as error:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(error, OSError):
            where = str(error.filename or "")
            raise UsageError(f"cannot write the unit: {error.strerror}", where=where) from None
        raise
