"""The folder of the notebook: the one in which it began, whatever `%cd` says later."""

from __future__ import annotations

from pathlib import Path

first_folders: list[Path] = []
"""The current folder when `lab.start` was called first in this kernel."""


def remember() -> None:
    """Take the current folder for the notebook's from now on, unless one is known already."""
    if not first_folders:
        first_folders.append(Path.cwd())


def notebook_folder() -> Path:
    """Return the notebook's folder; the current one before `lab.start`, or where the first was renamed."""
    return next((folder for folder in first_folders if folder.is_dir()), None) or Path.cwd()
