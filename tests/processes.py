"""Who is still running, as the tests of walls and attacks ask it of the machine."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path


def family(head: int) -> set[int]:
    """A process and all below it."""
    parents = dict(_parents())
    found = {head}
    while grown := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= grown
    return found


def comes_to(count: int, head: int) -> bool:
    """Whether a family is soon of that size: nobody waits for a child's death, which takes a moment."""
    last = time.monotonic() + 10
    while (size := len(family(head))) != count and time.monotonic() < last:
        os.sched_yield()
    return size == count


def _parents() -> Iterator[tuple[int, int]]:
    for place in Path("/proc").glob("[0-9]*"):
        try:
            yield int(place.name), int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
