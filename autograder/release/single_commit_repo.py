"""A Git repository with a single commit, whose id depends on the files, the title and the course only.

Students can read the whole history of a template. So the commit holds no person's name and no date of today, there is
no other branch, and the Git configuration of the user is not read.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from autograder.errors import UsageError

MARK = "autograder.handout"
"""A key in the repository's local configuration, which is never pushed: this command made it and may replace it."""
BRANCH = "main"
COMMIT_DATE = "2000-01-01T00:00:00+00:00"
EMAIL = "course@example.invalid"


def write(files: Mapping[str, bytes], folder: Path, *, title: str, author: str, replace: bool = False) -> str:
    """Make the folder a repository of exactly these files and return the commit's id.

    UsageError, before anything is written, where the folder holds anything else. With `replace`, the content of a
    clone is replaced if everything in it is committed.
    """
    _require_replaceable(folder, replace)
    folder.mkdir(parents=True, exist_ok=True)
    _git(folder, "init", "--quiet", f"--initial-branch={BRANCH}", "--template=")
    _git(folder, "config", MARK, "true")
    commit = _commit(files, folder, title, author)
    _git(folder, "symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    _git(folder, "update-ref", f"refs/heads/{BRANCH}", commit)
    _git(folder, "reset", "--quiet", "--hard")
    return commit


def _commit(files: Mapping[str, bytes], folder: Path, title: str, author: str) -> str:
    """Create a commit without parents that holds exactly these files, and return its id."""
    with tempfile.TemporaryDirectory() as temporary:
        copies = {path: Path(temporary, "files", path) for path in files}
        for path, copy in copies.items():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(files[path])
        names = "".join(f"{copy.as_posix()}\n" for copy in copies.values())
        blobs = _git(folder, "hash-object", "-w", "--no-filters", "--stdin-paths", standard_input=names).split()
        rows = "".join(f"100644 {blob}\t{path}\n" for blob, path in zip(blobs, copies, strict=True))
        index = {"GIT_INDEX_FILE": str(Path(temporary, "index"))}
        _git(folder, "update-index", "--add", "--index-info", standard_input=rows, environment=index)
        tree = _git(folder, "write-tree", environment=index)
    person = {"NAME": author, "EMAIL": EMAIL, "DATE": COMMIT_DATE}
    people = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
    return _git(folder, "commit-tree", tree, "-m", title, environment=people)


def _require_replaceable(folder: Path, replace: bool) -> None:
    """Raise UsageError unless the folder is empty, made by this command, or a clone with everything committed."""
    if folder.exists() and not folder.is_dir():
        raise UsageError("a file is in the way", where=str(folder), fix="name a folder")
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / ".git").is_dir():
        raise UsageError(
            "the folder is not empty", where=str(folder), fix="name a new folder, or a clone of the template"
        )
    if not replace and _git(folder, "config", "--local", "--default", "", "--get", MARK) != "true":
        fix = "name a new folder; or add --replace, where this is a clone of the template"
        raise UsageError("this repository was not made by this command", where=str(folder), fix=fix)
    if _git(folder, "status", "--porcelain"):
        raise UsageError("some files in it are not committed", where=str(folder), fix="commit or remove them first")


def _git(folder: Path, *arguments: str, standard_input: str = "", environment: Mapping[str, str] | None = None) -> str:
    """Run git without the configuration of the user or the system, without hooks, with messages in English."""
    variables = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    variables |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "HOME": os.devnull, "LC_ALL": "C"}
    options = ("-c", "core.hooksPath=/dev/null", "-c", "core.autocrlf=false", "-c", "core.fileMode=false")
    try:
        process = subprocess.run(
            ["git", *options, "-C", str(folder), *arguments],
            env={**variables, **(environment or {})},
            input=standard_input,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        raise UsageError("a template repository needs git", fix="install git") from None
    if process.returncode:
        last_line = (process.stderr or process.stdout).strip().splitlines()[-1:]
        raise UsageError(f"git {arguments[0]} failed: {''.join(last_line) or process.returncode}", where=str(folder))
    return process.stdout.strip()
