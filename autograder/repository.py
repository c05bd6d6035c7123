"""A handout as a repository of its own: one commit without a past, the same commit for the same handout.

Students can read a template's whole history, so there is none: no name of an author, no clock, no other branch, and
nothing of the configuration of whoever runs this.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import release
from autograder.course import Course, Unit
from autograder.errors import UsageError

OURS = "autograder.handout"
"""A key of the repository's own configuration, which no push carries: made here, and may be made anew."""
BRANCH = "main"
WHEN = "2000-01-01T00:00:00+00:00"
MAIL = "course@example.invalid"


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
        return f"{self.folder}: {what}; to publish it: git push --force ADDRESS {BRANCH}"


def write(course: Course, units: Sequence[Unit], folder: Path, *, replace: bool = False) -> Written:
    """Write the released notebooks and all that belongs beside them as a fresh history.

    UsageError where the folder holds something that is not ours, LeakError where a secret would get out; both before
    anything is touched. With `replace`, the content of a clone is replaced in which nothing would be lost.
    """
    files = composed(course, units)
    folder = folder.resolve()
    _require_apart(course, folder)
    _require_free(folder, replace)
    _git(folder, "init", "--quiet", f"--initial-branch={BRANCH}", "--template=")
    _git(folder, "config", OURS, "true")
    commit = _commit(course, units, files, folder)
    _git(folder, "symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    _git(folder, "update-ref", f"refs/heads/{BRANCH}", commit)
    _git(folder, "reset", "--quiet", "--hard")
    return Written(folder, commit, len(files), sum(map(len, files.values())))


def composed(course: Course, units: Sequence[Unit]) -> dict[str, bytes]:
    """The files of a repository for these units: notebooks side by side, one `lab` for all. LeakError on a leak.

    What the units share is searched for the secrets of the whole course, a notebook for those of its own unit: a later
    unit may well tell what an earlier one asked for.
    """
    shared = release.companions(course, *units)
    release.scan(shared, [secret for unit in course.units for secret in release.secrets(course, unit)])
    notebooks: dict[str, bytes] = {}
    for unit in units:
        notebook = {f"{unit.id}.ipynb": unit.release.read_bytes()}
        release.scan(notebook, release.secrets(course, unit))
        notebooks |= notebook
    return dict(sorted((shared | notebooks).items()))


def _commit(course: Course, units: Sequence[Unit], files: Mapping[str, bytes], folder: Path) -> str:
    """A commit without parents of exactly these files, whatever else lies in the folder."""
    with tempfile.TemporaryDirectory() as room:
        for path, data in files.items():
            place = Path(room, "files", path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        places = "".join(f"{Path(room, 'files', path).as_posix()}\n" for path in files)
        blobs = _git(folder, "hash-object", "-w", "--no-filters", "--stdin-paths", said=places).split()
        rows = "".join(f"100644 {blob}\t{path}\n" for blob, path in zip(blobs, files, strict=True))
        fresh = {"GIT_INDEX_FILE": str(Path(room, "index"))}
        _git(folder, "update-index", "--add", "--index-info", said=rows, more=fresh)
        tree = _git(folder, "write-tree", more=fresh)
    title = units[0].title if len(units) == 1 else course.title
    person = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _person(course).items()}
    return _git(folder, "commit-tree", tree, "-m", title, more=person)


def _person(course: Course) -> dict[str, str]:
    return {"NAME": course.id, "EMAIL": MAIL, "DATE": WHEN}


def _require_apart(course: Course, folder: Path) -> None:
    root = course.root.resolve()
    if folder == root or folder in root.parents or root in folder.parents:
        raise UsageError(
            "a repository for students cannot lie in the course, nor the course in it",
            where=str(folder),
            fix="name a folder beside the course, such as ../handout",
        )


def _require_free(folder: Path, replace: bool) -> None:
    """Nobody's work is overwritten: the folder is new, ours, or a clone of which everything is committed."""
    if folder.exists() and not folder.is_dir():
        raise UsageError("a file is in the way", where=str(folder), fix="name a folder")
    if not folder.exists() or not any(folder.iterdir()):
        folder.mkdir(parents=True, exist_ok=True)
        return
    clone = (folder / ".git").is_dir()
    ours = clone and _git(folder, "config", "--local", "--default", "", "--get", OURS) == "true"
    if not ours and not replace:
        fix = (
            "name an empty folder, or add --replace where it is a clone of the template"
            if clone
            else "name an empty one"
        )
        raise UsageError("the folder is not empty, and was not made by this command", where=str(folder), fix=fix)
    if not clone:
        raise UsageError("--replace is for a clone; this folder is none", where=str(folder), fix="name an empty folder")
    if _git(folder, "status", "--porcelain"):
        raise UsageError("files in it are not committed", where=str(folder), fix="commit or remove them first")


def _git(folder: Path, *arguments: str, said: str = "", more: Mapping[str, str] | None = None) -> str:
    """Run git as nobody in particular: no configuration of the user's or the system's, no hooks, no translation."""
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    environment |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "HOME": os.devnull, "LC_ALL": "C"}
    plain = ("-c", "core.hooksPath=/dev/null", "-c", "core.autocrlf=false", "-c", "core.fileMode=false")
    try:
        ran = subprocess.run(
            ["git", *plain, "-C", str(folder), *arguments],
            env={**environment, **(more or {})},
            input=said,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        raise UsageError("a repository needs git", fix="install git") from None
    if ran.returncode:
        last = (ran.stderr or ran.stdout).strip().splitlines()[-1:]
        raise UsageError(f"git {arguments[0]} failed: {''.join(last) or ran.returncode}", where=str(folder))
    return ran.stdout.strip()
