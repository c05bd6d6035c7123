"""Git for the tests of repositories."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
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
