"""`nbgrader autograde` by this engine: the exporter, the preprocessor and the settings of both ways to grade.

nbgrader converts a submission twice. The first conversion should sanitize the notebook, and here it grades it: the
exporter replaces the submission by its autograded notebook. The second one should execute that notebook, and here its
preprocessors only store the scores.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import warnings
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import ExecutePreprocessor
from nbgrader.converters import Autograde
from nbgrader.preprocessors import SaveAutoGrades
from sqlalchemy.exc import SAWarning
from traitlets.utils.importstring import import_item

from autograder.nbgrader import gradebook_transaction
from autograder.nbgrader.autograded_files import AutogradedFiles
from autograder.nbgrader.manual_grades import FinishGrades, ReadEarlierGrades, graded_content, read_notebook
from autograder.nbgrader.notebook_text import NotebookTexts
from autograder.nbgrader.submitted_folder import SubmittedFolder

OWN_PACKAGES = ("nbgrader", "autograder", "nbconvert")


def use_nbgrader_tools() -> None:
    """Put this Python's commands first on PATH: nbgrader starts `alembic` by its bare name.

    SQLAlchemy warns about nbgrader's own way to add a submission, which nobody who grades can change.
    """
    warnings.filterwarnings("ignore", "Object of type .* not in session", SAWarning)
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def import_string(value: type) -> str:
    """Return the name by which nbgrader imports a class: its formgrader cannot show a configuration with classes."""
    return f"{value.__module__}.{value.__qualname__}"


def autograded_folder(converter: Autograde, submitted: str) -> Path | None:
    """Return the folder for the autograded notebooks of a submission, given its submitted folder."""
    pattern = converter._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
    match = re.match(pattern, submitted)
    return Path(converter._format_dest(*match.group("assignment_id", "student_id"))) if match else None


def is_nbgrader_step(step: Any) -> bool:
    """Whether a preprocessor and its plugin are nbgrader's or the engine's."""
    kinds = [type(step), getattr(step, "plugin_class", None)]
    return all(kind is None or kind.__module__.partition(".")[0] in OWN_PACKAGES for kind in kinds)


class GradingExporter(NotebookExporter):  # type: ignore[misc]
    """Base class of the exporters that grade a submission, however damaged its file is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read what was graded before, because `--force` removes it first."""
        super().__init__(*args, **kwargs)
        self._graded_content: dict[str, dict[str, str]] = {}
        self._graded_notebooks: dict[str, Any] = {}
        self._texts = NotebookTexts()
        if isinstance(self.parent, Autograde):
            for submitted, notebooks in getattr(self.parent, "assignments", {}).items():
                folder = autograded_folder(self.parent, submitted)
                if folder is not None and folder.is_dir():
                    self._read_folder(folder, [Path(name).name for name in notebooks])

    def _read_folder(self, folder: Path, names: Sequence[str]) -> None:
        """Read what was graded before; remove what an interrupted command has left, which nbgrader would not grade."""
        notebooks = {str(folder / name): read_notebook(folder / name) for name in names}
        self._graded_content |= {path: graded_content(notebook) for path, notebook in notebooks.items()}
        if not any(notebooks.values()):
            self.log.warning("Removing unfinished assignment: %s", folder)
            shutil.rmtree(folder, ignore_errors=True)

    def prepare(self, assignment: str, student: str) -> bool:
        """Grade a submission as far as that needs no gradebook; return whether `grade` will reply without waiting."""
        return False

    @abstractmethod
    def grade(self, path: Path, context: Mapping[str, str]) -> AutogradedFiles:
        """Return the files of the submission whose notebook is at `path`; `context` is nbgrader's `resources`."""

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """Grade in the first conversion, and store the scores in the second one.

        The first one leaves an empty file: the whole notebook is there as soon as its scores are stored.
        """
        exported: tuple[str, Any]
        context = resources["nbgrader"]
        if isinstance(self.parent, Autograde) and self.parent._sanitizing:
            folder = SubmittedFolder.of(self.parent, Path(filename))
            for name in folder.remove_copied_links(self.parent, context["assignment"], context["student"]):
                self.log.warning("%s: '%s' is a link: it was not copied", context["student"], name)
            files = self.grade(Path(filename), context)
            path = Path(self.parent._format_dest(context["assignment"], context["student"]), Path(filename).name)
            self._graded_notebooks = {str(path): nbformat.from_dict(files.notebook)}
            exported = "", self._init_resources(resources)
            exported[1].setdefault("outputs", {}).update(files.companions)
        else:
            context["graded_content"] = self._graded_content.get(str(Path(filename)), {})
            exported = super().from_filename(filename, resources, **kwargs)
            gradebook_transaction.finish()
        return exported

    def from_file(self, file_stream: Any, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """Convert the notebook that was graded in the first conversion, or the one in the file."""
        notebook = self._graded_notebooks.pop(str(Path(getattr(file_stream, "name", ""))), None)
        if notebook is None:
            exported: tuple[str, Any] = super().from_file(file_stream, resources, **kwargs)
            return exported
        return self.from_notebook_node(notebook, resources, **kwargs)

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """Return the notebook as text, changed by the preprocessors.

        nbconvert would copy the notebook twice and validate it after each step; nobody else has this one, and
        nbformat validates what it writes. A step that is not nbgrader's own may open the gradebook itself, and finds
        there what was stored before.
        """
        resources = self._init_resources(resources)
        for step in self._preprocessors:
            if not is_nbgrader_step(step):
                gradebook_transaction.commit()
            nb, resources = step(nb, resources)
        text = self._texts.write(nb, self.nbformat_version)
        return text if text.endswith("\n") else f"{text}\n", resources

    def register_preprocessor(self, preprocessor: Any, enabled: bool = False) -> Any:
        """Register one of the course's preprocessors, wherever it is configured, unless the engine does its work.

        Nothing executes the autograded notebook again. What runs before nbgrader's executor would run after this one.
        """
        if not isinstance(self.parent, Autograde):
            return super().register_preprocessor(preprocessor, enabled)
        step = import_item(preprocessor) if isinstance(preprocessor, str) else preprocessor
        kind = step if isinstance(step, type) else type(step)
        if self.parent._sanitizing:
            if kind not in Autograde.sanitize_preprocessors.default_args[0]:
                self.log.warning("Autograde.sanitize_preprocessors: %s is not run", kind.__name__)
            return None
        if issubclass(kind, ExecutePreprocessor):
            return None
        if isinstance(step, SaveAutoGrades):
            super().register_preprocessor(ReadEarlierGrades(parent=self), enabled=True)
        registered = super().register_preprocessor(step, enabled)
        if isinstance(step, SaveAutoGrades):
            super().register_preprocessor(FinishGrades(parent=self), enabled=True)
        return registered
