"""The notebook that a unit expects: how a file's name and content fit it, and how much of a student's work it holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from autograder.course.configuration import RESERVED_IDS
from autograder.course.notebook import Notebook, Role, cell_name, cell_role, cell_source
from autograder.submissions import file_names
from autograder.submissions.file_names import UnitName
from autograder.submissions.merge import merge


class Content(NamedTuple):
    """Whether a notebook is of the unit, how many of its exercises were worked on, and a hash of its bytes."""

    is_of_unit: bool
    attempted: int
    sha256: str


@dataclass(frozen=True)
class ExpectedNotebook:
    """A unit's id, its released notebook, and the ids of the course's other units.

    Without the released notebook, files are told apart by their names only.
    """

    unit_id: str
    release: Notebook | None = None
    other_units: frozenset[str] = frozenset()

    def name_of(self, file_name: str) -> UnitName:
        """Return how the name of a file fits the unit."""
        return file_names.unit_name(file_name, self.unit_id)

    def is_of_another_unit(self, file_name: str) -> bool:
        """Return whether the name of a file is that of another unit, of a page of the course, or of a copy."""
        if self.name_of(file_name) >= UnitName.COPY:
            return False
        return not self._plain_units.isdisjoint(file_names.plain_forms(file_name))

    def rest_of_name(self, file_name: str) -> str:
        """Return what the name of a notebook says besides the unit: who handed it in."""
        words = re.split(r"[\s_-]+", self.unit_id)
        unit = re.compile(r"[\s_-]+".join(map(re.escape, words)), re.IGNORECASE)
        return unit.sub("", file_names.notebook_stem(file_name)).strip(" _-.") or file_name

    def is_unit_folder(self, name: str) -> bool:
        """Return whether a folder is named after the unit."""
        return file_names.plain(name) == file_names.plain(self.unit_id)

    def content_of(self, data: bytes) -> Content:
        """Return what a notebook holds."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self.release is None:
            return Content(False, 0, sha256)
        merged = merge(data, self.release, self.unit_id)
        if merged.problem:
            return Content(False, 0, sha256)
        attempted = sum(merged.is_attempted(name, stub) for name, stub in self._stubs.items())
        return Content(True, attempted, sha256)

    @cached_property
    def _plain_units(self) -> frozenset[str]:
        return frozenset(map(file_names.plain, {*self.other_units, *RESERVED_IDS}))

    @cached_property
    def _stubs(self) -> Mapping[str, str]:
        cells = self.release["cells"] if self.release else ()
        return {cell_name(cell): cell_source(cell) for cell in cells if cell_role(cell) is Role.SOLUTION}
