"""A student's folder in nbgrader's `submitted/`: nothing in it is read through a link.

nbgrader itself follows links. It copies the files beside a notebook to `autograded/` and from there to `feedback/`, so
a link to the instructor's notebook would return it to the student.
"""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from nbgrader.converters import Autograde

from autograder.submissions import confined_reading

MAX_FILES = 2_000
LARGEST_FILE = 16 << 20
LARGEST_TOGETHER = 48 << 20


@dataclass(frozen=True, slots=True)
class SubmittedFolder:
    """The folder of one submission, relative to the `root` of all submissions."""

    root: Path
    folder: PurePosixPath

    @classmethod
    def of(cls, converter: Autograde, notebook: Path) -> SubmittedFolder:
        """Return the folder in which a submitted notebook lies."""
        course = converter.coursedir
        root = Path(course.root, course.submitted_directory)
        folder = Path.cwd() / notebook.parent  # not resolved: it may be a link
        if not folder.is_relative_to(root):
            root = folder.parents[1]
        return cls(root, PurePosixPath(folder.relative_to(root)))

    def read(self, name: str, limit: int) -> bytes:
        """Return the first `limit` bytes of a file; OSError where it cannot be read without following a link."""
        return confined_reading.read_beneath(self.root, self.folder / name, limit)

    def read_companions(self, ignored: Sequence[str] = ()) -> dict[str, bytes]:
        """Return the files beside the notebooks by their relative paths."""
        return read_files(self.root, self.folder, ignored)

    def remove_copied_links(self, converter: Autograde, assignment: str, student: str) -> list[str]:
        """Remove from `autograded/` what nbgrader copied through links; return the names of the files."""
        destination = Path(converter._format_dest(assignment, student))
        source = Path(converter.coursedir.format_path(converter.coursedir.source_directory, ".", assignment))
        removed = []
        for name in _file_names(destination):
            is_own = name.endswith(".ipynb") or confined_reading.is_file_beneath(self.root, self.folder / name)
            if not is_own and not (source / name).is_file():
                (destination / name).unlink(missing_ok=True)
                removed.append(name)
        return removed


def read_files(root: Path, folder: PurePosixPath, ignored: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the files in a folder beneath `root` by their paths in it: no notebook, nothing through a link.

    Only what fits the limits is read, files of the upper folders first; names that match `ignored` are left out.
    """
    files: dict[str, bytes] = {}
    room = LARGEST_TOGETHER
    for name in islice(_file_names(root / folder, (*ignored, "*.ipynb")), MAX_FILES):
        limit = min(room, LARGEST_FILE)
        with suppress(OSError):
            data = confined_reading.read_beneath(root, folder / name, limit + 1)
            if len(data) <= limit:
                files[name] = data
                room -= len(data)
    return files


def _file_names(folder: Path, ignored: Sequence[str] = ()) -> Iterator[str]:
    """Yield the relative paths of the files in a folder; folders that are links are not entered."""
    for path, folder_names, names in os.walk(folder):
        folder_names[:] = sorted(name for name in folder_names if not _is_ignored(name, ignored))
        for name in sorted(names):
            if not _is_ignored(name, ignored):
                yield (Path(path) / name).relative_to(folder).as_posix()


def _is_ignored(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
