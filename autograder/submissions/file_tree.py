"""The files that students handed in, as a tree: folders on disk, and archives as if they were folders.

Only what can matter is kept: notebooks, archives, and files that may hold predictions. Links are never followed, and
whatever cannot be looked into is noted in the folder in which it lies.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograder.submissions import archives, file_names
from autograder.submissions.archives import UnreadableArchive
from autograder.submissions.confined_reading import LINK, NOT_A_FILE, open_beneath, read_beneath

MAX_DEPTH = 10
MAX_ENTRIES = 25_000
"""Files and folders that are looked at in one folder of the class."""
MAX_TOOL_ENTRIES = 500
MAX_ARCHIVE_DEPTH = 2
ROOT = PurePosixPath()
TOO_MANY = "it holds too many files: not all of them were looked at"
TOO_DEEP = "folders are nested too deep: not all of them were looked into"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file beneath the folder `root`; `members` leads from the archive at `path` into it."""

    root: Path
    path: PurePosixPath
    members: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's own name."""
        return archives.path_of(self.members[-1]).name if self.members else self.path.name

    @property
    def location(self) -> Path:
        """The path as a person reads it, with archives as folders."""
        return self.root.joinpath(self.path, *(archives.path_of(member) for member in self.members))

    def read(self, limit: int) -> bytes:
        """Return the first `limit` bytes; OSError where the file cannot be read without following a link."""
        if not self.members:
            return read_beneath(self.root, self.path, limit)
        with open_beneath(self.root, self.path) as file:
            return archives.read_member(file, self.members, limit)


@dataclass(slots=True)
class Folder:
    """A folder, or an archive. `files` are by name; `problems` says what could not be looked into."""

    name: str
    is_archive: bool = False
    files: dict[str, StoredFile] = field(default_factory=dict)
    folders: dict[str, Folder] = field(default_factory=dict)
    other_names: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_tool(self) -> bool:
        """Whether the folder has the name of one that programs make."""
        return self.name.lower() in file_names.TOOL_FOLDERS

    def walk(self) -> Iterator[tuple[PurePosixPath, Folder]]:
        """Yield this folder and all in it, each with its path from here."""
        yield PurePosixPath(), self
        for name, folder in self.folders.items():
            for path, inner in folder.walk():
                yield PurePosixPath(name) / path, inner


@dataclass
class _Budget:
    entries: int

    def spend(self) -> bool:
        """Count one entry; return whether it may still be looked at."""
        self.entries -= 1
        return self.entries >= 0


def read_tree(path: Path, below: PurePosixPath = ROOT) -> Folder:
    """Return the tree of a folder or an archive; of a folder, only what lies `below`.

    Links in `path` itself are the instructor's, and are followed.
    """
    if path.is_file():
        folder = Folder(as_text(path.stem), is_archive=True)
        _add_archive(folder, StoredFile(path.parent, PurePosixPath(path.name)), _Budget(MAX_ENTRIES))
        return folder
    folder = Folder(as_text((path.resolve() / below).name))
    _add_entries(folder, path, below, MAX_DEPTH, None)
    return folder


def read_files(path: Path) -> Folder:
    """Return the files of a folder that may hold predictions; nothing in it is looked into."""
    folder = Folder(as_text(path.name))
    with os.scandir(path) as iterator:
        for entry in _affordable(iterator, _Budget(MAX_ENTRIES), folder):
            if file_names.is_json(entry.name) and entry.is_file(follow_symlinks=False):
                folder.files[as_text(entry.name)] = StoredFile(path, PurePosixPath(entry.name))
    return folder


def as_text(name: str) -> str:
    """Return a file's name as text that every report can hold; bytes that are not UTF-8 become escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _add_entries(folder: Folder, root: Path, path: PurePosixPath, depth: int, budget: _Budget | None) -> None:
    """Add what lies in a folder on disk. Each entry of the class's own folder has a budget of its own."""
    try:
        with os.scandir(root / path) as iterator:
            entries = sorted(_affordable(iterator, budget, folder), key=lambda entry: entry.name)
    except OSError as error:
        folder.problems.append(f"the folder '{folder.name}' cannot be read: {error.strerror}")
        return
    for entry in entries:
        _add_entry(folder, entry, StoredFile(root, path / entry.name), depth, budget or _Budget(MAX_ENTRIES))


def _affordable(
    iterator: Iterator[os.DirEntry[str]], budget: _Budget | None, folder: Folder
) -> Iterator[os.DirEntry[str]]:
    for entry in iterator:
        if budget is not None and not budget.spend():
            folder.problems.append(TOO_MANY)
            return
        yield entry


def _add_entry(folder: Folder, entry: os.DirEntry[str], stored: StoredFile, depth: int, budget: _Budget) -> None:
    name = as_text(entry.name)
    try:
        is_link, is_folder, is_file = entry.is_symlink(), entry.is_dir(follow_symlinks=False), entry.is_file()
    except OSError as error:
        folder.problems.append(f"'{name}' cannot be read: {error.strerror}")
        return
    if is_link:
        folder.problems.append(f"'{name}': {LINK}")
    elif is_folder:
        if name.lower() in file_names.METADATA_FOLDERS:
            return
        inner = Folder(name)
        folder.folders[name] = inner
        if depth == 0:
            inner.problems.append(TOO_DEEP)
            return
        inner_budget = _Budget(min(MAX_TOOL_ENTRIES, budget.entries)) if inner.is_tool else budget
        _add_entries(inner, stored.root, stored.path, depth - 1, inner_budget)
    elif is_file:
        _add_file(folder, name, stored, budget)
    elif file_names.is_notebook(name):
        folder.problems.append(f"'{name}': {NOT_A_FILE}")


def _add_file(folder: Folder, name: str, stored: StoredFile, budget: _Budget) -> None:
    if file_names.is_archive(name) and len(stored.members) < MAX_ARCHIVE_DEPTH:
        inner = Folder(file_names.ARCHIVE.sub("", name), is_archive=True)
        folder.folders[name] = inner
        _add_archive(inner, stored, budget)
    elif file_names.is_notebook(name) or file_names.is_json(name):
        folder.files[name] = stored
    elif not name.startswith("."):
        folder.other_names.append(name)


def _add_archive(folder: Folder, stored: StoredFile, budget: _Budget) -> None:
    """Add the members of an archive as if it were a folder."""
    try:
        with open_beneath(stored.root, stored.path) as file:
            names, problems = archives.member_names(file, stored.members)
    except UnreadableArchive as error:
        folder.problems.append(f"the archive cannot be read: {error.strerror}")
        return
    except OSError as error:
        folder.problems.append(f"it cannot be read: {error.strerror}")
        return
    folder.problems += problems
    for member in names:
        path = archives.path_of(member)
        if not budget.spend():
            folder.problems.append(TOO_MANY)
            return
        if any(part.lower() in file_names.METADATA_FOLDERS for part in path.parts):
            continue
        if len(path.parts) > MAX_DEPTH:
            folder.problems.append(TOO_DEEP)
            continue
        inner = folder
        for part in path.parts[:-1]:
            inner = inner.folders.setdefault(part, Folder(part))
        _add_file(inner, path.name, StoredFile(stored.root, stored.path, (*stored.members, member)), budget)
