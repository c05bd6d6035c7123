"""The commits of a student's clone, as far as they concern some files.

A clone's configuration can name programs that git runs, even for a log: a verifier of signatures, a file monitor, a
transport for missing objects. So none of it is read. Git gets an empty repository of its own, and from the clone only
the objects, the commit that is checked out, and where a shallow history ends.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from autograder.submissions.confined_reading import read_beneath

COMMIT = re.compile(r"[0-9a-f]{40}", re.ASCII)
BRANCH = re.compile(r"ref: (refs/[\w./@+-]{1,200})", re.ASCII)
LARGEST_REFERENCES = 1 << 20
SECONDS = 10
MOST_COMMITS = 10_000
OPTIONS = (
    *("--no-pager", "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs"),
    *("-c", "core.commitGraph=false", "-c", "core.multiPackIndex=false", "-c", "core.quotePath=false"),
)
VARIABLES = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "HOME": os.devnull,
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class GitHistory:
    """The commits that changed some files: their number, and the times of the first and the last one.

    The times are what the student's computer said. `is_complete` is False where the clone is shallow: there are older
    commits.
    """

    number: int
    first: datetime
    last: datetime
    is_complete: bool = True


def read_history(root: Path, clone: PurePosixPath, paths: Sequence[PurePosixPath]) -> GitHistory | None:
    """Return the history of files of a clone beneath `root`; None where no commit of it can be read.

    `paths` are relative to the clone.
    """
    commit = _head(root, clone)
    objects = Path(root, clone, ".git", "objects")
    if commit is None or not objects.is_dir() or any(part.is_symlink() for part in (objects.parent, objects)):
        return None
    shallow = _shallow_commits(root, clone)
    with tempfile.TemporaryDirectory() as temporary:
        repository = Path(temporary)
        for folder in ("objects", "refs"):
            (repository / folder).mkdir()
        (repository / "HEAD").write_text("ref: refs/heads/main\n")
        (repository / "config").write_text("[core]\nrepositoryformatversion = 0\nbare = true\n")
        if shallow:
            (repository / "shallow").write_text("".join(f"{line}\n" for line in shallow))
        times = _commit_times(repository, objects, commit, paths)
    if not times:
        return None
    return GitHistory(len(times), min(times), max(times), is_complete=not shallow)


def _commit_times(repository: Path, objects: Path, commit: str, paths: Sequence[PurePosixPath]) -> list[datetime]:
    """Return the times of the commits that changed these files, nothing where git cannot read them."""
    variables = {"PATH": os.environ.get("PATH", os.defpath), **VARIABLES, "GIT_OBJECT_DIRECTORY": str(objects)}
    command = ["git", *OPTIONS, f"--git-dir={repository}", "rev-list", f"--max-count={MOST_COMMITS}", "--timestamp"]
    command += [commit, "--", *map(str, paths)]
    try:
        process = subprocess.run(
            command, env=variables, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return []
    if process.returncode != 0:
        return []
    seconds = [line.split(b" ")[0] for line in process.stdout.splitlines()]
    with suppress(ValueError, OverflowError, OSError):
        return [datetime.fromtimestamp(int(number), UTC) for number in seconds]
    return []


def _head(root: Path, clone: PurePosixPath) -> str | None:
    """Return the id of the commit that is checked out; None where it is not known."""
    head = _read(root, clone / ".git" / "HEAD")
    if COMMIT.fullmatch(head):
        return head
    match = BRANCH.fullmatch(head)
    if match is None or ".." in match[1]:
        return None
    branch = _read(root, clone / ".git" / match[1])
    if COMMIT.fullmatch(branch):
        return branch
    for line in _read(root, clone / ".git" / "packed-refs").splitlines():
        commit, _, name = line.partition(" ")
        if name == match[1] and COMMIT.fullmatch(commit):
            return commit
    return None


def _shallow_commits(root: Path, clone: PurePosixPath) -> list[str]:
    lines = _read(root, clone / ".git" / "shallow").splitlines()
    return [line for line in lines if COMMIT.fullmatch(line)]


def _read(root: Path, path: PurePosixPath) -> str:
    """Return the text of one of git's own files, empty where there is none."""
    with suppress(OSError):
        return read_beneath(root, path, LARGEST_REFERENCES).decode("utf-8", "replace").strip()
    return ""
