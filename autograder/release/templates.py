"""The templates of a handout, filled in for its units: names, titles, packages to install."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from autograder.course.configuration import Course, Unit
from autograder.errors import CourseError

REQUIREMENTS = "requirements.txt"
NEEDS = "# needs:"
START = "start.ipynb"
PREDICTIONS = "- `predictions.json`, which `lab` writes beside the notebook when you predict"


def fill_templates(course: Course, units: Sequence[Unit], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Fill in every template. CourseError where the requirements do not list a module that a unit needs."""
    words = _words(course, units)
    filled_files = {}
    for path, data in files.items():
        text = _requirements(data.decode(), units) if path == REQUIREMENTS else data.decode()
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
    several = f"the notebooks {', '.join(names[:-1])} and {names[-1]}"
    several = f"`{START}`, which lists the units in order and shows what is done, {several}" if units else several
    opened = f"{units[0].id}.ipynb" if len(units) == 1 else START
    files = "\n".join([*(f"- {name}" for name in names), PREDICTIONS])
    return {
        "title": units[0].title if len(units) == 1 else course.title,
        "notebooks": f"the notebook {names[0]}" if len(names) == 1 else several,
        "open": f" {opened}",
        "handed_in": files if units else "- none: nothing in this folder is graded.",
    }


def _requirements(text: str, units: Sequence[Unit]) -> str:
    """Return the unmarked lines and comments, and those marked `# needs: MODULE` whose module one of the units needs."""
    lines = [(line, "", "") if line.startswith("#") else line.partition(NEEDS) for line in text.splitlines()]
    available = {module.strip() for _, mark, module in lines if mark}
    needed = {module: unit.id for unit in units for module in unit.needs}
    for module, unit_id in needed.items():
        if module not in available:
            raise CourseError(
                f"students of '{unit_id}' need the module '{module}', but their requirements do not list it",
                where=f"student/templates/{REQUIREMENTS}, or the kit's own",
                fix=f"add a line such as '{module}>=1.0 {NEEDS} {module}'",
            )
    selected = [line.rstrip() for line, mark, module in lines if not mark or module.strip() in needed]
    return "\n".join(selected) + "\n"
