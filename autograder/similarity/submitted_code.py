"""The code that a student wrote in a unit, by cells, and what is known of the unit before anybody hands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from autograder.course.notebook import Notebook, cell_source
from autograder.course.unit_content import UnitContent
from autograder.similarity.fingerprints import gram_hashes, winnow
from autograder.similarity.tokens import CellTokens, Word, read_tokens
from autograder.submissions.merge import merge
from autograder.submissions.merged_notebook import CODE_ROLES

MOST_TOKENS = 20_000
"""Tokens of one submission that are compared; the largest reference has a tenth of it."""


@dataclass(frozen=True)
class CodeCell:
    """A cell with its tokens and the hashes of their runs."""

    name: str
    tokens: CellTokens
    hashes: tuple[int, ...]


@dataclass(frozen=True)
class SubmittedCode:
    """All code cells of one student."""

    student: str
    cells: tuple[CodeCell, ...]

    def fingerprints(self, course_hashes: frozenset[int]) -> frozenset[int]:
        """Return the fingerprints of all cells, of what is not known: a window without its known runs has one, too."""
        unknown = ([value for value in cell.hashes if value not in course_hashes] for cell in self.cells)
        return frozenset(value for hashes in unknown for value in winnow(hashes))

    @cached_property
    def words(self) -> frozenset[tuple[str, str]]:
        """The names, numbers, comments and texts."""
        return frozenset(_key(word) for cell in self.cells for word in cell.tokens.words)


@dataclass(frozen=True)
class CourseCode:
    """What proves nothing: the release, the reference, its right implementations, and the code of known mistakes."""

    hashes: frozenset[int]
    words: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, content: UnitContent) -> CourseCode:
        """Return what is known of a unit."""
        catalogue = content.catalogue
        sources = [cell_source(cell) for cell in (*content.release["cells"], *content.source["cells"])]
        sources += content.solutions.values()
        sources += [right.implementation.cell for right in catalogue.rights]
        sources += [mistake.implementation.cell for mistake in catalogue.mistakes]
        for path in (content.unit.reference, content.unit.visible_checks):
            sources.append(path.read_text(encoding="utf-8"))
        return cls.of_sources(sources)

    @classmethod
    def of_sources(cls, sources: Iterable[str]) -> CourseCode:
        """Return what these texts have in common with any submission."""
        cells = [code_cell("", source) for source in dict.fromkeys(sources)]
        words = frozenset(_key(word) for cell in cells for word in cell.tokens.words)
        return cls(frozenset(value for cell in cells for value in cell.hashes), words)


def submitted_code(student: str, data: bytes, release: Notebook, unit_id: str) -> SubmittedCode:
    """Return the code in a submitted file, however damaged; a file that cannot be read has none."""
    cells: list[CodeCell] = []
    room = MOST_TOKENS
    for cell in merge(data, release, unit_id).cells:
        if cell.from_student and cell.role in CODE_ROLES and cell.source.strip():
            code = code_cell(cell.name, cell.source)
            room -= len(code.tokens.kinds)
            if room < 0:
                break
            cells.append(code)
    return SubmittedCode(student, tuple(cells))


@lru_cache(maxsize=50_000)
def code_cell(name: str, source: str) -> CodeCell:
    """Return a cell with its tokens; cells that many leave as they are, are read once."""
    tokens = read_tokens(source)
    return CodeCell(name, tokens, tuple(gram_hashes(tokens.kinds)))


def _key(word: Word) -> tuple[str, str]:
    return word.kind, word.text
