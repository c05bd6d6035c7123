"""Measurements of the compared systems, and the tables of docs/speed.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

STOCK, OTTER = "d", "e"
LOWER_BOUNDS = "fgh"


@dataclass(frozen=True, slots=True)
class Sample:
    """One run of one system: wall-clock seconds of start-up and of work on the whole class, the work's CPU seconds."""

    letter: str
    workers: int
    size: int
    startup: float
    work: float
    cpu: float
    peak_mb: float
    hostile: bool = False

    @property
    def seconds_each(self) -> float:
        """Seconds per submission without start-up."""
        return self.work / self.size


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of several runs of one system on one class, and the largest peak memory."""

    letter: str
    workers: int
    size: int
    rounds: int
    startup: float
    seconds_each: float
    cpu_each: float
    peak_mb: float
    hostile: bool

    @property
    def seconds_each_with_startup(self) -> float:
        """Seconds per submission with its share of the start-up."""
        return self.seconds_each + self.startup / self.size


def save(samples: Iterable[Sample], path: Path) -> None:
    """Write samples to a file, so that the page can be written again without measuring."""
    path.write_text(json.dumps([asdict(sample) for sample in samples], indent=1), encoding="utf-8")


def load(path: Path) -> list[Sample]:
    """Read the samples that `save` has written."""
    return [Sample(**sample) for sample in json.loads(path.read_text(encoding="utf-8"))]


def median_rows(samples: Iterable[Sample]) -> list[Row]:
    """Return one row for each system, number of workers and class, in the order of the letters."""
    groups: dict[tuple[bool, str, int, int], list[Sample]] = {}
    for sample in samples:
        groups.setdefault((sample.hostile, sample.letter, sample.workers, sample.size), []).append(sample)
    return [
        Row(
            letter=letter,
            workers=workers,
            size=size,
            rounds=len(group),
            startup=median(sample.startup for sample in group),
            seconds_each=median(sample.seconds_each for sample in group),
            cpu_each=median(sample.cpu / sample.size for sample in group),
            peak_mb=max(sample.peak_mb for sample in group),
            hostile=hostile,
        )
        for (hostile, letter, workers, size), group in sorted(groups.items())
    ]


def largest_class(rows: Iterable[Row], letter: str) -> Row:
    """Return a system's row for the largest class without hostile submissions."""
    return max((row for row in rows if row.letter == letter and not row.hostile), key=lambda row: row.size)


def main_table(rows: Sequence[Row], titles: Mapping[str, str]) -> str:
    """Return the table of the class without hostile submissions: seconds, ratios to other systems, memory."""
    stock = largest_class(rows, STOCK)
    bounds = [largest_class(rows, letter) for letter in LOWER_BOUNDS]
    head = (
        "| | system | workers | class | s each | with start-up | start-up, s | CPU s each | d ÷ this | "
        f"d ÷ this, CPU | {' | '.join(f'this ÷ {letter}' for letter in LOWER_BOUNDS)} | peak MB |\n"
        f"|---|---|---:|---:|---:|---:|---:|---:|---:|---:|{'---:|' * len(bounds)}---:|\n"
    )
    lines = []
    for row in [row for row in rows if not row.hostile]:
        numbers = [row.cpu_each, stock.seconds_each / row.seconds_each, stock.cpu_each / row.cpu_each]
        numbers += [row.seconds_each / bound.seconds_each for bound in bounds]
        cells = [
            *(row.letter, titles[row.letter], str(row.workers), f"{row.size:,}"),
            *map(format_number, (row.seconds_each, row.seconds_each_with_startup)),
            "included" if row.letter == OTTER else format_number(row.startup),
            *map(format_number, numbers),
            f"{row.peak_mb:.0f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return head + "\n".join(lines)


def hostile_table(rows: Iterable[Row], titles: Mapping[str, str]) -> str:
    """Return the table of the class with an endless loop and a memory hog in it."""
    head = "| | system | workers | submissions | seconds in all | peak MB |\n|---|---|---:|---:|---:|---:|\n"
    lines = [
        f"| {row.letter} | {titles[row.letter]} | {row.workers} | {row.size} | "
        f"{row.startup + row.seconds_each * row.size:.1f} | {row.peak_mb:.0f} |"
        for row in rows
        if row.hostile
    ]
    return head + "\n".join(lines)


def format_number(value: float) -> str:
    """Return a number with three digits and without an exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3g}"
