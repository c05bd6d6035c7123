"""The files of a course that grading reads, as an archive that is named by the hash of its content."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from autograder.errors import UsageError

PARTS = ("course.yml", "nbgrader_config.py", "source", "solutions", "student", "hidden_checks")
"""What nbgrader and the grader read of a course; releases, gradebooks and submissions do not belong to it."""
LEFT_OUT = ("__pycache__", ".ipynb_checkpoints")
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, so that the same files give the same bytes."""


@dataclass(frozen=True)
class CourseArchive:
    """A ZIP archive of a course, and the SHA-256 of the names and contents in it."""

    digest: str
    data: bytes

    @classmethod
    def pack(cls, root: Path) -> CourseArchive:
        """Read the course in a folder."""
        files = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(_files(root))}
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
        return cls(_digest(files), buffer.getvalue())

    def unpack(self, folder: Path) -> None:
        """Write the files to a new folder that only this user can read.

        UsageError, before anything is written, where a name leads out of it or the content is not what the hash says.
        """
        with zipfile.ZipFile(BytesIO(self.data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        if strange := next((name for name in files if not _is_inside(name)), None):
            raise UsageError("an archive of a course has a file that lies outside", where=repr(strange))
        if _digest(files) != self.digest:
            raise UsageError("an archive of a course has another content than it should", where=self.digest)
        folder.mkdir(mode=0o700)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _files(root: Path) -> Iterator[Path]:
    for part in (root / name for name in PARTS):
        if part.is_file():
            yield part
        for folder, folders, names in os.walk(part, followlinks=True):
            folders[:] = [name for name in folders if name not in LEFT_OUT]
            yield from (path for name in names if (path := Path(folder, name)).is_file())


def _is_inside(name: str) -> bool:
    """Whether a name in an archive is a plain relative path, on every system."""
    parts = name.split("/")
    return PurePosixPath(name).parts == tuple(parts) and not {"", ".", ".."} & {*parts} and not {*"\\:\0"} & {*name}


def _digest(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of names and contents; that of the archive would depend on how zlib compresses."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(content).digest())
    return digest.hexdigest()
