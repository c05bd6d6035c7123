"""`nbgrader autograde` for a course that knows nothing of this kit: its own notebooks and tests, behind the walls."""

from __future__ import annotations

import atexit
import json
import logging
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute, SaveAutoGrades
from nbgrader.utils import find_all_files

from autograder.course.notebook import cell_source
from autograder.errors import AutograderError
from autograder.grading.json_subprocess import WorkerDied
from autograder.limits import Limits
from autograder.nbgrader.autograde import FlagForManualGrading
from autograder.nbgrader.autograded_notebook import METADATA_KEY
from autograder.notebook_tests.merge import lay
from autograder.notebook_tests.notebook_run import Marked
from autograder.notebook_tests.source_notebook import BEGIN, END, Paper, PaperCell
from autograder.notebook_tests.test_cell import FOR_A_PERSON
from autograder.notebook_tests.worker import Answer, Invigilator
from autograder.notebook_tests.worker_main import cells as laid

LARGEST_FILE = 16 << 20
LARGEST_TOGETHER = 48 << 20
NOTEBOOK_CELLS = 10
"""How many cells may use all their time before the notebook's own is up."""

log = logging.getLogger("nbgrader.autograder")


def configure(config: Any, *, require_sandbox: bool = False, **limits: Any) -> None:
    """Let `nbgrader autograde` of this course use the engine; `limits` are fields of `autograder.limits.Limits`."""
    # nbgrader calls `alembic` by its bare name; a command started by its full path has no such name on PATH.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    seconds = (
        config.Execute.get("timeout") or config.ExecutePreprocessor.get("timeout") or Execute.timeout.default_value
    )
    SubmissionExporter.limits = _limits(float(seconds), limits)
    SubmissionExporter.require_sandbox = require_sandbox
    before = config.Autograde.get("autograde_preprocessors") or Autograde.autograde_preprocessors.default_args[0]
    kept = [
        step for step in before if step is not Execute and step not in ("Execute", "nbgrader.preprocessors.Execute")
    ]
    place = kept.index(SaveAutoGrades) + 1 if SaveAutoGrades in kept else len(kept)
    config.Autograde.exporter_class = SubmissionExporter
    config.Autograde.sanitize_preprocessors = []
    config.Autograde.autograde_preprocessors = [*kept[:place], FlagForManualGrading, *kept[place:]]


def _limits(seconds: float, given: dict[str, Any]) -> Limits:
    seconds = seconds if seconds > 0 else Execute.timeout.default_value
    whole = seconds * NOTEBOOK_CELLS
    standard = {
        "cell_seconds": seconds, "call_seconds": seconds, "notebook_seconds": whole, "cpu_seconds": int(2 * whole),
    }  # fmt: skip
    return Limits(**{**standard, **given})


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """Reads a submission, however damaged, and hands nbgrader a graded notebook in its place."""

    limits = Limits()
    require_sandbox = False

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """Grade on the first reading; nbgrader's second one finds the result in `autograded/`."""
        written: tuple[str, Any]
        if isinstance(self.parent, Autograde) and self.parent._sanitizing:
            written = super().from_notebook_node(
                self._graded(Path(filename), resources["nbgrader"]), resources, **kwargs
            )
        else:
            written = super().from_filename(filename, resources, **kwargs)
        return written

    def _graded(self, path: Path, place: dict[str, str]) -> Any:
        course = self.parent.coursedir
        source = Path(course.format_path(course.source_directory, ".", place["assignment"])).resolve()
        hiding = self.config.ClearHiddenTests
        hidden = (hiding.get("begin_test_delimeter", BEGIN), hiding.get("end_test_delimeter", END))
        editable = self.parent.exclude_overwriting.get(place["assignment"], [])
        given = {name: data for name, data in _files(source, tuple(course.ignore)).items() if name not in editable}
        paper = paper_of(place["db_url"], place["assignment"], place["notebook"], source, hidden)
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        answer = self._answer(place, paper, data, {**_files(path.parent, tuple(course.ignore)), **given}, given)
        for note in answer.notes:
            self.log.warning("%s, %s: %s", place["student"], place["notebook"], note)
        metadata = {"kernelspec": paper.kernelspec, METADATA_KEY: {"needs_manual_grade": list(answer.held)}}
        return nbformat.from_dict({"cells": answer.cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4})

    def _answer(
        self, place: dict[str, str], paper: Paper, data: bytes, files: dict[str, bytes], given: dict[str, bytes]
    ) -> Answer:
        try:
            key = (place["db_url"], place["assignment"])
            found = _invigilator(key, self.limits, self.require_sandbox, tuple(paper.modules), tuple(given.items()))
            return found.grade(paper, data, files)
        except WorkerDied as loss:
            return _unanswered(paper, data, str(loss))
        except AutograderError as error:
            raise SystemExit(f"autograde: {error}") from error  # without walls nothing is run, not one submission more


