"""The templates of student/templates, filled in for the units of a handout: names, titles, what to install."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from autograder.course.configuration import Course, Unit
from autograder.errors import CourseError

REQUIREMENTS = "requirements.txt"
NEEDS = "# needs:"
PREDICTIONS = "- `predictions.json`, which `lab` writes beside the notebook when you predict"


def filled(course: Course, units: Sequence[Unit], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Fill in every template. CourseError where a unit needs a module that the requirements do not know."""
    words = _words(course, units)
    made = {}
    for path, data in files.items():
        text = _required(data.decode(), units) if path == REQUIREMENTS else data.decode()
        for name, value in words.items():
            text = text.replace("{{" + name + "}}", json.dumps(value)[1:-1] if path.endswith(".json") else value)
        made[path] = text.encode()
    return made


def _words(course: Course, units: Sequence[Unit]) -> dict[str, str]:
    names = [f"`{unit.id}.ipynb`" for unit in units]
    several = f"the notebooks {', '.join(names[:-1])} and {names[-1]}"
    return {
        "title": units[0].title if len(units) == 1 else course.title,
        "notebooks": f"the notebook {names[0]}" if len(units) == 1 else several,
        "open": f" {units[0].id}.ipynb" if len(units) == 1 else "",
        "handed_in": "\n".join([*(f"- {name}" for name in names), PREDICTIONS]),
    }


def _required(text: str, units: Sequence[Unit]) -> str:
    """The lines that every unit shares, and of those marked `# needs: MODULE` the ones these units name."""
    lines = [line.partition(NEEDS) for line in text.splitlines()]
    known = {module.strip() for _, mark, module in lines if mark}
    wanted = {module: unit.id for unit in units for module in unit.needs}
    for module, unit_id in wanted.items():
        if module not in known:
            raise CourseError(
                f"students of '{unit_id}' need the module '{module}', but their requirements do not name it",
                where=f"student/templates/{REQUIREMENTS}",
                fix=f"add a line such as '{module}>=1.0 {NEEDS} {module}'",
            )
    kept = [line.rstrip() for line, mark, module in lines if not mark or module.strip() in wanted]
    return "\n".join(kept) + "\n"
