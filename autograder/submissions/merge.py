"""A submission: the student's own cells laid on the instructor's notebook, with every repair written down.

Only solution cells and free cells are the student's. Given cells and check cells always come from the course, whatever
the submitted file says; a cell is found by its name, and where that is lost by what it defines.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.course import cell_syntax
from autograder.course.notebook import Cell, Notebook, Role, cell_name, role, text_of
from autograder.submissions import recovery
from autograder.submissions.recovery import SubmittedCell, Unreadable
from autograder.views import sanitize

MAX_OWN = 1_000


@dataclass(frozen=True, slots=True)
class MergedCell:
    """One cell in the order it is run and shown. `cell` is the course's, or made anew for a student's free cell."""

    name: str
    role: Role
    source: str
    cell: Cell
    students: bool


@dataclass(frozen=True, slots=True)
class MergedNotebook:
    """What is graded: cells in order, the repairs, and why nothing can be graded where that is so."""

    sha256: str
    cells: tuple[MergedCell, ...]
    repairs: tuple[str, ...] = ()
    problem: str = ""

    def source_of(self, name: str) -> str:
        """The source the student wrote for a cell of the course."""
        return next(cell.source for cell in self.cells if cell.name == name)


def merge(data: bytes, released: Notebook, unit_id: str) -> MergedNotebook:
    """Lay a submitted file on the released notebook. Never raises on what a student sent."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        handed, repairs = recovery.read(data)
    except Unreadable as error:
        return MergedNotebook(sha256, _untouched(released), problem=str(error))
    merger = _Merger(released, handed, repairs)
    if problem := merger.foreign(unit_id):
        return MergedNotebook(sha256, _untouched(released), tuple(repairs), problem)
    return MergedNotebook(sha256, merger.laid(), tuple(dict.fromkeys(repairs)))


def attempted(source: str, stub: str) -> bool:
    """Whether a solution cell says anything the stub does not; comments and blank lines say nothing."""
    return not cell_syntax.same(source, stub)


def _untouched(released: Notebook) -> tuple[MergedCell, ...]:
    return tuple(
        MergedCell(cell_name(cell), role(cell), text_of(cell), cell, students=False) for cell in released["cells"]
    )


