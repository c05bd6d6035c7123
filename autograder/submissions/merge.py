"""Merging a submitted notebook into the instructor's notebook, with a list of every repair.

Only solution cells and free cells are taken from the student. Given cells and check cells always come from the course,
whatever the submitted file contains. A cell is found by its name, or by what it defines where the name is lost.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.course import cell_syntax, navigation
from autograder.course.notebook import Cell, Notebook, Role, cell_name, cell_role, cell_source
from autograder.submissions import recovery
from autograder.submissions.merged_notebook import MergedCell, MergedNotebook
from autograder.submissions.recovery import SubmittedCell, Unreadable
from autograder.views import sanitize

STUDENT_CELL = "student-"
"""How the names of the cells begin that a student added."""
MAX_STUDENT_CELLS = 1_000


def merge(data: bytes, release: Notebook, unit_id: str) -> MergedNotebook:
    """Merge a submitted file into the released notebook; never raises, whatever the file contains."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        submitted, repairs = recovery.read_cells(data)
    except Unreadable as error:
        return MergedNotebook(sha256, _untouched(release), problem=str(error))
    merger = _Merger(release, submitted, repairs)
    if problem := merger.wrong_unit(unit_id):
        return MergedNotebook(sha256, _untouched(release), tuple(repairs), problem)
    return MergedNotebook(sha256, merger.merged_cells(), tuple(dict.fromkeys(repairs)))


def _untouched(release: Notebook) -> tuple[MergedCell, ...]:
    return tuple(
        MergedCell(cell_name(cell), cell_role(cell), cell_source(cell), cell, from_student=False)
        for cell in release["cells"]
    )


