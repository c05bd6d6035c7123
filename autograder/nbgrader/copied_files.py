"""The files of a submission that `nbgrader autograde` copies: regular files, few enough, none in the course's way.

nbgrader itself copies whatever lies in the folder. A link to a device never ends, a pipe or a name that is too long
ends the grading of the student, and the time for many files grows with the square of their number.
"""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.converters import Autograde, base

MAX_FILES = 2_000
MAX_BYTES = 256 << 20
MAX_DEPTH = 10
MAX_PATH = 3_000


def limit_copied_files() -> None:
    """Let `nbgrader autograde` copy no other files, and let all commands match file names in linear time."""
    utils.is_ignored = is_ignored
    if not hasattr(Autograde.init_assignment, "__wrapped__"):
        Autograde.init_assignment = _copying_few_files(Autograde.init_assignment)


def is_ignored(filename: str, ignore_globs: Sequence[str] | None = None) -> bool:
    """Return whether the name of a file matches a pattern, as nbgrader's function does by listing the whole folder."""
    name = Path(filename).name
    return any(_matches(name, pattern) for pattern in ignore_globs or ())


def _copying_few_files(init_assignment: Callable[..., None]) -> Callable[..., None]:
    """Return nbgrader's method with `find_files` in place of its own search in the submission's folder."""

    @wraps(init_assignment)
    def method(converter: Any, assignment: str, student: str) -> None:
        source = Path(converter.coursedir.format_path(converter.coursedir.source_directory, ".", assignment))

        def warn(text: str) -> None:
            converter.log.warning("%s: %s", student, text)

        def find_all_files(path: str, exclude: Sequence[str] = ()) -> list[str]:
            return find_files(Path(path), exclude, source, warn)

        original, base.find_all_files = base.find_all_files, find_all_files
        try:
            init_assignment(converter, assignment, student)
        finally:
            base.find_all_files = original

    return method


def find_files(folder: Path, exclude: Sequence[str], source: Path, warn: Callable[[str], None]) -> list[str]:
    """Return the paths of the files to copy. `warn` is told of what is left out, each kind once or by its name.

    `source` is the course's folder: a file where it has a folder, or a folder where it has a file, is left out.
    """
    paths: list[str] = []
    total = 0
    for path in _regular_files(folder, exclude, source, warn):
        total += os.lstat(path).st_size
        if len(paths) >= MAX_FILES or total > MAX_BYTES:
            warn(f"only {len(paths):,} of its files are copied: it has more files or bytes than that")
            break
        paths.append(path)
    return paths


def _regular_files(folder: Path, exclude: Sequence[str], source: Path, warn: Callable[[str], None]) -> Iterator[str]:
    for parent, folder_names, names in os.walk(folder):
        relative = Path(parent).relative_to(folder)
        if len(relative.parts) >= MAX_DEPTH or len(parent) > MAX_PATH:
            folder_names.clear()
        folder_names[:] = [
            name for name in sorted(folder_names)
            if not is_ignored(name, exclude) and not (source / relative / name).is_file()
        ]  # fmt: skip
        for name in sorted(names):
            path = str(Path(parent, name))
            mode = os.lstat(path).st_mode
            if is_ignored(name, exclude) or (source / relative / name).is_dir():
                continue
            if stat.S_ISLNK(mode):
                warn(f"'{(relative / name).as_posix()}' is a link: it was not copied")
            elif stat.S_ISREG(mode) and len(path) <= MAX_PATH:
                yield path


def _matches(name: str, pattern: str) -> bool:
    """Match as `glob` does: a pattern matches a hidden file only if it begins with a point, too."""
    return fnmatch.fnmatch(name, pattern) and (pattern.startswith(".") or not name.startswith("."))
