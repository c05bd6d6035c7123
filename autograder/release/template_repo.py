"""A handout as a template repository: the notebooks of one or several units, side by side, and one `lab` for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.release import git_snapshot, contents
from autograder.course.configuration import Course, Unit
from autograder.errors import UsageError


@dataclass(frozen=True, slots=True)
class Written:
    """A repository that is ready to be pushed."""

    folder: Path
    commit: str
    files: int
    size: int

    def line(self) -> str:
        """What to say of it, and what comes next."""
        what = f"{self.files} files, {self.size / 1e6:.2f} MB, commit {self.commit[:10]}"
        return f"{self.folder}: {what}; to publish it: git push --force ADDRESS {git_snapshot.BRANCH}"


def write(course: Course, units: Sequence[Unit], folder: Path, *, replace: bool = False) -> Written:
    """Write what was released, and all that belongs beside it, as a history of one commit.

    LeakError where a secret would get out, UsageError where the folder is not free; both before anything is touched.
    """
    folder = folder.resolve()
    _require_apart(course, folder)
    files = composed(course, units)
    title = units[0].title if len(units) == 1 else course.title
    commit = git_snapshot.write(files, folder, title=title, by=course.id, replace=replace)
    return Written(folder, commit, len(files), sum(map(len, files.values())))


def composed(course: Course, units: Sequence[Unit]) -> dict[str, bytes]:
    """The files of a repository for these units, by path. LeakError on a leak.

    What the units share is searched for the secrets of the whole course, a notebook for those of its own unit: a later
    unit may well tell what an earlier one asked for.
    """
    shared = contents.companions(course, *units)
    hidden = {unit.id: contents.secrets(course, unit) for unit in course.units}
    contents.scan(shared, [secret for secrets in hidden.values() for secret in secrets])
    notebooks: dict[str, bytes] = {}
    for unit in units:
        notebook = {f"{unit.id}.ipynb": unit.release.read_bytes()}
        contents.scan(notebook, hidden[unit.id])
        notebooks |= notebook
    return dict(sorted((shared | notebooks).items()))


def _require_apart(course: Course, folder: Path) -> None:
    root = course.root.resolve()
    if folder == root or folder in root.parents or root in folder.parents:
        raise UsageError(
            "a repository for students cannot lie in the course, nor the course in it",
            where=str(folder),
            fix="name a folder beside the course, such as ../handout",
        )