@dataclass
class _Merger:
    """Pairs the submitted cells with the course's cells, then puts the merged notebook together.

    `owner` maps the index of a submitted cell to the name of the course's cell it belongs to, and `cells` such a name
    to its submitted cells; `sources` holds the student's source for each of the course's cells.
    """

    release: Notebook
    submitted: Sequence[SubmittedCell]
    repairs: list[str]
    owner: dict[int, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.course = {cell_name(cell): cell for cell in self.release["cells"]}
        self.roles = {name: cell_role(cell) for name, cell in self.course.items()}
        self.cells: dict[str, list[SubmittedCell]] = {name: [] for name in self.course}
        self.texts = {cell_source(cell).strip() for cell in self.course.values()}
        for index, cell in enumerate(self.submitted):
            if cell.name in self.course:
                self._assign(index, cell.name)

    def wrong_unit(self, unit_id: str) -> str:
        """Return why this is not a submission to the unit, or an empty string."""
        names = [name for name, role in self.roles.items() if role is Role.SOLUTION]
        if any(name in names for name in self.owner.values()):
            return ""
        if any(self._defining_cell(name) is not None for name in names):
            return ""
        match = re.search(r"""lab\.start\(["']([\w-]+)["']\)""", "\n".join(cell.source for cell in self.submitted))
        if match and match.group(1) != unit_id:
            return f"this is a notebook of the unit '{sanitize.short_word(match.group(1))}', not of '{unit_id}'"
        return f"the notebook holds none of the cells of the unit '{unit_id}'"

    def merged_cells(self) -> tuple[MergedCell, ...]:
        """Return the course's cells in the course's order; cells the student added follow the cell they stood below."""
        for name, cell in self.course.items():
            role = self.roles[name]
            if role is Role.SOLUTION:
                self.sources[name] = self._solution_source(name, cell_source(cell))
            elif role is Role.MANUAL_ANSWER:
                self.sources[name] = self._manual_answer(name, cell_source(cell))
            elif role in (Role.FREE, Role.TEXT) and not cell["metadata"].get("nbgrader", {}).get("locked"):
                self.sources[name] = self._free_source(name, cell_source(cell))
            elif not navigation.is_generated(cell):  # a repository, or an earlier release, has other links
                self._note_edits(name, cell)
        self._note_missing()
        self._note_order()
        return tuple(self._in_order())

    def _solution_source(self, name: str, stub: str) -> str:
        cells = self.cells[name]
        if any(cell.kind != "code" for cell in cells):
            self.repairs.append(f"cell '{name}' was no longer a code cell: it was run as code")
        if cells and not any(cell.source.strip() for cell in cells):
            if self._defining_cell(name) is None:
                self.repairs.append(f"cell '{name}' is empty: it counts as not attempted")
            return ""
        if len(cells) > 1:
            return self._duplicated_source(name, [cell.source for cell in cells], stub)
        if cells:
            return self._split_source(name, cells[0].source)
        index = self._defining_cell(name)
        if index is not None:
            if index in self.owner:
                self.repairs.append(f"cell '{name}' was merged into cell '{self.owner[index]}'")
                return ""
            self._assign(index, name)
            self.repairs.append(f"cell '{name}' had lost its name: it was found by what it defines")
            return self.submitted[index].source
        self.repairs.append(f"cell '{name}' is missing: it counts as not attempted")
        return stub

    def _duplicated_source(self, name: str, sources: list[str], stub: str) -> str:
        """Return one source for several cells of one name: all joined if only that defines it, else the last edited."""
        edited = [source for source in sources if not cell_syntax.same_code(source, stub)]
        joined = "\n".join(sources)
        if not any(cell_syntax.defines(source, name) for source in sources) and cell_syntax.defines(joined, name):
            self.repairs.append(f"cell '{name}' was split: its parts were joined")
            return joined
        self.repairs.append(f"cell '{name}' stood {_times(len(sources))}: the last one was graded")
        return edited[-1] if edited else stub

    def _split_source(self, name: str, source: str) -> str:
        """Return the source of a cell, joined with the nameless cell below it where the student split the cell."""
        defining = None if cell_syntax.defines(source, name) else self._defining_cell(name)
        if defining is not None and defining in self.owner:
            self.repairs.append(f"what cell '{name}' should define stands in cell '{self.owner[defining]}'")
        index = next(i for i, owner in self.owner.items() if owner == name)
        if cell_syntax.parse_cell(source) or index + 1 >= len(self.submitted) or index + 1 in self.owner:
            return source
        joined = source + "\n" + self.submitted[index + 1].source
        if not cell_syntax.defines(joined, name):
            return source
        self._assign(index + 1, name)
        self.repairs.append(f"cell '{name}' was split: its parts were joined")
        return joined

    def _free_source(self, name: str, original: str) -> str:
        start = original.split(")")[0]
        if not self.cells[name] and start:
            for index, cell in enumerate(self.submitted):
                if cell.source.startswith(start) and index not in self.owner:
                    self._assign(index, name)
        return self.cells[name][-1].source if self.cells[name] else original

    def _manual_answer(self, name: str, stub: str) -> str:
        """Return all that the student wrote in the cells of this name: a person reads it."""
        cells = self.cells[name]
        if not cells:
            self.repairs.append(f"cell '{name}' is missing: it counts as not written")
        texts = [cell.source for cell in cells if cell.source.strip() not in ("", stub.strip())]
        if len(texts) > 1:
            self.repairs.append(f"cell '{name}' stood {_times(len(texts))}: its texts were joined")
        return "\n\n".join(dict.fromkeys(texts)) or stub

    def _note_edits(self, name: str, cell: Cell) -> None:
        points = cell["metadata"].get("nbgrader", {}).get("points")
        cells = self.cells[name]
        if any(submitted.source.strip() != cell_source(cell).strip() for submitted in cells):
            self.repairs.append(f"cell '{name}' had been edited: the course's own was used")
        claims = [submitted.points for submitted in cells if submitted.points not in (None, points)]
        self.repairs += [f"cell '{name}' claimed {claim:g} points: the course's own count" for claim in claims]

    def _assign(self, index: int, name: str) -> None:
        self.owner[index] = name
        self.cells[name].append(self.submitted[index])

    def _defining_cell(self, name: str) -> int | None:
        """Return the index of the last submitted code cell that defines `name`, or None."""
        for index, cell in reversed(list(enumerate(self.submitted))):
            if cell.kind == "code" and name in cell.source and cell_syntax.defines(cell.source, name):
                return index
        return None

    def _note_missing(self) -> None:
        sources = {cell.source.strip() for cell in self.submitted}
        unpaired = [name for name, cells in self.cells.items() if not cells]
        locked = [self.course[name] for name in unpaired if self.roles[name] in (Role.READ_ONLY, Role.CHECK)]
        missing = [cell for cell in locked if cell_source(cell).strip() not in sources]
        if missing:
            self.repairs.append(f"{len(missing)} of the course's own cells were missing: they were put back")

    def _note_order(self) -> None:
        order = list(dict.fromkeys(name for _, name in sorted(self.owner.items())))
        if order != [name for name in self.course if name in order]:
            self.repairs.append("cells had been moved: they were run in the course's order")

    def _in_order(self) -> list[MergedCell]:
        added = self._added_cells()
        cells = list(added.get("", ()))
        for name, cell in self.course.items():
            source = self.sources.get(name, cell_source(cell))
            if self._stands_above(cells, name, source, cell):
                self.repairs.append(f"cell '{name}' is untouched: what a cell above it defines was graded")
                source = ""
            cells.append(MergedCell(name, self.roles[name], source, cell, from_student=source != cell_source(cell)))
            cells += added.get(name, ())
        return cells

    def _stands_above(self, cells: Sequence[MergedCell], name: str, source: str, cell: Cell) -> bool:
        """Return whether a cell that the student added above the untouched stub defines the exercise."""
        return (
            self.roles[name] is Role.SOLUTION
            and source == cell_source(cell)
            and any(above.name.startswith(STUDENT_CELL) and cell_syntax.defines(above.source, name) for above in cells)
        )

    def _added_cells(self) -> dict[str, list[MergedCell]]:
        """Return the cells that the student added, by the name of the course's cell before them."""
        added: dict[str, list[MergedCell]] = {}
        previous, count = "", 0
        for index, cell in enumerate(self.submitted):
            if index in self.owner:
                previous = self.owner[index]
            elif cell.source.strip() and cell.source.strip() not in self.texts:
                count += 1
                if count <= MAX_STUDENT_CELLS:
                    added.setdefault(previous, []).append(_added_cell(index, cell))
        if count > MAX_STUDENT_CELLS:
            self.repairs.append(
                f"there are {count} cells of the student's own: the first {MAX_STUDENT_CELLS} were read"
            )
        return added


def _added_cell(index: int, submitted: SubmittedCell) -> MergedCell:
    kind = "code" if submitted.kind == "code" else "markdown"
    name = f"{STUDENT_CELL}{index}"
    cell: Cell = {"cell_type": kind, "id": name, "metadata": {}, "source": submitted.source}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return MergedCell(name, Role.FREE if kind == "code" else Role.TEXT, submitted.source, cell, from_student=True)


def _times(count: int) -> str:
    return {2: "twice", 3: "three times"}.get(count, f"{count} times")
