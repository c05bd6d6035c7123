"""The templates of a handout, filled in for its units: names, titles, packages to install."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from lab.overview.course_outline import date_in_words

from autograder.course.configuration import Course, Unit
from autograder.course.points import read_unit_points
from autograder.errors import CourseError, NotebookError
from autograder.release import requirements

START = "start.ipynb"
PREDICTIONS = "- `predictions.json`, which `lab` writes beside the notebook when you predict"


def fill_templates(course: Course, units: Sequence[Unit], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Fill in every template. CourseError where the requirements do not list a module that a unit needs."""
    texts = {path: data.decode() for path, data in files.items()}
    texts |= requirements.files(texts[requirements.FILE_NAME], units)
    words = _words(course, units)
    filled_files = {}
    for path, text in texts.items():
        for name, value in words.items():
            text = text.replace("{{" + name + "}}", json.dumps(value)[1:-1] if path.endswith(".json") else value)
        filled_files[path] = text.encode()
    return filled_files


def start_pages(course: Course) -> tuple[str, ...]:
    """Return the names of the notebooks that belong to no unit, the start page first."""
    names = sorted(path.name for path in (course.root / "student" / "start").glob("*.ipynb"))
    return tuple(sorted(names, key=lambda name: name != START))


def _words(course: Course, units: Sequence[Unit]) -> dict[str, str]:
    """Return what the placeholders stand for. Without units, the handout is the start page and what lies beside it."""
    names = [f"`{unit.id}.ipynb`" for unit in units] or [f"`{name}`" for name in start_pages(course)]
    several = "the notebooks of the units below" if units else f"the notebooks {', '.join(names[:-1])} and {names[-1]}"
    several = f"`{START}`, which shows what is done and where to go on, {several}" if units else several
    opened = f"{units[0].id}.ipynb" if len(units) == 1 else START
    files = "\n".join([*(f"- {name}" for name in names), PREDICTIONS])
    return {
        "title": units[0].title if len(units) == 1 else course.title,
        "notebooks": f"the notebook {names[0]}" if len(names) == 1 else several,
        "units": _units_in_words(units),
        "optional_packages": _optional_packages(units),
        "open": f" {opened}",
        "handed_in": files if units else "- none: nothing in this folder is graded.",
    }


def _units_in_words(units: Sequence[Unit]) -> str:
    """Return one sentence for one unit, a Markdown table for several, and a link to the start page for none."""
    if not units:
        return f"[{START}]({START}) lists the units of the course in their order."
    if len(units) == 1:
        (unit,) = units
        due = f" It is due on {date_in_words(unit.due.isoformat())}." if unit.due else ""
        optional = " It is optional." if unit.optional else ""
        return f"This unit takes about {unit.minutes} minutes{_worth(unit)}.{due}{optional}"
    has_due_dates = any(unit.due for unit in units)
    rows = [["", "unit", "minutes", "points", *["due"] * has_due_dates]]
    rows.append(["---:", "---", "---:", "---:", *["---"] * has_due_dates])
    for number, unit in enumerate(units, start=1):
        title = f"[{unit.title.replace('|', chr(92) + '|')}]({unit.id}.ipynb){' (optional)' if unit.optional else ''}"
        dates = [date_in_words(unit.due.isoformat()) if unit.due else "–"] * has_due_dates
        rows.append([str(number), title, str(unit.minutes), str(_points(unit) or "–"), *dates])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _optional_packages(units: Sequence[Unit]) -> str:
    """Return which optional units need more packages, and how to install them; nothing for a handout of one unit."""
    optional = [unit for unit in units if requirements.own_modules(unit, units)] if len(units) > 1 else []
    return "".join(
        f"\nThe optional unit *{unit.title}* needs one more package, a large one. Install it when you begin that unit:\n"
        f"`.venv/bin/python -m pip install -r {requirements.file_name(unit)}`.\n"
        for unit in optional
    )


def _worth(unit: Unit) -> str:
    points = _points(unit)
    return f" and is worth {points} points" if points else ""


def _points(unit: Unit) -> int:
    """Return all points of a unit; 0 for one that cannot be read yet."""
    try:
        return read_unit_points(unit).total
    except (OSError, CourseError, NotebookError):
        return 0
