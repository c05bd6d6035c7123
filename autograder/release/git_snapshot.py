"""Files as a repository without a past: one commit, the same one for the same files.

Students can read a template's whole history, so there is none: no name of a person, no clock, no other branch, and
nothing of the configuration of whoever runs this.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from autograder.errors import UsageError

OURS = "autograder.release.build"
"""A key of the repository's own configuration, which no push carries: made here, and may be made anew."""
BRANCH = "main"
WHEN = "2000-01-01T00:00:00+00:00"
MAIL = "course@example.invalid"


def write(files: Mapping[str, bytes], folder: Path, *, title: str, by: str, replace: bool = False) -> str:
    """Make the folder a repository of exactly these files; the commit's id.

    UsageError, before anything is touched, where the folder holds what is not ours. With `replace`, the content of a
    clone is replaced in which everything is committed.
    """
    _require_free(folder, replace)
    folder.mkdir(parents=True, exist_ok=True)
    _git(folder, "init", "--quiet", f"--initial-branch={BRANCH}", "--template=")
    _git(folder, "config", OURS, "true")
    commit = _commit(files, folder, title, by)
    _git(folder, "symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    _git(folder, "update-ref", f"refs/heads/{BRANCH}", commit)
    _git(folder, "reset", "--quiet", "--hard")
    return commit


def _commit(files: Mapping[str, bytes], folder: Path, title: str, by: str) -> str:
    """A commit without parents of exactly these files, whatever else lies in the folder."""
    with tempfile.TemporaryDirectory() as room:
        places = {path: Path(room, "files", path) for path in files}
        for path, place in places.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(files[path])
        listed = "".join(f"{place.as_posix()}\n" for place in places.values())
        blobs = _git(folder, "hash-object", "-w", "--no-filters", "--stdin-paths", said=listed).split()
        rows = "".join(f"100644 {blob}\t{path}\n" for blob, path in zip(blobs, places, strict=True))
        index = {"GIT_INDEX_FILE": str(Path(room, "index"))}
        _git(folder, "update-index", "--add", "--index-info", said=rows, more=index)
        tree = _git(folder, "write-tree", more=index)
    person = {"NAME": by, "EMAIL": MAIL, "DATE": WHEN}
    both = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in person.items()}
    return _git(folder, "commit-tree", tree, "-m", title, more=both)


def _require_free(folder: Path, replace: bool) -> None:
    """Nobody's work is overwritten: the folder is new, ours, or a clone of which everything is committed."""
    if folder.exists() and not folder.is_dir():
        raise UsageError("a file is in the way", where=str(folder), fix="name a folder")
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / ".git").is_dir():
        raise UsageError("the folder is not empty", where=str(folder), fix="name a new one, or a clone of the template")
    if not replace and _git(folder, "config", "--local", "--default", "", "--get", OURS) != "true":
        fix = "name a new folder; or add --replace, where this is a clone of the template"
        raise UsageError("this repository was not made by this command", where=str(folder), fix=fix)
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
