"""A class of sample students such as a course really gets: right in several ways, mistaken, half finished, broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from autograder.authoring import sample_submissions
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent

STYLES = 4
MISTAKES = 12
LOOP = "def {name}(*args, **kwargs):\n    while True:\n        pass"
HOG = "import numpy as np\n\ndef {name}(*args, **kwargs):\n    return np.ones((40_000, 40_000)).sum()"


@dataclass(frozen=True, slots=True)
class SampleStudent:
    """One made-up submission, and what it is meant to show."""

    story: str
    notebook: bytes
    predictions: bytes | None


def sample_students(content: UnitContent) -> Iterator[SampleStudent]:
    """Right in several styles, one for each of a dozen mistakes, and all that goes wrong besides."""
    solved = sample_submissions.solved_notebook(content)
    good, unsure = (
        sample_submissions.predictions_file(content),
        sample_submissions.predictions_file(content, explained=False),
    )
    yield SampleStudent("right, as the reference", sample_submissions.notebook_bytes(solved), good)
    for style in range(STYLES):
        cells = {name: _right(content, name, style) for name in content.exercises}
        own = {name: cell for name, cell in cells.items() if cell}
        yield SampleStudent(
            f"right, in style {style + 1}",
            sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, own)),
            good,
        )
    for mistake in _dozen(content):
        cell = {mistake.exercise: mistake.variant.cell}
        yield SampleStudent(
            f"mistake {mistake.id}",
            sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, cell)),
            unsure,
        )
    first, last = content.exercises[0], content.exercises[-1]
    half = {name: content.stubs[name] for name in content.exercises[2:]}
    yield SampleStudent(
        "half finished", sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, half)), unsure
    )
    yield SampleStudent("untouched", sample_submissions.notebook_bytes(content.released), None)
    yield SampleStudent(
        "endless loop",
        sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, {first: LOOP.format(name=first)})),
        good,
    )
    yield SampleStudent(
        "memory hog",
        sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, {last: HOG.format(name=last)})),
        good,
    )
    yield SampleStudent(
        "damaged file",
        sample_submissions.notebook_bytes(solved)[: -len(sample_submissions.notebook_bytes(solved)) // 3],
        good,
    )
    yield SampleStudent("not a notebook", b"my dog ate it", None)


def _right(content: UnitContent, exercise: str, style: int) -> str:
    rights = [right for right in content.catalogue.rights if right.exercise == exercise]
    return rights[style % len(rights)].variant.cell if rights else ""


def _dozen(content: UnitContent) -> list[Mistake]:
    """A dozen different mistakes, the exercises taking turns."""
    queues = [list({m.id: m for m in content.catalogue.of(name)}.values()) for name in content.exercises]
    found: dict[str, Mistake] = {}
    for queue in islice(cycle(queues), 200):
        if queue and len(found) < MISTAKES:
            mistake = queue.pop(0)
            found.setdefault(mistake.id, mistake)
    return list(found.values())
