"""One submission, from its first cell to its last: the student's cells run behind the walls, the tests run here."""

from __future__ import annotations

import linecache
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from autograder.notebook_tests.merge import Sheet, SheetCell, lay
from autograder.notebook_tests.remote_object import represent
from autograder.notebook_tests.rpc_client import Link
from autograder.notebook_tests.source_notebook import Paper, names_in
from autograder.notebook_tests.test_cell import FOR_A_PERSON, Output, Trial
from autograder.notebook_tests.test_namespace import Namespace
from autograder.sandbox import ProcessEnded, Sandbox, StudentProcess

LARGEST_FILE = 8 << 20


@dataclass(frozen=True)
class Marked:
    """The sheet with its outputs by position, the grade cells a person must look at, and every repair."""

    sheet: Sheet
    outputs: Mapping[int, tuple[Output, ...]]
    held: Mapping[str, str]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the instructor should know."""
        held = tuple(f"'{name}' needs a person: {why}" for name, why in self.held.items())
        return (*([self.sheet.problem] * bool(self.sheet.problem)), *self.sheet.repairs, *held)


@dataclass
class Sitting:
    """Runs one sheet. `files` lie beside the notebook in the child; the tests see the course's own in their folder."""

    paper: Paper
    sandbox: Sandbox
    sheet: Sheet
    files: Mapping[str, bytes]
    outputs: dict[int, tuple[Output, ...]] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    _link: Link | None = None
    _done: list[int] = field(default_factory=list)
    _started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.namespace = Namespace(self.paper.exercises, self.paper.shared)
        self.namespace.mentioned = names_in(cell.source for cell in self.sheet.cells if cell.runs_with_the_student)
        limits = self.sandbox.limits
        theirs = frozenset(Path(name).parts[0].removesuffix(".py") for name in self.files if name.endswith(".py"))
        self.trial = Trial(
            self.namespace, limits.cell_seconds, limits.notebook_seconds, theirs, self.paper.is_hidden, self._bring
        )

    def run(self) -> Marked:
        """Run every cell in its order."""
        if why := self._impossible():
            self._refuse(why)
            return Marked(self.sheet, self.outputs, self.held)
        self._prepare()
        try:
            for index, cell in enumerate(self.sheet.cells):
                if cell.course and cell.course.is_test:
                    self._test(index, cell)
                elif cell.runs_with_the_student:
                    self._cell(index, cell)
        finally:
            self._end()
        return Marked(self.sheet, self.outputs, self.held)

    def _impossible(self) -> str:
        if self.sheet.problem:
            return self.sheet.problem
        language = self.paper.language
        return "" if language.lower().startswith(("python", "ipython")) else f"the notebook is written in {language}"

    def _refuse(self, why: str) -> None:
        for index, cell in enumerate(self.sheet.cells):
            if cell.course and cell.course.is_test:
                self.outputs[index] = (_error("NeedsPerson", FOR_A_PERSON),)
            if cell.course and cell.course.grade:
                self.held[cell.name] = why

    def _prepare(self) -> None:
        """The course's own imports and functions, before any name of the student's can be in the way."""
        linecache.clearcache()
        for statement in (*self.paper.imports, *self.paper.given()):
            with suppress(Exception):  # what the course imports for students alone need not be installed here
                exec(statement, self.namespace)  # noqa: S102 - the instructor's own code

    def _cell(self, index: int, cell: SheetCell) -> None:
        if not self._in_time():
            self.outputs[index] = (_error("Stopped", "not run: the notebook's time is used up"),)
            return
        try:
            run = self._living().child.run_cell(cell.source)
        except ProcessEnded as stop:
            self.outputs[index] = (_error("Stopped", str(stop)),)
            self._end()
            return
        self.outputs[index] = run.outputs
        self._done.append(index)

    def _test(self, index: int, cell: SheetCell) -> None:
        assert cell.course is not None  # noqa: S101 - a test is the course's
        if not self._in_time():
            self.outputs[index] = (_error("Stopped", "not run: the notebook's time is used up"),)
            return
        try:
            self.namespace.attach(self._living())
        except ProcessEnded as stop:
            self.outputs[index] = (_error("Stopped", str(stop)),)
            return
        result = self.trial.run(cell.name, cell.source, cell.course.points or 0.0)
        self.outputs[index] = result.outputs
        if result.person:
            self.held[cell.name] = result.person
            self._living().person = ""
        if result.stopped:
            self._end()

    def _in_time(self) -> bool:
        return time.monotonic() - self._started < self.sandbox.limits.notebook_seconds

    def _living(self) -> Link:
        """The line to a child in which every cell so far has been run that came to its end."""
        if self._link is None or not self._link.child.alive:
            self._end()
            child = self.sandbox.open(self.files, outputs="figures")
            self._link = Link(child, represent, self.paper.classes)
            for index in self._done:
                child.run_cell(self.sheet.cells[index].source)
        return self._link

    def _end(self) -> None:
        self.namespace.link = None
        if self._link is not None:
            self._link.child.close()
            self._link = None

    def _bring(self, name: str) -> None:
        """A file the student's cells wrote, where the test reads one of that name and the course has none."""
        child: StudentProcess | None = self._link.child if self._link else None
        path = Path(name)
        if child is None or path.exists():
            return
        with suppress(ProcessEnded, OSError):
            data = child.read_file(name, LARGEST_FILE)
            if data is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)


def sit(paper: Paper, sandbox: Sandbox, data: bytes, files: Mapping[str, bytes]) -> Marked:
    """Grade one submission in the current folder."""
    here = Path.cwd()
    try:
        return Sitting(paper, sandbox, lay(paper, data), files).run()
    finally:
        os.chdir(here)  # a test may have gone elsewhere


def _error(name: str, text: str) -> Output:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [f"{name}: {text}"]}
