"""What a child may use, and which walls stand around it: plain values that every layer reads."""

from __future__ import annotations

from dataclasses import asdict, dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Budgets of one child.

    The times are processor seconds: on a loaded machine a slow child is given up to `patience` times as much
    on the clock, so that a neighbour's load never costs a student points.
    """

    cell_seconds: float = 10
    notebook_seconds: float = 60
    call_seconds: float = 5
    cpu_seconds: int = 120
    patience: float = 3
    memory_mb: int = 1536
    file_mb: int = 16
    scratch_mb: int = 64
    processes: int = 64
    open_files: int = 64
    output_bytes: int = 2_000_000
    frame_bytes: int = 64 * MIB

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


@dataclass(frozen=True)
class Isolation:
    """The layers that hold; `landlock` is the kernel's version of it, 0 where there is none."""

    process: bool = True
    bubblewrap: bool = False
    namespaces: bool = False
    landlock: int = 0
    seccomp: bool = False
    limits: bool = False

    def as_dict(self) -> dict[str, bool | int]:
        return asdict(self)

    @property
    def complete(self) -> bool:
        return all(self.as_dict().values())


@dataclass(frozen=True)
class Missing:
    """A layer that does not hold on this machine, why, and what an instructor can do about it."""

    layer: str
    reason: str
    remedy: str
