"""A class of sample students as a course has them: right in several ways, mistaken, half finished, or damaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from autograder.authoring.sample_submissions import notebook_bytes, predictions_file, solved_notebook, with_cells
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent

RIGHT_IMPLEMENTATIONS = 4
MISTAKES = 12
ENDLESS_LOOP = "def {name}(*args, **kwargs):\n    while True:\n        pass"
MEMORY_HOG = "import numpy as np\n\ndef {name}(*args, **kwargs):\n    return np.ones((40_000, 40_000)).sum()"


@dataclass(frozen=True, slots=True)
class SampleStudent:
    """One sample submission, and what it shows."""

    story: str
    notebook: bytes
    predictions: bytes | None


def sample_students(content: UnitContent) -> Iterator[SampleStudent]:
    """Yield right submissions in several styles, one for each of a dozen mistakes, and unfinished or damaged ones."""
    solution = solved_notebook(content)
    explained, unexplained = predictions_file(content), predictions_file(content, explained=False)
    yield SampleStudent("right, as the reference", notebook_bytes(solution), explained)
    for style in range(RIGHT_IMPLEMENTATIONS):
        implementations = {name: _right_implementation(content, name, style) for name in content.exercises}
        cells = {name: cell for name, cell in implementations.items() if cell}
        yield SampleStudent(f"right, in style {style + 1}", notebook_bytes(with_cells(solution, cells)), explained)
    for mistake in _different_mistakes(content):
        cells = {mistake.exercise: mistake.implementation.cell}
        yield SampleStudent(f"mistake {mistake.id}", notebook_bytes(with_cells(solution, cells)), unexplained)
    stubs = {name: content.stubs[name] for name in content.exercises[2:]}
    yield SampleStudent("half finished", notebook_bytes(with_cells(solution, stubs)), unexplained)
    yield SampleStudent("untouched", notebook_bytes(content.release), None)
    first, last = content.exercises[0], content.exercises[-1]
    loop, hog = {first: ENDLESS_LOOP.format(name=first)}, {last: MEMORY_HOG.format(name=last)}
    yield SampleStudent("endless loop", notebook_bytes(with_cells(solution, loop)), explained)
    yield SampleStudent("memory hog", notebook_bytes(with_cells(solution, hog)), explained)
    data = notebook_bytes(solution)
    yield SampleStudent("damaged file", data[: -len(data) // 3], explained)
    yield SampleStudent("not a notebook", b"my dog ate it", None)


def _right_implementation(content: UnitContent, exercise: str, style: int) -> str:
    rights = [right for right in content.catalogue.rights if right.exercise == exercise]
    return rights[style % len(rights)].implementation.cell if rights else ""


def _different_mistakes(content: UnitContent) -> list[Mistake]:
    """Return a dozen mistakes with different ids, taken from the exercises in turn."""
    queues = [list({m.id: m for m in content.catalogue.mistakes_of(name)}.values()) for name in content.exercises]
    mistakes: dict[str, Mistake] = {}
    for queue in islice(cycle(queues), 200):
        if queue and len(mistakes) < MISTAKES:
            mistake = queue.pop(0)
            mistakes.setdefault(mistake.id, mistake)
    return list(mistakes.values())
