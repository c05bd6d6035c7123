"""`nbgrader autograde` by this engine: the exporter, the preprocessor and the settings of both ways to grade.

nbgrader converts a submission twice. The first conversion should sanitize the notebook, and here it grades it: the
exporter replaces the submission by its autograded notebook. The second one should execute that notebook, and here its
preprocessors only store the scores.
"""

from __future__ import annotations

import os
import sys
from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import ExecutePreprocessor
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets.utils.importstring import import_item

from autograder.course.notebook import Notebook
from autograder.nbgrader.autograded_notebook import METADATA_KEY
from autograder.nbgrader.submitted_folder import SubmittedFolder


def use_nbgrader_tools() -> None:
    """Put this Python's commands first on PATH: nbgrader starts `alembic` by its bare name."""
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def import_string(value: type) -> str:
    """Return the name by which nbgrader imports a class: its formgrader cannot show a configuration with classes."""
    return f"{value.__module__}.{value.__qualname__}"


class GradingExporter(NotebookExporter):  # type: ignore[misc]
    """Base class of the exporters that grade a submission, however damaged its file is."""

    @abstractmethod
    def grade(self, path: Path, context: Mapping[str, str]) -> Notebook:
        """Return the autograded notebook of the submission at `path`; `context` is nbgrader's `resources`."""

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """Grade in the first conversion; the second one reads the autograded notebook."""
        exported: tuple[str, Any]
        if isinstance(self.parent, Autograde) and self.parent._sanitizing:
            context = resources["nbgrader"]
            folder = SubmittedFolder.of(self.parent, Path(filename))
            for name in folder.remove_copied_links(self.parent, context["assignment"], context["student"]):
                self.log.warning("%s: '%s' is a link: it was not copied", context["student"], name)
            notebook = nbformat.from_dict(self.grade(Path(filename), resources["nbgrader"]))
            exported = super().from_notebook_node(notebook, resources, **kwargs)
        else:
            exported = super().from_filename(filename, resources, **kwargs)
        return exported

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
        registered = super().register_preprocessor(step, enabled)
        if isinstance(step, SaveAutoGrades):
            super().register_preprocessor(FlagForManualGrading(parent=self), enabled)
        return registered


class FlagForManualGrading(NbGraderPreprocessor):  # type: ignore[misc]
    """Sets `needs_manual_grade` for the cells that the autograded notebook lists."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Flag the cells in the gradebook; runs after the scores have been stored."""
        names = nb.metadata.get(METADATA_KEY, {}).get("needs_manual_grade", [])
        context = resources["nbgrader"]
        if names:
            with Gradebook(context["db_url"]) as gradebook:
                submission = gradebook.find_submission_notebook(
                    context["notebook"], context["assignment"], context["student"]
                )
                for grade in submission.grades:
                    if grade.name in names:
                        grade.needs_manual_grade = True
                gradebook.db.commit()
        return nb, resources
