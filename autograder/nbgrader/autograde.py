"""`nbgrader autograde` by this engine: the exporter, the preprocessor and the settings of both ways to grade.

nbgrader converts a submission twice. The first conversion should sanitize the notebook, and here it grades it: the
exporter replaces the submission by its autograded notebook. The second one should execute that notebook, and here its
preprocessors only store the scores.
"""

from __future__ import annotations

import os
import sys
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course.notebook import Notebook
from autograder.nbgrader.autograded_notebook import METADATA_KEY
from autograder.nbgrader.submitted_folder import SubmittedFolder


def use_nbgrader_tools() -> None:
    """Put this Python's commands first on PATH: nbgrader starts `alembic` by its bare name."""
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def configure_autograde(config: Any, exporter: type[GradingExporter], preprocessors: Sequence[Any]) -> None:
    """Let `nbgrader autograde` grade by this exporter and then run these preprocessors."""
    config.Autograde.exporter_class = exporter
    config.Autograde.sanitize_preprocessors = []
    config.Autograde.autograde_preprocessors = list(preprocessors)


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
