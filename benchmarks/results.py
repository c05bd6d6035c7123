"""What was measured, and the tables and figures that are told of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

STOCK, OTTER = "d", "e"
FLOORS = "fgh"


@dataclass(frozen=True, slots=True)
class Sample:
    """One run of one system: seconds of start-up, seconds of work for the whole room, the processors' part of it."""

    letter: str
    workers: int
    size: int
    start: float
    work: float
    processor: float
    megabytes: float
    hostile: bool = False

    @property
    def each(self) -> float:
        """Seconds per submission, start-up left out."""
        return self.work / self.size


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of several runs of one system on one class."""

    letter: str
    workers: int
    size: int
    rounds: int
    start: float
    each: float
    processor: float
    megabytes: float
    hostile: bool

    @property
    def whole(self) -> float:
        """Seconds per submission, start-up included."""
        return self.each + self.start / self.size


def save(samples: Iterable[Sample], path: Path) -> None:
    """Keep what was measured, so that the page can be written again without measuring."""
    path.write_text(json.dumps([asdict(sample) for sample in samples], indent=1), encoding="utf-8")


def load(path: Path) -> list[Sample]:
    """What `save` kept."""
    return [Sample(**sample) for sample in json.loads(path.read_text(encoding="utf-8"))]


def rows(samples: Iterable[Sample]) -> list[Row]:
    """Medians, in the order of the letters."""
    groups: dict[tuple[bool, str, int, int], list[Sample]] = {}
    for sample in samples:
        groups.setdefault((sample.hostile, sample.letter, sample.workers, sample.size), []).append(sample)
    found = []
    for (hostile, letter, workers, size), group in sorted(groups.items()):
        start, each = median(one.start for one in group), median(one.each for one in group)
        processor = median(one.processor / one.size for one in group)
        most = max(one.megabytes for one in group)
        found.append(Row(letter, workers, size, len(group), start, each, processor, most, hostile))
    return found


def only(found: Iterable[Row], letter: str) -> Row:
    """The row of a system that was measured on one class only, or on its largest."""
    return max((row for row in found if row.letter == letter and not row.hostile), key=lambda row: row.size)


def main_table(found: list[Row], titles: dict[str, str]) -> str:
    """The honest class: seconds, ratios to stock nbgrader and to the floors, memory."""
    stock = only(found, STOCK)
    floors = [only(found, letter) for letter in FLOORS]
    head = (
        "| | system | workers | class | s each | with start-up | start-up, s | processor s each | d ÷ this | "
        f"d ÷ this, processor | {' | '.join(f'this ÷ {letter}' for letter in FLOORS)} | peak MB |\n"
        f"|---|---|---:|---:|---:|---:|---:|---:|---:|---:|{'---:|' * len(floors)}\n"
    )
    lines = []
    for row in [row for row in found if not row.hostile]:
        start = "in it" if row.letter == OTTER else number(row.start)
        clock, processor = stock.each / row.each, stock.processor / row.processor
        over = (row.each / floor.each for floor in floors)
        cells = (row.each, row.whole), (row.processor, clock, processor, *over)
        before, after = (" | ".join(map(number, part)) for part in cells)
        place = f"{row.letter} | {titles[row.letter]} | {row.workers} | {row.size:,}"
        lines.append(f"| {place} | {before} | {start} | {after} | {row.megabytes:.0f} |")
    return head + "\n".join(lines)


def hostile_table(found: list[Row], titles: dict[str, str]) -> str:
    """The class with an endless loop and a memory hog in it."""
    head = "| | system | workers | submissions | seconds in all | peak MB |\n|---|---|---:|---:|---:|---:|\n"
    lines = [
        f"| {row.letter} | {titles[row.letter]} | {row.workers} | {row.size} | {row.start + row.each * row.size:.1f} | "
        f"{row.megabytes:.0f} |"
        for row in found
        if row.hostile
    ]
    return head + "\n".join(lines)


def number(value: float) -> str:
    """Three digits, never an exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3g}"
