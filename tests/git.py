"""Git for the tests of repositories."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path


def git(folder: Path, *arguments: str | Path) -> str:
    """Run git in a folder as a person called a; what it prints."""
    command = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def committed_files(folder: Path) -> Mapping[str, bytes]:
    """The content of the commit, by path."""
    names = git(folder, "ls-tree", "-r", "--name-only", "HEAD").splitlines()
    show = ["git", "-C", str(folder), "show"]
    return {name: subprocess.run([*show, f"HEAD:{name}"], capture_output=True, check=True).stdout for name in names}


def commit_at(folder: Path, time: datetime) -> None:
    """Commit all that is in a folder, at this time; the first commit makes the repository."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    dates = {f"GIT_{role}_DATE": time.isoformat() for role in ("AUTHOR", "COMMITTER")}
    command = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "Work"]
    subprocess.run(command, env=os.environ | dates, capture_output=True, check=True)
