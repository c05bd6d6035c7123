"""The test cells of an ordinary nbgrader course, by who decides about their marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.table import Table
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.errors import CourseError, UsageError
from autograder.nbgrader.autograde import import_string
from autograder.nbgrader.submitted_folder import read_files
from autograder.notebook_tests.calibration_file import calibration_file, read_protections
from autograder.notebook_tests.gradebook_reader import read_source_notebook
from autograder.notebook_tests.pipeline import NotebookTestExporter
from autograder.notebook_tests.verdicts import CellProtection, Protection
from autograder.notebook_tests.worker import NotebookWorker
from autograder.views.sanitize import terminal_text

CONFIGURATION = "nbgrader_config.py"
UNKNOWN = CellProtection(Protection.PROTECTED, "the instructor's notebook is not in the source folder: not calibrated")


@dataclass(frozen=True)
class TestCell:
    """A test cell of a course and how it is graded."""

    __test__ = False  # pytest takes the name for a test

    assignment: str
    notebook: str
    name: str
    points: float
    protection: CellProtection


def print_protection(root: Path, assignments: Sequence[str], console: Console) -> None:
    """Print how each test cell of a course is graded."""
    cells = list(read_test_cells(root, assignments))
    table = Table("Assignment", "Notebook", "Test", "Points", "Marks", "Reason")
    for cell in cells:
        names = (terminal_text(text) for text in (cell.assignment, cell.notebook, cell.name))
        protection = cell.protection
        table.add_row(*names, f"{cell.points:g}", protection.protection.value, terminal_text(protection.reason))
    console.print(table)
    counts = Counter(cell.protection.protection for cell in cells)
    console.print(", ".join(f"{counts[protection]} {protection.value}" for protection in Protection))


def read_test_cells(root: Path, assignments: Sequence[str]) -> Iterator[TestCell]:
    """Yield the test cells of these assignments, or of all that have been generated."""
    config = _load_configuration(root)
    folder = CourseDirectory(config=config)
    limits = NotebookTestExporter(config=config).all_limits
    ignored, editable = tuple(folder.ignore), config.Autograde.get("exclude_overwriting") or {}
    for assignment, notebooks in _notebooks(folder.db_url, assignments).items():
        source = Path(folder.format_path(folder.source_directory, ".", assignment)).resolve()
        files = read_files(source, PurePosixPath(), ignored)
        course_files = {name: data for name, data in files.items() if name not in editable.get(assignment, [])}
        worker: NotebookWorker | None = None
        try:
            for notebook in notebooks:
                context = {"db_url": folder.db_url, "assignment": assignment, "notebook": notebook}
                source_notebook = read_source_notebook(context, source)
                worker = worker or NotebookWorker(limits, source_notebook.modules, course_files)
                path = calibration_file(Path(folder.root), assignment, notebook)
                protections = read_protections(path, source_notebook, worker)
                for cell in source_notebook.cells:
                    if cell.is_test:
                        protection = protections.get(cell.name, UNKNOWN)
                        yield TestCell(assignment, notebook, cell.name, cell.points or 0.0, protection)
        finally:
            if worker is not None:
                worker.close()


def _load_configuration(root: Path) -> Config:
    """Return the course's configuration, after its own code has run."""
    if not (root / CONFIGURATION).is_file():
        raise CourseError(
            f"there is no {CONFIGURATION}", where=str(root), fix="run the command in the folder of an nbgrader course"
        )
    config: Config = PyFileConfigLoader(CONFIGURATION, path=str(root)).load_config()
    if config.Autograde.get("exporter_class") != import_string(NotebookTestExporter):
        raise CourseError(
            "this course is graded by nbgrader itself", where=CONFIGURATION, fix="see docs/existing-courses.md"
        )
    config.CourseDirectory.setdefault("root", str(root))
    return config


def _notebooks(db_url: str, assignments: Sequence[str]) -> dict[str, list[str]]:
    """Return the names of the notebooks of each assignment."""
    with Gradebook(db_url) as gradebook:
        names = assignments or [assignment.name for assignment in gradebook.assignments]
        try:
            return {name: [n.name for n in gradebook.find_assignment(name).notebooks] for name in names}
        except MissingEntry:
            unknown = ", ".join(set(names) - {assignment.name for assignment in gradebook.assignments})
            raise UsageError(
                f"the gradebook has no assignment '{unknown}'", fix="run nbgrader generate_assignment first"
            ) from None
