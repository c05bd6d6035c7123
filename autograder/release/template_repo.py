"""A handout as a template repository: the notebooks of one or several units side by side, and one package `lab`.

With several units it begins with the start page, and has the refresher.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import navigation
from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Notebook, json_text, parse_notebook
from autograder.errors import UsageError
from autograder.release import contents, leak_scan, single_commit_repo, start_folder


@dataclass(frozen=True, slots=True)
class TemplateRepository:
    """A repository that is ready to be pushed."""

    folder: Path
    commit: str
    files: int
    size: int

    def line(self) -> str:
        """Describe the repository in one line and say how to publish it."""
        content = f"{self.files} files, {self.size / 1e6:.2f} MB, commit {self.commit[:10]}"
        return f"{self.folder}: {content}; to publish it: git push --force ADDRESS {single_commit_repo.BRANCH}"


def write_repository(
    course: Course, units: Sequence[Unit], folder: Path, *, replace: bool = False
) -> TemplateRepository:
    """Write the released notebooks and the files beside them as a repository with a single commit.

    LeakError where a secret would be released, UsageError where the folder is in use; both before anything is written.
    """
    folder = folder.resolve()
    _require_separate(course, folder)
    files = repository_files(course, units)
    title = units[0].title if len(units) == 1 else course.title
    commit = single_commit_repo.write(files, folder, title=title, author=course.id, replace=replace)
    return TemplateRepository(folder, commit, len(files), sum(map(len, files.values())))


def repository_files(course: Course, units: Sequence[Unit]) -> dict[str, bytes]:
    """Return the files of a repository for these units, by path. LeakError on a leak.

    Shared files are searched for the secrets of the whole course, a notebook only for those of its own unit, because
    a later unit may show what an earlier one asked for. Links between notebooks are those of one folder.
    """
    pages = start_folder.notebooks(course) if len(units) > 1 else {}
    names = {*pages, *(f"{unit.id}.ipynb" for unit in units)}
    files = contents.companion_files(course, *units)
    files |= {name: _flat(notebook, names) for name, notebook in pages.items()}
    for unit in units:
        release = parse_notebook(unit.release.read_text(encoding="utf-8"), str(unit.release))
        files[f"{unit.id}.ipynb"] = _flat(release, names)
    secrets = {f"{unit.id}.ipynb": leak_scan.find_secrets(course, unit) for unit in course.units}
    leak_scan.scan_units(files, secrets)
    return dict(sorted(files.items()))


def _flat(notebook: Notebook, names: Container[str]) -> bytes:
    return json_text(navigation.flat_links(notebook, names)).encode()


def _require_separate(course: Course, folder: Path) -> None:
    root = course.root.resolve()
    if folder == root or folder in root.parents or root in folder.parents:
        raise UsageError(
            "a template repository cannot be inside the course, nor the course inside it",
            where=str(folder),
            fix="name a folder beside the course, such as ../handout",
        )
