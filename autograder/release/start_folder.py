"""The folder `release/start/`: the start page, made from course.yml, and the notebooks beside it, such as a refresher.

Their sources are in `student/start/`. Nothing in them is graded, so they are no assignment: nbgrader does not know it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from lab.overview.course_outline import date_in_words

from autograder.course.configuration import Course, Unit
from autograder.course.navigation import START, relative_path
from autograder.course.notebook import Notebook, Role, canonicalize, cell_role, cell_source, json_text, parse_notebook
from autograder.errors import NotebookError
from autograder.files import write_atomically
from autograder.release import contents, leak_scan, templates

FILES = ("README.md", contents.STUDENT_PAGE, "requirements.txt", ".gitignore", ".gitattributes")
"""The templates that this folder gets; the others are for a repository in which something is checked."""
PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


def folder(course: Course) -> Path:
    """Return the folder."""
    return course.root / "release" / START


def write(course: Course, units: Sequence[Unit]) -> Path:
    """Write the folder and return it. LeakError where a secret of one of these units would be released."""
    files = _files(course)
    leak_scan.scan(files, [secret for unit in units for secret in leak_scan.find_secrets(course, unit)])
    shutil.rmtree(folder(course) / "lab", ignore_errors=True)  # modules of an earlier release
    for path, data in files.items():
        (folder(course) / path).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(folder(course) / path, data)
    return folder(course)


def check(course: Course) -> None:
    """Raise NotebookError unless the notebooks of the folder are made from the present course.yml and sources."""
    for name, notebook in notebooks(course).items():
        path = folder(course) / name
        if not path.is_file() or path.read_text(encoding="utf-8") != json_text(notebook):
            where = path.relative_to(course.root).as_posix()
            raise NotebookError("the start page is not current", where=where, fix="run `autograder release`")


def notebooks(course: Course) -> dict[str, Notebook]:
    """Return the start page and the others by their names, with links to notebooks in folders beside theirs."""
    words = {
        "title": course.title,
        "units": _table(course),
        "hours": str(round(sum(unit.minutes for unit in course.units if not unit.optional) / 60)),
        "first_unit": f"[{course.units[0].title}]({relative_path(course.units[0].id)})",
    }
    return {name: _filled(course.root / "student" / START / name, words) for name in templates.start_pages(course)}


def _files(course: Course) -> dict[str, bytes]:
    companions = contents.companion_files(course)
    selected = {path: data for path, data in companions.items() if path.startswith("lab/") or path in FILES}
    return selected | {name: json_text(notebook).encode() for name, notebook in notebooks(course).items()}


def _filled(path: Path, words: dict[str, str]) -> Notebook:
    """Return a notebook with the words of the course in its text cells. NotebookError where a word is not known."""
    notebook = canonicalize(parse_notebook(path.read_text(encoding="utf-8"), str(path)))
    for cell in notebook["cells"]:
        if cell_role(cell) is Role.TEXT:
            if unknown := [name for name in PLACEHOLDER.findall(cell_source(cell)) if name not in words]:
                place, fix = f"{path.name}, cell '{cell['id']}'", f"use one of: {', '.join(words)}"
                raise NotebookError(f"unknown placeholder '{unknown[0]}'", where=place, fix=fix)
            cell["source"] = PLACEHOLDER.sub(lambda match: words[match[1]], cell_source(cell))
    return notebook


def _table(course: Course) -> str:
    """Return the units as a Markdown table: number, title with a link, minutes, due date if any unit has one."""
    has_due_dates = any(unit.due for unit in course.units)
    head = ["", "unit", "minutes", *["due"] * has_due_dates]
    lines = [head, ["---:", "---", "---:", *["---"] * has_due_dates]]
    for number, unit in enumerate(course.units, start=1):
        link = f"[{unit.title.replace('|', chr(92) + '|')}]({relative_path(unit.id)})"
        title = f"{link} (optional)" if unit.optional else link
        lines.append([str(number), title, str(unit.minutes), *[_due(unit)] * has_due_dates])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _due(unit: Unit) -> str:
    return date_in_words(unit.due.isoformat()) if unit.due else "–"
