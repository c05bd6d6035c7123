"""Links between the pages of the book: a unit's title in italics, as lessons write it, leads to its page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Notebook, Role, cell_role

ITALICS = re.compile(r"(?<![\w*\\])\*(?![\s*])([^*\n]+?)(?<!\s)\*(?!\*)")
CODE_OR_FORMULA = re.compile(r"(`+[^`]*`+|\$\$.+?\$\$|\$[^$\n]+\$)", re.DOTALL)
BUILDS_ON = re.compile(r"builds on (.+?)\.(?:\s|$)", re.DOTALL)


def number_of(course: Course, unit: Unit) -> int:
    """Return the place of a unit in the course; the first is 1."""
    return [other.id for other in course.units].index(unit.id) + 1


def link_titles(text: str, course: Course, unit: Unit) -> str:
    """Turn the titles of other units into links; code and formulas stay as they are."""
    pages = {title: name for title, name in _pages_by_title(course).items() if name != unit.id}

    def link(match: re.Match[str]) -> str:
        page = pages.get(match[1])
        return f"[{match[0]}]({page}.md)" if page else match[0]

    parts = CODE_OR_FORMULA.split(text)
    return "".join(part if place % 2 else ITALICS.sub(link, part) for place, part in enumerate(parts))


def builds_on(source: Notebook, course: Course, unit: Unit) -> list[Unit]:
    """Return the units that a lesson names in its sentence "This unit builds on ...", in the course's order."""
    pages = _pages_by_title(course)
    texts = [cell["source"] for cell in source["cells"] if cell_role(cell) is Role.TEXT]
    sentences = [match[1] for text in texts for match in BUILDS_ON.finditer(text)]
    names = {pages.get(title) for title in ITALICS.findall(" ".join(sentences[:1]))} - {unit.id}
    return [other for other in course.units if other.id in names]


def _pages_by_title(course: Course) -> Mapping[str, str]:
    """Return the units' ids by their titles, and by the part before a comma where no other title begins so."""
    full = {unit.title: unit.id for unit in course.units}
    short: dict[str, list[str]] = {}
    for title, name in full.items():
        short.setdefault(re.split("[,:]", title)[0], []).append(name)
    return {title: names[0] for title, names in short.items() if len(names) == 1} | full
