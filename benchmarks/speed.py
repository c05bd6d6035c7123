"""Grade the same classes with every system and write docs/speed.md and its chart: `python -m benchmarks.speed`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.submissions.discovery import find_submissions
from benchmarks import chart, markdown_tables, results, sample_course, step_times
from benchmarks.otter import Otter
from benchmarks.results import Sample
from benchmarks.sample_course import SampleCourses, Setup
from benchmarks.systems import SYSTEMS, System

FOLDER = Path("build") / "benchmarks"
PAGE = Path("docs") / "speed.md"
HOSTILE_SIZE = 24
LARGEST_REPEATED = 240
"""Larger classes are graded in the first round only, with all workers: they take long enough for steady results."""

TITLES = {system.letter: system.title for system in SYSTEMS} | {results.OTTER: "`otter run`, local"}


class PlannedRun(NamedTuple):
    """One system, with a number of workers, on one class."""

    system: System
    workers: int
    size: int
    hostile: bool = False

    @property
    def is_repeated(self) -> bool:
        """Whether later rounds measure it again."""
        return not self.hostile and self.size <= LARGEST_REPEATED


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rounds", default=3, show_default=True, help="How often each system is measured; medians are shown.")
@click.option("--sizes", default="24,240", show_default=True, help="Sizes of the classes.")
@click.option("--few", default=6, show_default=True, help="How many submissions the slow systems grade.")
@click.option("--without", default="", help="Letters of systems to leave out.")
@click.option("--again", is_flag=True, help="Measure nothing; write the page from the last results.")
def main(rounds: int, sizes: str, few: int, without: str, again: bool) -> None:
    """Measure every system on the same classes, in turn, and write docs/speed.md and its chart."""
    samples_file, steps_file = FOLDER / "samples.json", FOLDER / "steps.json"
    if not again:
        FOLDER.mkdir(parents=True, exist_ok=True)
        course = Course.load()
        content = sample_course.load_content(course)
        courses = SampleCourses(content, FOLDER / "courses")
        runs = list(planned_runs(chosen_systems(content, without), [int(size) for size in sizes.split(",")], few))
        samples: list[Sample] = []
        for sample in measure_all(courses, runs, rounds):
            samples.append(sample)
            results.save(samples, samples_file)
        submitted = courses.get(Setup(24)).submitted
        steps = step_times.measure_steps(course, content.unit.id, find_submissions(submitted, content.unit.id))
        steps_file.write_text(json.dumps(steps), encoding="utf-8")
    write_page(samples_file, steps_file)


def chosen_systems(content: UnitContent, without: str) -> list[System]:
    """Return the systems to compare; otter-grader is installed here if it is one of them."""
    systems = [*SYSTEMS]
    if results.OTTER not in without:
        otter = Otter(content, FOLDER / "otter")
        otter.prepare()
        title = TITLES[results.OTTER]
        systems.append(System(results.OTTER, title, lambda course, _, log: otter.grade(course, log), slow=True))
    return [system for system in systems if system.letter not in without]


def planned_runs(systems: Sequence[System], sizes: Sequence[int], few: int) -> Iterator[PlannedRun]:
    """Yield the runs of one round."""
    for system in systems:
        for size in [few] if system.slow else [size for size in sizes if size <= system.largest]:
            workers = system.workers if size <= LARGEST_REPEATED else system.workers[-1:]
            yield from (PlannedRun(system, number, size) for number in workers)
        if system.hostile:
            yield PlannedRun(system, system.workers[-1], HOSTILE_SIZE, hostile=True)


def measure_all(courses: SampleCourses, runs: Sequence[PlannedRun], rounds: int) -> Iterator[Sample]:
    """Measure all runs, round after round, so that every system meets the same state of the machine."""
    for number in range(rounds):
        for run in runs:
            if number and not run.is_repeated:
                continue
            sample = measure(courses, run)
            title = f"{run.system.letter}, {run.workers} worker(s), {run.size}{' with hostile ones' * run.hostile}"
            seconds = (
                f"{sample.seconds_each:.4f} s each, {sample.cpu / run.size:.4f} CPU s, {sample.startup:.2f} s start"
            )
            click.echo(f"round {number + 1}: {title}: {seconds}", err=True)
            yield sample


def measure(courses: SampleCourses, run: PlannedRun) -> Sample:
    """Measure one run.

    A command's start-up is the time it takes for one submission per worker, without the work on those submissions.
    """
    system, workers, size, hostile = run
    log = FOLDER / "run.log"
    result = system.grade(courses.get(system.setup(size, hostile=hostile)), workers, log)
    own_times = re.search(r'^\{"startup".*\}$', result.output, re.MULTILINE)
    if own_times:
        times = json.loads(own_times.group())
        startup, work, cpu = times["startup"], times["work"], times["cpu"]
    elif system.letter == results.OTTER:
        startup, work, cpu = 0.0, result.seconds, result.cpu_seconds
    else:
        shortest = system.grade(courses.get(system.setup(workers)), workers, log)
        factor = size / (size - workers)
        work = (result.seconds - shortest.seconds) * factor
        cpu = (result.cpu_seconds - shortest.cpu_seconds) * factor
        startup = max(0.0, result.seconds - work)
    return Sample(system.letter, workers, size, startup, work, cpu, result.peak_mb, hostile)


def write_page(samples_file: Path, steps_file: Path) -> None:
    """Replace the tables of the page and its chart."""
    rows = results.median_rows(results.load(samples_file))
    tables = {
        "results": results.main_table(rows, TITLES),
        "hostile": results.hostile_table(rows, TITLES),
        "steps": step_times.table(json.loads(steps_file.read_text(encoding="utf-8"))),
    }
    markdown_tables.replace_tables(PAGE, tables)
    chart.draw(rows, PAGE.with_suffix(".svg"))


if __name__ == "__main__":
    main()