def _unanswered(paper: Paper, data: bytes, why: str) -> Answer:
    """What is handed to a person when the tests themselves hung or died on a submission."""
    sheet = lay(paper, data)
    told = {"output_type": "error", "ename": "Lost", "evalue": FOR_A_PERSON, "traceback": [FOR_A_PERSON]}
    tests = {index: (told,) for index, cell in enumerate(sheet.cells) if cell.course and cell.course.is_test}
    held = {sheet.cells[index].name: why for index in tests}
    marked = Marked(sheet, tests, held)
    return Answer(laid(paper, marked), held, marked.notes)


def paper_of(
    db_url: str, assignment: str, notebook: str, source: Path, hidden: tuple[str, str] = (BEGIN, END)
) -> Paper:
    """What gradebook.db holds of a notebook, with the code of the instructor's own where it still lies in `source/`."""
    with Gradebook(db_url) as gradebook:
        found = gradebook.find_notebook(notebook, assignment)
        grades = {cell.name: cell for cell in found.grade_cells}
        tasks = {cell.name: cell for cell in found.task_cells}
        solutions = {cell.name for cell in found.solution_cells}
        kernelspec = json.loads(found.kernelspec) if found.kernelspec else {}
        worth = {name: float(cell.max_score) for name, cell in {**grades, **tasks}.items()}
        cells = tuple(
            PaperCell(
                name=cell.name,
                kind=cell.cell_type,
                source=cell.source or "",
                locked=bool(cell.locked),
                grade=cell.name in grades,
                solution=cell.name in solutions,
                task=cell.name in tasks,
                points=worth.get(cell.name),
                checksum=cell.checksum,
            )
            for cell in found.source_cells
        )
    language = kernelspec.get("language") or kernelspec.get("name") or "python"
    return Paper(notebook, str(language), cells, _sources(source / f"{notebook}.ipynb"), hidden, kernelspec)


@cache
def _sources(path: Path) -> tuple[str, ...]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return ()
    return tuple(cell_source(cell) for cell in cells if cell.get("cell_type") == "code")


def _files(folder: Path, ignored: tuple[str, ...]) -> dict[str, bytes]:
    """The files beside a notebook, none through a link, as far as they fit the wire together."""
    files: dict[str, bytes] = {}
    room = LARGEST_TOGETHER
    for path in sorted(map(Path, find_all_files(str(folder), [*ignored, "*.ipynb"]))) if folder.is_dir() else []:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > min(room, LARGEST_FILE):
            continue
        data = path.read_bytes()
        room -= len(data)
        files[path.relative_to(folder).as_posix()] = data
    return files


_open: dict[tuple[str, str], Invigilator] = {}


def _invigilator(
    key: tuple[str, str], limits: Limits, require: bool, preload: tuple[str, ...], given: tuple[tuple[str, bytes], ...]
) -> Invigilator:
    """One process for an assignment."""
    if key not in _open:
        _open[key] = Invigilator(limits, preload, dict(given), require)
        atexit.register(_open[key].close)
    return _open[key]
