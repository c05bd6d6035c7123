"""`nbgrader autograde` by this engine: the exporter, the preprocessor and the settings of both ways to grade.

nbgrader converts a submission twice. The first conversion should sanitize the notebook, and here it grades it: the
exporter replaces the submission by its autograded notebook. The second one should execute that notebook, and here its
preprocessors only store the scores.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import ExecutePreprocessor
from nbgrader.converters import Autograde
from nbgrader.preprocessors import SaveAutoGrades
from sqlalchemy.exc import SAWarning
from traitlets.utils.importstring import import_item

from autograder.nbgrader.autograded_files import AutogradedFiles
from autograder.nbgrader.manual_grades import FinishGrades, ReadEarlierGrades, read_graded_content
from autograder.nbgrader.submitted_folder import SubmittedFolder


def use_nbgrader_tools() -> None:
    """Put this Python's commands first on PATH: nbgrader starts `alembic` by its bare name.

    SQLAlchemy warns about nbgrader's own way to add a submission, which nobody who grades can change.
    """
    warnings.filterwarnings("ignore", "Object of type .* not in session", SAWarning)
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def import_string(value: type) -> str:
    """Return the name by which nbgrader imports a class: its formgrader cannot show a configuration with classes."""
    return f"{value.__module__}.{value.__qualname__}"


def autograded_folder(converter: Autograde, submitted: str) -> Path:
    """Return the folder for the autograded notebooks of a submission, given its submitted folder."""
    pattern = converter._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
    match = re.match(pattern, submitted)
    return Path(converter._format_dest(*match.group("assignment_id", "student_id"))) if match else Path(submitted)


class GradingExporter(NotebookExporter):  # type: ignore[misc]
    """Base class of the exporters that grade a submission, however damaged its file is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read what was graded before, because `--force` removes it first."""
        super().__init__(*args, **kwargs)
        self._graded_content: dict[str, dict[str, str]] = {}
        if isinstance(self.parent, Autograde):
            for folder, notebooks in getattr(self.parent, "assignments", {}).items():
                for path in (autograded_folder(self.parent, folder) / Path(name).name for name in notebooks):
                    self._graded_content[str(path)] = read_graded_content(path)

    @abstractmethod
    def grade(self, path: Path, context: Mapping[str, str]) -> AutogradedFiles:
        """Return the files of the submission whose notebook is at `path`; `context` is nbgrader's `resources`."""

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """Grade in the first conversion; the second one reads the autograded notebook."""
        exported: tuple[str, Any]
        if isinstance(self.parent, Autograde) and self.parent._sanitizing:
            context = resources["nbgrader"]
            folder = SubmittedFolder.of(self.parent, Path(filename))
            for name in folder.remove_copied_links(self.parent, context["assignment"], context["student"]):
                self.log.warning("%s: '%s' is a link: it was not copied", context["student"], name)
            files = self.grade(Path(filename), resources["nbgrader"])
            exported = self.from_notebook_node(nbformat.from_dict(files.notebook), resources, **kwargs)
            exported[1].setdefault("outputs", {}).update(files.companions)
        else:
            resources["nbgrader"]["graded_content"] = self._graded_content.get(str(Path(filename)), {})
            exported = super().from_filename(filename, resources, **kwargs)
        return exported

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """Return the notebook as text, changed by the preprocessors.

        nbconvert would copy the notebook twice and validate it after each step; nobody else has this one, and
        nbformat validates what it writes. The first conversion is indented by the second one, which reads it.
        """
        resources = self._init_resources(resources)
        for step in self._preprocessors:
            nb, resources = step(nb, resources)
        is_read_again = isinstance(self.parent, Autograde) and self.parent._sanitizing
        text = nbformat.writes(nb, version=self.nbformat_version, indent=None if is_read_again else 1)
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
