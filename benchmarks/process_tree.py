"""CPU seconds of a process's descendants, as /proc counts them."""

from __future__ import annotations

import os
from pathlib import Path

PARENT, TIMES = 1, slice(11, 15)
"""Fields of /proc/PID/stat after the name: the parent, and user and system time, own and of children that ended."""


def descendants_cpu_seconds(pid: int) -> float:
    """Return the CPU seconds of all running descendants and of those of their children that have ended."""
    parents, ticks = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        parents[int(folder.name)], ticks[int(folder.name)] = int(fields[PARENT]), sum(map(int, fields[TIMES]))
    total, family = 0, {pid}
    while family:
        family = {child for child, parent in parents.items() if parent in family}
        total += sum(ticks[child] for child in family)
    return total / os.sysconf("SC_CLK_TCK")
