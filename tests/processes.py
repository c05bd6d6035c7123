"""Process trees, for tests that check that nothing was left running."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

WAIT_SECONDS = 10


def process_tree(root: int) -> set[int]:
    """Return the pids of a process and of all its descendants."""
    parents = dict(_pids_with_parents())
    tree = {root}
    while children := {pid for pid, parent in parents.items() if parent in tree} - tree:
        tree |= children
    return tree


def tree_reaches_size(size: int, root: int) -> bool:
    """Wait until a process tree has `size` processes. A killed process takes a moment to disappear."""
    deadline = time.monotonic() + WAIT_SECONDS
    while (current := len(process_tree(root))) != size and time.monotonic() < deadline:
        os.sched_yield()
    return current == size


def _pids_with_parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            yield int(folder.name), int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue


def home_for_other_users(*paths: Path) -> list[str]:
    """Return options of bwrap for a `/root` that every user may enter, with the folders in it that hold these paths."""
    home = Path("/root")
    folders = {home / path.relative_to(home).parts[0] for path in paths if path.is_relative_to(home)}
    binds = [option for folder in sorted(folders) for option in ("--ro-bind", str(folder), str(folder))]
    return ["--perms", "0755", "--tmpfs", str(home), *binds]