@dataclass
class _Merger:
    """Pairs submitted cells with the course's cells, then lays out the result."""

    released: Notebook
    handed: Sequence[SubmittedCell]
    repairs: list[str]
    owner: dict[int, str] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.course = {cell_name(cell): cell for cell in self.released["cells"]}
        self.texts = {text_of(cell).strip() for cell in self.course.values()}
        for index, cell in enumerate(self.handed):
            if cell.name in self.course:
                self.owner[index] = cell.name

    def foreign(self, unit_id: str) -> str:
        """Why this is not a submission to this unit, or an empty string."""
        mine = [name for name, cell in self.course.items() if role(cell) is Role.SOLUTION]
        if any(name in mine for name in self.owner.values()) or any(self._defining(name) for name in mine):
            return ""
        said = re.search(r"""lab\.start\(["']([\w-]+)["']\)""", "\n".join(cell.source for cell in self.handed))
        if said and said.group(1) != unit_id:
            return f"this is a notebook of the unit '{sanitize.short_word(said.group(1))}', not of '{unit_id}'"
        return f"the notebook holds none of the cells of the unit '{unit_id}'"

    def laid(self) -> tuple[MergedCell, ...]:
        """The course's cells in the course's order; the student's free cells after the cell they followed."""
        for name, cell in self.course.items():
            kind = role(cell)
            if kind is Role.SOLUTION:
                self.chosen[name] = self._solution(name, text_of(cell))
            elif kind in (Role.FREE, Role.PROSE) and not cell["metadata"].get("nbgrader", {}).get("locked"):
                self.chosen[name] = self._free(name, text_of(cell))
            else:
                self._locked(name, cell)
        self._note_missing()
        self._note_order()
        return tuple(self._in_order())

    def _solution(self, name: str, stub: str) -> str:
        mine = [self.handed[i] for i, owner in self.owner.items() if owner == name]
        if any(cell.kind != "code" for cell in mine):
            self.repairs.append(f"cell '{name}' was no longer a code cell: it was run as code")
        if mine and not any(cell.source.strip() for cell in mine):
            self.repairs.append(f"cell '{name}' is empty: it counts as not attempted")
            return stub
        if mine:
            sources = [cell.source for cell in mine]
            return self._one_of(name, sources, stub) if len(mine) > 1 else self._rest_of(name, sources[0])
        if index := self._defining(name):
            if index - 1 in self.owner:
                self.repairs.append(f"cell '{name}' was merged into cell '{self.owner[index - 1]}'")
                return ""
            self.owner[index - 1] = name
            self.repairs.append(f"cell '{name}' had lost its name: it was found by what it defines")
            return self.handed[index - 1].source
        self.repairs.append(f"cell '{name}' is missing: it counts as not attempted")
        return stub

    def _one_of(self, name: str, sources: list[str], stub: str) -> str:
        """Of several cells with one name: all joined where only together they make sense, else the last worked on."""
        worked_on = [source for source in sources if attempted(source, stub)]
        joined = "\n".join(sources)
        if not any(cell_syntax.defines(source, name) for source in sources) and cell_syntax.defines(joined, name):
            self.repairs.append(f"cell '{name}' was split: its parts were joined")
            return joined
        self.repairs.append(f"cell '{name}' stood {_times(len(sources))}: the last one was graded")
        return worked_on[-1] if worked_on else stub

    def _rest_of(self, name: str, source: str) -> str:
        """A cell split by hand leaves its tail in the nameless cell below."""
        elsewhere = 0 if cell_syntax.defines(source, name) else self._defining(name)
        if elsewhere - 1 in self.owner:
            self.repairs.append(f"what cell '{name}' should define stands in cell '{self.owner[elsewhere - 1]}'")
        index = next(i for i, owner in self.owner.items() if owner == name)
        if cell_syntax.tree(source) or index + 1 >= len(self.handed) or index + 1 in self.owner:
            return source
        joined = source + "\n" + self.handed[index + 1].source
        if not cell_syntax.defines(joined, name):
            return source
        self.owner[index + 1] = name
        self.repairs.append(f"cell '{name}' was split: its parts were joined")
        return joined

    def _free(self, name: str, original: str) -> str:
        mine = [i for i, owner in self.owner.items() if owner == name]
        if not mine and (start := original.split(")")[0]):
            begin = [i for i, cell in enumerate(self.handed) if cell.source.startswith(start)]
            mine = [i for i in begin if i not in self.owner]
            self.owner.update(dict.fromkeys(mine, name))
        return self.handed[mine[-1]].source if mine else original

    def _locked(self, name: str, cell: Cell) -> None:
        worth = cell["metadata"].get("nbgrader", {}).get("points")
        mine = [self.handed[i] for i, owner in self.owner.items() if owner == name]
        if any(one.source.strip() != text_of(cell).strip() for one in mine):
            self.repairs.append(f"cell '{name}' had been edited: the course's own was used")
        claims = [one.points for one in mine if one.points not in (None, worth)]
        self.repairs += [f"cell '{name}' claimed {claim:g} points: the course's own count" for claim in claims]

    def _defining(self, name: str) -> int:
        """1 + the index of the last submitted code cell that defines `name`; 0 where there is none."""
        able = [i for i, cell in enumerate(self.handed) if cell.kind == "code" and name in cell.source]
        return next((i + 1 for i in reversed(able) if cell_syntax.defines(self.handed[i].source, name)), 0)

    def _note_missing(self) -> None:
        there = {cell.source.strip() for cell in self.handed}
        lost = [cell for name, cell in self.course.items() if name not in self.owner.values()]
        gone = [c for c in lost if role(c) in (Role.GIVEN, Role.CHECK) and text_of(c).strip() not in there]
        if gone:
            self.repairs.append(f"{len(gone)} of the course's own cells were missing: they were put back")

    def _note_order(self) -> None:
        seen = list(dict.fromkeys(name for _, name in sorted(self.owner.items())))
        if seen != [name for name in self.course if name in seen]:
            self.repairs.append("cells had been moved: they were run in the course's order")

    def _in_order(self) -> list[MergedCell]:
        after: dict[str, list[MergedCell]] = {}
        anchor, own = "", 0
        for index, handed in enumerate(self.handed):
            if index in self.owner:
                anchor = self.owner[index]
            elif handed.source.strip() and handed.source.strip() not in self.texts:
                own += 1
                if own <= MAX_OWN:
                    after.setdefault(anchor, []).append(_own_cell(index, handed))
        if own > MAX_OWN:
            self.repairs.append(f"there are {own} cells of the student's own: the first {MAX_OWN} were read")
        placed = list(after.get("", ()))
        for name, cell in self.course.items():
            source = self.chosen.get(name, text_of(cell))
            placed.append(MergedCell(name, role(cell), source, cell, students=source != text_of(cell)))
            placed += after.get(name, ())
        return placed


def _own_cell(index: int, handed: SubmittedCell) -> MergedCell:
    kind = "code" if handed.kind == "code" else "markdown"
    name = f"student-{index}"
    cell: Cell = {"cell_type": kind, "id": name, "metadata": {}, "source": handed.source}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return MergedCell(name, Role.FREE if kind == "code" else Role.PROSE, handed.source, cell, students=True)


def _times(count: int) -> str:
    return {2: "twice", 3: "three times"}.get(count, f"{count} times")
