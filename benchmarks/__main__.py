"""`python -m benchmarks`: grades the same classes by every system in turn, and writes docs/speed.md and its chart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click

from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.submissions.discovery import find_submissions
from benchmarks import chart, classroom, page, profile, results
from benchmarks.contestants import CONTESTANTS, FEW, Contestant
from benchmarks.otter import Otter
from benchmarks.results import Sample
from benchmarks.rooms import Rooms

HOME = Path("build") / "benchmarks"
PAGE = Path("docs") / "speed.md"
ROUNDS_UP_TO = 240
"""Larger classes are graded in the first round only: one run is long enough to be steady."""

Plan = tuple[Contestant, int, int, bool]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rounds", default=3, show_default=True, help="How often each is measured; medians are shown.")
@click.option("--sizes", default="24,240", show_default=True, help="Sizes of the class.")
@click.option("--few", default=6, show_default=True, help="How many submissions the slow systems grade.")
@click.option("--without", default="", help="Letters of systems to leave out.")
@click.option("--again", is_flag=True, help="Measure nothing: write the page from the last results.")
def main(rounds: int, sizes: str, few: int, without: str, again: bool) -> None:
    """Measure every system on the same classes, interleaved, and write docs/speed.md and its chart."""
    course = Course.load()
    content = classroom.load_content(course)
    HOME.mkdir(parents=True, exist_ok=True)
    kept, steps = HOME / "samples.json", HOME / "profile.json"
    if not again:
        measured = []
        for sample in _measured(course, content, rounds, [int(size) for size in sizes.split(",")], few, without):
            measured.append(sample)
            results.save(measured, kept)
        room = Rooms(course, content, HOME / "rooms").room(CONTESTANTS[0], 24)
        steps.write_text(json.dumps(profile.profile(content, find_submissions(room.submitted, room.unit))), encoding="utf-8")
    _publish(kept, steps)


def _contestants(content: UnitContent, without: str) -> list[Contestant]:
    """All of the table; otter's environment is made here."""
    systems = list(CONTESTANTS)
    if results.OTTER not in without:
        otter = Otter(content, HOME / "otter")
        otter.prepare()
        grade = Contestant(
            results.OTTER, TITLES[results.OTTER], lambda room, _, log: otter.grade(room, log), largest=FEW
        )
        systems.append(grade)
    return [system for system in systems if system.letter not in without]


def _plans(systems: list[Contestant], sizes: list[int], few: int) -> Iterator[Plan]:
    for system in systems:
        for size in sizes if system.largest != FEW else [few]:
            if system.largest == FEW or size <= system.largest:
                yield from ((system, workers, size, False) for workers in system.workers)
        if system.letter in "ac":
            yield system, system.workers[-1], 24, True


def _measured(
    course: Course, content: UnitContent, rounds: int, sizes: list[int], few: int, without: str
) -> Iterator[Sample]:
    rooms, log = Rooms(course, content, HOME / "rooms"), HOME / "run.log"
    plans = list(_plans(_contestants(content, without), sizes, few))
    for turn in range(rounds):
        for system, workers, size, hostile in plans:
            if turn and (hostile or size > ROUNDS_UP_TO):
                continue
            sample = _sample(rooms, system, workers, size, hostile, log)
            said = f"round {turn + 1}: {system.letter}, {workers} worker(s), {size}{' with a loop and a hog' * hostile}"
            spent = (
                f"{sample.each:.4f} s each, {sample.processor / size:.4f} s of processor, start {sample.start:.2f} s"
            )
            click.echo(f"{said}: {spent}", err=True)
            yield sample


def _sample(rooms: Rooms, system: Contestant, workers: int, size: int, hostile: bool, log: Path) -> Sample:
    """One run. A command's start-up is what it takes for one submission a worker, less the work on those."""
    ran = system.grade(rooms.room(system, size, hostile=hostile), workers, log)
    told = re.search(r'^\{"start".*\}$', ran.output, re.MULTILINE)
    if told:
        apart = json.loads(told.group())
        start, work, processor = apart["start"], apart["work"], apart["processor"]
    elif system.letter == results.OTTER:
        start, work, processor = 0.0, ran.seconds, ran.processor
    else:
        short = system.grade(rooms.room(system, workers), workers, log)
        more = size / (size - workers)
        work, processor = (ran.seconds - short.seconds) * more, (ran.processor - short.processor) * more
        start = max(0.0, ran.seconds - work)
    return Sample(system.letter, workers, size, start, work, processor, ran.megabytes, hostile)


def _publish(kept: Path, steps: Path) -> None:
    """Put the tables between the page's marks, and draw the chart beside it."""
    found = results.rows(results.load(kept))
    tables = {
        "results": results.main_table(found, TITLES),
        "hostile": results.hostile_table(found, TITLES),
        "profile": profile.table(json.loads(steps.read_text(encoding="utf-8"))),
    }
    page.fill(PAGE, tables)
    chart.draw(found, PAGE.with_suffix(".svg"))


TITLES = {system.letter: system.title for system in CONTESTANTS} | {results.OTTER: "`otter run`, local"}

if __name__ == "__main__":
    main()
