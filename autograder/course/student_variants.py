"""Variants of data: whose id decides on it, and which of it may differ from student to student."""

from __future__ import annotations

import re

from lab.variants.variant import Variant, normalize_id

from autograder.course.configuration import FILE_NAME, Course, Unit
from autograder.course.notebook import Notebook, cell_source
from autograder.course.yaml_document import suggest
from autograder.errors import CourseError

USES = re.compile(r"""\blab\.(?:generator\(\s*["'](\w+)["']|data\.(\w+)\()""")
"""Where a notebook loads data, or makes choices by chance."""


def varying_data(course: Course, unit: Unit) -> tuple[str, ...]:
    """Return the names of the unit's data that is generated for each student; none where all have the same."""
    return unit.varies if course.policies.variants else ()


def student_variant(course: Course, unit: Unit, student: str) -> Variant | None:
    """Return a student's variant of the unit's data, by the name of the submission; None where all have the same."""
    names, identifier = varying_data(course, unit), normalize_id(student)
    return Variant(identifier, names) if names and identifier else None


def require_varying_data(unit: Unit, source: Notebook) -> None:
    """CourseError where the unit lets data vary that its notebook does not use: it would be the same for all."""
    text = "\n".join(cell_source(cell) for cell in source["cells"] if cell["cell_type"] == "code")
    uses = sorted({match[1] or match[2] for match in USES.finditer(text)})
    if unknown := [name for name in unit.varies if name not in uses]:
        message = f"'varies' names '{unknown[0]}', which the notebook does not use"
        fix = suggest(unknown[0], uses, "names of data there")
        raise CourseError(message, where=f"{FILE_NAME}, units.{unit.id}.varies", fix=fix)
