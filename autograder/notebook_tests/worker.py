"""The grading process as its user sees it: hand it a notebook, get the graded one, whatever happens to the process."""

from __future__ import annotations

import base64
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.json_subprocess import JsonSubprocess
from autograder.limits import Limits
from autograder.notebook_tests.source_notebook import Paper


@dataclass(frozen=True)
class Answer:
    """A graded notebook's cells, the grade cells held back with the reasons, and what the instructor should know."""

    cells: Sequence[dict[str, Any]]
    held: Mapping[str, str]
    notes: Sequence[str]


@dataclass
class Invigilator:
    """Starts its process when first asked, and again after one was lost."""

    limits: Limits
    preload: Sequence[str] = ()
    given: Mapping[str, bytes] = field(default_factory=dict)
    require_sandbox: bool = False
    subprocess: JsonSubprocess | None = field(default=None, repr=False)

    def grade(self, paper: Paper, notebook: bytes, files: Mapping[str, bytes]) -> Answer:
        """Grade one submitted notebook; `clerk.Lost` where the process did not survive it."""
        request = {
            "paper": paper.as_dict(), "notebook": base64.b64encode(notebook).decode(), "files": _told(files),
        }  # fmt: skip
        reply = self._started().request(request, self.limits.notebook_seconds * self.limits.patience * 2)
        return Answer(reply["cells"], reply["held"], reply["notes"])

    def close(self) -> None:
        """End the process."""
        if self.subprocess is not None:
            self.subprocess.close()
            self.subprocess = None

    def _started(self) -> JsonSubprocess:
        if self.subprocess is None or not self.subprocess.alive:
            self.close()
            opening = {
                "preload": list(self.preload), "limits": self.limits.model_dump(), "require": self.require_sandbox,
                "given": _told(self.given),
            }  # fmt: skip
            self.subprocess = JsonSubprocess(
                [sys.executable, "-P", "-m", "autograder.notebook_tests.worker_main"], opening
            )
        return self.subprocess


def _told(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(data).decode() for name, data in files.items()}
